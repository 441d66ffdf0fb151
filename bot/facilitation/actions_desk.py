"""Several actions at once, for facilitators: found by level, organisation or subgroup; moved, passed on, let go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.effects import Effect
from bot.domain.errors import FacilitationError, NothingWritten
from bot.domain.followup import LEVELS, ActionItem, Progress
from bot.domain.hand_over import Held
from bot.domain.roster import Participant
from bot.facilitation import asking_to_take
from bot.facilitation.actions import going, owners_name, show_action
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import actions_desk as words
from bot.voice.message import Message, View
from bot.voice.words import fold, one_line, spelled

KIND = "action-changed"


class NoSuchWay(FacilitationError):
    """There is no such way to change actions. Choose one of the list."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to become of several actions, and who wants it so."""

    way: str
    by: str
    due: date | None = None
    to: str = ""
    word: str = ""


def page(desk: Desk, wanted: str = "") -> Message:
    """What people took on and is still going, all of it or what fits."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        return words.page(lines(setting, wanted), wanted)


def window(desk: Desk, wanted: str) -> View:
    """Where several are chosen."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        people = sorted(setting.people.values(), key=lambda p: p.name.casefold())
        return words.several_form(lines(setting, wanted), [(spelled(p.name), p.id) for p in people])


def lines(setting: Setting, wanted: str) -> list[words.Line]:
    """Those that fit every part of what is wanted: a level's name, or words of an organisation or a subgroup."""
    parts = fold(wanted).split()
    levels = [part for part in parts if part in LEVELS]
    rest = " ".join(part for part in parts if part not in LEVELS)
    titles = {a.key: a.title for a in setting.plan.artefacts} if setting.begun else {}
    groups = {s.id: s.name for s in setting.memory.subgroups.find()}
    found = []
    for action in going(setting):
        owner = setting.one(action.owner)
        where = [owner.organisation if owner else "", groups.get(action.subgroup_id, "")]
        fits = not rest or any(rest in fold(one) for one in where)
        if fits and (not levels or action.level in levels):
            found.append(
                words.Line(
                    action=action,
                    owner=owners_name(setting, action),
                    subgroup=groups.get(action.subgroup_id, ""),
                    serves=titles.get(action.artefact, ""),
                )
            )
    return found


def change(desk: Desk, ids: Sequence[str], wish: Change) -> str:
    """Do one thing to all of them, and tell each owner once. What has ended meanwhile is left as it is."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        do = _how(setting, wish)
        if not ids:
            raise NothingWritten(hint=words.NOTHING_CHOSEN)
        found = [memory.actions.get(id) for id in dict.fromkeys(ids)]
        open_ones = [
            a for a in found if not a.ended and (wish.way != words.PASS or a.owner != wish.to)
        ]
        done = [do(action) for action in open_ones]
        _tell_owners(setting, done, wish)
        return words.done(wish.way, done, len(found) - len(done))


def _how(setting: Setting, wish: Change) -> Callable[[ActionItem], ActionItem]:
    if wish.way == words.MOVE:
        if wish.due is None:
            raise NothingWritten(hint=words.NO_DAY)
        return lambda action: _kept(setting, replace(action, due=wish.due), wish.by)
    if wish.way == words.LET_GO:
        word = one_line(wish.word, words.LONGEST)
        return lambda action: _kept(
            setting, action.stands(Progress.LET_GO, word, at=setting.now), wish.by
        )
    if wish.way != words.PASS:
        raise NoSuchWay
    if not wish.to:
        raise NothingWritten(hint=words.NO_PERSON)
    to = setting.person(wish.to)
    return lambda action: _passed(setting, action, to, wish.by)


def _kept(setting: Setting, action: ActionItem, by: str) -> ActionItem:
    setting.memory.actions.save(action)
    trace(
        setting,
        by,
        f"several actions: {action.state.value}, by {action.due or 'no date'}",
        action.id,
    )
    show_action(setting, action)
    return action


def _passed(setting: Setting, action: ActionItem, to: Participant, by: str) -> ActionItem:
    """Somebody else is asked; it stays with its owner until they say yes."""
    owner = setting.memory.people.get(action.owner)
    asking_to_take.ask(setting, Held.ACTION, action.id, to, of=owner)
    trace(setting, by, "asked somebody else to take an action on", action.id)
    return action


def _tell_owners(setting: Setting, done: Sequence[ActionItem], wish: Change) -> None:
    """One message to each owner with all of theirs; nothing to whoever did it themselves."""
    number = setting.memory.numbers.next(KIND)
    for owner in setting.some({action.owner for action in done} - {wish.by}).values():
        mine = [action.id for action in done if action.owner == owner.id]
        facts = {"actions": mine, "way": wish.way, "by": wish.by, "to": wish.to}
        owe(setting, KIND, f"{KIND}:{number}:{owner.id}", owner, facts)


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """What a facilitator did with what this person took on."""
    facts = effect.payload
    found = [setting.memory.actions.seek(id) for id in facts["actions"]]
    mine = [a for a in found if a and (effect.remote_id or a.owner == person.id)]
    by = setting.memory.people.get(facts["by"])
    if not mine:
        return Drop(why="nothing of it is theirs any more")
    to = setting.one(facts["to"]) if facts["to"] else None
    return words.changed(mine, str(facts["way"]), by=by.name, to=to, word=mine[0].word)
