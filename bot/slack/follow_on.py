"""Help for what is stuck, and subgroups, in Slack: buttons, windows and the command."""

from collections.abc import Callable, Mapping
from datetime import time

from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import (
    actions_desk,
    calls,
    handing_on,
    helping,
    small_meetings,
    subgroup_changes,
    subgroup_pulse,
    subgroups,
)
from bot.facilitation.actions_desk import Change
from bot.ports import Desk
from bot.slack.gestures import Facts, Garbled, Gesture, day, hour, instant, number
from bot.slack.people import facilitator
from bot.voice import helping as help_words
from bot.voice import small_meetings as meeting_words
from bot.voice import subgroup_pulse as pulse_words
from bot.voice import subgroups as subgroup_words
from bot.voice.message import View


def _pulse(desk: Desk, person: Participant, gesture: Gesture) -> object:
    """How it goes; a hand that is wanted is a word with a facilitator."""
    word = gesture.act.partition(":")[2]
    subgroup = subgroup_pulse.say(desk, gesture.value, person.id, word)
    if word == pulse_words.HAND and not subgroup.closed:
        calls.ask_for_a_word(desk, person.id, pulse_words.could_use_a_hand(subgroup))
    return subgroup


def _several(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return actions_desk.window(desk, gesture.value)


PRESSED: Mapping[str, Callable[[Desk, Participant, Gesture], object]] = {
    r"small-meeting:off": lambda desk, who, g: small_meetings.call_off(desk, g.value, who.id),
    r"pulse:(well|slow|hand|on|beyond)": _pulse,
    r"help:take": lambda desk, who, g: helping.take_on(desk, g.value, who.id),
}
OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    r"action:hand": lambda desk, who, g: handing_on.window(desk, g.value, who.id),
    r"help:open": lambda desk, who, g: helping.help_window(desk, g.value, who.id),
    r"subgroup:times": lambda desk, who, g: subgroups.times_window(desk, g.value, who.id),
    r"subgroup:close": lambda desk, who, g: subgroups.close_window(desk, g.value, who.id),
    r"subgroup:change": lambda desk, who, g: subgroup_changes.change_window(desk, g.value, who.id),
    r"subgroup:zoom": lambda desk, who, g: small_meetings.window(desk, g.value, who.id),
    r"actions:several": _several,
    r"subgroup:hand": lambda desk, who, g: subgroup_changes.hand_window(desk, g.value, who.id),
    r"subgroup:join": lambda desk, who, g: subgroup_changes.join_window(desk, g.value, who.id),
    r"subgroup:leave": lambda desk, who, g: subgroup_changes.leave_window(desk, g.value, who.id),
}


def _asked(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    helping.ask_everyone(desk, known["action"], person.id, said.get("text", ""))
    return say("Asked"), say(help_words.ASKED)


def _closed(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    subgroups.close(desk, known["subgroup"], said.get("came", ""), by=person.id)
    return say("Closed"), say(subgroup_words.CLOSED)


def _changed(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    subgroup_changes.change(
        desk,
        known["subgroup"],
        charter=said.get("charter", ""),
        ends_on=day(said["ends"]) if said.get("ends") else None,
        by=person.id,
        was=(known["charter"], known["ends"]),
    )
    return say("Kept"), say(subgroup_words.CHANGED)


def _joined(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    subgroup_changes.join(desk, known["subgroup"], person.id)
    return say(subgroup_words.IN), say(subgroup_words.JOINED)


def _left(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    subgroup_changes.leave(desk, known["subgroup"], person.id)
    return say(subgroup_words.OUT), say(subgroup_words.LEFT)


def _handed(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    asked = subgroup_changes.ask_to_convene(desk, known["subgroup"], said["person"], by=person.id)
    return say("Asked"), subgroup_words.asked_to_convene(asked)


def _typed_hour(text: str) -> time:
    """What a person typed is theirs to mend: it is answered with how an hour is written."""
    try:
        return hour(text.strip().zfill(5))
    except Garbled:
        raise small_meetings.NoHour from None


def _meets(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    own = (day(said["day"]), _typed_hour(said.get("hour", ""))) if said.get("day") else None
    slot = instant(said["slot"]) if said.get("slot") else None
    minutes = number(said["minutes"])
    small_meetings.ask(desk, known["subgroup"], person.id, slot=slot, own=own, minutes=minutes)
    return say("Asked"), say(meeting_words.ASKED)


def _changed_several(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    wish = Change(
        way=said["way"],
        by=person.id,
        due=day(said["due"]) if said.get("due") else None,
        to=said.get("person", ""),
        word=said.get("word", ""),
    )
    return say("Actions"), actions_desk.change(desk, said.get("actions", "").splitlines(), wish)


def _handed_on(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    return say("Asked"), handing_on.hand_on(desk, known["action"], said["person"], by=person.id)


FOR_FACILITATORS = frozenset({"actions_several"})
SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str]]] = {
    "action_hand": _handed_on,
    "help": _asked,
    "subgroup_zoom": _meets,
    "actions_several": _changed_several,
    "subgroup_close": _closed,
    "subgroup_change": _changed,
    "subgroup_hand": _handed,
    "subgroup_join": _joined,
    "subgroup_leave": _left,
}
