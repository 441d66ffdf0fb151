"""Follow-on work in words: actions with an owner and a date, branches with an interest button, subgroups."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.followup import ActionItem, Branch, Progress, Subgroup
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.helping import MAY_I, ask_button
from bot.voice.message import Message
from bot.voice.seeing import DONE_IS_TOLD, who_sees
from bot.voice.words import count, day, escape, name, names

STANDS = {
    Progress.PROPOSED: "waits for a yes",
    Progress.OPEN: "open",
    Progress.ON_ITS_WAY: "on its way",
    Progress.STUCK: "stuck, could use help",
    Progress.DONE: "done",
    Progress.LET_GO: "let go",
}
NO_DATE, NEXT_STEPS, ONE_OF_YOU = "no date yet", "our next steps", "one of you"
WITH_YOU_AGAIN = "Not taken on, and so with you again:"
COULD_USE_HELP = "Somebody could use help:"


def by_when(due: date | None) -> str:
    return f"by {day(due)}" if due else "with no date yet"


def action_line(action: ActionItem, owner: str) -> str:
    """“Ring the ward”: Ada, by Wed 3 March (open)."""
    return f"“{escape(action.what)}”: {name(owner)}, {by_when(action.due)} ({STANDS[action.state]})"


def action_buttons(action: ActionItem) -> list[dict[str, object]]:
    what = b.cut(action.what, 45)
    return [
        b.button("Done", "action:done", action.id, says=f"Done: {what}"),
        b.button("On its way", "action:on_its_way", action.id, says=f"On its way: {what}"),
        b.button("Stuck - I could use help", "action:stuck", action.id, says=f"Stuck: {what}"),
        b.button("No longer needed", "action:let_go", action.id, says=f"No longer needed: {what}"),
        *ask_button(action),
    ]


def action_asked(action: ActionItem, *, by: str, where: str, refused: bool = False) -> Message:
    """Ask a person whether they take an action on: nobody owns what they did not say yes to."""
    promise = f"“{escape(action.what)}”, {by_when(action.due)}"
    line = f"{name(by)} wrote down for {name(where)}: {promise}. Do you take it on?"
    if action.state is not Progress.PROPOSED:
        said = "You took it on." if not action.ended else f"It is {STANDS[action.state]}."
        said = (
            f"You did not take it on: it is with {name(by)} again. That is fine."
            if refused
            else said
        )
        return Message(text=f"{line} {said}", blocks=(b.section(line), b.context(said)))
    buttons = b.actions(
        b.button("Yes, I take it on", "action:open", action.id, style="primary"),
        b.button("No, not me", "action:refused", action.id),
    )
    if action.subgroup_id:
        told = b.context(DONE_IS_TOLD)
        return Message(text=f"{line} {DONE_IS_TOLD}", blocks=(b.section(line), told, buttons))
    return Message(text=line, blocks=(b.section(line), buttons))


def action_agreed(action: ActionItem, owner: str) -> Message:
    """Tell a subgroup what one of them takes on."""
    line = f"Agreed: {action_line(action, owner)}."
    return Message(text=line, blocks=(b.section(line),))


def action_check(action: ActionItem, words: str, *, answered: bool = False) -> Message:
    """Ask the owner how it is going, with four buttons and no blame; the answer may be changed until it has ended."""
    stuck = f" {MAY_I}" if action.state is Progress.STUCK else ""
    said = f"It is {STANDS[action.state]}. Thank you.{stuck}"
    sees = (
        f"{who_sees('subgroup')} {DONE_IS_TOLD}" if action.subgroup_id else who_sees("facilitators")
    )
    buttons = b.actions(*action_buttons(action))
    if action.ended:
        return Message(text=f"{words} {said}", blocks=(b.section(words), b.context(said)))
    if answered:
        shown = (b.section(words), b.section(said), b.context(sees), buttons)
        return Message(text=f"{words} {said} {sees}", blocks=shown)
    return Message(
        text=f"{words} {sees} Choose one of the buttons.",
        blocks=(b.section(f"*{words}*"), b.context(sees), buttons),
    )


def branch_post(branch: Branch, people: Mapping[str, Participant]) -> Message:
    """Put a branch before everyone, with a button for those who would like to join."""
    namer = people.get(branch.by)
    line = f"{name(namer.name) if namer else 'Someone'} would like to go further on: “{escape(branch.idea)}”."
    joined = [people[p].name for p in branch.takers if p in people]
    state = f"{names(joined)} would like to join." if joined else "Nobody has joined yet."
    if branch.subgroup_id:
        state = f"{state} It is a subgroup now."
        return Message(text=f"{line} {state}", blocks=(b.section(line), b.context(state)))
    return Message(
        text=f"{line} {state} Press “I'd like to join” if you would.",
        blocks=(
            b.section(line),
            b.context(state),
            b.actions(
                b.button(
                    "I'd like to join",
                    "branch:join",
                    branch.id,
                    says="I'd like to join this branch",
                )
            ),
        ),
    )


def branch_ripe(branch: Branch, people: Mapping[str, Participant]) -> Message:
    """Ask the namer to bring the takers together."""
    joined = names(people[p].name for p in branch.takers if p in people)
    line = (
        f"{joined} would like to go further with you on “{escape(branch.idea)}”. "
        f"Would you like to bring the {_spelled(len(branch.takers) + 1)} of you together?"
    )
    if branch.subgroup_id:
        done = "You did. Thank you."
        return Message(text=f"{line} {done}", blocks=(b.section(line), b.context(done)))
    buttons = b.actions(
        b.button("Bring us together", "branch:gather", branch.id, style="primary"),
        b.button("Somebody else, please", "branch:pass", branch.id),
    )
    return Message(text=line, blocks=(b.section(line), buttons))


def _spelled(number: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")
    return words[number] if number < len(words) else str(number)


def subgroup_opened(subgroup: Subgroup, people: Mapping[str, Participant]) -> Message:
    """The first words in a subgroup's own place."""
    members = names(people[p].name for p in subgroup.members if p in people)
    convenor = people.get(subgroup.convenor)
    ends = (
        f" It runs until {day(subgroup.ends_on)}, unless you decide otherwise."
        if subgroup.ends_on
        else ""
    )
    if subgroup.closed:
        over = f"“{escape(subgroup.name)}” is closed. Thank you, {members}."
        return Message(text=over, blocks=(b.section(over),))
    line = (
        f"Here you are: {members}. You came together for “{escape(subgroup.purpose)}”. "
        f"{name(convenor.name) if convenor else 'Someone'} convenes.{ends}"
    )
    hint = "Write down who does what, and by when: I ask after two weeks how it is going, and carry it on."
    return Message(
        text=f"{line} {hint}",
        blocks=(
            b.section(line),
            b.context(hint),
            b.actions(
                b.button(
                    "Note an action", "action:note", f"subgroup:{subgroup.id}", style="primary"
                ),
                b.button("Find a time", "subgroup:times", subgroup.id),
                b.button("Close it", "subgroup:close", subgroup.id),
            ),
        ),
    )


def subgroup_news(subgroup: Subgroup, convenor: str) -> Message:
    """Tell a member that the subgroup exists, also where they cannot be in its channel."""
    line = f"The subgroup “{escape(subgroup.name)}” has begun, convened by {name(convenor)}. You are part of it."
    return Message(text=line, blocks=(b.section(line),))


def own_actions(actions: Sequence[ActionItem]) -> list[str]:
    return [f"“{escape(a.what)}” {by_when(a.due)}: {STANDS[a.state]}" for a in actions]


def actions_page(lines: Sequence[tuple[ActionItem, str]]) -> Message:
    """All actions that are still going, soonest first, without saying which are late."""
    if not lines:
        return Message(text="No actions are open.")
    listing = [action_line(action, owner) for action, owner in lines]
    lead = f"{count(len(lines), 'action')} open."
    return Message(
        text="\n".join([lead, *listing]),
        blocks=(b.section(lead), *[b.section(x) for x in listing[:40]]),
    )
