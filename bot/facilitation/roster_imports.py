"""A roster once more: people come back by it and are asked about where they are missing; nobody leaves in silence."""

from collections.abc import Collection, Sequence

from bot.domain.effects import Effect
from bot.domain.onlookers import Thing
from bot.domain.roster import Missing, Participant
from bot.facilitation import leaving
from bot.facilitation.people import Imported, import_roster
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop, opaque
from bot.facilitation.telling import owe
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.ports import Desk
from bot.voice import roster as words
from bot.voice.message import Message

MISSING = "roster-missing"


def take_over(
    desk: Desk,
    people: Sequence[Participant],
    *,
    back: Collection[str],
    gone: Collection[str],
    missing: Missing,
    by: str = AT_THE_MACHINE,
) -> Imported:
    """Take over a roster that was looked at: who is back takes part again; the missing leave, stay, or are asked of."""
    with desk.store.begin() as memory:
        done = import_roster(desk, people, back=back, by=by)
        for person_id in back:
            memory.forget_list.keep("taking-part", person_id, desk.clock.now())
            setting = Setting(desk, memory)
            leaving.came_back(setting, setting.person(person_id))
            trace(setting, by, "let somebody come back", person_id)
        for person_id in gone if missing is Missing.LEFT else ():
            leaving.leave(desk, person_id, by=by)
        if gone and missing is Missing.ASK:
            _ask(Setting(desk, memory), sorted(gone))
        return done


def _ask(setting: Setting, gone: Sequence[str]) -> None:
    """Facilitators are asked once about the same people: have they left, or do they stay?"""
    for one in setting.facilitators if setting.begun else ():
        key = f"{MISSING}:{opaque('|'.join(gone))[:12]}:{one.id}"
        owe(setting, MISSING, key, one, {"people": list(gone)})


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """Those of them who are still here."""
    here = setting.some(effect.payload["people"])
    if not may_see(setting, person, Thing.HAND_OVER):
        return Drop(why="not for this reader")
    if not here:
        return (
            Message(text=words.ALL_LEFT) if effect.remote_id else Drop(why="all of them have left")
        )
    return words.missing(sorted(here.values(), key=lambda p: p.name.casefold()))
