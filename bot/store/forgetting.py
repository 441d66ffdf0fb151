"""What the forget-list asks of a restored backup, kind by kind.

A new kind of thing that people may have forgotten gets a row in KINDS; its use case says `memory.forget_list.add`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.domain.leaves import LeaveState
from bot.store.erasing import TAKEN_BACK, erase
from bot.store.forget_list import FORGET, KEEP, ForgetFile, Line
from bot.store.tables import leave, note, person, room_wish, sealed, story

# a line is written a moment before what it speaks of is gone, and clocks differ
MOMENT = timedelta(minutes=5)
HEARS_NOTHING = "later"  # until they say otherwise


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Where things of one kind are, and what is left of one that is to be forgotten: nothing, or these values.

    One that began `at` a later instant than it was forgotten is another one, asked for anew.
    """

    id: "sa.Column[Any]"
    at: "sa.Column[Any] | None" = None
    left: Mapping[str, object] | None = None


KINDS = {
    "room-wish": Kind(id=room_wish.c.id, at=room_wish.c.at),
    "note": Kind(id=note.c.id),
    "story": Kind(id=story.c.id, left=TAKEN_BACK),
    "story-reach": Kind(
        id=story.c.id, left={"wish": "private", "further_at": None, "outside_at": None}
    ),
    "leave": Kind(id=leave.c.id, left={"state": LeaveState.BACK}),
    "key": Kind(id=sealed.c.key),
    "taking-part": Kind(id=person.c.id, left={"standing": HEARS_NOTHING}),
}
ERASED = "erased"  # a person: all of what is theirs, in many tables, is forgotten by one rule


def forget_again(connection: sa.Connection, file: ForgetFile, since: datetime) -> int:
    """Forget what was forgotten after the backup was made; how many things that were."""
    last: dict[str, Line] = {}
    for line in file.lines():
        if line.act in {FORGET, KEEP} and line.at >= since - MOMENT:
            last[line.digest] = line
    forgotten = {digest: line.at for digest, line in last.items() if line.act == FORGET}
    if not forgotten:
        return 0
    found = sum(_forget(connection, file, name, forgotten) for name in KINDS)
    return found + _erase(connection, file, forgotten)  # last: what it leaves is left for good


def _erase(connection: sa.Connection, file: ForgetFile, forgotten: Mapping[str, datetime]) -> int:
    ids = connection.execute(sa.select(person.c.id)).scalars().all()
    return sum(erase(connection, id) for id in ids if file.digest(ERASED, id) in forgotten)


def _forget(
    connection: sa.Connection, file: ForgetFile, name: str, forgotten: Mapping[str, datetime]
) -> int:
    kind = KINDS[name]
    began = kind.at if kind.at is not None else sa.null()
    found = [
        id
        for id, at in connection.execute(sa.select(kind.id, began.label("began")))
        if (when := forgotten.get(file.digest(name, id))) and (at is None or at <= when)
    ]
    these = kind.id.in_(found)
    if kind.left is None:
        connection.execute(sa.delete(kind.id.table).where(these))
    else:
        connection.execute(sa.update(kind.id.table).where(these).values(**kind.left))
    return len(found)
