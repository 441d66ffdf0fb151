"""Parting in words: what each person gave in plain counts, what becomes of it, and what still comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.asking_to_erase import ASK, ERASE
from bot.voice.message import Block, Message
from bot.voice.words import count, escape, listed, local, name

TAKEN_BACK = "There is one more session after all, so this was not goodbye: {next}. What I said here comes again later."
NO_DATE = "The programme goes on after all. What I said here comes again later."
YOURS_ALONE = "Only you and the facilitators can know these figures; nobody is compared."
UNTIL_THEN = (
    "Until then all is as it was: everyone reads what they could read before, each story goes as far as its teller "
    "lets it, and you can take yours back."
)
LEARNED = "What came of our last session is written, in our own words, for everyone to read."
NOT_YET = "What came of our last session is being written; everyone reads it once it is published."
WITH_A_FACILITATOR = (
    "To take along what you gave, ask a facilitator for the file with all that is kept of you. To have it erased now, "
    "press the button: facilitators read that you ask for it."
)
WITH_A_PAGE = (
    "To take along what you gave, open your page: there it is, with a file of all of it. To have it erased now, press "
    "the button: facilitators read that you ask for it."
)
SWITCH_OFF = (
    "Nothing has to be switched off in a hurry. Zoom: once what is open has closed, on {closes}, no meeting is made "
    "any more, so its app and scopes can go. Slack: leave the app until {purge}; until then people take stories back "
    "and I delete what carried them. Then remove the app, stop the machine, and let go of the backups."
)


@dataclass(frozen=True, kw_only=True)
class Gave:
    """What one person gave, in counts that are theirs alone."""

    sessions: int = 0
    met: int = 0
    stories: int = 0
    done: int = 0
    still: int = 0


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a farewell says beside that. Days are written out in words; `later` are questions still to come, each with
    its day; `told` is what became of what people said, not escaped; `read` is the id of the session whose synthesis
    is published.
    """

    title: str
    closes: str
    purge: str
    page: str = ""
    told: str = ""
    read: str = ""
    later: Sequence[tuple[str, str]] = ()


def taken_back(following: Session | None, zone: str) -> Message:
    """In place of a farewell, where a session was added since."""
    text = NO_DATE
    if following:
        when = f"“{escape(following.title)}”, {local(following.starts_at, zone)}"
        text = TAKEN_BACK.format(next=when)
    return Message(text=text, blocks=(b.section(text),))


def farewell(person: Participant, gave: Gave, known: Known) -> Message:
    """The one message to each who took part."""
    lines = [
        f"{name(person.first_name)}, “{escape(known.title)}” is over. Thank you for being part of it.",
        *_thanks(gave, known.closes),
        *([escape(known.told)] if known.told else []),
        f"On {known.purge} everybody's words and details are erased by themselves; what was counted stays, without "
        f"names. {UNTIL_THEN}",
        WITH_A_PAGE if known.page else WITH_A_FACILITATOR,
        *_later(known),
        LEARNED if known.read else NOT_YET,
    ]
    shown: list[Block] = [b.section(line) for line in lines]
    erase = b.actions(b.button(ASK, "call:open", ERASE))
    return Message(text="\n".join(lines), blocks=(*shown, b.actions(*_doors(known)), erase))


def _thanks(gave: Gave, closes: str) -> list[str]:
    """What was given, without what was not: a nought is no thanks."""
    parts = [
        f"came to {count(gave.sessions, 'session')}" if gave.sessions else "",
        f"met {count(gave.met, 'person', 'people')} in our rooms" if gave.met else "",
        f"told {count(gave.stories, 'story', 'stories')}" if gave.stories else "",
        f"did {count(gave.done, 'thing')} that you had taken on" if gave.done else "",
    ]
    given = [part for part in parts if part]
    said = [f"You {listed(given)}. {YOURS_ALONE}"] if given else []
    if gave.still:
        said.append(
            f"Still with you: {count(gave.still, 'action')}. What you say nothing about stays yours, in your own "
            f"hands, from {closes} on."
        )
    return said


def _later(known: Known) -> list[str]:
    return [f"One question still comes, on {day}: “{escape(text)}”" for text, day in known.later]


def _doors(known: Known) -> list[Block]:
    read = (
        [b.button("Read it, and what it rests on", "synthesis:read", known.read)]
        if known.read
        else []
    )
    page = [b.button("My page outside Slack", "own:page", url=known.page)] if known.page else []
    return [
        *read,
        *page,
        b.button("A word with a facilitator", "call:open"),
    ]


def for_facilitators(person: Participant, checks: Sequence[str], known: Known) -> Message:
    """What facilitators read instead: what is open, the archive, the day of the purge, and what is switched off."""
    lead = f"{name(person.first_name)}, “{escape(known.title)}” is over. Thank you for holding it."
    lines = "\n".join(f"• {escape(line)}" for line in checks)
    off = SWITCH_OFF.format(closes=known.closes, purge=known.purge)
    parts = [lead, lines, *_later(known), off]
    return Message(text="\n".join(parts), blocks=tuple(b.section(part) for part in parts))
