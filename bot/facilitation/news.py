"""News from the meeting place: taken once, and kept until it is folded into who was there."""

from datetime import timedelta

from bot.domain.sessions import Session
from bot.domain.sightings import Sighting, What
from bot.facilitation.live import look_soon
from bot.facilitation.once import once
from bot.facilitation.setting import Setting
from bot.facilitation.zoom_presence import settle_again
from bot.ports import Desk, Json, MeetingEvent

TELLS = {
    "meeting.started": What.STARTED,
    "meeting.ended": What.ENDED,
    "meeting.participant_joined": What.JOINED,
    "meeting.participant_left": What.LEFT,
    "meeting.participant_joined_breakout_room": What.ENTERED,
    "meeting.participant_left_breakout_room": What.WENT,
}
ABOUT_THE_MEETING = frozenset({What.STARTED, What.ENDED})
EARLY, LATE = (
    timedelta(hours=2),
    timedelta(hours=12),
)  # around a session: what else is no part of it


def take(desk: Desk, event: MeetingEvent) -> None:
    """Take one piece of news; a repeat, or news of a meeting that is not ours, changes nothing."""

    def keep() -> Json:
        with desk.store.begin() as memory:
            _keep(Setting(desk, memory), event)
        return {"kind": event.kind, "meeting": event.meeting_id}

    once(desk, f"zoom:{event.digest}", keep)


def _keep(setting: Setting, event: MeetingEvent) -> None:
    """Write down what it says of a session; it is folded when the meeting is over, and again if it comes later."""
    what, session = TELLS.get(event.kind), _session(setting, event)
    if what is None or session is None or event.at is None:
        return
    if what not in ABOUT_THE_MEETING and not (event.connection or event.same):
        return
    if (what in {What.ENTERED, What.WENT}) != bool(event.room):
        return
    setting.memory.sightings.add(
        Sighting(
            id=event.digest,
            session_id=session.id,
            what=what,
            at=event.at,
            instance=event.instance,
            connection=event.connection,
            same=event.same,
            address=event.address,
            room=event.room,
        )
    )
    settle_again(setting, session, over=event.at if what is What.ENDED else None)
    look_soon(setting, session, what, event.at)


def _session(setting: Setting, event: MeetingEvent) -> Session | None:
    """The session whose meeting this is, if it takes place and is held at about its time."""
    if not event.meeting_id or event.at is None:
        return None
    for record in setting.memory.meetings.find(meeting_id=event.meeting_id):
        session = setting.memory.sessions.seek(record.session_id)
        if session is None or session.cancelled:
            continue
        if session.starts_at - EARLY <= event.at <= session.ends_at + LATE:
            return session
    return None
