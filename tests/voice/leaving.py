"""Everything that is said when somebody leaves, is away or comes back."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.domain.effects import Effect
from bot.domain.hand_over import HandOver, Held, Passing
from bot.facilitation import handing_over, leaving
from bot.ports import Desk, Memory
from bot.voice import leaving as words
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from tests.faults.community import NOON

Said = tuple[str, Message | View]
FACILITATOR = "p014"


def leaving_said(
    desk: Desk,
    memory: Memory,
    seated: list[str],
    effect: Callable[..., Effect],
    say: Callable[[Effect], Message | View],
) -> Iterator[Said]:
    """Before, while things are passed on, and afterwards."""
    who, other = memory.people.get(seated[0]), seated[4]
    facilitator = memory.people.get(FACILITATOR)
    yield "page leaves", fitted(leaving.preview(desk, who.id, by=FACILITATOR))
    yield "window leaving oneself", leaving.own_window(desk, who.id)
    yield "page away", fitted(handing_over.look_away(desk, who.id, by=FACILITATOR))
    yield "page away with nothing", fitted(handing_over.look_away(desk, other, by=FACILITATOR))
    for number, (kind, about) in enumerate(_held(memory), 1):
        item = HandOver(
            id=f"h{number}", person_id=who.id, kind=kind, about=about, at=NOON, by=FACILITATOR
        )
        memory.hand_overs.save(item)
    yield "letter hand-over away", say(effect("hand-over", FACILITATOR, {"person": who.id}))
    memory.people.save(replace(who, standing="left"))
    yield "letter hand-over", say(effect("hand-over", FACILITATOR, {"person": who.id}))
    yield "window hand-over", handing_over.window(desk, facilitator, "h1")
    asking = memory.hand_overs.get("h1").asking(other, FACILITATOR)
    for state in (Passing.ASKED, Passing.TAKEN, Passing.OPEN):
        memory.hand_overs.save(replace(asking, state=state))
        asked = effect("hand-over-asked", other, {"item": "h1", "turn": 1}, stands=True)
        yield f"letter hand-over-asked {state}", say(asked)
        yield (
            f"letter hand-over {state}",
            say(effect("hand-over", FACILITATOR, {"person": who.id})),
        )
    gone = effect("home", who.id, {})
    yield "home of whoever left", say(gone)
    yield "letter leaver-asked", say(effect("leaver-asked", who.id, {}, stands=True))
    people = {"people": [who.id, other]}
    yield "letter roster-missing", say(effect("roster-missing", FACILITATOR, people))
    settled = effect("roster-missing", FACILITATOR, {"people": [who.id]}, stands=True)
    yield "letter roster-missing settled", say(settled)
    yield "page left", words.left(who, 2)
    yield "page left with nothing", words.left(who, 0)
    memory.people.save(who)
    yield "letter leaver-asked back", say(effect("leaver-asked", who.id, {}, stands=True))
    memory.hand_overs.save(memory.hand_overs.get("h2").back())
    yield "letter hand-over back", say(effect("hand-over", FACILITATOR, {"person": who.id}))
    yield "page back", words.back(who, 1)
    yield "page handed to another", words.asked(who, own=False)
    yield "page handed to oneself", words.asked(who, own=True)
    yield "page taken", words.taken(2)
    yield "page listed", words.is_listed(who, 3)
    yield "page listed nothing", words.is_listed(who, 0)
    yield "page stays", Message(text=words.STAYS)
    yield "page left oneself", Message(text=words.OWN)
    for item in memory.hand_overs.find():
        memory.hand_overs.remove(item.id)


def _held(memory: Memory) -> list[tuple[Held, str]]:
    """One thing of each kind that is there."""
    session, plan = "s02", memory.plans.latest("s02")
    assert plan is not None
    room = f"{session}|{plan.rooms[0].name}"
    organisation = memory.people.get(FACILITATOR).organisation
    return [
        (Held.ACTION, "a2"), (Held.SUBGROUP, "g1"), (Held.CALL, "c1"), (Held.ROOM, room),
        (Held.NOTES, room), (Held.LEAD, organisation), (Held.STORY, "y14"), (Held.LOOP, "loop0"),
        (Held.PART, f"{session}|welcomer"),
    ]  # fmt: skip
