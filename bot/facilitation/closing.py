"""The end of an online meeting whose session does not take place: removed once, and made anew under another key."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.effects import Effect
from bot.domain.meetings import MeetingRecord
from bot.domain.sessions import Session
from bot.facilitation.meeting_steps import CloseMeeting
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Rendered
from bot.facilitation.telling import owe, owe_zoom
from bot.ports import Refused
from bot.voice import troubles


def open_key(setting: Setting, session_id: str) -> str:
    """The key of a session's meeting: another one each time it is called off and takes place after all."""
    note = setting.memory.notes.seek(f"meeting-turn:{session_id}")
    return f"{session_id}:meeting:open" + (f":{note.text}" if note else "")


def close_prefix(session: Session) -> str:
    return f"{session.id}:meeting:close:"


def owe_closing(setting: Setting, session: Session) -> None:
    """See that the meeting of a session that does not take place is removed; nobody is sent its link any more."""
    record = gone(setting, session)
    if record:
        owe_zoom(
            setting,
            "meeting-close",
            f"{close_prefix(session)}{record.meeting_id}",
            session,
            expires_at=session.ends_at + timedelta(days=1),
        )


def gone(setting: Setting, session: Session) -> MeetingRecord | None:
    """The meeting of a session, that from now on counts as removed; None where there is none."""
    record = setting.memory.meetings.seek(session.id)
    if record is None or record.state == "gone":
        return None
    setting.memory.meetings.save(
        replace(record, state="gone", sent=(), confirmed=(), rooms_mark="", trouble="")
    )
    return record


def render_close(setting: Setting, effect: Effect) -> Rendered:
    """It goes even where the session takes place after all, for that one has a meeting of its own."""
    return CloseMeeting(meeting_id=effect.key.rpartition(":")[2])


def refused_close(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """Zoom keeps it, as it does while somebody is in it: facilitators hear that it is theirs to end."""
    session = setting.session(effect.target)
    words = troubles.not_removed(session.title, refusal.reason)
    for person in setting.facilitators:
        owe(setting, "trouble", f"{effect.key}:refused:{person.id}", person, {"words": words})
