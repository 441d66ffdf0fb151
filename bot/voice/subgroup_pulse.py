"""How a subgroup goes: asked of its convenor once a month, in one press, and never counted against anyone."""

from bot.domain.followup import Subgroup
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.words import day, escape

HOW, QUIET, END = "how", "quiet", "end"
WELL, SLOW, HAND, ON, BEYOND = "well", "slow", "hand", "on", "beyond"
NOBODY_MINDS = "Groups end; that is fine. If I hear nothing I close it with thanks in some weeks."
SAID = {
    WELL: "It goes well. I am glad.",
    SLOW: "It goes slowly, and that is fine.",
    HAND: "You could use a hand: a facilitator writes to you.",
    ON: "It goes on. Good.",
    BEYOND: "It goes on by itself after the programme. Good.",
}


def asked(subgroup: Subgroup, about: str, *, said: str, answered: bool) -> Message:
    """How it goes; or, where it has been quiet or its time is over, whether it goes on."""
    line = _question(subgroup, about)
    if subgroup.closed:
        said, answered = "", True
    if answered:
        told = "It is closed. Thank you." if subgroup.closed else SAID.get(said, "Thank you.")
        return Message(text=f"{line} {told}", blocks=(b.section(line), b.context(told)))
    if about == HOW:
        return Message(
            text=f"{line} Choose one of the buttons.", blocks=(b.section(line), _how(subgroup))
        )
    shown = (b.section(line), b.context(NOBODY_MINDS), _whether(subgroup))
    return Message(text=f"{line} {NOBODY_MINDS}", blocks=shown)


def _question(subgroup: Subgroup, about: str) -> str:
    title = escape(subgroup.name)
    if about == END and subgroup.ends_on:
        return f"“{title}” was to run until {day(subgroup.ends_on)}. Does it go on?"
    if about == QUIET:
        return f"Nothing was heard of “{title}” for two months. Does it go on?"
    return f"How does it go with “{title}”?"


def _how(subgroup: Subgroup) -> dict[str, object]:
    title = b.cut(subgroup.name, 45)
    return b.actions(
        b.button("Well", "pulse:well", subgroup.id, says=f"It goes well: {title}"),
        b.button("Slowly", "pulse:slow", subgroup.id, says=f"It goes slowly: {title}"),
        b.button("We could use a hand", "pulse:hand", subgroup.id, says=f"A hand: {title}"),
    )


def _whether(subgroup: Subgroup) -> dict[str, object]:
    title = b.cut(subgroup.name, 45)
    return b.actions(
        b.button("It goes on", "pulse:on", subgroup.id, says=f"It goes on: {title}"),
        b.button("Close it", "subgroup:close", subgroup.id, says=f"Close: {title}"),
    )


def could_use_a_hand(subgroup: Subgroup) -> str:
    """What facilitators read, in a call for a word. Not escaped."""
    return f"The subgroup “{subgroup.name}” could use a hand."
