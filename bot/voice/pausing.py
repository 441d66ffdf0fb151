"""How often one hears from us: as usual, seldom, or not for now, said back and changed by a press."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.languages import say, to_say
from bot.domain.roster import FEWER, PAUSED, Participant
from bot.voice import blocks as b
from bot.voice.message import Block, Message, View
from bot.voice.words import day

USUAL, SELDOM, STOP, AGAIN = (
    to_say("The usual messages"),
    to_say("Fewer messages"),
    to_say("Pause"),
    to_say("Write to me again"),
)
SELDOM_WORDS = to_say(
    "You asked for fewer messages: one a day at most, no reminders, and nothing that is optional. "
    "News of your sessions still comes."
)


def how_often(person: Participant, until: date | None) -> str:
    """How it stands, in a sentence or two; empty where all is as usual."""
    if person.standing == FEWER:
        return say(SELDOM_WORDS)
    if person.standing != PAUSED:
        return ""
    end = say("until {day}", day=day(until)) if until else say("until you say so")
    kept = say("What you answered stays, and so does your seat if you said that you come.")
    return say(
        "You hear nothing from me {end}, news of sessions included. {kept}", end=end, kept=kept
    )


def ways(person: Participant) -> list[dict[str, Any]]:
    """The buttons for another way than the one that holds."""
    if not person.wants_messages:
        return [b.button(say(AGAIN), "welcome:active")]
    other = (
        (say(USUAL), "welcome:active")
        if person.standing == FEWER
        else (say(SELDOM), f"welcome:{FEWER}")
    )
    return [b.button(*other), b.button(say(STOP), "pause:open", says=say("Pause my messages"))]


def said(person: Participant, until: date | None) -> Message:
    """What is answered to somebody who paused, or came back."""
    words = how_often(person, until) or say("I write to you as usual.")
    return Message(text=words, blocks=(b.section(words), b.actions(*ways(person))))


def on_home(person: Participant, until: date | None) -> Sequence[Block]:
    words = how_often(person, until)
    return [*([b.context(words)] if words else []), b.actions(*ways(person))]


def form() -> View:
    """Until when to be quiet."""
    when = b.field("until", say("Until when"), b.date_input("until"), optional=True,
                   hint=say("Leave it empty to hear nothing until you say so."))  # fmt: skip
    return View(body=b.form("pause", say("Pause my messages"), [when], submit=say(STOP)))
