"""Where sessions meet online was changed in the settings: whoever was told the old link is told the new one."""

from bot.domain.meetings import MeetingRecord
from bot.domain.sessions import Session
from bot.facilitation.calling_off import another_meeting
from bot.facilitation.meetings import show_session
from bot.facilitation.setting import Setting
from bot.ports import Desk


def follow(desk: Desk) -> int:
    """Let the sessions ahead meet where the settings say now; how many were to meet elsewhere.

    Behind a link what stands names the link as it is now. On Zoom, a session that was to meet behind a link gets a
    meeting of its own.
    """
    follows = _gets_a_meeting if desk.meetings.place.makes_meetings else _gets_the_link
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        ahead = [s for s in setting.sessions() if s.ends_at > setting.now and s.virtual]
        known = [(session, memory.meetings.seek(session.id)) for session in ahead]
        return sum(follows(setting, s, kept) for s, kept in known if kept and kept.state != "gone")


def _gets_the_link(setting: Setting, session: Session, record: MeetingRecord) -> bool:
    new = MeetingRecord.of(session.id, setting.desk.meetings.read(record.meeting_id))
    if record == new:
        return False
    setting.memory.meetings.save(new)
    show_session(setting, session)
    return True


def _gets_a_meeting(setting: Setting, session: Session, record: MeetingRecord) -> bool:
    """Zoom's meetings have a host and a number; what has neither stood behind a link."""
    if record.host or record.meeting_id.isdigit() or session.starts_at <= setting.now:
        return False
    another_meeting(setting, session)
    return True
