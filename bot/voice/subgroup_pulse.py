"""How a subgroup goes: asked of its convenor once a month, in one press, and never counted against anyone."""

from bot.domain.followup import Subgroup
from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.words import day, escape

HOW, QUIET, END = "how", "quiet", "end"
WELL, SLOW, HAND, ON, BEYOND = "well", "slow", "hand", "on", "beyond"
NOBODY_MINDS = to_say(
    "Groups end; that is fine. If I hear nothing I close it with thanks in some weeks."
)
SAID = {
    WELL: to_say("It goes well. I am glad."),
    SLOW: to_say("It goes slowly, and that is fine."),
    HAND: to_say("You could use a hand: a facilitator writes to you."),
    ON: to_say("It goes on. Good."),
    BEYOND: to_say("It goes on by itself after the programme. Good."),
}


def asked(subgroup: Subgroup, about: str, *, said: str, answered: bool) -> Message:
    """How it goes; or, where it has been quiet or its time is over, whether it goes on."""
    line = _question(subgroup, about)
    if subgroup.closed:
        said, answered = "", True
    if answered:
        told = (
            say("It is closed. Thank you.")
            if subgroup.closed
            else say(SAID.get(said, "Thank you."))
        )
        return Message(text=f"{line} {told}", blocks=(b.section(line), b.context(told)))
    if about == HOW:
        return Message(
            text=say("{line} Choose one of the buttons.", line=line),
            blocks=(b.section(line), _how(subgroup)),
        )
    shown = (b.section(line), b.context(say(NOBODY_MINDS)), _whether(subgroup))
    return Message(text=f"{line} {say(NOBODY_MINDS)}", blocks=shown)


def _question(subgroup: Subgroup, about: str) -> str:
    title = escape(subgroup.name)
    if about == END and subgroup.ends_on:
        return say(
            "“{title}” was to run until {day}. Does it go on?",
            title=title,
            day=day(subgroup.ends_on),
        )
    if about == QUIET:
        return say("Nothing was heard of “{title}” for two months. Does it go on?", title=title)
    return say("How does it go with “{title}”?", title=title)


def _how(subgroup: Subgroup) -> dict[str, object]:
    title = b.cut(subgroup.name, 45)
    return b.actions(
        b.button(
            say("Well"), "pulse:well", subgroup.id, says=say("It goes well: {title}", title=title)
        ),
        b.button(
            say("Slowly"),
            "pulse:slow",
            subgroup.id,
            says=say("It goes slowly: {title}", title=title),
        ),
        b.button(
            say("We could use a hand"),
            "pulse:hand",
            subgroup.id,
            says=say("A hand: {title}", title=title),
        ),
    )


def _whether(subgroup: Subgroup) -> dict[str, object]:
    title = b.cut(subgroup.name, 45)
    return b.actions(
        b.button(
            say("It goes on"), "pulse:on", subgroup.id, says=say("It goes on: {title}", title=title)
        ),
        b.button(
            say("Close it"), "subgroup:close", subgroup.id, says=say("Close: {title}", title=title)
        ),
    )


def could_use_a_hand(subgroup: Subgroup) -> str:
    """What facilitators read, in a call for a word. Not escaped."""
    return say("The subgroup “{name}” could use a hand.", name=subgroup.name)
