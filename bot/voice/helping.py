"""Somebody is stuck: their leave, what everyone reads, and how the two who found each other hear of it."""

from bot.domain.followup import ActionItem, HelpWanted, Progress
from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Message, View
from bot.voice.words import escape, name

LONGEST = 300
MAY_I = to_say(
    "May I ask everyone whether somebody can help? I only do so in your words, when you send them."
)
ASK, I_CAN = to_say("Ask everyone for help"), to_say("I can help")
ASKED = to_say(
    "I ask everyone. The first who can help is put in touch with you. It is gone once you are no longer stuck."
)
WHO_READS = to_say("Everyone in the community reads it, with your name and what you took on.")
MOVED_ON = to_say("It is not stuck any more. Thank you all.")


def ask_button(action: ActionItem) -> list[dict[str, object]]:
    """Where something is stuck, its owner may ask everyone."""
    if action.state is not Progress.STUCK:
        return []
    return [
        b.button(say(ASK), "help:open", action.id, says=f"{say(ASK)}: {b.cut(action.what, 45)}")
    ]


def help_form(action: ActionItem, *, said: str = "") -> View:
    """What would help, in the owner's own words."""
    box = b.text_input("text", most=LONGEST, long=True, value=said)
    blocks = [
        b.section(
            say("You took on “{what}”, and it is stuck. That happens.", what=escape(action.what))
        ),
        b.field(
            "text",
            say("What would help?"),
            box,
            hint=say("Such as: who knows the ward, or an hour on the letter."),
        ),
        b.context(say(WHO_READS)),
    ]
    return View(
        body=b.form("help", say("Ask for help"), blocks, facts=forms.facts(action=action.id))
    )


def help_post(
    wanted: HelpWanted, action: ActionItem, owner: str, helper: str, *, needed: bool
) -> Message:
    """The request before everyone; once somebody helps, it says who."""
    line = say(
        "{owner} could use help with “{what}”. They say: “{words}”.",
        owner=name(owner),
        what=escape(action.what),
        words=escape(wanted.words),
    )
    if wanted.taken_by:
        said = say("Taken by {helper}. Thank you.", helper=name(helper))
        return Message(text=f"{line} {said}", blocks=(b.section(line), b.context(said)))
    if not needed:
        return Message(
            text=f"{line} {say(MOVED_ON)}", blocks=(b.section(line), b.context(say(MOVED_ON)))
        )
    press = b.button(
        say(I_CAN), "help:take", wanted.id, says=f"{say(I_CAN)}: {b.cut(action.what, 45)}"
    )
    return Message(
        text=say("{line} Press “{i_can}” if you can.", line=line, i_can=say(I_CAN)),
        blocks=(b.section(line), b.actions(press)),
    )


def help_met(wanted: HelpWanted, action: ActionItem, other: str, *, owns: bool) -> Message:
    """Put two people in touch, each told of the other."""
    what, words = escape(action.what), escape(wanted.words)
    if owns:
        line = say(
            "{other} can help you with “{what}”. You asked: “{words}”. Write to each other here in Slack.",
            other=name(other),
            what=what,
            words=words,
        )
    else:
        line = say(
            "Thank you: you help {other} with “{what}”. They asked: “{words}”. I have told them. Write to each other "
            "here in Slack.",
            other=name(other),
            what=what,
            words=words,
        )
    return Message(text=line, blocks=(b.section(line),))
