"""The facilitators' look at what people took on: found by level, organisation or subgroup, and several changed at once.

Nowhere does it say what is late: dates that are over are not shown apart, nor counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.followup import LEVELS, ActionItem
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.followup import action_line
from bot.voice.message import Message, View
from bot.voice.words import count, day, escape, name, quoted

MOVE, PASS, LET_GO = "move", "pass", "let_go"
WAYS = (
    ("Move the date", MOVE),
    ("Ask somebody else to take them on", PASS),
    ("Let them go", LET_GO),
)
LONGEST, SHOWN, CHOICES = 200, 40, 100
NONE, NO_SUCH = "No actions are open.", "No action that is open fits that."
TRY = f"Narrow it down: `/convene actions planning`, by level ({', '.join(LEVELS)}), organisation or subgroup."
NO_DAY = "Choose the day, to move the date."
NO_PERSON = "Choose who is asked to take them on."
NOTHING_CHOSEN = "Choose at least one action."
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
            f"in “{escape(self.subgroup)}”" if self.subgroup else "",
        ]
        known = ", ".join(filter(None, more))
        return f"{action_line(self.action, self.owner)}{f'. {known[0].upper()}{known[1:]}' if known else ''}"


def page(lines: Sequence[Line], wanted: str) -> Message:
    """What is going on, soonest first, and a way to change several."""
    if not lines:
        none = f"{NO_SUCH} {TRY}" if wanted else NONE
        return Message(text=none)
    lead = f"{count(len(lines), 'action')} open{f' for “{escape(wanted)}”' if wanted else ''}."
    listing = [line.words for line in lines]
    button = b.button("Change several", "actions:several", wanted[:200])
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
        return forms.said("Actions", NO_SUCH)
    choices = [(b.cut(line.action.what, 70), line.action.id) for line in lines[:CHOICES]]
    several = {**b.select("actions", choices), "type": "multi_static_select"}
    blocks = [
        b.field("actions", "Which?", several),
        b.field("way", "What is to become of them?", b.select("way", WAYS)),
        b.field("due", "By when?", b.date_input("due"), optional=True, hint="To move the date."),
        b.field("person", "Who is asked?", forms.person_select("person", who), optional=True,
                hint="They are asked for a yes for each. Until then it stays with whoever has it."),
        b.field("word", "A word with it", b.text_input("word", most=LONGEST), optional=True,
                hint="Its owner reads it, when you let it go."),
        b.context("Each owner reads what you did, in one message. Nothing is counted against anyone."),
    ]  # fmt: skip
    return View(body=b.form("actions_several", "Several actions", blocks, submit="Do it"))


def done(way: str, changed: Sequence[ActionItem], over: int) -> str:
    """What was done, and what had ended meanwhile."""
    titles = quoted([action.what for action in changed[:10]])
    what = {
        MOVE: f"By {day(changed[0].due)} now" if changed and changed[0].due else "Moved",
        PASS: "Asked for a yes",
        LET_GO: "Let go",
    }[way]
    said = f"{what}: {titles}." if changed else "Nothing was changed."
    return (
        f"{said} {count(over, 'action')} had ended or was with them already."
        if over == 1
        else said + (f" {over} actions had ended or were with them already." if over else "")
    )


def changed(
    actions: Sequence[ActionItem], way: str, *, by: str, to: Participant | None, word: str
) -> Message:
    """To one owner: what a facilitator did with theirs."""
    titles = quoted([action.what for action in actions])
    lead = {
        MOVE: f"{name(by)} moved the date of {titles}",
        PASS: f"{name(by)} asks {name(to.name) if to else 'somebody else'} whether they take on {titles}",
        LET_GO: f"{name(by)} let {titles} go, with thanks",
    }[way]
    more = {
        MOVE: f"By {day(actions[0].due)} now." if actions[0].due else "",
        PASS: "Until they say yes it stays with you.",
        LET_GO: f"“{escape(word)}”" if word else "You need do nothing more.",
    }[way]
    line = f"{lead}. {more}".strip()
    hint = "Is that not right for you? Write to them, or say it with the buttons on Home."
    return Message(text=f"{line} {hint}", blocks=(b.section(line), b.context(hint)))
