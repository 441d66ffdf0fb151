"""What people hear before the next session of what became of what they said."""

from dataclasses import replace
from typing import TypeVar

from bot.domain.followup import CLOSED, ActionItem, Progress, Subgroup
from bot.domain.sessions import Session
from bot.domain.synthesis import Loop, LoopState
from bot.facilitation.setting import Setting
from bot.voice.loops import done_words, told_words, with_done

T = TypeVar("T", ActionItem, Subgroup)


def told_before(setting: Setting, session: Session) -> str:
    """What became of what was said around the session before: a facilitator's words, else its loops. Not escaped."""
    said = said_before(setting, session)
    if not said and _waits(setting, _before(session)):
        return ""
    return with_done(said, _done(setting, session))


def said_before(setting: Setting, session: Session) -> str:
    """What a facilitator wrote of the session before, else what became of its loops. Not escaped."""
    before = _before(session)
    own = setting.memory.told.seek(before)
    return own.text if own else told_words(_closed(setting, before))


def _before(session: Session) -> str:
    return f"s{session.month - 1:02}"


def _waits(setting: Setting, before: str) -> bool:
    """Whether a loop is still open: what was done besides is told with it, not without it."""
    return any(
        loop.state is LoopState.OPEN for loop in setting.memory.loops.find(session_id=before)
    )


def _done(setting: Setting, session: Session) -> list[str]:
    """What subgroups did, and what came of those that have closed."""
    actions = [(a, _subgroup(setting, a)) for a in _news(setting, session, _done_actions(setting))]
    return done_words(
        [(action.what, subgroup) for action, subgroup in actions],
        [(s.name, s.came) for s in _news(setting, session, _closed_subgroups(setting))],
    )


def _done_actions(setting: Setting) -> list[ActionItem]:
    """Only a subgroup's own: what it is for is public, and who owned what is not said."""
    done = setting.memory.actions.find(state=Progress.DONE)
    return [a for a in done if a.subgroup_id and a.done_at]


def _closed_subgroups(setting: Setting) -> list[Subgroup]:
    return setting.memory.subgroups.find(state=CLOSED)


def _news(setting: Setting, session: Session, things: list[T]) -> list[T]:
    """What is told around this session: what was, and while it is ahead what was told nowhere yet."""
    ahead = session.starts_at > setting.now
    return [t for t in things if t.told_in == session.id or (ahead and not t.told_in)]


def _subgroup(setting: Setting, action: ActionItem) -> str:
    subgroup = setting.memory.subgroups.seek(action.subgroup_id)
    return subgroup.name if subgroup else ""


def mark_told(setting: Setting, session: Session) -> None:
    """From now on people have been told, before this session, what became of the loops of the one before, and what
    was done.
    """
    for action in _news(setting, session, _done_actions(setting)):
        setting.memory.actions.save(replace(action, told_in=session.id))
    for subgroup in _news(setting, session, _closed_subgroups(setting)):
        setting.memory.subgroups.save(replace(subgroup, told_in=session.id))
    for loop in _closed(setting, _before(session)):
        if loop.state is LoopState.HAPPENED:
            new = replace(loop, state=LoopState.TOLD, told_at=setting.now)
            setting.memory.loops.save(new)


def _closed(setting: Setting, session_id: str) -> list[Loop]:
    return [loop for loop in setting.memory.loops.find(session_id=session_id) if loop.closed]
