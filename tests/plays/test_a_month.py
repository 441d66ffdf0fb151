"""A whole month at once: over Socket Mode on PostgreSQL, and with calls that go wrong; each with a restart."""

from integrations.sandbox.faults import FaultPlan
from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, without=["what-we-did"])
PEOPLE = "jandira kwabena pearl kirra ted signe"


def lived(stage):
    """The month as these people live it."""
    stage.until("2027-02-09 12:00")
    for name in ("jandira", "pearl", "ted", "signe"):
        getattr(stage, name).presses("Yes")
    stage.kwabena.presses("No, not this time")
    stage.until("2027-02-12 12:00")
    stage.nadia.types("/convene rooms 1 pin Pearl")
    stage.nadia.presses("Publish these rooms")
    stage.restart()
    stage.until("2027-02-18 16:00")
    while not stage.signe.modal():  # a call that opens a form may go wrong; then one presses again
        stage.signe.presses("Answer", "stays with you")
    stage.signe.fills({"Your answer": "The quiet"})
    stage.signe.sends()
    stage.ted.says("Good evening")
    stage.until("2027-02-22 16:00")


def as_it_should(stage):
    (meeting,) = stage.zoom_meetings()
    seated = set(PEOPLE.split()) - {"kwabena"}
    with stage.memory() as setting:
        plan = setting.memory.plans.published("s01")
        told = {setting.people[p].first_name.casefold() for p in plan.seated}
    assert told == seated
    assert sum(len(r["participants"]) for r in meeting.rooms) == 4  # Jandira has no address
    for name in seated:
        assert len(getattr(stage, name).was_told("Your room for")) == 1
        assert len(getattr(stage, name).was_told("stays with you")) == 1
    assert stage.nadia.was_told("bones for your synthesis", "The quiet")
    assert stage.signe.was_told("You answered: “The quiet”")


def opened(theatre, **more):
    """The community before its month."""
    return theatre.opens(
        people=cast(f"{PEOPLE} nadia"), start=(2027, 2), plan=PLAN, at="2027-02-05T12:00", **more
    )


def with_faults(theatre):
    """The same, where every tenth call goes wrong."""
    faults = FaultPlan(rate=0.1, seed=7, late_seconds=0.05, slow_seconds=0.02)
    return opened(theatre, prepare=lambda world: world.faults.set(faults))


def test_a_month_over_socket_mode_on_postgresql_is_lived_as_over_http_on_sqlite(
    theatre, postgres_url
):
    # settings hold no password, not even an empty one
    stage = opened(theatre, transport="socket", database=postgres_url.replace(":@", "@"))

    lived(stage)

    as_it_should(stage)


def test_a_month_with_every_tenth_call_going_wrong_loses_and_doubles_nothing(theatre):
    stage = with_faults(theatre)

    lived(stage)
    stage.world.faults.off()
    stage.until("2027-02-23 16:00")

    assert sum(stage.world.faults.struck.values()) > 5
    as_it_should(stage)
