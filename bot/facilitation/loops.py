"""Loops: what people said, who sees to it, what became of it, and that they hear of it before the next session."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.ending import FAREWELL, OPEN
from bot.domain.errors import Impossible, NothingWritten
from bot.domain.languages import say as in_words
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.domain.synthesis import Loop, LoopState, follow_words
from bot.facilitation.programmes import look_at_next
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch_all
from bot.facilitation.themes import themes_of
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import loops as words
from bot.voice.message import Message, View
from bot.voice.words import one_line, spelled

WAITS = frozenset({LoopState.OPEN, LoopState.HAPPENED})


def add(desk: Desk, session_id: str, said: str, *, owner: str, by: str, theme_id: str = "") -> Loop:
    """Write down what people said, in words or in those of a theme; somebody sees to it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        own = one_line(said, words.SAID)
        theme = memory.themes.get(theme_id) if theme_id and not own else None
        text = theme.words if theme else own
        if not text:
            raise NothingWritten(hint="Say what people said, or choose a theme.")
        loop = Loop(
            id=f"loop{memory.numbers.next('loop')}", session_id=setting.session(session_id).id,
            said=text, owner=setting.person(owner).id, by=by, at=setting.now,
            theme=theme.id if theme else "",
        )  # fmt: skip
        memory.loops.save(loop)
        trace(setting, by, "opened a loop", loop.id)
        return loop


def say(
    desk: Desk,
    loop_id: str,
    happened: str,
    *,
    state: LoopState,
    owner: str,
    by: str,
    said: str = "",
) -> Loop:
    """Say what happened, hand it to somebody else, or let it go; and say anew what people said, where that is gone."""
    with desk.store.begin() as memory:
        setting, text = Setting(desk, memory), one_line(happened, words.HAPPENED)
        if state is LoopState.HAPPENED and not text:
            raise NothingWritten(hint="Say what happened; where nothing did, say why.")
        old = memory.loops.get(loop_id)
        if old.state is LoopState.TOLD:
            raise Impossible(what="That", why="people were told of it meanwhile; add a new one")
        own = one_line(said, words.SAID)
        if state is not LoopState.LET_GO and not (own or old.said):
            raise NothingWritten(hint="What people said was taken back: say it in your own words.")
        new = replace(
            old, said=own or old.said, theme="" if own else old.theme, happened=text, state=state,
            owner=setting.person(owner).id,
            happened_at=setting.now if state is LoopState.HAPPENED else None,
        )  # fmt: skip
        memory.loops.save(new)
        trace(setting, by, "said what became of a loop", new.id)
        if new.closed:
            look_at_next(setting, setting.session(new.session_id))
        return new


def follow_story(
    setting: Setting, session_id: str, touched: Collection[str], gone: Collection[str]
) -> None:
    """A story was taken back: words of themes that were its alone go, told or not; owners look at what is left."""
    found = setting.memory.loops.find(session_id=session_id, theme=(*touched, *gone))
    for new in follow_words(found, gone):
        setting.memory.loops.save(new)
    if any(loop.theme in gone for loop in found):
        _say_again(setting, setting.session(session_id))
    for loop in found:
        owner = setting.one(loop.owner)
        if loop.theme and loop.state in WAITS and owner:
            number = setting.memory.numbers.next("loop-look")
            month = setting.session(session_id).month
            said = words.look_again(month, gone=loop.theme in gone)
            key = f"loop-look:{loop.id}:{number}:{owner.id}"
            owe(setting, "trouble", key, owner, {"words": said})


def _say_again(setting: Setting, session: Session) -> None:
    """What was told of it, the draft that listed it, and what the end of a programme says are written anew."""
    for standing in (f"{session.id}:synthesis:", f"{OPEN}:", f"{FAREWELL}:"):
        touch_all(setting, standing)
    # what found no room is told later
    after = (s for s in setting.sessions() if s.starts_at > session.starts_at)
    for following in after:
        for prompt in setting.plan.prompts_of(following.month):
            if "{you_said_we_did}" in prompt.text:
                touch_all(setting, f"ask:{following.id}:{prompt.key}:")


def figures(setting: Setting) -> str:
    """How many loops are closed, and how old the open ones are."""
    return words.figures(setting.memory.loops.find(), setting.now)


def page(desk: Desk) -> Message:
    """The ledger, for facilitators."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        rows = [_row(setting, loop) for loop in memory.loops.find()]
        return words.page(rows, session=_session(setting), said=figures(setting))


def _row(setting: Setting, loop: Loop) -> words.LoopRow:
    owner = setting.people.get(loop.owner)
    return words.LoopRow(
        loop=loop,
        month=setting.session(loop.session_id).month,
        owner=owner.name if owner else in_words(words.NOBODY),
        days=(setting.now - loop.at).days,
    )


def _session(setting: Setting) -> str:
    """The last session that has begun; before there is one, the first."""
    begun = [s.id for s in setting.sessions() if s.starts_at <= setting.now]
    return begun[-1] if begun else setting.sessions()[0].id


def add_window(desk: Desk, person: Participant, session_id: str) -> View:
    """Where one is added, by hand or from a theme."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        themes = themes_of(setting, session.id)[:100]
        people = _owners(setting, person.id)
        return words.add_form(session.id, session.month, themes, people, owner=person.id)


def happened_window(desk: Desk, person: Participant, loop_id: str) -> View:
    """Where it is said what happened."""
    with desk.store.read() as memory:
        loop = memory.loops.get(loop_id)
        return words.happened_form(loop, _owners(Setting(desk, memory), person.id, loop.owner))


def _owners(setting: Setting, *more: str) -> list[tuple[str, str]]:
    """The facilitators, and whoever has it now: nobody else is given work without having said yes."""
    ids = dict.fromkeys([*(p.id for p in setting.facilitators), *more])
    people = [setting.people[id] for id in ids if id in setting.people]
    return [(spelled(p.name), p.id) for p in people]
