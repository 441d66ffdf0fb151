"""Asking one person to take one thing on: it is theirs with a yes, and stays where it was without."""

from bot.domain.hand_over import HandOver, Held, Passing
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch_all

ASKS = "hand-over-asked"


def put_to(setting: Setting, item: HandOver, to: str, by: str) -> HandOver:
    """Somebody is asked; whoever was asked before is not any more."""
    if item.asked and item.asked != to:
        setting.memory.effects.cancel(f"{ASKS}:{item.id}:{item.turn}:", "somebody else is asked")
    asking = item.asking(to, by)
    setting.memory.hand_overs.save(asking)
    touch_all(setting, f"{ASKS}:{item.id}:")
    return asking


def owe_question(setting: Setting, asking: HandOver, person: Participant) -> None:
    """May it be yours from now on?"""
    key = f"{ASKS}:{asking.id}:{asking.turn}:{person.id}"
    owe(setting, ASKS, key, person, {"item": asking.id, "turn": asking.turn})


def ask(setting: Setting, kind: Held, about: str, to: Participant, *, of: Participant) -> None:
    """Ask somebody to take one thing on from somebody who is here, and keeps it until the other says yes."""
    waiting = under_way(setting, kind, about, of.id)
    item = waiting or HandOver(
        id=f"h{setting.memory.numbers.next('hand-over')}",
        person_id=of.id,
        kind=kind,
        about=about,
        at=setting.now,
        by=of.id,
    )
    if not waiting or waiting.asked != to.id:
        owe_question(setting, put_to(setting, item, to.id, of.id), to)


def under_way(setting: Setting, kind: Held, about: str, of: str) -> HandOver | None:
    """The question of one's own to somebody else that is not answered yet."""
    found = setting.memory.hand_overs.find(
        person_id=of, kind=kind, about=about, state=Passing.ASKED
    )
    return next((item for item in found if item.own), None)


def tell_of_a_no(setting: Setting, item: HandOver) -> None:
    """Whoever asked for themselves hears that it stays with them; a list shows it by itself."""
    owner = setting.one(item.person_id) if item.own else None
    if owner and item.kind is Held.ACTION:
        key = f"action:{item.about}:back:{item.id}:{item.turn}"
        owe(setting, "action-back", key, owner, {"action": item.about})
    if owner and item.kind is Held.SUBGROUP:
        key = f"subgroup:{item.about}:kept:{item.id}:{item.turn}:{owner.id}"
        owe(setting, "subgroup-kept", key, owner, {"subgroup": item.about, "who": item.asked})
