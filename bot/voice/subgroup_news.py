"""What is said in a subgroup's own place, and to those of it in private."""

from collections.abc import Mapping, Sequence

from bot.domain.followup import ActionItem, Subgroup
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.followup import ONE_OF_YOU, action_line, by_when, stands
from bot.voice.message import Message
from bot.voice.words import WHO_LEFT, day, escape, name, names, quoted

HINT = (
    "Write down who does what, and by when: I ask after two weeks how it is going, and carry it on."
)
ELSEWHERE = "It goes on in another place in Slack, where I have said hello."
STILL = "Still going:"
MOST = 12


def opened(
    subgroup: Subgroup,
    people: Mapping[str, Participant],
    *,
    elsewhere: bool = False,
    still: Sequence[tuple[ActionItem, str]] = (),
) -> Message:
    """The first words in a subgroup's own place. `elsewhere`: it has another place by now."""
    members = names(people[p].name for p in subgroup.members if p in people)
    if subgroup.closed:
        how = "goes on by itself" if subgroup.went_on else "is closed"
        over = f"“{escape(subgroup.name)}” {how}. Thank you, {members}."
        return Message(text=over, blocks=(b.section(over),))
    if elsewhere:
        return Message(text=ELSEWHERE, blocks=(b.section(ELSEWHERE),))
    line = _hello(subgroup, people, members)
    listed = [f"• {action_line(action, owner)}" for action, owner in still[:MOST]]
    going = "\n".join([STILL, *listed]) if listed else ""
    buttons = b.actions(
        b.button("Note an action", "action:note", f"subgroup:{subgroup.id}", style="primary"),
        b.button("Find a time", "subgroup:times", subgroup.id),
        b.button("Charter and end", "subgroup:change", subgroup.id),
        b.button("Close it", "subgroup:close", subgroup.id),
    )
    shown = [b.section(line), *([b.section(going)] if going else []), b.context(HINT), buttons]
    text = "\n".join(filter(None, [f"{line} {HINT}", going]))
    return Message(text=text, blocks=tuple(shown))


def _hello(subgroup: Subgroup, people: Mapping[str, Participant], members: str) -> str:
    convenor = people.get(subgroup.convenor)
    ends = (
        f" It runs until {day(subgroup.ends_on)}, unless you decide otherwise."
        if subgroup.ends_on
        else ""
    )
    charter = f" {charter_line(subgroup)}" if subgroup.charter else ""
    out = names(people[p].name for p in subgroup.uninvited if p in people)
    private = f" Slack does not let me bring {out} in here: I tell them in private." if out else ""
    return (
        f"Here you are: {members}. You came together for “{escape(subgroup.purpose)}”. "
        f"{name(convenor.name) if convenor else 'Someone'} convenes.{ends}{charter}{private}"
    )


def charter_line(subgroup: Subgroup) -> str:
    return f"What you are here for, in a line: “{escape(subgroup.charter)}”."


def news(subgroup: Subgroup, convenor: str, *, out: bool = False) -> Message:
    """Tell a member that the subgroup exists, also where they cannot be in its place."""
    line = f"The subgroup “{escape(subgroup.name)}” has begun, convened by {name(convenor)}. You are part of it."
    if out:
        line = (
            f"{line} Slack does not let you into its place, so what I say there I tell you here. "
            f"To say something, write to {name(convenor)}."
        )
    return Message(text=line, blocks=(b.section(line),))


def word(subgroup: Subgroup, what: str, who: Participant | None) -> Message:
    """One line about what has changed."""
    title = escape(subgroup.name)
    person = name(who.name) if who else WHO_LEFT
    until = day(subgroup.ends_on) if subgroup.ends_on else "you close it"
    line = {
        "joined": f"{person} has joined “{title}”. Welcome.",
        "left": f"{person} is no longer in “{title}”. Thank you for what you brought.",
        "convenor": f"{person} convenes “{title}” from now on.",
        "ends": f"“{title}” runs until {until} now.",
        "charter": f"“{title}”. {charter_line(subgroup)}",
    }[what]
    return Message(text=line, blocks=(b.section(line),))


def digest(
    subgroup: Subgroup, in_hand: Sequence[tuple[ActionItem, str, bool]], done: Sequence[str]
) -> Message:
    """What its people have in hand, once a week: each with whose it is, and its day where that is ahead."""
    lead = f"“{escape(subgroup.name)}” has in hand:"
    listed = [
        f"• “{escape(a.what)}”: {name(owner)}{f', {by_when(a.due)}' if ahead else ''} ({stands(a)})."
        for a, owner, ahead in in_hand[:MOST]
    ]
    more = [f"• And {len(in_hand) - MOST} more."] if len(in_hand) > MOST else []
    did = [f"Done this week: {quoted(done)}."] if done else []
    going_on = ["\n".join([lead, *listed, *more])] if listed else []
    parts = [*going_on, *did]
    note = b.actions(b.button("Note an action", "action:note", f"subgroup:{subgroup.id}"))
    return Message(text="\n".join(parts), blocks=(*(b.section(part) for part in parts), note))


def not_taken(subgroup: Subgroup, who: str) -> Message:
    """To the convenor: whoever was asked to convene would rather not."""
    line = (
        f"{name(who)} would rather not convene “{escape(subgroup.name)}”. Nobody minds a no: "
        "it stays with you, and you may ask somebody else."
    )
    return Message(text=line, blocks=(b.section(line),))


def convenor_of(subgroup: Subgroup, people: Mapping[str, Participant]) -> str:
    convenor = people.get(subgroup.convenor)
    return convenor.name if convenor else ONE_OF_YOU
