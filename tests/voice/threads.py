"""What an organisation's thread says: its page, side by side, and the windows to read and write in."""

from collections.abc import Callable, Iterator

from bot.domain.answers import Response
from bot.domain.artefacts import Key
from bot.facilitation import artefact_windows as windows
from bot.facilitation import artefact_writing
from bot.facilitation.artefact_writing import Words
from bot.facilitation.artefacts import organisation
from bot.ports import Desk, Memory
from bot.voice.artefact_forms import Draft
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from tests.faults.community import NOON
from tests.voice.community import Flavour


def threads_said(
    desk: Desk,
    memory: Memory,
    flavour: Flavour,
    person_id: str,
    say: Callable[..., Message | View],
) -> Iterator[tuple[str, Message | View]]:
    """Of somebody's own organisation, where something is written and something was said."""
    me = memory.people.get(person_id)
    owner = organisation(me.organisation)
    key, map_of = (Key(artefact=a, owner=owner) for a in ("priority-statement", "experience-map"))
    yield "page thread empty", fitted(windows.page(desk, me))
    yield "page compared nothing", windows.compare(desk, me, "lessons")
    wrote = flavour.wrote("Home by the second day, with somebody who rings.")
    said = {"session_id": "s02", "prompt": "m02-pre-one", "person_id": me.id, "at": NOON}
    ref = f"s02:m02-pre-one:{me.id}"
    before = memory.responses.seek(ref)
    memory.responses.save(Response(id=ref, text=wrote[:300], visibility="organisation", **said))
    words = {
        "priority": Words(text=wrote[:200], draws_on=[ref]),
        "not-doing": Words(text=wrote[:300]),
        "additions": Words(text="+ one\n+ two\n+ three"),
    }
    artefact_writing.write(desk, key, words, by=me.id, base=0, named=True)
    again = {"not-doing": Words(text="Less")}
    artefact_writing.write(desk, key, again, by=me.id, base=1, named=True)
    steps = {"steps": Words(text="Wait\nAsk"), "feelings": Words(text="-2 lost")}
    artefact_writing.write(desk, map_of, steps, by=me.id, base=0)
    yield "page thread", fitted(windows.page(desk, me))
    yield "page compared", fitted(windows.compare(desk, me, "priority-statement"))
    yield "page compared one field", fitted(windows.compare(desk, me, "steps"))
    yield "window thread", windows.home_window(desk, me)
    yield "window artefact", windows.read_window(desk, me, key)
    yield "window artefact write", windows.write_window(desk, me, key)
    typed = Draft(typed={"priority": wrote[:200], "additions+": "one", "additions-": ""})
    yield "window artefact use", windows.use(desk, me, key, "priority", ref, typed, base=2)
    yield "window artefact meanwhile", windows.meanwhile(desk, me, key, typed, base=0)
    yield "window artefact kept", windows.kept(desk, me, key, 0)
    fact = {"artefact": key.artefact, "number": 1, "field": "additions"}
    yield "letter thread-word", say("thread-word", me.id, fact)
    for row in memory.writings.find():
        memory.writings.remove(row.id)
    memory.responses.remove(ref)
    if before:
        memory.responses.save(before)
