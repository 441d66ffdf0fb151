"""Parting in words: what each person gave in plain counts, what becomes of it, and what still comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.asking_to_erase import ASK, ERASE, ERASED_BY_BUTTON
from bot.voice.message import Block, Message
from bot.voice.words import count, escape, listed, local, name

TAKEN_BACK = to_say(
    "There is one more session after all, so this was not goodbye: {next}. What I said here comes again later."
)
NO_DATE = to_say("The programme goes on after all. What I said here comes again later.")
YOURS_ALONE = to_say("Only you and the facilitators can know these figures; nobody is compared.")
UNTIL_THEN = to_say(
    "Until then all is as it was: everyone reads what they could read before, each story goes as far as its teller "
    "lets it, and you can take yours back."
)
LEARNED = to_say(
    "What came of our last session is written, in our own words, for everyone to read."
)
NOT_YET = to_say(
    "What came of our last session is being written; everyone reads it once it is published."
)
WITH_A_FACILITATOR = to_say(
    "To take along what you gave, ask a facilitator for the file with all that is kept of you."
)
WITH_A_PAGE = to_say(
    "To take along what you gave, open your page: there it is, with a file of all of it."
)
NO_HURRY = "Nothing has to be switched off in a hurry."
MEETINGS_OFF = (
    "{place}: once what is open has closed, on {closes}, no meeting is made any more, "
    "so its app and scopes can go."
)
SLACK_OFF = (
    "Slack: leave the app until {purge}; until then people take stories back and I delete what carried them. Then "
    "remove the app, stop the machine, and let go of the backups."
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
    is published; `meetings` is what makes the meetings, empty where nothing does.
    """

    title: str
    closes: str
    purge: str
    page: str = ""
    told: str = ""
    read: str = ""
    later: Sequence[tuple[str, str]] = ()
    meetings: str = ""


def taken_back(following: Session | None, zone: str) -> Message:
    """In place of a farewell, where a session was added since."""
    text = say(NO_DATE)
    if following:
        when = f"“{escape(following.title)}”, {local(following.starts_at, zone)}"
        text = say(TAKEN_BACK).format(next=when)
    return Message(text=text, blocks=(b.section(text),))


def farewell(person: Participant, gave: Gave, known: Known) -> Message:
    """The one message to each who took part."""
    lines = [
        say(
            "{first_name}, “{title}” is over. Thank you for being part of it.",
            first_name=name(person.first_name),
            title=escape(known.title),
        ),
        *_thanks(gave, known.closes),
        *([escape(known.told)] if known.told else []),
        say(
            "On {purge} everybody's words and details are erased by themselves; what was counted stays, without "
            "names. {until_then}",
            purge=known.purge,
            until_then=say(UNTIL_THEN),
        ),
        f"{say(WITH_A_PAGE if known.page else WITH_A_FACILITATOR)} {say(ERASED_BY_BUTTON)}",
        *_later(known),
        say(LEARNED if known.read else NOT_YET),
    ]
    shown: list[Block] = [b.section(line) for line in lines]
    erase = b.actions(b.button(say(ASK), "call:open", ERASE))
    return Message(text="\n".join(lines), blocks=(*shown, b.actions(*_doors(known)), erase))


def _thanks(gave: Gave, closes: str) -> list[str]:
    """What was given, without what was not: a nought is no thanks."""
    given = [_given(gave)] if _given(gave) else []
    if gave.still:
        given.append(
            say(
                "Still with you: {number_of_actions}. What you say nothing about stays yours, in your own hands, from "
                "{closes} on.",
                number_of_actions=count(gave.still, "action", "actions"),
                closes=closes,
            )
        )
    return given


def _given(gave: Gave) -> str:
    parts = [
        (gave.sessions, say("came to {sessions}", sessions=count(gave.sessions, "session"))),
        (gave.met, say("met {people} in our rooms", people=count(gave.met, "person", "people"))),
        (gave.stories, say("told {stories}", stories=count(gave.stories, "story", "stories"))),
        (gave.done, say("did {things} that you had taken on", things=count(gave.done, "thing"))),
    ]
    said = listed([words for number, words in parts if number])
    return (
        say("You {given}. {yours_alone}", given=said, yours_alone=say(YOURS_ALONE)) if said else ""
    )


def _later(known: Known) -> list[str]:
    return [
        say("One question still comes, on {day}: “{text}”", day=day, text=escape(text))
        for text, day in known.later
    ]


def _doors(known: Known) -> list[Block]:
    read = (
        [b.button(say("Read it, and what it rests on"), "synthesis:read", known.read)]
        if known.read
        else []
    )
    page = (
        [b.button(say("My page outside Slack"), "own:page", url=known.page)] if known.page else []
    )
    return [
        *read,
        *page,
        b.button(say("A word with a facilitator"), "call:open"),
    ]


def for_facilitators(person: Participant, checks: Sequence[str], known: Known) -> Message:
    """What facilitators read instead: what is open, the archive, the day of the purge, and what is switched off."""
    lead = say(
        "{first_name}, “{title}” is over. Thank you for holding it.",
        first_name=name(person.first_name),
        title=escape(known.title),
    )
    lines = "\n".join(f"• {escape(line)}" for line in checks)
    meetings = MEETINGS_OFF.format(place=escape(known.meetings), closes=known.closes)
    off = [NO_HURRY, meetings if known.meetings else "", SLACK_OFF.format(purge=known.purge)]
    parts = [lead, lines, *_later(known), " ".join(filter(None, off))]
    return Message(text="\n".join(parts), blocks=tuple(b.section(part) for part in parts))
