"""The online meeting of a session that is given another time: Zoom is told once, of the newest time alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.effects import Effect
from bot.domain.pace import Pace
from bot.domain.sessions import Session
from bot.facilitation.closing import gone, open_key, owe_closing
from bot.facilitation.meeting_steps import met
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Outcome, Rendered, once_more
from bot.facilitation.telling import LEFT, owe, owe_zoom
from bot.ports import Desk, Refused
from bot.voice import troubles

KIND = "meeting-move"


@dataclass(frozen=True, kw_only=True)
class MoveMeeting:
    """The meeting at this time. Doing it twice changes nothing."""

    meeting_id: str
    host: str
    starts_at: datetime
    minutes: int
    zone: str

    def paces(self, desk: Desk, *, look: bool) -> Sequence[Pace]:
        return desk.meetings.paces("move", host=self.host)

    def carry(self, desk: Desk, effect: Effect) -> Outcome:
        return met(
            desk.meetings.move(
                self.meeting_id, starts_at=self.starts_at, minutes=self.minutes, zone=self.zone
            )
        )

    def found(self, desk: Desk, effect: Effect) -> Outcome | None:
        return once_more(self, desk, effect)


def owe_move(setting: Setting, session: Session) -> None:
    """See that a meeting that was made, or may have been, is held at the session's time."""
    opened = setting.memory.effects.seek(open_key(setting, session.id))
    record = setting.memory.meetings.seek(session.id)
    removed = record is not None and record.state == "gone"
    if removed or not session.virtual or opened is None or opened.state not in LEFT:
        return  # one that is not made yet will be made for the right time
    prefix = f"{session.id}:meeting:move:"
    setting.memory.effects.cancel(prefix, "it was moved once more")
    key = f"{prefix}{session.moves}"
    owe_zoom(setting, KIND, key, session, expires_at=session.ends_at, after=opened.key)


def owe_no_meeting(setting: Setting, session: Session) -> None:
    """See that a session that is in person from now on has no meeting: one that stands is removed, once."""
    for kind in ("open", "rooms", "move"):
        setting.memory.effects.cancel(f"{session.id}:meeting:{kind}", "the session is in person")
    owe_closing(setting, session)


def render_move(setting: Setting, effect: Effect) -> Rendered:
    """The time as it is when this leaves."""
    session = setting.session(effect.target)
    record = setting.memory.meetings.seek(session.id)
    if session.cancelled or not session.virtual or record is None or record.state == "gone":
        return Drop(why="there is no meeting to move")
    return MoveMeeting(
        meeting_id=record.meeting_id,
        host=record.host,
        starts_at=session.starts_at,
        minutes=session.minutes,
        zone=session.zone,
    )


def refused_move(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """Zoom keeps the old time: facilitators hear it, for the link works all the same."""
    _tell(setting, effect, troubles.not_moved(setting.session(effect.target).title, refusal.reason))


def gone_move(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """Somebody removed it in Zoom: nobody is sent its link any more, and facilitators hear it."""
    session = setting.session(effect.target)
    gone(setting, session)
    _tell(setting, effect, troubles.not_there_any_more(session.title, session.month))


def _tell(setting: Setting, effect: Effect, words: str) -> None:
    for person in setting.facilitators:
        owe(setting, "trouble", f"{effect.key}:refused:{person.id}", person, {"words": words})
