"""What happens once a duty falls due, and why just then."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.almanac import Gathering
from bot.demo.community import Community
from bot.demo.live import owed_words
from bot.demo.live.owed_keys import Key
from bot.demo.live.owed_local import cities
from bot.domain.programme import Offset
from bot.facilitation.carrying import AHEAD
from bot.facilitation.thread_words import REVIEW
from bot.facilitation.timetable import HOST_SHEET, SYNTHESIS

FIXED = {
    "host-sheet": Offset(minutes=-(HOST_SHEET // timedelta(minutes=1))),
    "carry": Offset(days=-AHEAD.days),
    "digest": Offset(days=-1),
    "synthesis": Offset(days=SYNTHESIS.days),
    "thread-review": Offset(days=-REVIEW.days),
}
TO_PEOPLE = {"round", "notice"}
BY_THE_HOUR = TO_PEOPLE | {
    "propose-rooms",
    "publish-rooms",
}  # when it strikes first, or where each lives


def of_duty(
    key: str, kind: str, at: datetime, community: Community
) -> tuple[str, str, Collection[str]]:
    """What happens, why at that instant, and the zones of those it concerns."""
    duty = Key.of(key, kind)
    words = owed_words.of_duty(community, duty)
    session = next((g for g in community.calendar if g.month == duty.month), None)
    if session is None:
        return words, "", ()
    offset = _offset(duty, session, community)
    if offset is None:
        return words, _round(duty, session), community.zones
    strikes = _strikes(at, community) if duty.kind in BY_THE_HOUR and offset.day_level else []
    reason = owed_words.around(offset, session.title)
    reason = f"{reason}, at {cities(at, strikes)}" if strikes else reason
    return words, reason, _whom(duty, strikes, community)


def _offset(duty: Key, session: Gathering, community: Community) -> Offset | None:
    """How far from the session it lies, as the plan says; None for what follows the session's rounds."""
    rooms, notices = session.planned.rooms, community.plan.reminders.session_notices
    if duty.kind == "round":
        prompt = duty.prompt(community)
        return prompt.send if prompt else None
    if duty.kind == "notice" and duty.third.isdigit() and int(duty.third) < len(notices):
        return notices[int(duty.third)]
    days = {"propose-rooms": rooms.propose_days_before, "publish-rooms": rooms.publish_days_before}
    return Offset(days=-days[duty.kind]) if duty.kind in days else FIXED.get(duty.kind)


def _strikes(at: datetime, community: Community) -> list[str]:
    """The zones in which the hour for writing strikes at this instant."""
    hour = community.plan.reminders.local_hour
    local = {zone: at.astimezone(ZoneInfo(zone)) for zone in community.zones}
    return [zone for zone, there in local.items() if (there.hour, there.minute) == (hour, 0)]


def _whom(duty: Key, strikes: Collection[str], community: Community) -> Collection[str]:
    """The zones of those whom it concerns."""
    if duty.kind in TO_PEOPLE:
        return strikes or community.zones
    return sorted({person.zone for person in community.facilitators})


def _round(duty: Key, session: Gathering) -> str:
    one = next((r for r in session.planned.rounds if r.key == duty.third), None)
    if one is None:
        return f"as the agenda of “{session.title}” has it"
    when = "in the last third of" if duty.kind == "room-question" else "at the beginning of"
    return f"{when} “{one.title}”"
