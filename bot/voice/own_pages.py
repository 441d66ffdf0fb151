"""The pages of one's own outside Slack: what each is called, and what stands on it around what Slack would show."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.parts import Part
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.asking_to_erase import ASK, ASK_FIRST, ERASE
from bot.voice.calls import not_right
from bot.voice.home import RATHER_NOT
from bot.voice.message import Block
from bot.voice.parts import back_button
from bot.voice.presence import WHO_SEES, LastTime, last_time
from bot.voice.sessions import Invitation
from bot.voice.words import city, count, escape, local_day

LABELS: Mapping[str, str] = {
    "today": "Today",
    "questions": "Questions",
    "room": "My room",
    "actions": "Actions",
    "stories": "Stories",
    "others": "What others said",
    "together": "Going further",
    "thread": "Our thread",
    "readings": "Readings",
    "agreed": "Aim and agreements",
    "hours": "Our hours",
    "letters": "Written to me",
    "me": "About me",
    "kept": "What is kept of me",
}
# what is kept of somebody, by its name in the file they can take along
KEPT: Mapping[str, tuple[str, str]] = {
    "details": ("entry on the roster", "entries on the roster"),
    "replies": ("answer whether you come", "answers whether you come"),
    "questions": ("question that was put to you", "questions that were put to you"),
    "answers": ("answer with your name", "answers with your name"),
    "stories": ("story", "stories"),
    "consents": ("leave you gave for a story", "leaves you gave for stories"),
    "leaves": ("word on whether you may be quoted", "words on whether you may be quoted"),
    "check_backs": (
        "word on whether you found yourself in it",
        "words on whether you found yourself in it",
    ),
    "actions": ("action you took on", "actions you took on"),
    "branches": ("idea you named", "ideas you named"),
    "subgroups": ("subgroup you are in", "subgroups you are in"),
    "words_with_facilitators": ("word with a facilitator", "words with a facilitator"),
    "room_wishes": ("private wish about rooms", "private wishes about rooms"),
    "presence": ("line on whether you were there", "lines on whether you were there"),
    "parts": ("part you were asked for", "parts you were asked for"),
    "delegates": ("time somebody came for you", "times somebody came for you"),
    "hours": ("word on our hours", "words on our hours"),
    "questions_to_guests": ("question to a guest", "questions to guests"),
    "remarks": ("remark on our aim or agreements", "remarks on our aim or agreements"),
    "readings": ("reading you suggested", "readings you suggested"),
    "writings": ("part you wrote of a thread", "parts you wrote of a thread"),
    "calendar": ("session in your calendar", "sessions in your calendar"),
    "handed_over": ("thing you held that was passed on", "things you held that were passed on"),
    "told_back": ("word you told back to everyone", "words you told back to everyone"),
    "themes": ("theme you named", "themes you named"),
    "syntheses": ("synthesis you wrote", "syntheses you wrote"),
    "loops": ("“you said” you noted", "“you said” you noted"),
    "agreed": ("version of the aim or agreements", "versions of the aim or agreements"),
    "hours_asked": ("time you asked about our hours", "times you asked about our hours"),
    "questions_changed": ("question you changed", "questions you changed"),
    "agendas": ("agenda you changed", "agendas you changed"),
    "guests_invited": ("guest you invited", "guests you invited"),
    "small_meetings": ("meeting you asked for", "meetings you asked for"),
    "exports": ("file you made", "files you made"),
    "acts": ("line of the audit", "lines of the audit"),
    "help": ("time you asked for help", "times you asked for help"),
    "seats": ("seat in a room", "seats in rooms"),
    "messages": ("message that was for you", "messages that were for you"),
}
NOT_IN_IT = (
    "Not in it: answers without a name, which nobody can bring back to you; what others wrote, also where they wrote "
    "of you; and who sat with you."
)
TAKE_ALONG = "Take all of it along as a file"
# which page has what a command has in Slack
COMMANDS: Mapping[str, str] = {
    "mine": "today",
    "who": "room",
    "why": "room",
    "action": "actions",
    "actions": "actions",
    "story": "stories",
    "take": "stories",
    "subgroup": "together",
    "branch": "together",
    "thread": "thread",
    "reading": "readings",
    "aim": "agreed",
    "agreements": "agreed",
    "pause": "me",
}
TYPED = re.compile(r"`?/convene (?P<word>[a-z]+)(?:[^`\n.]*`|(?: back\b)?)")
HERE: Mapping[str, str] = {
    "Write to each other here in Slack.": "A facilitator can bring you together.",
    " here in Slack": "",
    "on my Home page": f"on the page “{LABELS['me']}”",
    "on your Home page": f"on the page “{LABELS['me']}”",
}
NOTED = "Noted. How it stands now is below."
NO_QUESTION = "No question waits for you."
ANSWERED = "What you answered"
YOURS, OTHERS_ASK = "What I took on", "Others could use a hand"
NO_ACTION = "You have taken nothing on just now."
NO_HOURS = "Nobody asks about our hours just now."
NOTHING_SAID = "There is nothing to read here yet."
NO_LETTER = "Nothing was written to you lately."
IDEAS = "Ideas of others"
NO_SUCH_CODE = (
    "This code opens no page. Look at the letter once more, or ask a facilitator for another."
)
EMPTY = "Something is still empty that is needed. What you wrote is below."
PUT_AWAY = "This window was open for too long. Open it once more; what you typed is still below."


def waiting(number: int) -> str:
    """How many questions wait, in a sentence; empty for none."""
    return (
        f"{count(number, 'question')} {'waits' if number == 1 else 'wait'} for you."
        if number
        else ""
    )


def on_page(text: str) -> str:
    """Words that name a command, as they read where nothing is typed."""
    for in_slack, here in HERE.items():
        text = text.replace(in_slack, here)
    return TYPED.sub(_page_named, text)


def _page_named(typed: re.Match[str]) -> str:
    return f"the page “{LABELS[COMMANDS.get(typed['word'], 'today')]}”"


def headed(words: str, blocks: Sequence[Block]) -> list[Block]:
    """Blocks under a heading; nothing where there are none."""
    return [b.header(words), *blocks] if blocks else []


def or_nothing(blocks: Sequence[Block], otherwise: str) -> list[Block]:
    return list(blocks) or [b.section(otherwise)]


def apart(messages: Iterable[Sequence[Block]]) -> list[Block]:
    """Messages one below the other, with a line between them."""
    made: list[Block] = []
    for shown in messages:
        made += [b.divider(), *shown] if made else shown
    return made


def room_ways(seen: Invitation | None, parts: Sequence[Part]) -> list[Block]:
    """What one may say of one's room, and the parts one can give back."""
    buttons = [not_right(seen.session)] if seen and seen.room else []
    buttons += [back_button(one, seen.session) for one in parts] if seen else []
    return [b.actions(*buttons, b.button(RATHER_NOT, "room:wish"))]


def been(last: LastTime | None, said: str) -> list[Block]:
    """Where I was with you, last time and before."""
    shown = last_time(last) if last else []
    words = f"{said} {WHO_SEES}" if said and not last else said
    return [*shown, *([b.context(words)] if words else [])]


def about(person: Participant, place: MeetingPlace = ZOOM) -> list[Block]:
    """What is written down of how to reach somebody, with the way to change it."""
    known = person.zoom_email and place.places_people
    zoom = f" In Zoom you are {escape(person.zoom_email)}." if known else ""
    line = f"You are on the clock of {city(person.zone)}.{zoom}"
    return [b.section(line), b.actions(b.button("My details", "details:open"))]


def ends() -> list[Block]:
    """A word with a facilitator, and leaving."""
    return [
        b.actions(
            b.button("A word with a facilitator", "call:open"),
            b.button("I am leaving", "leaving:own"),
        )
    ]


def kept(found: Mapping[str, int], address: str) -> list[Block]:
    """How much of each kind is kept, and where one takes all of it along."""
    lines = [f"• {count(number, *KEPT[kind])}" for kind, number in found.items() if number]
    file = b.actions(b.button(TAKE_ALONG, "kept:file", url=address))
    erase = b.actions(b.button(ASK, "call:open", ERASE))
    return [b.section("\n".join(lines)), file, b.context(NOT_IN_IT), erase, b.context(ASK_FIRST)]


def note_action() -> list[Block]:
    return [b.actions(b.button("Note an action", "action:note"))]


def name_branch() -> list[Block]:
    return [b.actions(b.button("Name a branch", "branch:open"))]


def dated(at: datetime, zone: str, shown: Sequence[Block]) -> list[Block]:
    """A message with the day on which it was written."""
    return [b.context(local_day(at, zone)), *shown]
