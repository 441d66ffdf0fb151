"""Handing an action on: its owner asks somebody else to take it, and keeps it until that person says yes."""

from bot.domain.errors import FacilitationError
from bot.domain.followup import ActionItem
from bot.domain.hand_over import Held
from bot.domain.languages import say
from bot.domain.roster import GUEST, ONCE, Participant
from bot.facilitation import asking_to_take
from bot.facilitation.actions import own, show_action
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import ending as words
from bot.voice import forms
from bot.voice.message import View
from bot.voice.words import spelled


class HasEnded(FacilitationError):
    """This action has ended. Note another one: /convene action Ring the ward by 2027-03-01"""


class NobodyLikeThat(FacilitationError):
    """That person cannot take it on: they are not here, or have it already. Choose somebody of the list."""


def window(desk: Desk, action_id: str, person_id: str) -> View:
    """Where its owner chooses who is asked. Raises NotYours, NoSuchThing, HasEnded."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        action = _open(setting, action_id, person_id)
        choices = [(spelled(p.name), p.id) for p in _others(setting, action)]
        asked = asking_to_take.under_way(setting, Held.ACTION, action.id, action.owner)
        waits = setting.one(asked.asked) if asked else None
        if not choices:
            return forms.said(say(words.HAND_ON), say(words.NOBODY))
        return words.hand_form(action, choices[:2000], waits=waits.name if waits else "")


def hand_on(desk: Desk, action_id: str, to: str, *, by: str) -> str:
    """Ask somebody for a yes. Raises NotYours, NoSuchThing, HasEnded, NobodyLikeThat."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        action = _open(setting, action_id, by)
        person = next((p for p in _others(setting, action) if p.id == to), None)
        if person is None:
            raise NobodyLikeThat
        owner = memory.people.get(action.owner)
        asking_to_take.ask(setting, Held.ACTION, action.id, person, of=owner)
        trace(setting, by, "asked somebody else to take an action on", action.id)
        show_action(setting, action)
        return words.is_asked(person.name)


def _open(setting: Setting, action_id: str, person_id: str) -> ActionItem:
    action = own(setting, action_id, person_id)
    if action.ended:
        raise HasEnded
    return action


def _others(setting: Setting, action: ActionItem) -> list[Participant]:
    """Who takes part, but for its owner and guests."""
    found = [
        p
        for p in setting.everyone.values()
        if p.id != action.owner and p.role != GUEST and p.standing != ONCE
    ]
    return sorted(found, key=lambda p: p.name.casefold())
