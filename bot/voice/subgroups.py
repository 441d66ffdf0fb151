"""Subgroups in words: what they are for, when their people could meet, and how they end."""

from collections.abc import Mapping, Sequence

from bot.domain.followup import ActionItem, Subgroup
from bot.domain.meeting_times import NOT_THAT_DAY, Slot
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.followup import ONE_OF_YOU, join_button
from bot.voice.message import Block, Message, View
from bot.voice.subgroup_news import charter_line
from bot.voice.words import city, clock_time, count, day, escape, local_day, name, names, quoted

LONGEST, CHARTER, MOST = 400, 200, 12
SOMEBODY, CHARTER_AND_END = "Somebody", "the charter or the end"
OTHERS = "These go on, too. Would you like to join?"
NOBODY_ELSE = "Nobody else is in it yet. Others can join: /convene subgroup"
CHANGED = "Kept. All of the subgroup read what is new."
IN, OUT = "You are in", "You have left"
JOINED = "You are in. I bring you into its place in Slack, where that is possible."
TO_JOIN = (
    "Its people read that you join. You read what they take on together, and they read what you do."
)
TO_LEAVE = (
    "You need no reason. Its people read that you are no longer in it; what you took on stays with you. You can join "
    "again at any time."
)
LEFT = (
    "You are no longer in it. What you took on stays with you: see /convene mine. If it has a channel of its own, "
    "leave that in Slack, too: I cannot take you out of it."
)
NONE = "You are in no subgroup. One begins with an idea: `/convene branch Texts before discharge`."
CLOSED = "Closed with thanks. Everyone hears what came of it: before the next session, or with the farewell."
INSIDE = "Between 08 and 18 for all of you."
LEAST_BAD = (
    "No hour of the next two weeks is between 08 and 18 for all of you. These are the least bad:"
)
GOOD = "These hours of the next two weeks are between 08 and 18 for all of you:"
NOBODY = "Nobody is in it any more."


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
        return Message(text=NONE)
    verb = "goes" if len(subgroups) == 1 else "go"
    lead = f"{count(len(subgroups), 'subgroup')} {verb} on." if subgroups else NONE
    lines, shown = [lead], list[Block]()
    for subgroup in subgroups[:MOST]:
        line = _line(subgroup, people)
        lines.append(line)
        shown += [b.section(line), b.actions(*_buttons(subgroup, reader, hosts=hosts, zoom=zoom))]
    joinable = [one for one in others if not hosts]
    if joinable:
        lines.append(OTHERS)
        shown.append(b.section(f"*{OTHERS}*"))
    for one in joinable[:MOST]:
        lines.append(_line(one, people))
        shown += [b.section(lines[-1]), b.actions(join_button(one.id, one.name))]
    return Message(text="\n".join(lines), blocks=(b.section(lead), *shown))


def _line(subgroup: Subgroup, people: Mapping[str, Participant]) -> str:
    convenor = people.get(subgroup.convenor)
    members = names(people[p].name for p in subgroup.members if p in people)
    ends = f" It runs until {day(subgroup.ends_on)}." if subgroup.ends_on else ""
    who = name(convenor.name) if convenor else ONE_OF_YOU
    charter = f" {charter_line(subgroup)}" if subgroup.charter else ""
    return f"*{escape(subgroup.name)}*: {members}. {who} convenes.{ends}{charter}"


def _buttons(
    subgroup: Subgroup, reader: str, *, hosts: bool, zoom: bool
) -> list[dict[str, object]]:
    """What its people may do; some of it only whoever convenes, and facilitators."""
    title, group = b.cut(subgroup.name, 45), subgroup.id
    found = [
        b.button("Find a time", "subgroup:times", group, says=f"Find a time: {title}"),
        b.button("Note an action", "action:note", f"subgroup:{group}", says=f"Action: {title}"),
        b.button("Charter and end", "subgroup:change", group, says=f"Charter and end: {title}"),
    ]
    if zoom:
        found.append(b.button("Meet on Zoom", "subgroup:zoom", group, says=f"Zoom: {title}"))
    inside, convenes = reader in subgroup.members, reader == subgroup.convenor
    if convenes or hosts:
        found.append(b.button("Hand over", "subgroup:hand", group, says=f"Hand over: {title}"))
        found.append(b.button("Close it", "subgroup:close", group, says=f"Close: {title}"))
    if inside and not convenes:
        found.append(b.button("Leave it", "subgroup:leave", group, says=f"Leave: {title}"))
    return found if inside else [join_button(group, subgroup.name), *found]


def change_form(subgroup: Subgroup) -> View:
    """Its charter in a line, and until when it runs."""
    ends = str(subgroup.ends_on or "")
    box = b.text_input("charter", most=CHARTER, value=subgroup.charter)
    blocks = [
        b.section(f"*{escape(subgroup.name)}*"),
        b.field("charter", "What are you here for, in a line?", box, optional=True,
                hint="Such as: That nobody goes home without knowing whom to ring."),
        b.field("ends", "Until when?", b.date_input("ends", value=ends), optional=True,
                hint="Around that day I ask whether it goes on. Empty: no end yet."),
    ]  # fmt: skip
    shown = forms.facts(subgroup=subgroup.id, charter=subgroup.charter, ends=ends)
    return View(body=b.form("subgroup_change", "Charter and end", blocks, facts=shown))


def hand_form(subgroup: Subgroup, who: Sequence[tuple[str, str]], *, asked: str) -> View:
    """Who is asked to convene."""
    if not who:
        return forms.said("Hand over", NOBODY_ELSE)
    waits = [b.context(f"{name(asked)} is asked just now.")] if asked else []
    blocks = [
        b.section(f"*{escape(subgroup.name)}*"),
        b.field("person", "Who is asked to convene?", forms.person_select("person", who)),
        b.context("They are asked for a yes. Until they say so it stays with you, and you stay in it afterwards."),
        *waits,
    ]  # fmt: skip
    facts = forms.facts(subgroup=subgroup.id)
    return View(body=b.form("subgroup_hand", "Hand over", blocks, submit="Ask them", facts=facts))


def asked_to_convene(who: Participant) -> str:
    return f"I ask {name(who.name)} for a yes. Until then it stays as it is."


def join_form(subgroup: Subgroup, people: Mapping[str, Participant]) -> View:
    """What one would join, before one does."""
    blocks = [b.section(_line(subgroup, people)), b.context(TO_JOIN)]
    facts = forms.facts(subgroup=subgroup.id)
    return View(body=b.form("subgroup_join", "Join", blocks, submit="I join", facts=facts))


def leave_form(subgroup: Subgroup) -> View:
    """What leaving means, before one does."""
    blocks = [b.section(f"*{escape(subgroup.name)}*"), b.context(TO_LEAVE)]
    facts = forms.facts(subgroup=subgroup.id)
    return View(
        body=b.form(
            "subgroup_leave", "Leave", blocks, submit="I leave", close="I stay", facts=facts
        )
    )


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
