"""Where one link stands for all sessions and another one is written into the settings: whoever was told hears of it."""

from bot.domain.meetings import MeetingRecord
from bot.domain.sessions import Session
from bot.facilitation.meetings import show_session
from bot.facilitation.setting import Setting
from bot.ports import Desk


def follow(desk: Desk) -> int:
    """Let what stands of the sessions ahead name the link as it is now; how many named another one."""
    if desk.meetings.place.makes_meetings:
        return 0
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        ahead = [s for s in setting.sessions() if s.ends_at > setting.now and s.virtual]
        return sum(_follows(setting, session) for session in ahead)


def _follows(setting: Setting, session: Session) -> bool:
    record = setting.memory.meetings.seek(session.id)
    if record is None or record.state == "gone":
        return False
    new = MeetingRecord.of(session.id, setting.desk.meetings.read(record.meeting_id))
    if record == new:
        return False
    setting.memory.meetings.save(new)
    show_session(setting, session)
    return True
