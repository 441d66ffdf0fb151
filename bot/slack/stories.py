"""Stories in Slack: told, read and changed in windows; taken back from a button, by command, and after leaving, too."""

from collections.abc import Callable, Mapping

from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import prompts, stories, story_windows, taking_back, views
from bot.facilitation.stories import Telling
from bot.ports import Desk
from bot.slack.gestures import Facts, Gesture
from bot.slack.people import only_facilitators
from bot.voice import receipts
from bot.voice import stories as words
from bot.voice.message import Message, View

OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    "story:tell": lambda desk, who, g: story_windows.tell_window(desk, who),
    "story:open": lambda desk, who, g: story_windows.own_window(desk, g.value, who),
    "story:list": lambda desk, who, g: story_windows.reading_window(desk, who, g.session),
    "story:read": lambda desk, who, g: story_windows.one_window(desk, who, g.value),
    "story:note": lambda desk, who, g: story_windows.note_window(desk, who, g.value),
    "story:back": lambda desk, who, g: story_windows.back_window(desk, g.value, who),
}
PRESSED: Mapping[str, Callable[[Desk, Participant, Gesture], object]] = {
    "story:further": lambda desk, who, g: stories.let_further(desk, g.value, who.id),
    "story:near": lambda desk, who, g: stories.keep_near(desk, g.value, who.id),
}


def _told(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    """The window closes: what shows the story says thank you, and who sees it."""
    telling = _telling(said)
    if known.get("asking"):
        prompts.tell_in_answer(desk, known["asking"], person.id, telling)
    elif known.get("story"):
        stories.change(desk, known["story"], person.id, telling)
    else:
        stories.tell_unasked(desk, person.id, telling)
    return "", ""


def _telling(said: Facts) -> Telling:
    return Telling(
        text=said.get("text", ""),
        scope=said["scope"],
        signed=said["signed"],
        let_in=said.get("let_in", "").splitlines(),
        outside=said["outside"] == "yes" if said.get("outside") else None,
    )


def _noted(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    leave = said.get("leave") == "yes"
    teller_id = known.get("teller") or said["teller"]
    story_windows.note_story(desk, person, teller_id, said.get("text", ""), leave=leave)
    return say("Kept"), say(receipts.STORY_NOTED)


def _back(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    return say(receipts.STORY_GONE), taking_back.take_back_by(desk, known["story"], person)


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {
    "story": _told,
    "story_note": _noted,
    "story_back": _back,
}


def story(desk: Desk, person: Participant, rest: str) -> Message:
    """/convene story: one's own; note WHO to write down what was told; back WHO for a facilitator who was asked."""
    word, _, whom = rest.partition(" ")
    if word.casefold() == "note" and whom:
        return _note_offer(desk, person, whom)
    if word.casefold() == "back" and whom:
        only_facilitators(desk, person)
        return story_windows.page_on_request(desk, taking_back.teller_named(desk, whom))
    return story_windows.own_page(desk, person)


def _note_offer(desk: Desk, person: Participant, whom: str) -> Message:
    found = views.person_id_of(desk, whom)
    story_windows.note_window(desk, person, found)  # whether this person may
    return words.note_offer(taking_back.name_of(desk, found), found)
