"""A dry run lived for days: it is seen by facilitators wherever they look, and by nobody else."""

from bot.facilitation import views
from bot.facilitation.needs import needs_now
from tests.plays.scripts import cast, plan_of, sample_people

PLAN = plan_of(2, without=["rsvp"], bare=True, notices='"-7d", "-24h", "-1h"')
PEARL, NADIA = (sample_people()[name] for name in ("pearl", "nadia"))


def test_a_dry_run_lived_up_to_a_session_makes_its_meeting_and_tells_facilitators_alone(company):
    made = company("2027-02-08T09:00", dry_run=True)
    made.begins(cast("pearl ted kwabena nadia"), PLAN, (2027, 2))

    made.until("2027-02-17T19:30")

    assert {one.to for one in made.chat.said.values()} == {f"U-{NADIA.email}"}
    assert len(made.told(NADIA, "Dry run. To ", "Hello ")) == 1
    shown = [one.text for one in made.told(NADIA, "Dry run. To ")]
    assert len(shown) == len(set(shown))
    assert len([e for e in made.effects(kind="meeting-open") if e.state == "done"]) == 1


def test_facilitators_see_that_it_is_one_where_they_look_for_what_needs_them(company):
    made = company("2027-02-08T09:00", dry_run=True)
    made.begins(cast("pearl ted kwabena nadia"), PLAN, (2027, 2))
    made.until("2027-02-09T12:00")

    with made.look() as setting:
        first = needs_now(setting, setting.next_session())[0]
    assert first.startswith("This is a dry run: nothing reaches anybody but facilitators (")
    assert "(0 messages" not in first
    assert first in views.status(made.desk).text
