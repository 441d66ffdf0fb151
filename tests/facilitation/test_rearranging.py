"""Two sessions change places, and one more is held: nothing that was prepared is lost, and the order holds."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.agendas import Block
from bot.domain.answers import Rsvp
from bot.domain.errors import Impossible
from bot.facilitation import agendas, calling_off, guests, rearranging
from bot.facilitation.guests import Given
from bot.facilitation.moving import Act, Collides, NewTime, OutOfOrder, move_session
from bot.facilitation.plan_changes import change_plan
from bot.facilitation.prompt_desk import Act as Asks
from bot.facilitation.prompt_desk import reword
from bot.facilitation.replies import reply
from bot.main import plan_from
from tests.plays.scripts import cast, plan_of

PEOPLE = "jandira luisa gunvor pearl kirra ted emeka nadia osric"
PLAN = plan_of(2, 3, 4, 5, notices='"-7d", "-1d", "-1h"')
TED, PEARL, NADIA, OSRIC = cast("ted pearl nadia osric")
BETWEEN = NewTime(day=date(2027, 3, 3), at=time(15))


@pytest.fixture
def runs(company, post):
    """Weeks before the first session; nobody was asked anything yet."""
    made = company("2027-01-20T12:00")
    made.writes_to(post)
    made.begins(cast(PEOPLE), PLAN, (2027, 2))
    made.work()
    return made


def titles(company):
    with company.look() as setting:
        return [session.title for session in setting.sessions()]


def swaps(company, one="s02", other="s04"):
    said = rearranging.swap_sessions(company.desk, one, other, by=NADIA.id)
    company.work()
    return said.text


def adds(company, like=1, to=BETWEEN, title="Once more <on> lists"):
    new = rearranging.add_session(company.desk, like, to, title, by=NADIA.id)
    company.work()
    return new


def prompts(company, month):
    with company.look() as setting:
        return {p.key: p.text for p in setting.plan.session(month).prompts}


def test_contents_and_questions_change_places_and_dates_stay(runs):
    before, second, fourth = titles(runs), prompts(runs, 2), prompts(runs, 4)
    with runs.look() as setting:
        walls = [s.wall for s in setting.sessions()]
        which = next(iter(setting.plan.session(2).prompts)).key
    reword(
        runs.desk, Asks(session_id="s02", prompt=which, by=NADIA.id), text="What stays with you?"
    )

    page = rearranging.ask_swap(runs.desk, 4, 2).text
    assert "Nothing is done yet" in page
    assert titles(runs) == before
    assert "/convene session 2 swap 4" in swaps(runs)

    assert titles(runs) == [before[0], before[3], before[2], before[1]]
    assert prompts(runs, 4) == second | {which: "What stays with you?"}
    assert prompts(runs, 2) == fourth
    with runs.look() as setting:
        assert [s.wall for s in setting.sessions()] == walls
        due = {d.facts["prompt"] for d in setting.memory.duties.waiting() if "s02:round:" in d.key}
    assert set(fourth) & due
    assert not set(second) & due
    runs.until("2027-01-21 20:00")
    assert len(runs.told(OSRIC, "Two sessions changed places.", before[1])) == 1
    assert runs.told(TED, "changed places") == []


def test_back_again_all_is_as_it_was(runs):
    with runs.look() as setting:
        before = setting.plan
    swaps(runs)
    swaps(runs, "s04", "s02")

    with runs.look() as setting:
        assert setting.plan == before
        assert [s.contents for s in setting.sessions()] == [0, 0, 0, 0]


def rounds(company, month):
    with company.look() as setting:
        return [(one.key, one.minutes) for one in setting.plan.session(month).rounds]


def test_a_changed_agenda_goes_with_its_contents(runs):
    (first, minutes), *others, (last, longest) = rounds(runs, 2)
    changed = [(first, minutes + 3), *others, (last, longest - 3)]
    fourth = rounds(runs, 4)
    agendas.change(
        runs.desk, "s02", [Block(key=k, minutes=m) for k, m in changed], base=0, by=NADIA.id
    )

    swaps(runs)
    assert (rounds(runs, 4), rounds(runs, 2)) == (changed, fourth)
    swaps(runs, "s04", "s02")
    assert (rounds(runs, 2), rounds(runs, 4)) == (changed, fourth)


def test_a_guest_goes_with_what_they_come_for_and_hears_the_new_hour(runs, post):
    with runs.look() as setting:
        (expert,) = [r for r in setting.plan.session(2).rounds if r.format == "expert"]
    given = Given(
        place=f"s02|{expert.key}", name="Ada", email="ada@guests.example", zone="Europe/London"
    )
    guests.invite(runs.desk, given, by=NADIA.id)
    runs.work()
    swaps(runs)

    assert [m.mail["Subject"].partition(":")[0] for m in post.to("ada@guests.example")][1:] == [
        "Another time or place"
    ]
    with runs.look() as setting:
        (ada,) = guests.of_session(setting, setting.session("s04"))
    assert ada.slot == expert.key


def test_once_people_were_asked_they_do_not_change_places_any_more(runs):
    runs.until("2027-02-10 12:00")

    for one, other in (("s01", "s02"), ("s02", "s02")):
        with pytest.raises(Impossible):
            swaps(runs, one, other)
    assert titles(runs)[0] == plan_from(PLAN).session(1).title


def test_one_more_session_is_asked_about_and_held_like_any_and_comes_in_its_turn(runs):
    new = adds(runs)

    assert (new.month, new.id) == (5, "s05")
    assert titles(runs)[1] == "Once more <on> lists"
    with runs.look() as setting:
        assert setting.previous(setting.session("s02")).id == "s05"
        assert setting.month_now(new) == 1
        assert setting.following(setting.session("s01")).id == "s05"
    runs.until("2027-03-03 19:30")

    assert runs.told(PEARL, "Will you be with us", "Once more &lt;on&gt; lists", "3 March")
    (card,) = runs.told(PEARL, "Once more &lt;on&gt; lists", "starts soon: Wed 3 March, 20:00")
    assert card.at == datetime(2027, 3, 3, 19, tzinfo=UTC)
    assert len(runs.told(OSRIC, "was added: ")) == 1
    with runs.look() as setting:
        assert len(setting.memory.plans.latest("s05").rooms) == 1


def test_what_was_added_is_moved_and_called_off_like_any_and_a_new_plan_leaves_it(runs):
    adds(runs)
    to = NewTime(day=date(2027, 3, 24), at=time(15))
    move_session(
        runs.desk, "s05", to, Act(by=NADIA.id)
    )  # past the second session: it has no place to keep
    with runs.look() as setting:
        assert [s.id for s in setting.sessions()] == ["s01", "s02", "s05", "s03", "s04"]
    with pytest.raises(OutOfOrder):
        move_session(
            runs.desk, "s03", NewTime(day=date(2027, 3, 10), at=time(15)), Act(by=NADIA.id)
        )
    text = PLAN.replace('session_day = "3rd Wednesday"', 'session_day = "3rd Thursday"', 1)
    lines = change_plan(runs.desk, text, plan_from(text)).lines

    assert len(lines) == 4
    assert titles(runs)[2] == "Once more <on> lists"
    calling_off.call_off(runs.desk, "s05", why="enough", by=NADIA.id)
    more = plan_of(2, 3, 4, 5, 6, notices='"-7d", "-1d", "-1h"')
    with pytest.raises(Impossible, match="added by hand"):
        change_plan(runs.desk, more, plan_from(more))


def test_what_cannot_be_added_is_refused(runs):
    then = NewTime(day=date(2027, 2, 17), at=time(16))
    for to, no in ((then, Collides), (NewTime(day=date(2027, 1, 19), at=time(15)), Impossible)):
        with pytest.raises(no):
            adds(runs, to=to)
    assert len(titles(runs)) == 4


def test_an_added_session_in_days_asks_at_once_what_would_have_been_asked_before(runs):
    adds(runs, to=NewTime(day=date(2027, 1, 25), at=time(15)))
    runs.until("2027-01-21 20:00")

    assert runs.told(TED, "Will you be with us", "25 January")
    reply(runs.desk, "s05", TED.id, Rsvp.YES)
