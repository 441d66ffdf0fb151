"""Everything that is said of the parts in a session that go round."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.domain.effects import Effect
from bot.domain.parts import Part, Turn, TurnState, turn_id
from bot.ports import Memory
from bot.voice import parts as words
from bot.voice.message import Message, View
from tests.faults.community import NOON

Said = tuple[str, Message | View]
FACILITATOR = "p014"


def parts_said(
    memory: Memory,
    seated: list[str],
    effect: Callable[..., Effect],
    say: Callable[[Effect], Message | View],
) -> Iterator[Said]:
    """A part that is asked for, taken, refused and given back; and what nobody has."""
    one, other = seated[1], seated[2]
    room = memory.plans.latest("s02").rooms[0]
    for part, person in ((Part.WELCOMER, one), (Part.HOST, room.host)):
        id = turn_id("s02", part, person)
        where = room.name if part is Part.HOST else ""
        turn = Turn(id=id, session_id="s02", part=part, person_id=person, at=NOON, room=where)
        for state in TurnState:
            memory.turns.save(turn.says(state))
            asked = effect("part-asked", person, {"session": "s02", "turn": id}, stands=True)
            yield f"letter part-asked {part} {state}", say(asked)
    id = turn_id("s02", Part.NOTICER, other)
    turn = Turn(id=id, session_id="s02", part=Part.NOTICER, person_id=other, at=NOON)
    memory.turns.save(turn)
    yield (
        "letter parts-open",
        say(effect("parts-open", FACILITATOR, {"session": "s02"}, stands=True)),
    )
    memory.turns.save(turn.says(TurnState.YES))
    memory.turns.save(replace(turn, id="s02:welcomer:x", part=Part.WELCOMER, state=TurnState.YES))
    yield (
        "letter parts-open none",
        say(effect("parts-open", FACILITATOR, {"session": "s02"}, stands=True)),
    )
    yield "page part asked", Message(text=words.is_asked(memory.people.get(one)))
    for each in memory.turns.find():
        memory.turns.remove(each.id)
