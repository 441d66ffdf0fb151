"""Pretend people: their ways come from the seed alone, and their acts come in the order of time."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo import phrases
from bot.demo.agenda import Agenda
from bot.demo.community import Community, community_for
from bot.demo.diary import Diary, Said
from bot.demo.habits import NO, PART, YES, Habits
from bot.demo.wish import CannotPlay, Wish
from bot.domain.followup import ActionItem
from bot.files.defaults import default_plan_path, sample_roster_path

NOON = datetime(2027, 2, 8, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def everyone() -> Community:
    return community_for(Wish())


def test_the_sample_community_is_read_whole(everyone: Community):
    assert len(everyone.people) == 63
    assert len(everyone.facilitators) == 4
    assert [g.month for g in everyone.sessions] == [2]


def test_time_begins_before_anybodys_morning_two_weeks_ahead(everyone: Community):
    assert everyone.begins < datetime(2027, 2, 3, 9, tzinfo=UTC)
    assert everyone.sessions[0].starts_at - everyone.begins > timedelta(days=14)
    assert everyone.ends == everyone.sessions[0].ends_at + timedelta(days=21)


def test_about_one_in_seven_says_no_where_nothing_else_is_asked_for(everyone: Community):
    meant = Habits(seed=1).intentions(2, everyone.seatable)
    assert sum(1 for answer in meant.replies.values() if answer == NO) == 8
    assert not meant.cancels | meant.stays_away


def test_half_of_the_absent_say_so_before_and_half_stay_away_after(everyone: Community):
    meant = Habits(seed=1, absence=0.4).intentions(2, everyone.seatable)
    noes = [p for p, answer in meant.replies.items() if answer == NO]
    assert len(noes) == len(meant.cancels | meant.stays_away) == round(59 * 0.2)
    assert all(meant.replies[p] in {YES, PART} for p in meant.cancels | meant.stays_away)


def test_the_same_seed_gives_the_same_people_and_another_one_others(everyone: Community):
    def replies(seed: int) -> dict[str, str]:
        return dict(Habits(seed=seed).intentions(2, everyone.seatable).replies)

    assert replies(1) == replies(1)
    assert replies(1) != replies(2)


def test_people_look_at_their_messages_after_they_came_and_within_a_day():
    ways = Habits(seed=1)
    for person in map(str, range(50)):
        seen = ways.looks_at(NOON, person)
        assert timedelta(minutes=20) <= seen - NOON <= timedelta(days=1)
    assert ways.looks_at(NOON, "x", days=5) - NOON >= timedelta(days=5)


def test_acts_come_in_the_order_of_time_and_of_planning():
    agenda, done = Agenda(), []
    agenda.plan(NOON + timedelta(hours=1), lambda: done.append("later"))
    agenda.plan(NOON, lambda: done.append("first"))
    agenda.plan(NOON, lambda: done.append("second"))
    assert agenda.next == NOON
    for act in agenda.take(NOON):
        act()
    assert done == ["first", "second"]
    assert agenda.next == NOON + timedelta(hours=1)
    assert agenda.take(NOON) == []


def test_the_last_word_on_coming_counts_and_the_one_before_it_then():
    diary = Diary()
    diary.said.append(Said(at=NOON, person="p001", month=2, answer=YES))
    diary.said.append(Said(at=NOON + timedelta(days=1), person="p001", month=2, answer=NO))
    assert diary.reply(2, "p001") == NO
    assert diary.reply(2, "p001", by=NOON) == YES
    assert diary.reply(3, "p001") == ""


def test_who_said_later_wants_no_messages_until_they_say_it_is_fine():
    diary = Diary()
    diary.stood += [(NOON, "p001", "later"), (NOON + timedelta(days=2), "p001", "active")]
    assert diary.wants_messages("p001", NOON - timedelta(hours=1))
    assert not diary.wants_messages("p001", NOON + timedelta(days=1))
    assert diary.wants_messages("p001", NOON + timedelta(days=3))


def test_an_action_for_another_is_theirs_once_they_said_yes():
    diary = Diary()
    own = ActionItem(id="a1", what="x", owner="p1", by="p1", at=NOON)
    given = ActionItem(id="a2", what="x", owner="p1", by="p2", at=NOON)
    assert diary.taken_on(own) == NOON
    assert diary.taken_on(given) is None
    diary.accepted["a2"] = NOON + timedelta(days=1)
    assert diary.taken_on(given) == NOON + timedelta(days=1)


def test_every_line_holds_its_telling_word():
    every = (*phrases.LINES, *phrases.STORIES, *phrases.BRANCHES, *phrases.ACTIONS, *phrases.CHAT)
    for line, canary in (*every, phrases.WORDS_WITH, phrases.FREE, phrases.TOLD):
        assert canary in line.casefold()


def test_a_line_fits_where_there_is_a_limit():
    chance = Habits(seed=1).chance("line")
    for most in (200, 60, 20):
        assert len(phrases.something(chance, phrases.LINES, most)) <= most


def test_a_month_that_the_plan_does_not_have_is_refused_in_words():
    with pytest.raises(CannotPlay, match="no month 19"):
        community_for(Wish(from_month=19))


def test_a_broken_roster_is_refused_by_its_row(tmp_path):
    broken = tmp_path / "roster.csv"
    broken.write_text(
        sample_roster_path().read_text(encoding="utf-8").replace("America/Chicago", "Mars")
    )
    with pytest.raises(CannotPlay, match="row 2"):
        community_for(Wish(roster=broken))


def test_a_broken_plan_is_refused_by_its_line(tmp_path):
    broken = tmp_path / "plan.toml"
    text = default_plan_path().read_text(encoding="utf-8")
    broken.write_text(text.replace("months = 18", 'months = "many"'))
    with pytest.raises(CannotPlay, match=r"line \d\d: .*whole number"):
        community_for(Wish(plan=broken))
