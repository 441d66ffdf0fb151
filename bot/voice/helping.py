"""Somebody is stuck: their leave, what everyone reads, and how the two who found each other hear of it."""

from bot.domain.followup import ActionItem, HelpWanted, Progress
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Message, View
from bot.voice.words import escape, name

LONGEST = 300
MAY_I = (
    "May I ask everyone whether somebody can help? I only do so in your words, when you send them."
)
ASK, I_CAN = "Ask everyone for help", "I can help"
ASKED = "I ask everyone. The first who can help is put in touch with you. It is gone once you are no longer stuck."
WHO_READS = "Everyone in the community reads it, with your name and what you took on."
MOVED_ON = "It is not stuck any more. Thank you all."


def ask_button(action: ActionItem) -> list[dict[str, object]]:
    """Where something is stuck, its owner may ask everyone."""
    if action.state is not Progress.STUCK:
        return []
    return [b.button(ASK, "help:open", action.id, says=f"{ASK}: {b.cut(action.what, 45)}")]


def help_form(action: ActionItem, *, said: str = "") -> View:
    """What would help, in the owner's own words."""
    box = b.text_input("text", most=LONGEST, long=True, value=said)
    blocks = [
        b.section(f"You took on “{escape(action.what)}”, and it is stuck. That happens."),
        b.field("text", "What would help?", box, hint="Such as: who knows the ward, or an hour on the letter."),
        b.context(WHO_READS),
    ]  # fmt: skip
    return View(body=b.form("help", "Ask for help", blocks, facts=forms.facts(action=action.id)))


def help_post(
    wanted: HelpWanted, action: ActionItem, owner: str, helper: str, *, needed: bool
) -> Message:
    """The request before everyone; once somebody helps, it says who."""
    line = f"{name(owner)} could use help with “{escape(action.what)}”. They say: “{escape(wanted.words)}”."
    if wanted.taken_by:
        said = f"Taken by {name(helper)}. Thank you."
        return Message(text=f"{line} {said}", blocks=(b.section(line), b.context(said)))
    if not needed:
        return Message(text=f"{line} {MOVED_ON}", blocks=(b.section(line), b.context(MOVED_ON)))
    press = b.button(I_CAN, "help:take", wanted.id, says=f"{I_CAN}: {b.cut(action.what, 45)}")
    return Message(
        text=f"{line} Press “{I_CAN}” if you can.", blocks=(b.section(line), b.actions(press))
    )


def help_met(wanted: HelpWanted, action: ActionItem, other: str, *, owns: bool) -> Message:
    """Put two people in touch, each told of the other."""
    what, words = escape(action.what), escape(wanted.words)
    if owns:
        line = f"{name(other)} can help you with “{what}”. You asked: “{words}”. Write to each other here in Slack."
    else:
        line = (
            f"Thank you: you help {name(other)} with “{what}”. They asked: “{words}”. "
            "I have told them. Write to each other here in Slack."
        )
    return Message(text=line, blocks=(b.section(line),))
