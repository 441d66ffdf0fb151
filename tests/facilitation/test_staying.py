"""Coming for part of a session: which part, who hears of it, and that it is said in Slack as on one's own page."""

import pytest

from bot.domain.answers import Rsvp
from bot.facilitation import replies, staying
from bot.facilitation.invitations import invitation
from bot.slack.staying import SENT
from bot.voice.sessions import answered
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True)
PEARL, TED, NADIA = (sample_people()[name] for name in ("pearl", "ted", "nadia"))


@pytest.fixture
def made(company):
    company = company("2027-02-08T09:00", publish_by_hand=False)
    company.begins(cast("pearl ted kwabena gil osric nadia"), PLAN, (2027, 2))
    return company


def keys(made):
    with made.look() as setting:
        return [one.key for one in setting.planned(setting.session("s01")).rounds]


def said_by(made, person=PEARL):
    with made.look() as setting:
        return answered(invitation(setting, setting.session("s01"), person))


def lines(made, reader, people):
    with made.look() as setting:
        found = setting.session("s01")
        return list(staying.lines(setting, found, reader, [p.id for p in people]))


def test_a_window_asks_for_the_rounds_on_ones_own_clock_and_keeps_what_was_ticked(made):
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.PART)
    assert said_by(made) == "You said you can be there for part of it."
    view = staying.window(made.desk, "s01", PEARL).body
    options = [o for block in view["blocks"] for o in block.get("element", {}).get("options", [])]
    assert [o["value"] for o in options] == keys(made)

    ticked = {"rounds0": f"{keys(made)[1]}\n{keys(made)[0]}"}
    SENT["staying"](made.desk, PEARL, {"session": "s01"}, ticked)

    again = str(staying.window(made.desk, "s01", PEARL).body)
    assert again.count("'initial_options'") == 1
    assert said_by(made).startswith("You said you can be there for part of it: “")
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.PART)
    assert "“" in said_by(made)
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.YES)
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.PART)
    assert "“" not in said_by(made)


def test_whoever_keeps_time_and_facilitators_read_who_comes_for_which_part(made):
    replies.reply(made.desk, "s01", PEARL.id, Rsvp.PART, rounds=keys(made)[:1])
    replies.reply(made.desk, "s01", TED.id, Rsvp.YES)
    for reader in (TED, NADIA):
        (line,) = lines(made, reader, [PEARL, TED])
        assert line.startswith(f"{PEARL.name} comes for part of it: “")
    assert lines(made, TED, [TED]) == []

    made.until("2027-02-17T19:30")

    sheet = next(said.text for said in reversed(made.told(NADIA, "Host sheet")))
    assert f"{PEARL.name} comes for part of it" in sheet
