"""What is said when a story was taken back: to its teller what became of it, to facilitators what is left to do."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import count, listed, local_day, name

WITHDRAWN = to_say(
    "Something that stood here has been taken back by whoever told it. Where you used it, please write that part "
    "anew: it contains withdrawn material."
)

POST, QUESTION = to_say("synthesis in the channel"), to_say("question about a synthesis")
THREAD = to_say("page of an organisation's thread")
WE_REMOVE = (to_say("digest"), POST, QUESTION)
BY_PEOPLE = {
    to_say("synthesis"): to_say("the facilitators are asked to write that part anew."),
    to_say("export"): to_say("the facilitators are asked to remove it there."),
    THREAD: to_say("the words that drew on it are gone, and their writers are asked for others."),
}


ALREADY_GONE = to_say("That story is already gone.")
ON_REQUEST = to_say("It is gone. Only its teller is told what became of it.")


def places(found: Sequence[tuple[str, int, datetime]], zone: str) -> str:
    """In one digest sent to 7 people on Wed 3 March and in one export."""
    said = []
    for kind, readers, at in found:
        sent = (
            say(" sent to {number_of_people}", number_of_people=count(readers, "person", "people"))
            if readers
            else ""
        )
        said.append(
            say(
                "one {kind}{sent} on {day}",
                kind=say(kind),
                sent=sent,
                day=local_day(at, zone),
            )
        )
    return listed(said)


def taken_back(
    found: Sequence[tuple[str, int, datetime]], *, zone: str, done: bool, left: int, asked: bool
) -> str:
    """To its teller alone: what was done, with the figures, and what cannot be."""
    lines = [say("It is gone from here.")]
    by_kind = {kind: [f for f in found if f[0] == kind] for kind in (*WE_REMOVE, *BY_PEOPLE)}
    for kind, several in by_kind.items():
        if several:
            then = _there(done, left) if kind in WE_REMOVE else say(BY_PEOPLE[kind])
            lines.append(say("It was in {places}; {then}", places=places(several, zone), then=then))
    if asked:
        lines.insert(0, say("A facilitator has taken your story back, as you asked."))
    lines.append(
        say(
            "Copies people made I cannot reach. A message you wrote to me yourself, only you can delete in Slack."
        )
    )
    return " ".join(lines)


def _there(done: bool, left: int) -> str:
    if not done:
        return say("I am removing it there now, and tell you when that is done.")
    if left:
        return say(
            "I could not remove it in {number_of_places}, and have asked a facilitator to.",
            number_of_places=count(left, "place", "places"),
        )
    return say("I have removed it there.")


def left_standing(reader: str, day: str) -> str:
    """To facilitators: a message that we may not change, to one reader or in the channel. Not escaped yet."""
    where = (
        say("my messages to {reader}", reader=reader) if reader else say("the community's channel")
    )
    return say(
        "In {where}, a message of {day} holds something that was taken back, and Slack does not let me change "
        "it. Please see that it is deleted there.",
        where=where,
        day=day,
    )


def in_export(file: str, maker: str, day: str) -> str:
    return say(
        "The export {file}, made by {maker} on {day}.",
        file=name(file),
        maker=name(maker) if maker else say("somebody"),
        day=day,
    )


def in_writing(kind: str, day: str) -> str:
    return say("The {kind} of {day}: it contains withdrawn material.", kind=kind, day=day)


def copies(lines: Sequence[str]) -> Message:
    """To facilitators: what still holds something that was taken back, without whose it was. `lines` are escaped."""
    lead = say(
        "Something was taken back by whoever told it. Please look at these, and take it out there, too:"
    )
    said = [f"• {line}" for line in lines]
    return Message(text="\n".join([lead, *said]), blocks=(b.section(lead), *paragraphs(said)))
