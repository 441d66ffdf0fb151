"""A dry run: everything happens as it will, and nothing reaches anybody but facilitators.

What would reach others is not said later either: it is settled as held back, until somebody at the machine lets that
kind go. Of each kind and session one is shown to facilitators as its reader would have read it.
"""

from bot.domain.effects import Effect
from bot.facilitation.held_back import HELD
from bot.facilitation.mailing import SendMail
from bot.facilitation.meeting_moves import MoveMeeting
from bot.facilitation.meeting_steps import AssignRooms, CloseMeeting, OpenMeeting, ReadVisits
from bot.facilitation.rehearsing import SayRehearsed
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Edit, Postpone, Remove, Rendered, Say, ShowHome
from bot.facilitation.telling import owe

KIND = "dry-copy"
# Zoom writes to nobody; to take a message away brings nobody anything, and whoever takes a story back may not wait
REACHES_NOBODY = (OpenMeeting, CloseMeeting, AssignRooms, MoveMeeting, ReadVisits, Remove)
TO_ONE_PERSON = (Say, Edit, ShowHome, SendMail, SayRehearsed)
# what facilitators may read in full of anybody (see onlookers): the rest is held back and counted
SHOWN = frozenset({"welcome", "prompt", "notice", "card", "room-news", "host-card"})


def kept_in(setting: Setting, effect: Effect, step: Rendered) -> Rendered:
    """In a dry run, nothing in place of whatever would reach somebody who is no facilitator.

    What is not known to reach facilitators alone is held back: a new way out needs a line here before it is open.
    """
    if not setting.desk.house.dry_run or isinstance(step, Drop | Postpone):
        return step
    if isinstance(step, REACHES_NOBODY) or _to_a_facilitator(setting, effect, step):
        return step
    _show(setting, effect)
    return Drop(why=HELD + effect.kind)


def _to_a_facilitator(setting: Setting, effect: Effect, step: Rendered) -> bool:
    if not isinstance(step, TO_ONE_PERSON):
        return False
    who = step.person.id if isinstance(step, Say | ShowHome | SayRehearsed) else effect.target
    reader = setting.one(who)
    return reader is not None and setting.may_facilitate(reader)


def _show(setting: Setting, effect: Effect) -> None:
    """Owe each facilitator one of this kind and session, as somebody would have read it."""
    if effect.kind not in SHOWN or setting.one(effect.target) is None:
        return
    asking = setting.memory.askings.seek(str(effect.payload.get("asking", "")))
    about = (
        asking.id.removesuffix(asking.person_id) if asking else effect.payload.get("session", "")
    )
    for person in setting.facilitators:
        key = f"{KIND}:{effect.kind}:{about}:{person.id}"
        owe(setting, KIND, key, person, {"of": effect.key}, at=setting.now)
