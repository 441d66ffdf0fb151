"""The facilitators' look at what people took on: found by level, organisation or subgroup, and several changed at once.

Nowhere does it say what is late: dates that are over are not shown apart, nor counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.followup import LEVELS, ActionItem
from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.followup import action_line
from bot.voice.message import Message, View
from bot.voice.words import count, day, escape, name, quoted

MOVE, PASS, LET_GO = "move", "pass", "let_go"
WAYS = (
    (to_say("Move the date"), MOVE),
    (to_say("Ask somebody else to take them on"), PASS),
    (to_say("Let them go"), LET_GO),
)
LONGEST, SHOWN, CHOICES = 200, 40, 100
NONE, NO_SUCH = to_say("No actions are open."), to_say("No action that is open fits that.")
TRY = f"Narrow it down: `/convene actions planning`, by level ({', '.join(LEVELS)}), organisation or subgroup."
NO_DAY = to_say("Choose the day, to move the date.")
NO_PERSON = to_say("Choose who is asked to take them on.")
NOTHING_CHOSEN = to_say("Choose at least one action.")
SERVES = "for"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One action with all that is said of it."""

    action: ActionItem
    owner: str
    subgroup: str = ""
    serves: str = ""

    @property
    def words(self) -> str:
        more = [
            self.action.level,
            f"{SERVES} “{escape(self.serves)}”" if self.serves else "",
            say("in “{subgroup}”", subgroup=escape(self.subgroup)) if self.subgroup else "",
        ]
        known = ", ".join(filter(None, more))
        return f"{action_line(self.action, self.owner)}{f'. {known[0].upper()}{known[1:]}' if known else ''}"


def page(lines: Sequence[Line], wanted: str) -> Message:
    """What is going on, soonest first, and a way to change several."""
    if not lines:
        none = f"{say(NO_SUCH)} {TRY}" if wanted else say(NONE)
        return Message(text=none)
    lead = say(
        "{number_of_actions} open{what}.",
        number_of_actions=count(len(lines), "action", "actions"),
        what=say(" for “{wanted}”", wanted=escape(wanted)) if wanted else "",
    )
    listing = [line.words for line in lines]
    button = b.button(say("Change several"), "actions:several", wanted[:200])
    return Message(
        text="\n".join([lead, *listing, TRY]),
        blocks=(
            b.section(lead),
            b.actions(button),
            *[b.section(x) for x in listing[:SHOWN]],
            b.context(TRY),
        ),
    )


def several_form(lines: Sequence[Line], who: Sequence[tuple[str, str]]) -> View:
    """Which actions, and what is to become of them."""
    if not lines:
        return forms.said(say("Actions"), say(NO_SUCH))
    choices = [(b.cut(line.action.what, 70), line.action.id) for line in lines[:CHOICES]]
    several = {**b.select("actions", choices), "type": "multi_static_select"}
    blocks = [
        b.field("actions", say("Which?"), several),
        b.field("way", say("What is to become of them?"), b.select("way", WAYS)),
        b.field("due", say("By when?"), b.date_input("due"), optional=True, hint=say("To move the date.")),
        b.field("person", say("Who is asked?"), forms.person_select("person", who), optional=True,
                hint=say("They are asked for a yes for each. Until then it stays with whoever has it.")),
        b.field("word", say("A word with it"), b.text_input("word", most=LONGEST), optional=True,
                hint=say("Its owner reads it, when you let it go.")),
        b.context(say("Each owner reads what you did, in one message. Nothing is counted against anyone.")),
    ]  # fmt: skip
    return View(body=b.form("actions_several", say("Several actions"), blocks, submit=say("Do it")))


def done(way: str, changed: Sequence[ActionItem], over: int) -> str:
    """What was done, and what had ended meanwhile."""
    titles = quoted([action.what for action in changed[:10]])
    what = {
        MOVE: say("By {day} now", day=day(changed[0].due))
        if changed and changed[0].due
        else say("Moved"),
        PASS: say("Asked for a yes"),
        LET_GO: say("Let go"),
    }[way]
    said = f"{what}: {titles}." if changed else say("Nothing was changed.")
    return (
        say(
            "{said} {number_of_actions} had ended or was with them already.",
            said=said,
            number_of_actions=count(over, "action", "actions"),
        )
        if over == 1
        else said
        + (say(" {over} actions had ended or were with them already.", over=over) if over else "")
    )


def changed(
    actions: Sequence[ActionItem], way: str, *, by: str, to: Participant | None, word: str
) -> Message:
    """To one owner: what a facilitator did with theirs."""
    titles = quoted([action.what for action in actions])
    lead = {
        MOVE: say("{by} moved the date of {titles}", by=name(by), titles=titles),
        PASS: say(
            "{by} asks {name} whether they take on {titles}",
            by=name(by),
            name=name(to.name) if to else say("somebody else"),
            titles=titles,
        ),
        LET_GO: say("{by} let {titles} go, with thanks", by=name(by), titles=titles),
    }[way]
    more = {
        MOVE: say("By {day} now.", day=day(actions[0].due)) if actions[0].due else "",
        PASS: say("Until they say yes it stays with you."),
        LET_GO: f"“{escape(word)}”" if word else say("You need do nothing more."),
    }[way]
    line = f"{lead}. {more}".strip()
    hint = say("Is that not right for you? Write to them, or say it with the buttons on Home.")
    return Message(text=f"{line} {hint}", blocks=(b.section(line), b.context(hint)))
