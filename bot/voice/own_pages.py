"""The pages of one's own outside Slack: what each is called, and what stands on it around what Slack would show."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.languages import say, say_many, to_count, to_say
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.parts import Part
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.asking_to_erase import ASK, ASK_FIRST, ERASE
from bot.voice.calls import not_right
from bot.voice.home import RATHER_NOT
from bot.voice.message import Block
from bot.voice.parts import back_button
from bot.voice.presence import WHO_SEES
from bot.voice.sessions import Invitation
from bot.voice.were_you_there import LastTime, last_time
from bot.voice.words import city, count, escape, local_day

LABELS: Mapping[str, str] = {
    "today": to_say("Today"),
    "questions": to_say("Questions"),
    "room": to_say("My room"),
    "actions": to_say("Actions"),
    "stories": to_say("Stories"),
    "others": to_say("What others said"),
    "together": to_say("Going further"),
    "thread": to_say("Our thread"),
    "readings": to_say("Readings"),
    "agreed": to_say("Aim and agreements"),
    "hours": to_say("Our hours"),
    "letters": to_say("Written to me"),
    "me": to_say("About me"),
    "kept": to_say("What is kept of me"),
}
# what is kept of somebody, by its name in the file they can take along
KEPT: Mapping[str, tuple[str, str]] = {
    "details": to_count("entry on the roster", "entries on the roster"),
    "replies": to_count("answer whether you come", "answers whether you come"),
    "questions": to_count("question that was put to you", "questions that were put to you"),
    "answers": to_count("answer with your name", "answers with your name"),
    "stories": ("story", "stories"),
    "consents": to_count("leave you gave for a story", "leaves you gave for stories"),
    "leaves": to_count("word on whether you may be quoted", "words on whether you may be quoted"),
    "check_backs": to_count(
        "word on whether you found yourself in it", "words on whether you found yourself in it"
    ),
    "actions": to_count("action you took on", "actions you took on"),
    "branches": to_count("idea you named", "ideas you named"),
    "subgroups": to_count("subgroup you are in", "subgroups you are in"),
    "words_with_facilitators": to_count("word with a facilitator", "words with a facilitator"),
    "room_wishes": to_count("private wish about rooms", "private wishes about rooms"),
    "presence": to_count("line on whether you were there", "lines on whether you were there"),
    "parts": to_count("part you were asked for", "parts you were asked for"),
    "delegates": to_count("time somebody came for you", "times somebody came for you"),
    "hours": to_count("word on our hours", "words on our hours"),
    "questions_to_guests": to_count("question to a guest", "questions to guests"),
    "remarks": to_count("remark on our aim or agreements", "remarks on our aim or agreements"),
    "readings": to_count("reading you suggested", "readings you suggested"),
    "writings": to_count("part you wrote of a thread", "parts you wrote of a thread"),
    "calendar": to_count("session in your calendar", "sessions in your calendar"),
    "handed_over": to_count(
        "thing you held that was passed on", "things you held that were passed on"
    ),
    "told_back": to_count("word you told back to everyone", "words you told back to everyone"),
    "themes": to_count("theme you named", "themes you named"),
    "syntheses": to_count("synthesis you wrote", "syntheses you wrote"),
    "loops": to_count("“you said” you noted", "“you said” you noted"),
    "agreed": to_count("version of the aim or agreements", "versions of the aim or agreements"),
    "hours_asked": to_count("time you asked about our hours", "times you asked about our hours"),
    "questions_changed": to_count("question you changed", "questions you changed"),
    "agendas": to_count("agenda you changed", "agendas you changed"),
    "guests_invited": to_count("guest you invited", "guests you invited"),
    "small_meetings": to_count("meeting you asked for", "meetings you asked for"),
    "exports": to_count("file you made", "files you made"),
    "acts": to_count("line of the audit", "lines of the audit"),
    "help": to_count("time you asked for help", "times you asked for help"),
    "seats": to_count("seat in a room", "seats in rooms"),
    "messages": to_count("message that was for you", "messages that were for you"),
}
NOT_IN_IT = to_say(
    "Not in it: answers without a name, which nobody can bring back to you; what others wrote, also where they wrote "
    "of you; and who sat with you."
)
TAKE_ALONG = to_say("Take all of it along as a file")
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
# what a sentence for Slack says, and what it says on a page; nothing stands for where the page about me is. A catalogue
# must say these as it says them within the sentences that hold them.
HERE: Mapping[str, str] = {
    to_say("Write to each other here in Slack."): to_say("A facilitator can bring you together."),
    to_say("on my Home page"): "",
    to_say("on your Home page"): "",
}
HERE_IN_SLACK = to_say(" here in Slack")
NOTED = to_say("Noted. How it stands now is below.")
NO_QUESTION = to_say("No question waits for you.")
ANSWERED = to_say("What you answered")
YOURS, OTHERS_ASK = to_say("What I took on"), to_say("Others could use a hand")
NO_ACTION = to_say("You have taken nothing on just now.")
NO_HOURS = to_say("Nobody asks about our hours just now.")
NOTHING_SAID = to_say("There is nothing to read here yet.")
NO_LETTER = to_say("Nothing was written to you lately.")
IDEAS = to_say("Ideas of others")
NO_SUCH_CODE = to_say(
    "This code opens no page. Look at the letter once more, or ask a facilitator for another."
)
EMPTY = to_say("Something is still empty that is needed. What you wrote is below.")
PUT_AWAY = to_say(
    "This window was open for too long. Open it once more; what you typed is still below."
)


def waiting(number: int) -> str:
    """How many questions wait, in a sentence; empty for none."""
    if not number:
        return ""
    return say_many("{number} question waits for you.", "{number} questions wait for you.", number)


def on_page(text: str) -> str:
    """Words that name a command, as they read where nothing is typed."""
    me = say("on the page “{page}”", page=say(LABELS["me"]))
    for in_slack, here in HERE.items():
        text = text.replace(say(in_slack), say(here) or me)
    return TYPED.sub(_page_named, text).replace(say(HERE_IN_SLACK), "")


def _page_named(typed: re.Match[str]) -> str:
    return say("the page “{page}”", page=say(LABELS[COMMANDS.get(typed["word"], "today")]))


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
    return [b.actions(*buttons, b.button(say(RATHER_NOT), "room:wish"))]


def been(last: LastTime | None, said: str) -> list[Block]:
    """Where I was with you, last time and before."""
    shown = last_time(last) if last else []
    words = f"{said} {say(WHO_SEES)}" if said and not last else said
    return [*shown, *([b.context(words)] if words else [])]


def about(person: Participant, place: MeetingPlace = ZOOM) -> list[Block]:
    """What is written down of how to reach somebody, with the way to change it."""
    known = person.zoom_email and place.places_people
    zoom = (
        say(" In Zoom you are {zoom_email}.", zoom_email=escape(person.zoom_email)) if known else ""
    )
    line = say("You are on the clock of {city}.{zoom}", city=city(person.zone), zoom=zoom)
    return [b.section(line), b.actions(b.button(say("My details"), "details:open"))]


def ends() -> list[Block]:
    """A word with a facilitator, and leaving."""
    return [
        b.actions(
            b.button(say("A word with a facilitator"), "call:open"),
            b.button(say("I am leaving"), "leaving:own"),
        )
    ]


def kept(found: Mapping[str, int], address: str) -> list[Block]:
    """How much of each kind is kept, and where one takes all of it along."""
    lines = [f"• {count(number, *KEPT[kind])}" for kind, number in found.items() if number]
    file = b.actions(b.button(say(TAKE_ALONG), "kept:file", url=address))
    erase = b.actions(b.button(say(ASK), "call:open", ERASE))
    return [
        b.section("\n".join(lines)),
        file,
        b.context(say(NOT_IN_IT)),
        erase,
        b.context(say(ASK_FIRST)),
    ]


def note_action() -> list[Block]:
    return [b.actions(b.button(say("Note an action"), "action:note"))]


def name_branch() -> list[Block]:
    return [b.actions(b.button(say("Name a branch"), "branch:open"))]


def dated(at: datetime, zone: str, shown: Sequence[Block]) -> list[Block]:
    """A message with the day on which it was written."""
    return [b.context(local_day(at, zone)), *shown]
