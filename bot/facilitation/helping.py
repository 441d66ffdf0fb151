"""Help for somebody who is stuck: asked of everyone with their leave, taken on by one, and both are put in touch."""

from dataclasses import replace

from bot.domain.effects import Effect
from bot.domain.errors import FacilitationError, NoSuchThing, NothingWritten
from bot.domain.followup import ActionItem, HelpWanted, Progress
from bot.domain.languages import say
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.facilitation.everyone import put_before_everyone
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe, touch_all
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import helping as words
from bot.voice.message import Message, View
from bot.voice.words import WHO_LEFT, one_line


class OnlyTheOwner(FacilitationError):
    """Only whoever took an action on can ask everyone for help with it. Ask them."""


class HelpsAlready(FacilitationError):
    """Somebody was a moment quicker and helps already. Thank you for being ready."""


class OwnRequest(FacilitationError):
    """This is your own request. Whoever can help presses the button."""


class NotNeeded(FacilitationError):
    """Help is not needed here any more. Thank you for being ready."""


def help_window(desk: Desk, action_id: str, person_id: str) -> View:
    """Where the owner says what would help, before anybody else hears that something is stuck."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        action = _own(setting, action_id, person_id)
        wanted = open_request(setting, action)
        return words.help_form(action, said=wanted.words if wanted else "")


def ask_everyone(desk: Desk, action_id: str, person_id: str, said: str) -> HelpWanted:
    """Put what would help before everyone, in the owner's words. Asked again, the words that stand are changed."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        action = _own(setting, action_id, person_id)
        text = one_line(said, words.LONGEST)
        if not text:
            raise NothingWritten(hint="Say in a line what would help.")
        standing = open_request(setting, action)
        if standing:
            changed = replace(standing, words=text)
            memory.help_wanted.save(changed)
            touch_all(setting, post_key(standing))
            return changed
        wanted = HelpWanted(
            id=f"h{memory.numbers.next('help')}", action_id=action.id, words=text, at=setting.now
        )
        memory.help_wanted.save(wanted)
        memory.actions.save(action.stands(Progress.STUCK, at=setting.now))
        key, facts = post_key(wanted), {"help": wanted.id}
        put_before_everyone(setting, "help-wanted", key, facts, Thing.HELP, but=action.owner)
        trace(setting, person_id, "asked everyone for help", action.id)
        return wanted


def _own(setting: Setting, action_id: str, person_id: str) -> ActionItem:
    """Nobody but the owner lets everyone know: not facilitators either."""
    action = setting.memory.actions.seek(action_id)
    if action is None:
        raise NoSuchThing(what="action", name=action_id, hint="See yours with: /convene mine")
    if setting.person(person_id).id != action.owner:
        raise OnlyTheOwner
    if action.ended or action.state is Progress.PROPOSED:
        raise NotNeeded
    return action


def open_request(setting: Setting, action: ActionItem) -> HelpWanted | None:
    """The request for help with this action that nobody has taken on yet."""
    waiting = setting.memory.help_wanted.find(action_id=action.id, taken_by="")
    return waiting[-1] if waiting and action.state is Progress.STUCK else None


def take_on(desk: Desk, help_id: str, person_id: str) -> HelpWanted:
    """Offer help: the first who does is put in touch with whoever is stuck; the request says so everywhere."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        wanted, person = memory.help_wanted.get(help_id), setting.person(person_id)
        setting.allowed(person.id, *([person.id] if may_see(setting, person, Thing.HELP) else []))
        action = memory.actions.get(wanted.action_id)
        if wanted.taken_by == person.id:
            return wanted
        if person.id == action.owner:
            raise OwnRequest
        if wanted.taken_by:
            raise HelpsAlready
        if action.state is not Progress.STUCK:
            raise NotNeeded
        taken = replace(wanted, taken_by=person.id, taken_at=setting.now)
        memory.help_wanted.save(taken)
        touch_all(setting, post_key(taken))
        _put_in_touch(setting, taken, action, person)
        trace(setting, person_id, "offered help with an action", action.id)
        return taken


def _put_in_touch(
    setting: Setting, taken: HelpWanted, action: ActionItem, helper: Participant
) -> None:
    owner = setting.one(action.owner)
    for one in filter(None, (owner, helper)):
        owe(setting, "help-met", f"{post_key(taken)}:met:{one.id}", one, {"help": taken.id})


def post_key(wanted: HelpWanted) -> str:
    return f"action:{wanted.action_id}:help:{wanted.id}"


def post(setting: Setting, effect: Effect) -> Message:
    """The request as everyone reads it now."""
    return as_asked(setting, setting.memory.help_wanted.get(effect.payload["help"]))


def asked_of(setting: Setting, person: Participant) -> list[Message]:
    """What others ask everyone's help with and nobody has taken on, as this person may read it."""
    if not may_see(setting, person, Thing.HELP):
        return []
    waiting = setting.memory.help_wanted.find(taken_by="")
    owners = {one.id: setting.memory.actions.get(one.action_id).owner for one in waiting}
    return [as_asked(setting, one) for one in waiting if owners[one.id] != person.id]


def as_asked(setting: Setting, wanted: HelpWanted) -> Message:
    """One request as it reads now."""
    action = setting.memory.actions.get(wanted.action_id)
    needed = wanted == open_request(setting, action)
    return words.help_post(
        wanted, action, _name(setting, action.owner), _name(setting, wanted.taken_by), needed=needed
    )


def met(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """To each of the two: who the other is."""
    wanted = setting.memory.help_wanted.get(effect.payload["help"])
    action = setting.memory.actions.get(wanted.action_id)
    owns = person.id == action.owner
    other = _name(setting, wanted.taken_by if owns else action.owner)
    return words.help_met(wanted, action, other, owns=owns)


def _name(setting: Setting, person_id: str) -> str:
    person = setting.one(person_id) if person_id else None
    return person.name if person else say(WHO_LEFT)
