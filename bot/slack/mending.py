"""Mending rooms in Slack: a preview that changes nothing, then “Do this”, “Leave it” and “Undo this”."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt import App

from bot.domain.errors import ChangedMeanwhile, FacilitationError
from bot.domain.roster import Participant
from bot.facilitation import mending, views
from bot.ports import Desk
from bot.slack.answering import Pressed, answer_presses
from bot.slack.gestures import Gesture, legible, number
from bot.voice import mending as words
from bot.voice.message import Message
from bot.voice.words import escape

CHANGE = re.compile(r"(?:^|\s+)(without|with|host(?:\s+is)?\s+ill)\s+", re.IGNORECASE)
MOST = 20
SEVERAL = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")


class HowToMend(FacilitationError):
    """Say who cannot come, who comes, or which host is ill, such as: /convene rooms mend without Ada, Bo with Cy
    or: /convene rooms mend host ill Dan
    """


class TooManyAtOnce(FacilitationError):
    """Name at most twenty people at once; mend the rooms for them, then for the others."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What a button of the preview carries: the rooms that were looked at, and what was asked of them."""

    session: str
    base: int
    mark: str
    leave: tuple[str, ...]
    join: tuple[str, ...]
    host_ill: str

    @classmethod
    @legible
    def read(cls, value: str) -> "Carried":
        session, base, mark, leave, join, host_ill = value.split("/")
        gone, come = (tuple(filter(None, ids.split(","))) for ids in (leave, join))
        return cls(
            session=session, base=int(base), mark=mark, leave=gone, join=come, host_ill=host_ill
        )


def mend(desk: Desk, session: str, more: str) -> Message:
    """/convene rooms mend: what would be done, with the buttons to do it or leave it."""
    asked = _asked(desk, more)
    return words.preview(
        mending.preview(
            desk,
            session,
            leave=asked.get("without", ()),
            join=asked.get("with", ()),
            host_ill=next(iter(asked.get("host ill", ())), ""),
        )
    )


def _asked(desk: Desk, more: str) -> Mapping[str, tuple[str, ...]]:
    """Ids of those who were named, by what was said of them."""
    before, *parts = CHANGE.split(more)
    if before.strip():
        raise HowToMend
    found: dict[str, tuple[str, ...]] = {}
    for said, named in zip(parts[::2], parts[1::2], strict=True):
        kind = "host ill" if said.casefold().startswith("host") else said.casefold()
        ids = [views.person_id_of(desk, one) for one in SEVERAL.split(named) if one.strip()]
        found[kind] = (*found.get(kind, ()), *ids)
    if any(not ids for ids in found.values()) or len(found.get("host ill", ())) > 1:
        raise HowToMend
    if sum(map(len, found.values())) > MOST:  # a button carries their ids
        raise TooManyAtOnce
    return found


def undo(desk: Desk, person: Participant, session: str, base: int = 0) -> Message:
    """Take the last change back; who is told of it."""
    plan, told = mending.undo(desk, session, by=person.id, base=base)
    names = views.names_of(desk, told)
    return words.undone(names, published=plan.state == "published")


def _open(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    return mend(desk, gesture.value.partition("|")[0], "")


def _do(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    asked = Carried.read(gesture.value)
    done, plan, back = mending.carry_out(
        desk,
        asked.session,
        base=asked.base,
        mark=asked.mark,
        by=person.id,
        leave=asked.leave,
        join=asked.join,
        host_ill=asked.host_ill,
    )
    return words.done(done, version=plan.version, back=back)


def _undo(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    session, _, version = gesture.value.partition("/")
    return undo(desk, person, session, number(version))


PRESSED: dict[str, Pressed] = {
    "rooms-mend": _open,
    "rooms-mend-do": _do,
    "rooms-mend-leave": lambda desk, person, gesture: words.left_as_it_is(),
    "rooms-mend-undo": _undo,
}


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons; each answers the facilitator who pressed, and nobody else."""
    answer_presses(app, desk, PRESSED, below="rooms-mend", afresh=_afresh)


def _afresh(desk: Desk, gesture: Gesture, changed: ChangedMeanwhile) -> Message:
    """Why nothing was done, and what there is to do now."""
    lead = escape(changed.message)
    if gesture.act != "rooms-mend-do":
        return Message(text=lead)
    asked = Carried.read(gesture.value)
    try:
        fresh = mending.preview(
            desk, asked.session, leave=asked.leave, join=asked.join, host_ill=asked.host_ill
        )
    except FacilitationError as settled:  # what was named is done, or makes no sense any more
        return Message(text=f"{lead} {escape(settled.message)}")
    return words.preview(fresh, lead=lead)
