"""Everything that is said where one person comes for another."""

from collections.abc import Callable, Iterator

from bot.domain.been_there import Came
from bot.domain.delegates import Delegate, Stands
from bot.domain.effects import Effect
from bot.facilitation import delegates
from bot.ports import Desk, Memory
from bot.voice import been_there as attendance
from bot.voice import delegates as words
from bot.voice.been_there import Kind
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from tests.faults.community import NOON

Said = tuple[str, Message | View]
FACILITATOR = "p014"


def delegates_said(
    desk: Desk,
    memory: Memory,
    seated: list[str],
    effect: Callable[..., Effect],
    say: Callable[[Effect], Message | View],
) -> Iterator[Said]:
    """Named, told to both, taken back, and not able to come."""
    person, other = (memory.people.get(id) for id in seated[3:5])
    yield "window delegate", delegates.window(desk, "s02", person.id)
    yield "page delegate nobody", words.nobody(person)
    made = Delegate(
        session_id="s02",
        person_id=person.id,
        delegate_id=other.id,
        at=NOON,
        by=FACILITATOR,
        guest=True,
    )
    for state in Stands:
        memory.delegates.save(made.ended(state))
        for to, reader in (("delegate", other), ("person", person)):
            told = effect("delegate", reader.id, {"session": "s02", "of": made.id}, stands=True)
            yield f"letter delegate to {to} {state}", say(told)
    memory.delegates.save(made)
    yield "home delegate", say(effect("home", person.id, {}))
    memory.delegates.remove(made.id)
    one = Kind(label="somebody", came=[Came.THERE, Came.UNKNOWN])
    other_kind = Kind(label="a leader", came=[Came.AWAY, Came.THERE])
    home = person.organisation
    yield (
        "page attendance",
        fitted(attendance.page(2, [attendance.organisation(home, [one, other_kind])])),
    )
    yield "page attendance none", attendance.page(0, [])
    titles = [session.title for session in memory.sessions.find()][:3]
    been = attendance.Own(
        there=titles[:1], unknown=titles[1:2], represented=[(titles[2], other.name)]
    )
    yield "page attendance of one", fitted(attendance.of_person(person, been))
    yield "page delegate", words.comes(person, other.name)
    yield "page delegate sent", words.sent(person, other, own=True, known=False)
    yield "page delegate sent by another", words.sent(person, other, own=False, known=True)
    yield "page delegate sent late", words.sent(person, other, own=True, known=True, waits=True)
    yield "page delegate back", words.taken_back(person, other.name, own=False)
