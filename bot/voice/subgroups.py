"""Subgroups in words: what they are for, when their people could meet, and how they end."""

from collections.abc import Mapping, Sequence

from bot.domain.followup import ActionItem, Subgroup
from bot.domain.meeting_times import NOT_THAT_DAY, Slot
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.followup import ONE_OF_YOU
from bot.voice.message import Block, Message, View
from bot.voice.words import city, clock_time, count, day, escape, local_day, name, names, quoted

LONGEST = 400
NONE = "You are in no subgroup. One begins with an idea: `/convene branch Texts before discharge`."
CLOSED = "Closed with thanks. Everyone hears what came of it before the next session."
INSIDE = "Between 08 and 18 for all of you."
LEAST_BAD = (
    "No hour of the next two weeks is between 08 and 18 for all of you. These are the least bad:"
)
GOOD = "These hours of the next two weeks are between 08 and 18 for all of you:"
NOBODY = "Nobody is in it any more."


def page(subgroups: Sequence[Subgroup], people: Mapping[str, Participant], reader: str) -> Message:
    """Subgroups, each with what it is for, who is in it, and what can be done."""
    if not subgroups:
        return Message(text=NONE)
    lead = f"{count(len(subgroups), 'subgroup')} {'goes' if len(subgroups) == 1 else 'go'} on."
    lines, shown = [lead], list[Block]()
    for subgroup in subgroups[:12]:
        line = _line(subgroup, people)
        lines.append(line)
        shown += [b.section(line), b.actions(*_buttons(subgroup, people.get(reader)))]
    return Message(text="\n".join(lines), blocks=(b.section(lead), *shown))


def _line(subgroup: Subgroup, people: Mapping[str, Participant]) -> str:
    convenor = people.get(subgroup.convenor)
    members = names(people[p].name for p in subgroup.members if p in people)
    ends = f" It runs until {day(subgroup.ends_on)}." if subgroup.ends_on else ""
    who = name(convenor.name) if convenor else ONE_OF_YOU
    return f"*{escape(subgroup.name)}*: {members}. {who} convenes.{ends}"


def _buttons(subgroup: Subgroup, reader: Participant | None) -> list[dict[str, object]]:
    title = b.cut(subgroup.name, 45)
    found = [
        b.button("Find a time", "subgroup:times", subgroup.id, says=f"Find a time: {title}"),
        b.button("Note an action", "action:note", f"subgroup:{subgroup.id}", says=f"Action: {title}"),
    ]  # fmt: skip
    if reader and (reader.facilitates or reader.id == subgroup.convenor):
        found.append(b.button("Close it", "subgroup:close", subgroup.id, says=f"Close: {title}"))
    return found


def times(subgroup: Subgroup, people: Sequence[Participant], slots: Sequence[Slot]) -> View:
    """When they could meet, said for each city and each person it is early or late for."""
    if not people:
        return forms.said("When to meet", NOBODY)
    lead = GOOD if all(slot.for_all for slot in slots) else LEAST_BAD
    listed = [_slot(slot, people) for slot in slots]
    return forms.said("When to meet", f"*{escape(subgroup.name)}*\n{lead}", *listed)


def _slot(slot: Slot, people: Sequence[Participant]) -> str:
    zones = sorted({p.zone for p in people}, key=lambda zone: (city(zone), zone))
    where = [_there(slot, zone, [p for p in people if p.zone == zone]) for zone in zones]
    return "\n".join([*where, INSIDE if slot.for_all else _hard(slot, people)])


def _there(slot: Slot, zone: str, people: Sequence[Participant]) -> str:
    who = names(p.name for p in people)
    when = f"{local_day(slot.starts_at, zone)}, {clock_time(slot.starts_at, zone)}"
    return f"• {when} in {city(zone)}: {who}"


def _hard(slot: Slot, people: Sequence[Participant]) -> str:
    who = names(p.name for p in people if p.id in slot.outside)
    if slot.worst >= NOT_THAT_DAY:
        return f"On a weekend for {who}."
    return f"Outside 08 to 18 for {who}."


def close_form(subgroup: Subgroup) -> View:
    """What came of it, before it closes."""
    box = b.text_input("came", most=LONGEST, long=True, value=subgroup.came)
    blocks = [
        b.section(f"*{escape(subgroup.name)}*"),
        b.context("Thank you for bringing it this far."),
        b.field("came", "What came of it?", box, optional=True,
                hint="Everyone reads it before the next session. Did nothing come of it? Then say what you learned."),
        b.context("What is still to do stays with those who took it on."),
    ]  # fmt: skip
    facts = forms.facts(subgroup=subgroup.id)
    return View(body=b.form("subgroup_close", "Close it", blocks, submit="Close", facts=facts))


def closed(
    subgroup: Subgroup,
    people: Sequence[str],
    done: Sequence[ActionItem],
    still: Sequence[ActionItem],
) -> Message:
    """The last words in its place."""
    thanks = f"“{escape(subgroup.name)}” closes here. Thank you, {names(people)}."
    came = f"What came of it: “{escape(subgroup.came)}”." if subgroup.came else ""
    did = f"Done: {quoted([a.what for a in done])}." if done else ""
    left = f"Still with their owners: {quoted([a.what for a in still])}." if still else ""
    lines = [line for line in (thanks, came, did, left) if line]
    return Message(text=" ".join(lines), blocks=tuple(b.section(line) for line in lines))
