"""How a session of a plan must fit together: its agenda, its days, its stage and its room rules."""

from collections.abc import Iterator
from datetime import time

from bot.files.plan_findings import Findings
from bot.files.plan_fitting import check_known, check_rooms, check_unique
from bot.files.plan_models import PlanTable, SessionTable
from bot.files.plan_reading import room_rules
from bot.files.toml_lines import Path

VIRTUAL_MINUTES = ("programme", "virtual_minutes")
_FACE_TO_FACE = ("days", "venue", "venue_zone", "day_starts")


def check_sessions(plan: PlanTable, findings: Findings) -> None:
    """Note what does not fit in any session."""
    for session in plan.session:
        check_known(session.stage, "stage", (*session.at, "stage"), findings)
        _check_artefacts(session, findings)
        _check_agenda(session, findings)
        _check_rooms(session, plan, findings)
        if session.mode == "virtual":
            _check_virtual(session, plan.programme.virtual_minutes, findings)
        else:
            _check_in_person(session, findings)


def _check_artefacts(session: SessionTable, findings: Findings) -> None:
    for name in ("expects", "starts"):
        for count, artefact in enumerate(getattr(session, name)):
            check_known(artefact, "artefact", (*session.at, name, count), findings)


def _check_agenda(session: SessionTable, findings: Findings) -> None:
    check_unique(session.rounds, findings)
    guest = any(one.format == "expert" for one in session.rounds)
    if guest and not session.expert:
        words = "A round waits for a guest, but there is no [session.expert]. Say what the guest is to speak on."
        findings.note((*session.at, "rounds"), words, warning=True)


def _check_rooms(session: SessionTable, plan: PlanTable, findings: Findings) -> None:
    """A session's own room rules, read together with the plan's."""
    if not findings.doubtful(("defaults", "rooms")):
        check_rooms(room_rules(session, plan), session.rooms, (*session.at, "rooms"), findings)


def _check_virtual(session: SessionTable, minutes: int, findings: Findings) -> None:
    agenda = sum(one.minutes for one in session.rounds)
    rests_on = [VIRTUAL_MINUTES, (*session.at, "mode")]
    if agenda != minutes:
        change = f"take away {agenda - minutes}" if agenda > minutes else f"add {minutes - agenda}"
        words = f"The rounds last {agenda} minutes, and online sessions last {minutes}: {change}."
        findings.note((*session.at, "rounds"), words, rests_on=rests_on)
    for key in _FACE_TO_FACE:
        if session.given.get(key) not in (None, "", 1, []):
            words = "This belongs to sessions face to face. Take it out, or change the mode."
            findings.note((*session.at, key), words, rests_on=rests_on[1:])
    _check_days(session, findings)


def _check_in_person(session: SessionTable, findings: Findings) -> None:
    if len(session.day_starts) != session.days:
        place = (*session.at, "day_starts" if "day_starts" in session.given else "days")
        words = f"With days = {session.days}, day_starts needs as many times of day; it has {len(session.day_starts)}."
        others = [(*session.at, "days"), (*session.at, "mode"), (*session.at, "day_starts")]
        findings.note(place, words, rests_on=others)
    _check_days(session, findings)
    for place, words in _long_days(session):
        findings.note(place, words, rests_on=[(*session.at, "day_starts")])


def _check_days(session: SessionTable, findings: Findings) -> None:
    """Every round on a day the session has, and no day without a round."""
    places = [(*session.at, "rounds"), (*session.at, "days"), (*session.at, "mode")]
    for one in session.rounds:
        if one.day > session.days:
            words = f"This round is on day {one.day}, and the session has {session.days}."
            findings.note((*one.at, "day"), words, rests_on=places[1:])
    empty = sorted(set(range(1, session.days + 1)) - {one.day for one in session.rounds})
    if empty:
        words = f"Day {empty[0]} has no rounds. Add some, or change days."
        findings.note(places[0], words, rests_on=places[1:])


def _long_days(session: SessionTable) -> Iterator[tuple[Path, str]]:
    """Days whose agenda runs past midnight."""
    for count, start in enumerate(session.day_starts[: session.days]):
        minutes = sum(one.minutes for one in session.rounds if one.day == count + 1)
        if _minute(start) + minutes > 24 * 60:
            words = f"Day {count + 1} starts at {start:%H:%M} and lasts {minutes} minutes, past midnight."
            yield (*session.at, "day_starts", count), words


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
