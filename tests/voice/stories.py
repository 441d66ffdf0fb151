"""Everything that is said about stories: windows, pages, and messages in the states they come to later."""

from collections.abc import Callable, Iterator

from bot.domain.effects import Effect
from bot.domain.roster import Participant
from bot.facilitation import story_windows
from bot.ports import Desk, Memory
from bot.slack.gestures import Gesture
from bot.slack.stories import OPENS
from bot.voice import stories as words
from bot.voice import story_forms
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from bot.voice.taking_back import taken_back
from tests.faults.community import NOON

Said = tuple[str, Message | View]
Rendered = Callable[[Effect], Message | View]


def stories_said(
    desk: Desk, memory: Memory, seated: list[str], effect: Callable[..., Effect], said: Rendered
) -> Iterator[Said]:
    """What a teller, a roommate and a facilitator see."""
    teller, mate = memory.people.get(seated[4]), memory.people.get(seated[3])
    facilitator = memory.people.get("p014")
    yield from _windows(desk, teller, mate, facilitator)
    for kind in ("story-card", "story-further"):
        gone = effect(kind, teller.id, {"story": "y16"}, stands=True)
        yield f"letter {kind} gone", said(gone)
    yes = effect("story-further", teller.id, {"story": "y14"}, stands=True)
    yield "letter story-further said yes", said(yes)
    facts = {"zone": "Europe/London", "asked": False}
    found = [("digest", 7, NOON), ("export", 0, NOON)]
    for name, done, left in (("now", False, 0), ("not all", True, 2)):
        told = taken_back(found, done=done, left=left, **facts)
        yield f"page taken back {name}", Message(text=told)
    yield "page stories", fitted(story_windows.own_page(desk, teller))
    yield "page stories none", fitted(story_windows.own_page(desk, mate))
    yield "page stories on request", fitted(story_windows.page_on_request(desk, teller))
    yield "page note offer", fitted(words.note_offer(teller.name, teller.id))


def desk_host(desk: Desk) -> Participant:
    """Who keeps time in the first room of the next session."""
    with desk.store.read() as memory:
        return memory.people.get(memory.plans.published("s02").rooms[0].host)


def _windows(
    desk: Desk, teller: Participant, mate: Participant, facilitator: Participant
) -> Iterator[Said]:
    for name, who, value in (
        ("tell", teller, ""),
        ("open", teller, "y14"),
        ("list", mate, ""),
        ("read", mate, "y11"),
        ("note", facilitator, teller.id),
        ("back", teller, "y11"),
    ):
        pressed = Gesture(key="", member="", value=value)
        yield f"window story {name}", OPENS[f"story:{name}"](desk, who, pressed)
    host = desk_host(desk)
    here = Gesture(key="", member="", value="s02")
    yield "window story note as host", OPENS["story:note"](desk, host, here)
    for_them = Gesture(key="", member="", value="y11")
    yield "window story back on request", OPENS["story:back"](desk, facilitator, for_them)
    again = Gesture(key="", member="", value="y16")
    yield "window story back again", OPENS["story:back"](desk, teller, again)
    yield "window story list empty", story_forms.reading([], teller.zone)
