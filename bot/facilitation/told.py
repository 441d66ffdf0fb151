"""What people hear before the next session of what became of what they said; what finds no room waits for the next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.domain.ending import FAREWELL
from bot.domain.followup import CLOSED, ActionItem, Progress, Subgroup
from bot.domain.sessions import Session
from bot.domain.synthesis import Loop, LoopState
from bot.facilitation.setting import Setting
from bot.voice.loops import done_words, fits, told_words, with_done

T = TypeVar("T", ActionItem, Subgroup)
News = Loop | ActionItem | Subgroup


def told_before(setting: Setting, session: Session) -> str:
    """What became of what was said around the session before: a facilitator's words, else its loops. Not escaped."""
    said = said_before(setting, session)
    if not said and _waits(setting, _before(setting, session)):
        return ""
    return _with(setting, said, _besides(setting, session, said))


def said_before(setting: Setting, session: Session) -> str:
    """What a facilitator wrote of the session before, else what became of its loops. Not escaped."""
    before = _before(setting, session)
    own = setting.memory.told.seek(before)
    return own.text if own else told_words(_room_for(_closed(setting, before)))


def _before(setting: Setting, session: Session) -> str:
    before = setting.previous(session)
    return before.id if before else ""


def _waits(setting: Setting, before: str) -> bool:
    """Whether a loop is still open: what was done besides is told with it, not without it."""
    return any(
        loop.state is LoopState.OPEN for loop in setting.memory.loops.find(session_id=before)
    )


def _closed(setting: Setting, session_id: str) -> list[Loop]:
    """Those that people know of first, so that what they were told stays said."""
    found = [loop for loop in setting.memory.loops.find(session_id=session_id) if loop.closed]
    return sorted(found, key=lambda loop: (loop.told_at is None, loop.told_at or loop.at))


def _room_for(loops: Sequence[Loop]) -> list[Loop]:
    """As many loops as there is room for, one in any case."""
    shown: list[Loop] = []
    for loop in loops:
        if not shown or fits(told_words([*shown, loop])):
            shown.append(loop)
    return shown


def _besides(setting: Setting, session: Session, said: str) -> list[News]:
    """As much of what is new besides as there is room for, what people know of first."""
    waiting: list[News] = [
        *_left_over(setting, session),
        *_news(setting, session, _done_actions(setting)),
        *_news(setting, session, _closed_subgroups(setting)),
    ]
    return _fitting(setting, sorted(waiting, key=_untold), said)


def _fitting(setting: Setting, news: Sequence[News], said: str = "") -> list[News]:
    """As much of it as there is room for besides what was said, in this order."""
    shown: list[News] = []
    for one in news:
        if fits(_with(setting, said, [*shown, one])):
            shown.append(one)
    return shown


def _untold(one: News) -> bool:
    return one.told_at is None if isinstance(one, Loop) else not one.told_in


def _with(setting: Setting, said: str, news: Sequence[News]) -> str:
    """What was said, and after it what is new besides: loops, what subgroups did, and those that have closed."""
    done = done_words(
        [(one.what, _subgroup(setting, one)) for one in news if isinstance(one, ActionItem)],
        [(one.name, one.came) for one in news if isinstance(one, Subgroup)],
    )
    return with_done(said, [told_words([one for one in news if isinstance(one, Loop)]), *done])


def _done_actions(setting: Setting) -> list[ActionItem]:
    """A subgroup's own, for what it is for is public; others with their owner's leave. Who owned what is not said."""
    done = setting.memory.actions.find(state=Progress.DONE)
    return [a for a in done if (a.subgroup_id or a.tell) and a.done_at]


def _closed_subgroups(setting: Setting) -> list[Subgroup]:
    return setting.memory.subgroups.find(state=CLOSED)


def _news(setting: Setting, session: Session, things: list[T]) -> list[T]:
    """What is told around this session: what was, and while it is ahead what was told nowhere yet."""
    ahead = session.starts_at > setting.now
    return [t for t in things if t.told_in == session.id or (ahead and not t.told_in)]


def _left_over(setting: Setting, session: Session) -> list[Loop]:
    """Loops of earlier sessions that found no room, or happened too late: told around this one, or waiting for it."""
    earlier = {s.id: s.starts_at for s in setting.earlier(session)}
    since = earlier.pop(_before(setting, session), session.starts_at)
    ahead = session.starts_at > setting.now

    def here(loop: Loop) -> bool:
        if loop.told_at:
            return loop.closed and since < loop.told_at <= session.starts_at
        return ahead and loop.closed

    return [one for one in setting.memory.loops.find() if one.session_id in earlier and here(one)]


def _subgroup(setting: Setting, action: ActionItem) -> str:
    subgroup = setting.memory.subgroups.seek(action.subgroup_id)
    return subgroup.name if subgroup else ""


def mark_told(setting: Setting, session: Session) -> None:
    """From now on people have been told, before this session, what became of the loops of the one before, and what
    was done; what found no room is told with the next.
    """
    before, said = _before(setting, session), said_before(setting, session)
    closed = _closed(setting, before)
    own = setting.memory.told.seek(before)
    for one in [*(closed if own else _room_for(closed)), *_besides(setting, session, said)]:
        if isinstance(one, ActionItem):
            setting.memory.actions.save(replace(one, told_in=session.id))
        elif isinstance(one, Subgroup):
            setting.memory.subgroups.save(replace(one, told_in=session.id))
        elif one.state is LoopState.HAPPENED:
            new = replace(one, state=LoopState.TOLD, told_at=setting.now)
            setting.memory.loops.save(new)


def tell_at_the_end(setting: Setting) -> None:
    """From now on people have been told with the farewell whatever had happened and waited for a next session."""
    for loop in setting.memory.loops.find(state=LoopState.HAPPENED):
        setting.memory.loops.save(replace(loop, state=LoopState.TOLD, told_at=setting.now))
    for action in _done_actions(setting):
        if not action.told_in:
            setting.memory.actions.save(replace(action, told_in=FAREWELL))
    for group in _closed_subgroups(setting):
        if not group.told_in:
            setting.memory.subgroups.save(replace(group, told_in=FAREWELL))


def told_at_the_end(setting: Setting, since: datetime) -> str:
    """What a farewell tells of what became of what people said, and was done. Not escaped."""
    loops = setting.memory.loops.find(state=LoopState.TOLD)
    news: list[News] = [loop for loop in loops if loop.told_at and loop.told_at >= since]
    news += [a for a in _done_actions(setting) if a.told_in == FAREWELL]
    news += [g for g in _closed_subgroups(setting) if g.told_in == FAREWELL]
    return _with(setting, "", _fitting(setting, news))


def untell(setting: Setting, since: datetime) -> None:
    """No farewell left, and the programme goes on: what was to be told with it waits for the next session again."""
    for loop in setting.memory.loops.find(state=LoopState.TOLD):
        if loop.told_at and loop.told_at >= since:
            setting.memory.loops.save(replace(loop, state=LoopState.HAPPENED, told_at=None))
    for action in setting.memory.actions.find(told_in=FAREWELL):
        setting.memory.actions.save(replace(action, told_in=""))
    for group in setting.memory.subgroups.find(told_in=FAREWELL):
        setting.memory.subgroups.save(replace(group, told_in=""))
