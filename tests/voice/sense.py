"""Everything that is said about what was made of answers: pages, windows, the post, and the question to authors."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.domain.effects import Effect
from bot.domain.leaves import Leave, LeaveState
from bot.domain.synthesis import CheckBack, Finds, Loop, LoopState, Sentence, Synthesis, Theme
from bot.facilitation import leaves, loops, views, voices
from bot.facilitation import synthesis_windows as windows
from bot.facilitation.synthesis import check_key
from bot.ports import Desk, Memory
from bot.voice import theme_forms
from bot.voice.fit import fitted
from bot.voice.loops import look_again
from bot.voice.message import Message, View
from tests.faults.community import NOON
from tests.voice.community import Flavour

Said = tuple[str, Message | View]
Rendered = Callable[[Effect], Message | View]
FACILITATOR = "p014"


def settle_themes(memory: Memory, flavour: Flavour, seated: list[str]) -> None:
    """Three themes, one of them a minority view, and two versions of what was written."""
    key = "s02:takeaway:{}"
    groups = {"theme1": seated[:2], "theme2": seated[4:9], "theme3": seated[2:3]}
    for id, people in groups.items():
        answers = tuple(key.format(person) for person in people)
        words = flavour.line(f"What {len(people)} of them saw in the call")
        dissent = id == "theme3"
        theme = {"session_id": "s02", "by": FACILITATOR, "at": NOON, "answers": answers}
        memory.themes.save(Theme(id=id, words=words, dissent=dissent, **theme))
    said = flavour.words("One call mattered more than all letters.")[:600]
    sentences = tuple(
        Sentence(theme=theme.id, text=said, answers=theme.answers) for theme in memory.themes.find()
    )
    kept = Sentence(theme="theme9", text=said, answers=("y11", "y99"))
    made = {"session_id": "s02", "by": FACILITATOR, "at": NOON}
    for version, state in ((1, "published"), (2, "draft")):
        written = (*sentences, kept) if state == "draft" else sentences
        new = Synthesis(
            id=f"s02:v{version}", version=version, sentences=written, state=state, **made
        )
        memory.syntheses.save(new)


def _leaves(
    desk: Desk,
    memory: Memory,
    flavour: Flavour,
    seated: list[str],
    effect: Callable[..., Effect],
    say: Rendered,
) -> Iterator[Said]:
    """An author is asked for leave; what they read once they have said something; whom facilitators may ask."""
    person = memory.people.get(seated[5])
    answer = f"s02:m02-pre-one:{person.id}"
    old = memory.responses.get(answer)
    nearer = replace(old, visibility="organisation", text=flavour.words("The forms.")[:1500])
    memory.responses.save(nearer)
    theme = memory.themes.get("theme2").holding([answer])
    memory.themes.save(theme)
    asked = {"session_id": "s02", "person_id": person.id, "by": FACILITATOR, "at": NOON}
    one = Leave(id=answer, version=nearer.version, **asked)
    yield "window leave to ask", leaves.window(desk, memory.people.get(FACILITATOR), theme.id)
    for state in LeaveState:
        memory.leaves.save(replace(one, state=state))
        name = "" if state is LeaveState.OPEN else f" {state}"
        yield (
            f"letter leave-asked{name}",
            say(effect("leave-asked", person.id, {"answer": answer}, stands=True)),
        )
        if state in {LeaveState.OPEN, LeaveState.NAMED}:
            yield f"letter home with leave {state}", say(effect("home", person.id, {}))
    memory.leaves.save(replace(one, state=LeaveState.NO))
    yield "window leave said no", leaves.window(desk, memory.people.get(FACILITATOR), theme.id)


def sense_said(
    desk: Desk,
    memory: Memory,
    flavour: Flavour,
    seated: list[str],
    effect: Callable[..., Effect],
    say: Rendered,
) -> Iterator[Said]:
    """What facilitators work with, what everyone reads, and what an author is asked."""
    settle_themes(memory, flavour, seated)
    author, facilitator = memory.people.get(seated[4]), memory.people.get(FACILITATOR)
    session = {"session": "s02"}
    yield "letter synthesis-out", say(effect("synthesis-out", "C0000000001", session))
    asked = effect("check-back", author.id, {**session, "version": 1}, stands=True)
    yield "letter check-back", say(asked)
    missing = flavour.words("Not a word about nights.")[:1000]
    key = check_key("s02", 1, author.id)
    word = {"session_id": "s02", "version": 1, "person_id": author.id, "at": NOON}
    memory.check_backs.save(CheckBack(id=key, finds=Finds.PARTLY, words=missing, **word))
    yield "letter check-back partly", say(asked)
    yield from _leaves(desk, memory, flavour, seated, effect, say)
    yield "page synthesis", fitted(windows.page(desk, facilitator, month=2))
    stage = windows.page(desk, facilitator, month=None, level="delivery", side="lay")
    yield "page synthesis of lived experience", fitted(stage)
    yield "page synthesis nothing", fitted(windows.page(desk, facilitator, month=1))
    for number, state in enumerate(LoopState):
        loop = {"session_id": "s01", "owner": FACILITATOR, "by": FACILITATOR, "at": NOON}
        said, happened = flavour.line(f"Letter {number} is long"), flavour.line("It is shorter")
        happened = "" if state is LoopState.OPEN else happened
        one = Loop(id=f"loop{number}", said=said, happened=happened, state=state, **loop)
        memory.loops.save(one)
    gone = replace(memory.loops.get("loop0"), id="loop9", said="", theme="theme9")
    memory.loops.save(gone)
    yield "window loop taken back", loops.happened_window(desk, facilitator, "loop9")
    for word, lost in (("words", True), ("theme", False)):
        yield f"page look again at {word}", Message(text=look_again(2, gone=lost))
    yield "page loops", fitted(loops.page(desk))
    yield "page voice", fitted(voices.page(desk, 2))
    yield "page voice nothing", fitted(voices.page(desk, None))
    yield "page status with loops", fitted(views.status(desk, facilitator))
    yield "window loop add", loops.add_window(desk, facilitator, "s02")
    yield "window loop happened", loops.happened_window(desk, facilitator, "loop0")
    yield "letter home with a synthesis", say(effect("home", author.id, {}))
    yield "window synthesis sort", windows.sorting(desk, facilitator, "s02|takeaway|all|0")
    for step in ("reword", "merge", "split", "sentence"):
        yield f"window synthesis {step}", windows.about_theme(desk, facilitator, "theme1", step)
    yield "window synthesis preview", windows.preview(desk, facilitator, "s02")
    again = windows.preview(desk, facilitator, "s02", changed=True)
    yield "window synthesis preview changed", again
    yield "window synthesis read", windows.reading(desk, author, "s02")
    for finds in ("partly", "no"):
        yield f"window check-back {finds}", theme_forms.missing("s02", 1, finds)
