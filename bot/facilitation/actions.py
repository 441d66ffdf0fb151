"""Actions: agreed with an owner and a date, confirmed by the owner, asked about kindly, ended or let go."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.ending import ASKED
from bot.domain.errors import NoSuchThing, NothingWritten, NotYours, TooLate
from bot.domain.followup import LEVELS, ActionItem, Progress
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.facilitation.telling import (
    owe,
    say_to_subgroup,
    touch,
    touch_all,
    touch_home,
    touch_letters,
)
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice.followup import may_be_told
from bot.voice.words import WHO_LEFT

AGAIN, LATELY = timedelta(minutes=2), timedelta(days=30)


class SaidAlready(TooLate):
    """You wrote that down a moment ago, and it is kept. To keep it a second time, say it in other words."""


def agree_action(
    desk: Desk,
    *,
    what: str,
    owner: str,
    by: str,
    due: date | None = None,
    session: str = "",
    subgroup: str = "",
    source: str = "",
    level: str = "",
    artefact: str = "",
) -> ActionItem:
    """Write down what one person takes on, and ask that person for a yes where somebody else wrote it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        words = _written(what)
        setting.person(owner)
        within(setting, by, session, subgroup)
        _served(setting, artefact)
        _not_twice(setting, words, by)
        group = memory.subgroups.get(subgroup) if subgroup else None
        action = ActionItem(
            id=f"a{memory.numbers.next('action')}",
            what=words[:200],
            owner=owner,
            by=by,
            at=setting.now,
            due=due,
            state=Progress.OPEN if owner == by else Progress.PROPOSED,
            session_id=session or _session_now(setting),
            subgroup_id=subgroup,
            source=source,
            level=level if level in LEVELS else "",
            artefact=artefact,
            branch_id=group.branch_id if group else "",
        )
        memory.actions.save(action)
        _tell_of(setting, action)
        return action


def _written(what: str) -> str:
    words = " ".join(what.split())
    if not words:
        raise NothingWritten(hint="Say what is to be done, such as: Ring the ward.")
    return words


def within(setting: Setting, person_id: str, session: str, subgroup: str = "") -> None:
    """Whether these are there and a subgroup is this person's own. Raises NoSuchThing, NotYours."""
    if session:
        setting.session(session)
    if subgroup:
        setting.allowed(person_id, *setting.memory.subgroups.get(subgroup).members)


def _served(setting: Setting, artefact: str) -> None:
    """Whether what it is to serve stands in the plan. Raises NoSuchThing."""
    if artefact and artefact not in {one.key for one in setting.plan.artefacts}:
        raise NoSuchThing(what="part of the thread", name=artefact, hint="See: /convene thread")


def _session_now(setting: Setting) -> str:
    """The session an action grew out of: the one that is on or was last, once there is a programme."""
    if not setting.begun:
        return ""
    begun = [s for s in setting.sessions() if s.starts_at <= setting.now and not s.cancelled]
    return begun[-1].id if begun else ""


def _not_twice(setting: Setting, words: str, by: str) -> None:
    """The same words again within two minutes are a second press, not a second action (domain.md 16)."""
    same = [
        a
        for a in setting.memory.actions.find(by=by)
        if a.what == words and setting.now - a.at < AGAIN
    ]
    if same:
        raise SaidAlready


def _tell_of(setting: Setting, action: ActionItem) -> None:
    if action.state is Progress.PROPOSED:
        owner = setting.person(action.owner)
        owe(setting, "action-asked", f"action:{action.id}:asked", owner, {"action": action.id})
    else:
        _tell_subgroup(setting, action)
    for person in {action.owner, action.by}:
        touch_home(setting, person)


def _tell_subgroup(setting: Setting, action: ActionItem) -> None:
    subgroup = setting.memory.subgroups.seek(action.subgroup_id) if action.subgroup_id else None
    if subgroup:
        key = f"action:{action.id}:agreed"
        say_to_subgroup(setting, subgroup, "action-agreed", key, {"action": action.id})


def report(
    desk: Desk, action_id: str, person_id: str, state: Progress, *, word: str = ""
) -> ActionItem:
    """Say how an action is going. Its owner may, and facilitators."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        action = own(setting, action_id, person_id)
        changed = action.stands(state, word, at=setting.now)
        memory.actions.save(changed)
        if state is Progress.OPEN and action.state is Progress.PROPOSED:
            _tell_subgroup(setting, changed)
        if state is Progress.STUCK and action.state is not Progress.STUCK:
            _ask_for_help(setting, changed)
        trace(setting, person_id, f"action is {state.value}", action.id)
        show_action(setting, changed)
        return changed


def let_tell(desk: Desk, action_id: str, person_id: str) -> ActionItem:
    """Its owner lets everyone hear that it is done, without a name. Nobody else may say so."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        action = own(setting, action_id, person_id)
        if action.owner != person_id:
            raise NotYours
        told = replace(action, tell=True)
        memory.actions.save(told)
        trace(setting, person_id, "let everyone hear of an action", action.id)
        show_action(setting, told)
        return told


def untold(setting: Setting, owner: str) -> list[ActionItem]:
    """What this person did lately, outside subgroups, and nobody has been told of."""
    done = setting.memory.actions.find(owner=owner, state=Progress.DONE)
    lately = [a for a in done if a.done_at and setting.now - a.done_at < LATELY]
    return [a for a in lately if may_be_told(a)]


def refuse(desk: Desk, action_id: str, person_id: str) -> ActionItem:
    """Not me: the action goes back to whoever wrote it down."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        action = own(setting, action_id, person_id)
        back = replace(action, owner=action.by, state=Progress.OPEN)
        memory.actions.save(back)
        trace(setting, person_id, "action went back to who wrote it", action.id)
        writer = setting.people.get(action.by)
        if writer:
            owe(
                setting,
                "action-back",
                f"action:{action.id}:back",
                writer,
                {"action": action.id},
                quiet=True,
            )
        show_action(setting, back)
        touch_home(setting, person_id)
        return back


def own(setting: Setting, action_id: str, person_id: str) -> ActionItem:
    """The action, for its owner and facilitators. Raises NoSuchThing, NotYours."""
    action = setting.memory.actions.seek(action_id)
    if action is None:
        raise NoSuchThing(what="action", name=action_id, hint="See yours with: /convene mine")
    setting.allowed(person_id, action.owner)
    return action


def _ask_for_help(setting: Setting, action: ActionItem) -> None:
    """Stuck is no failure: the facilitators hear of it the same day and find somebody who can help."""
    for person in setting.facilitators:
        owe(
            setting,
            "action-stuck",
            f"action:{action.id}:stuck:{person.id}",
            person,
            {"action": action.id},
        )


def show_action(setting: Setting, action: ActionItem) -> None:
    """Bring up to date every message that shows this action."""
    touch(setting, f"action:{action.id}:asked")
    touch_all(setting, f"action:{action.id}:agreed")
    for asking in setting.memory.askings.find(subject=action.id):
        setting.memory.askings.save(replace(asking, state="answered"))
        touch(setting, f"ask:{asking.id}")
    touch_all(setting, f"action:{action.id}:help:")
    touch_all(setting, f"action-carried:{action.owner}:")
    touch_letters(setting, ASKED, action.owner)
    touch_home(setting, action.owner)


def going(setting: Setting, owner: str = "", *, subgroup: str = "") -> list[ActionItem]:
    """Actions that have not ended, those with a date first, soonest first."""
    wanted = {"owner": owner} if owner else {}
    wanted |= {"subgroup_id": subgroup} if subgroup else {}
    alive = [a for a in setting.memory.actions.find(**wanted) if not a.ended]
    return sorted(alive, key=lambda a: (a.due is None, a.due or date.max, a.id))


def owners_name(setting: Setting, action: ActionItem) -> str:
    owner: Participant | None = setting.people.get(action.owner)
    return owner.name if owner else say(WHO_LEFT)
