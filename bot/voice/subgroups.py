"""Subgroups in words: what they are for, when their people could meet, and how they end."""

from collections.abc import Mapping, Sequence

from bot.domain.followup import ActionItem, Subgroup
from bot.domain.languages import say, say_many, to_say
from bot.domain.meeting_times import NOT_THAT_DAY, Slot
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.followup import ONE_OF_YOU, join_button
from bot.voice.message import Block, Message, View
from bot.voice.subgroup_news import charter_line
from bot.voice.words import city, clock_time, day, escape, local_day, name, names, quoted

LONGEST, CHARTER, MOST = 400, 200, 12
SOMEBODY, CHARTER_AND_END = to_say("Somebody"), to_say("the charter or the end")
OTHERS = to_say("These go on, too. Would you like to join?")
NOBODY_ELSE = to_say("Nobody else is in it yet. Others can join: /convene subgroup")
CHANGED = to_say("Kept. All of the subgroup read what is new.")
IN, OUT = to_say("You are in"), to_say("You have left")
JOINED = to_say("You are in. I bring you into its place in Slack, where that is possible.")
TO_JOIN = to_say(
    "Its people read that you join. You read what they take on together, and they read what you do."
)
TO_LEAVE = to_say(
    "You need no reason. Its people read that you are no longer in it; what you took on stays with you. You can join "
    "again at any time."
)
LEFT = to_say(
    "You are no longer in it. What you took on stays with you: see /convene mine. If it has a channel of its own, "
    "leave that in Slack, too: I cannot take you out of it."
)
NONE = to_say(
    "You are in no subgroup. One begins with an idea: `/convene branch Texts before discharge`."
)
CLOSED = to_say(
    "Closed with thanks. Everyone hears what came of it: before the next session, or with the farewell."
)
INSIDE = to_say("Between 08 and 18 for all of you.")
LEAST_BAD = to_say(
    "No hour of the next two weeks is between 08 and 18 for all of you. These are the least bad:"
)
GOOD = to_say("These hours of the next two weeks are between 08 and 18 for all of you:")
NOBODY = to_say("Nobody is in it any more.")


def page(
    subgroups: Sequence[Subgroup],
    people: Mapping[str, Participant],
    reader: str,
    *,
    hosts: bool = False,
    others: Sequence[Subgroup] = (),
    zoom: bool = False,
) -> Message:
    """Subgroups, each with what it is for, who is in it, and what can be done; and those one could join."""
    if not subgroups and not others:
        return Message(text=say(NONE))
    lead = (
        say_many("{number} subgroup goes on.", "{number} subgroups go on.", len(subgroups))
        if subgroups
        else say(NONE)
    )
    lines, shown = [lead], list[Block]()
    for subgroup in subgroups[:MOST]:
        line = _line(subgroup, people)
        lines.append(line)
        shown += [b.section(line), b.actions(*_buttons(subgroup, reader, hosts=hosts, zoom=zoom))]
    joinable = [one for one in others if not hosts]
    if joinable:
        lines.append(say(OTHERS))
        shown.append(b.section(f"*{say(OTHERS)}*"))
    for one in joinable[:MOST]:
        lines.append(_line(one, people))
        shown += [b.section(lines[-1]), b.actions(join_button(one.id, one.name))]
    return Message(text="\n".join(lines), blocks=(b.section(lead), *shown))


def _line(subgroup: Subgroup, people: Mapping[str, Participant]) -> str:
    convenor = people.get(subgroup.convenor)
    members = names(people[p].name for p in subgroup.members if p in people)
    ends = say(" It runs until {day}.", day=day(subgroup.ends_on)) if subgroup.ends_on else ""
    who = name(convenor.name) if convenor else say(ONE_OF_YOU)
    charter = f" {charter_line(subgroup)}" if subgroup.charter else ""
    return say(
        "*{name}*: {members}. {who} convenes.{ends}{charter}",
        name=escape(subgroup.name),
        members=members,
        who=who,
        ends=ends,
        charter=charter,
    )


def _buttons(
    subgroup: Subgroup, reader: str, *, hosts: bool, zoom: bool
) -> list[dict[str, object]]:
    """What its people may do; some of it only whoever convenes, and facilitators."""
    inside, convenes = reader in subgroup.members, reader == subgroup.convenor
    found = [
        _way(subgroup, say("Find a time"), "subgroup:times"),
        _way(subgroup, say("Note an action"), "action:note", value=f"subgroup:{subgroup.id}"),
        _way(subgroup, say("Charter and end"), "subgroup:change"),
    ]
    if zoom:
        found.append(_way(subgroup, say("Meet on Zoom"), "subgroup:zoom"))
    if convenes or hosts:
        found.append(_way(subgroup, say("Hand over"), "subgroup:hand"))
        found.append(_way(subgroup, say("Close it"), "subgroup:close"))
    if inside and not convenes:
        found.append(_way(subgroup, say("Leave it"), "subgroup:leave"))
    return found if inside else [join_button(subgroup.id, subgroup.name), *found]


def _way(subgroup: Subgroup, label: str, act: str, *, value: str = "") -> dict[str, object]:
    """A button that is read aloud with the subgroup it belongs to: several look alike."""
    says = f"{label}: {b.cut(subgroup.name, 45)}"
    return b.button(label, act, value or subgroup.id, says=says)


def change_form(subgroup: Subgroup) -> View:
    """Its charter in a line, and until when it runs."""
    ends = str(subgroup.ends_on or "")
    box = b.text_input("charter", most=CHARTER, value=subgroup.charter)
    blocks = [
        b.section(f"*{escape(subgroup.name)}*"),
        b.field("charter", say("What are you here for, in a line?"), box, optional=True,
                hint=say("Such as: That nobody goes home without knowing whom to ring.")),
        b.field("ends", say("Until when?"), b.date_input("ends", value=ends), optional=True,
                hint=say("Around that day I ask whether it goes on. Empty: no end yet.")),
    ]  # fmt: skip
    shown = forms.facts(subgroup=subgroup.id, charter=subgroup.charter, ends=ends)
    return View(body=b.form("subgroup_change", say("Charter and end"), blocks, facts=shown))


def hand_form(subgroup: Subgroup, who: Sequence[tuple[str, str]], *, asked: str) -> View:
    """Who is asked to convene."""
    if not who:
        return forms.said(say("Hand over"), say(NOBODY_ELSE))
    waits = [b.context(say("{asked} is asked just now.", asked=name(asked)))] if asked else []
    blocks = [
        b.section(f"*{escape(subgroup.name)}*"),
        b.field("person", say("Who is asked to convene?"), forms.person_select("person", who)),
        b.context(say("They are asked for a yes. Until they say so it stays with you, and you stay in it afterwards.")),
        *waits,
    ]  # fmt: skip
    facts = forms.facts(subgroup=subgroup.id)
    return View(
        body=b.form("subgroup_hand", say("Hand over"), blocks, submit=say("Ask them"), facts=facts)
    )


def asked_to_convene(who: Participant) -> str:
    return say("I ask {name} for a yes. Until then it stays as it is.", name=name(who.name))


def join_form(subgroup: Subgroup, people: Mapping[str, Participant]) -> View:
    """What one would join, before one does."""
    blocks = [b.section(_line(subgroup, people)), b.context(say(TO_JOIN))]
    facts = forms.facts(subgroup=subgroup.id)
    return View(
        body=b.form("subgroup_join", say("Join"), blocks, submit=say("I join"), facts=facts)
    )


def leave_form(subgroup: Subgroup) -> View:
    """What leaving means, before one does."""
    blocks = [b.section(f"*{escape(subgroup.name)}*"), b.context(say(TO_LEAVE))]
    facts = forms.facts(subgroup=subgroup.id)
    return View(
        body=b.form(
            "subgroup_leave",
            say("Leave"),
            blocks,
            submit=say("I leave"),
            close=say("I stay"),
            facts=facts,
        )
    )


def times(subgroup: Subgroup, people: Sequence[Participant], slots: Sequence[Slot]) -> View:
    """When they could meet, said for each city and each person it is early or late for."""
    if not people:
        return forms.said(say("When to meet"), say(NOBODY))
    lead = say(GOOD if all(slot.for_all for slot in slots) else LEAST_BAD)
    listed = [_slot(slot, people) for slot in slots]
    return forms.said(say("When to meet"), f"*{escape(subgroup.name)}*\n{lead}", *listed)


def _slot(slot: Slot, people: Sequence[Participant]) -> str:
    zones = sorted({p.zone for p in people}, key=lambda zone: (city(zone), zone))
    where = [_there(slot, zone, [p for p in people if p.zone == zone]) for zone in zones]
    return "\n".join([*where, say(INSIDE) if slot.for_all else _hard(slot, people)])


def _there(slot: Slot, zone: str, people: Sequence[Participant]) -> str:
    who = names(p.name for p in people)
    when = f"{local_day(slot.starts_at, zone)}, {clock_time(slot.starts_at, zone)}"
    return say("• {when} in {city}: {who}", when=when, city=city(zone), who=who)


def _hard(slot: Slot, people: Sequence[Participant]) -> str:
    who = names(p.name for p in people if p.id in slot.outside)
    if slot.worst >= NOT_THAT_DAY:
        return say("On a weekend for {who}.", who=who)
    return say("Outside 08 to 18 for {who}.", who=who)


def close_form(subgroup: Subgroup) -> View:
    """What came of it, before it closes."""
    box = b.text_input("came", most=LONGEST, long=True, value=subgroup.came)
    blocks = [
        b.section(f"*{escape(subgroup.name)}*"),
        b.context(say("Thank you for bringing it this far.")),
        b.field(
            "came",
            say("What came of it?"),
            box,
            optional=True,
            hint=say(
                "Everyone reads it before the next session. Did nothing come of it? Then say what you learned."
            ),
        ),
        b.context(say("What is still to do stays with those who took it on.")),
    ]
    facts = forms.facts(subgroup=subgroup.id)
    return View(
        body=b.form("subgroup_close", say("Close it"), blocks, submit=say("Close"), facts=facts)
    )


def closed(
    subgroup: Subgroup,
    people: Sequence[str],
    done: Sequence[ActionItem],
    still: Sequence[ActionItem],
) -> Message:
    """The last words in its place."""
    thanks = say(
        "“{name}” closes here. Thank you, {people}.",
        name=escape(subgroup.name),
        people=names(people),
    )
    came = say("What came of it: “{came}”.", came=escape(subgroup.came)) if subgroup.came else ""
    did = say("Done: {what}.", what=quoted([a.what for a in done])) if done else ""
    left = (
        say("Still with their owners: {what}.", what=quoted([a.what for a in still]))
        if still
        else ""
    )
    lines = [line for line in (thanks, came, did, left) if line]
    return Message(text=" ".join(lines), blocks=tuple(b.section(line) for line in lines))
