"""What is said in a subgroup's own place, and to those of it in private."""

from collections.abc import Mapping, Sequence

from bot.domain.followup import ActionItem, Subgroup
from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.followup import ONE_OF_YOU, action_line, by_when, stands
from bot.voice.message import Message
from bot.voice.words import WHO_LEFT, day, escape, name, names, quoted

HINT = to_say(
    "Write down who does what, and by when: I ask after two weeks how it is going, and carry it on."
)
ELSEWHERE = to_say("It goes on in another place in Slack, where I have said hello.")
STILL = to_say("Still going:")
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
        how = say("goes on by itself") if subgroup.went_on else say("is closed")
        over = say(
            "“{name}” {how}. Thank you, {members}.",
            name=escape(subgroup.name),
            how=how,
            members=members,
        )
        return Message(text=over, blocks=(b.section(over),))
    if elsewhere:
        return Message(text=say(ELSEWHERE), blocks=(b.section(say(ELSEWHERE)),))
    line = _hello(subgroup, people, members)
    listed = [f"• {action_line(action, owner)}" for action, owner in still[:MOST]]
    going = "\n".join([say(STILL), *listed]) if listed else ""
    buttons = b.actions(
        b.button(say("Note an action"), "action:note", f"subgroup:{subgroup.id}", style="primary"),
        b.button(say("Find a time"), "subgroup:times", subgroup.id),
        b.button(say("Charter and end"), "subgroup:change", subgroup.id),
        b.button(say("Close it"), "subgroup:close", subgroup.id),
    )
    shown = [b.section(line), *([b.section(going)] if going else []), b.context(say(HINT)), buttons]
    text = "\n".join(filter(None, [f"{line} {say(HINT)}", going]))
    return Message(text=text, blocks=tuple(shown))


def _hello(subgroup: Subgroup, people: Mapping[str, Participant], members: str) -> str:
    convenor = people.get(subgroup.convenor)
    ends = (
        say(" It runs until {day}, unless you decide otherwise.", day=day(subgroup.ends_on))
        if subgroup.ends_on
        else ""
    )
    charter = f" {charter_line(subgroup)}" if subgroup.charter else ""
    out = names(people[p].name for p in subgroup.uninvited if p in people)
    private = (
        say(" Slack does not let me bring {out} in here: I tell them in private.", out=out)
        if out
        else ""
    )
    return say(
        "Here you are: {members}. You came together for “{purpose}”. {name} convenes.{ends}{charter}{private}",
        members=members,
        purpose=escape(subgroup.purpose),
        name=name(convenor.name) if convenor else say("Someone"),
        ends=ends,
        charter=charter,
        private=private,
    )


def charter_line(subgroup: Subgroup) -> str:
    return say("What you are here for, in a line: “{charter}”.", charter=escape(subgroup.charter))


def news(subgroup: Subgroup, convenor: str, *, out: bool = False) -> Message:
    """Tell a member that the subgroup exists, also where they cannot be in its place."""
    line = say(
        "The subgroup “{name}” has begun, convened by {convenor}. You are part of it.",
        name=escape(subgroup.name),
        convenor=name(convenor),
    )
    if out:
        line = say(
            "{line} Slack does not let you into its place, so what I say there I tell you here. To say something, "
            "write to {convenor}.",
            line=line,
            convenor=name(convenor),
        )
    return Message(text=line, blocks=(b.section(line),))


def word(subgroup: Subgroup, what: str, who: Participant | None) -> Message:
    """One line about what has changed."""
    title = escape(subgroup.name)
    person = name(who.name) if who else WHO_LEFT
    until = day(subgroup.ends_on) if subgroup.ends_on else say("you close it")
    line = {
        "joined": say("{person} has joined “{title}”. Welcome.", person=person, title=title),
        "left": say(
            "{person} is no longer in “{title}”. Thank you for what you brought.",
            person=person,
            title=title,
        ),
        "convenor": say("{person} convenes “{title}” from now on.", person=person, title=title),
        "ends": say("“{title}” runs until {until} now.", title=title, until=until),
        "charter": f"“{title}”. {charter_line(subgroup)}",
    }[what]
    return Message(text=line, blocks=(b.section(line),))


def digest(
    subgroup: Subgroup, in_hand: Sequence[tuple[ActionItem, str, bool]], done: Sequence[str]
) -> Message:
    """What its people have in hand, once a week: each with whose it is, and its day where that is ahead."""
    lead = say("“{name}” has in hand:", name=escape(subgroup.name))
    listed = [
        f"• “{escape(a.what)}”: {name(owner)}{f', {by_when(a.due)}' if ahead else ''} ({stands(a)})."
        for a, owner, ahead in in_hand[:MOST]
    ]
    more = [say("• And {what} more.", what=len(in_hand) - MOST)] if len(in_hand) > MOST else []
    did = [say("Done this week: {done}.", done=quoted(done))] if done else []
    going_on = ["\n".join([lead, *listed, *more])] if listed else []
    parts = [*going_on, *did]
    note = b.actions(b.button(say("Note an action"), "action:note", f"subgroup:{subgroup.id}"))
    return Message(text="\n".join(parts), blocks=(*(b.section(part) for part in parts), note))


def not_taken(subgroup: Subgroup, who: str) -> Message:
    """To the convenor: whoever was asked to convene would rather not."""
    line = say(
        "{who} would rather not convene “{name}”. Nobody minds a no: it stays with you, and you may ask somebody "
        "else.",
        who=name(who),
        name=escape(subgroup.name),
    )
    return Message(text=line, blocks=(b.section(line),))


def convenor_of(subgroup: Subgroup, people: Mapping[str, Participant]) -> str:
    convenor = people.get(subgroup.convenor)
    return convenor.name if convenor else say(ONE_OF_YOU)
