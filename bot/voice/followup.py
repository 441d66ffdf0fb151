"""Follow-on work in words: actions with an owner and a date, branches with an interest button, subgroups."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.followup import ActionItem, Branch, Progress, Subgroup
from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.helping import MAY_I, ask_button
from bot.voice.message import Message
from bot.voice.seeing import DONE_IS_TOLD, who_sees
from bot.voice.words import day, escape, in_letters, name, names

STANDS = {
    Progress.PROPOSED: to_say("waits for a yes"),
    Progress.OPEN: to_say("open"),
    Progress.ON_ITS_WAY: to_say("on its way"),
    Progress.STUCK: to_say("stuck, could use help"),
    Progress.DONE: to_say("done"),
    Progress.LET_GO: to_say("let go"),
}
GO_TOGETHER = to_say(
    "You could write to each other. Both can go on by themselves, too: I join nothing together."
)
MAY_TELL = to_say("May everyone hear of it before the next session? Without your name.")
TELL = to_say("Yes, tell everyone")
EVERYONE_HEARS = to_say("Everyone hears of it before the next session, without your name.")
BEYOND = to_say("went on beyond the programme")
NO_DATE, NEXT_STEPS, ONE_OF_YOU = (
    to_say("no date yet"),
    to_say("our next steps"),
    to_say("one of you"),
)
EVERYONE = to_say("the community")
WITH_YOU_AGAIN = to_say("Not taken on, and so with you again:")
COULD_USE_HELP = to_say("Somebody could use help:")


def stands(action: ActionItem) -> str:
    """How it goes with it, in a few words."""
    return say(BEYOND) if action.went_on else say(STANDS[action.state])


def it_stands(action: ActionItem) -> str:
    return (
        say("It {stands}.", stands=stands(action))
        if action.went_on
        else say("It is {stands}.", stands=stands(action))
    )


def by_when(due: date | None) -> str:
    return say("by {day}", day=day(due)) if due else say("with no date yet")


def action_line(action: ActionItem, owner: str) -> str:
    """“Ring the ward”: Ada, by Wed 3 March (open)."""
    return f"“{escape(action.what)}”: {name(owner)}, {by_when(action.due)} ({stands(action)})"


def action_buttons(action: ActionItem) -> list[dict[str, object]]:
    what = b.cut(action.what, 45)
    return [
        b.button(say("Done"), "action:done", action.id, says=say("Done: {what}", what=what)),
        b.button(
            say("On its way"),
            "action:on_its_way",
            action.id,
            says=say("On its way: {what}", what=what),
        ),
        b.button(
            say("Stuck - I could use help"),
            "action:stuck",
            action.id,
            says=say("Stuck: {what}", what=what),
        ),
        b.button(
            say("No longer needed"),
            "action:let_go",
            action.id,
            says=say("No longer needed: {what}", what=what),
        ),
        *ask_button(action),
    ]


def may_be_told(action: ActionItem) -> bool:
    """Whether its owner can be asked for leave: what a subgroup did is told in any case."""
    done = action.state is Progress.DONE
    return done and not (action.subgroup_id or action.tell or action.told_in)


def leave_to_tell(action: ActionItem) -> list[dict[str, object]]:
    """The question for leave, where it is done; and what was said to it."""
    if action.tell:
        return [b.context(say(EVERYONE_HEARS))]
    if not may_be_told(action):
        return []
    says = say("Everyone may hear of it: {what}", what=b.cut(action.what, 40))
    return [
        b.context(say(MAY_TELL)),
        b.actions(b.button(say(TELL), "action:tell", action.id, says=says)),
    ]


def _asks_leave(action: ActionItem) -> str:
    """The same in the text alone."""
    if action.tell:
        return f" {say(EVERYONE_HEARS)}"
    return f" {say(MAY_TELL)}" if may_be_told(action) else ""


def action_asked(action: ActionItem, *, by: str, where: str, refused: bool = False) -> Message:
    """Ask a person whether they take an action on: nobody owns what they did not say yes to."""
    promise = f"“{escape(action.what)}”, {by_when(action.due)}"
    line = say(
        "{by} wrote down for {where}: {promise}. Do you take it on?",
        by=name(by),
        where=name(where),
        promise=promise,
    )
    if action.state is not Progress.PROPOSED:
        said = say("You took it on.") if not action.ended else it_stands(action)
        said = (
            say("You did not take it on: it is with {by} again. That is fine.", by=name(by))
            if refused
            else said
        )
        shown = (b.section(line), b.context(said), *leave_to_tell(action))
        return Message(text=f"{line} {said}{_asks_leave(action)}", blocks=shown)
    buttons = b.actions(
        b.button(say("Yes, I take it on"), "action:open", action.id, style="primary"),
        b.button(say("No, not me"), "action:refused", action.id),
    )
    if action.subgroup_id:
        told = b.context(say(DONE_IS_TOLD))
        return Message(text=f"{line} {say(DONE_IS_TOLD)}", blocks=(b.section(line), told, buttons))
    return Message(text=line, blocks=(b.section(line), buttons))


def action_agreed(action: ActionItem, owner: str) -> Message:
    """Tell a subgroup what one of them takes on."""
    line = say("Agreed: {action_line}.", action_line=action_line(action, owner))
    return Message(text=line, blocks=(b.section(line),))


def action_check(action: ActionItem, words: str, *, answered: bool = False) -> Message:
    """Ask the owner how it is going, with four buttons and no blame; the answer may be changed until it has ended."""
    stuck = f" {say(MAY_I)}" if action.state is Progress.STUCK else ""
    said = say("{it_stands} Thank you.{stuck}", it_stands=it_stands(action), stuck=stuck)
    sees = (
        f"{who_sees('subgroup')} {say(DONE_IS_TOLD)}"
        if action.subgroup_id
        else who_sees("facilitators")
    )
    buttons = b.actions(*action_buttons(action))
    if action.ended:
        asks = leave_to_tell(action)
        shown = (b.section(words), b.context(said), *asks)
        return Message(text=f"{words} {said}{_asks_leave(action)}", blocks=shown)
    if answered:
        shown = (b.section(words), b.section(said), b.context(sees), buttons)
        return Message(text=f"{words} {said} {sees}", blocks=shown)
    return Message(
        text=say("{words} {sees} Choose one of the buttons.", words=words, sees=sees),
        blocks=(b.section(f"*{words}*"), b.context(sees), buttons),
    )


def branch_post(
    branch: Branch, people: Mapping[str, Participant], subgroup: Subgroup | None = None
) -> Message:
    """Put a branch before everyone, with a button for those who would like to join, also later."""
    namer = people.get(branch.by)
    line = say(
        "{name} would like to go further on: “{idea}”.",
        name=name(namer.name) if namer else say("Someone"),
        idea=escape(branch.idea),
    )
    joined = [people[p].name for p in branch.takers if p in people]
    state = (
        say("{joined} would like to join.", joined=names(joined))
        if joined
        else say("Nobody has joined yet.")
    )
    if branch.subgroup_id:
        state = say("{state} It is a subgroup now.", state=state)
        over = subgroup is None or subgroup.closed
        joins = () if over else (b.actions(join_button(branch.subgroup_id, branch.idea)),)
        return Message(text=f"{line} {state}", blocks=(b.section(line), b.context(state), *joins))
    return Message(
        text=say("{line} {state} Press “I'd like to join” if you would.", line=line, state=state),
        blocks=(
            b.section(line),
            b.context(state),
            b.actions(
                b.button(
                    say("I'd like to join"),
                    "branch:join",
                    branch.id,
                    says=say("I'd like to join this branch"),
                )
            ),
        ),
    )


def join_button(subgroup_id: str, what: str) -> dict[str, object]:
    """To join what has begun already."""
    says = say("Join the subgroup: {what}", what=b.cut(what, 45))
    return b.button(say("Join the subgroup"), "subgroup:join", subgroup_id, says=says)


def branch_near(
    own: Branch, near: Sequence[Branch], people: Mapping[str, Participant], *, reader: str
) -> Message:
    """Put two namers of ideas that sound alike in touch; whether they go together is theirs to say."""
    lines, shown = [], []
    for branch in near:
        namer = people.get(branch.by)
        who = name(namer.name) if namer else say("Someone")
        line = say(
            "{who} would like to go further on: “{idea}”.", who=who, idea=escape(branch.idea)
        )
        if reader in branch.takers:
            line = say("{line} You said that you would like to join.", line=line)
        lines.append(line)
        shown.append(b.section(line))
        if not (reader in branch.takers or branch.subgroup_id):
            says = say("I'd like to join: {idea}", idea=b.cut(branch.idea, 45))
            shown.append(
                b.actions(b.button(say("I'd like to join"), "branch:join", branch.id, says=says))
            )
        elif branch.subgroup_id:
            shown.append(b.actions(join_button(branch.subgroup_id, branch.idea)))
    lead = say("This sounds close to your idea “{idea}”:", idea=escape(own.idea))
    text = "\n".join([lead, *lines, say(GO_TOGETHER)])
    return Message(text=text, blocks=(b.section(lead), *shown, b.context(say(GO_TOGETHER))))


def branch_ripe(branch: Branch, people: Mapping[str, Participant]) -> Message:
    """Ask the namer to bring the takers together."""
    joined = names(people[p].name for p in branch.takers if p in people)
    line = say(
        "{joined} would like to go further with you on “{idea}”. Would you like to bring the {number} of you "
        "together?",
        joined=joined,
        idea=escape(branch.idea),
        number=in_letters(len(branch.takers) + 1),
    )
    if branch.subgroup_id:
        done = say("You did. Thank you.")
        return Message(text=f"{line} {done}", blocks=(b.section(line), b.context(done)))
    buttons = b.actions(
        b.button(say("Bring us together"), "branch:gather", branch.id, style="primary"),
        b.button(say("Somebody else, please"), "branch:pass", branch.id),
    )
    return Message(text=line, blocks=(b.section(line), buttons))


def own_actions(actions: Sequence[ActionItem]) -> list[str]:
    return [f"“{escape(a.what)}” {by_when(a.due)}: {stands(a)}" for a in actions]
