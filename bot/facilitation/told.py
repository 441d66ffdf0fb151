"""What people hear before the next session of what became of what they said."""

from dataclasses import replace

from bot.domain.sessions import Session
from bot.domain.synthesis import Loop, LoopState
from bot.facilitation.setting import Setting
from bot.voice.loops import told_words


def told_before(setting: Setting, session: Session) -> str:
    """What became of what was said around the session before: a facilitator's words, else its loops. Not escaped."""
    before = f"s{session.month - 1:02}"
    own = setting.memory.told.seek(before)
    return own.text if own else told_words(_closed(setting, before))


def mark_told(setting: Setting, session: Session) -> None:
    """From now on people have been told, before this session, what became of the loops of the one before."""
    for loop in _closed(setting, f"s{session.month - 1:02}"):
        if loop.state is LoopState.HAPPENED:
            new = replace(loop, state=LoopState.TOLD, told_at=setting.now)
            setting.memory.loops.save(new)


def _closed(setting: Setting, session_id: str) -> list[Loop]:
    return [loop for loop in setting.memory.loops.find(session_id=session_id) if loop.closed]
