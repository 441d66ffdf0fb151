"""Rules for rooms as a file says them: the plan's room keys, and who is kept together, apart or in place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.errors import FacilitationError
from bot.domain.programme import RoomRules
from bot.domain.roster import Participant
from bot.domain.seating import Wishes
from bot.files.plan_fields import nearest
from bot.files.plan_findings import field_name, words_for
from bot.files.plan_models import RoomsTable, Table
from bot.files.plan_toml import load
from bot.files.toml_lines import lines_of

BESIDE = ("keep_apart", "keep_together", "pinned", "seat_facilitators")
SIZE = re.compile(r"\s*(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?\s*")
LONG_NUMBER = 10

PersonId = Annotated[str, Field(min_length=1)]
Group = Annotated[list[PersonId], Field(min_length=2)]


class UnusableRoomFile(FacilitationError):
    """{file} cannot be used. {faults}"""


class BadRoomSize(FacilitationError):
    """{size} is no size for rooms. Write the least and the most, such as 5-8."""


class Pin(Table):
    """One person's room in one session."""

    session: Annotated[int, Field(ge=1)]
    person: PersonId
    room: PersonId


class RulesTable(RoomsTable):
    """A [rooms] table with what stands beside the plan's own keys."""

    keep_apart: list[Group] = Field(default_factory=list)
    keep_together: list[Group] = Field(default_factory=list)
    pinned: list[Pin] = Field(default_factory=list)
    seat_facilitators: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanRules:
    """How a whole series of rooms is to be drawn."""

    rooms: RoomRules = field(default_factory=RoomRules)
    apart: tuple[frozenset[str], ...] = ()
    keep: tuple[frozenset[str], ...] = ()
    pinned: Mapping[int, Mapping[str, str]] | None = None
    seat_facilitators: bool = False
    same_within_session: bool = False

    def sized(self, size: tuple[int, int] | None) -> "PlanRules":
        """The same rules with another least and most; the size wished for is kept between them."""
        if size is None:
            return self
        least, most = size
        target = min(max(self.rooms.target_size, least), most)
        sizes = replace(self.rooms, min_size=least, max_size=most, target_size=target)
        return replace(self, rooms=sizes)

    def wishes(self, session: int) -> Wishes:
        """What holds for one session."""
        pinned = (self.pinned or {}).get(session, {})
        return Wishes(apart=self.apart, keep=self.keep, pinned=pinned)

    @property
    def named(self) -> frozenset[str]:
        """Everyone the rules speak of, by id."""
        pinned = (person for pins in (self.pinned or {}).values() for person in pins)
        return frozenset(pinned).union(*self.apart, *self.keep)


def read_room_rules(text: str, file: str = "The rules file") -> PlanRules:
    """Read rules from TOML; every fault is named with its line, its key and what to do."""
    text = text.removeprefix("\ufeff")
    written, doubles = load(text)
    if written is None or doubles:
        raise UnusableRoomFile(file=file, faults=_joined(map(str, doubles)))
    try:
        table = RulesTable.model_validate(_one_table(written, file))
    except ValidationError as error:
        faults = [_said(one, written, text) for one in error.errors(include_url=False)]
        raise UnusableRoomFile(file=file, faults=_joined(faults)) from error
    return _rules(table, file)


def _one_table(written: Mapping[str, Any], file: str) -> dict[str, Any]:
    """The [rooms] table with the keys that may stand before its header."""
    rooms = written.get("rooms", {})
    unknown = [key for key in written if key != "rooms" and key not in BESIDE]
    if unknown:
        faults = [f"{key} is not known here.{nearest(key, ('rooms', *BESIDE))}" for key in unknown]
        raise UnusableRoomFile(file=file, faults=_joined(faults))
    if not isinstance(rooms, dict):
        raise UnusableRoomFile(file=file, faults="rooms is a table: write [rooms] above its keys.")
    beside = {key: written[key] for key in BESIDE if key in written}
    both = [key for key in beside if key in rooms]
    if both:
        raise UnusableRoomFile(file=file, faults=f"{both[0]} stands twice. Keep one of the two.")
    return {**rooms, **beside}


def _said(error: ErrorDetails, written: dict[str, Any], text: str) -> str:
    path = tuple(error["loc"])
    inside = path if path[:1] and path[0] in written else ("rooms", *path)
    line = lines_of(text).of(inside)
    return f"Line {line}, {field_name(inside, written)}: {words_for(error)}"


def _rules(table: RulesTable, file: str) -> PlanRules:
    given = {name: getattr(table, name) for name in RoomRules.__dataclass_fields__}
    rooms = RoomRules(**given)
    if rooms.min_size > rooms.max_size:
        faults = f"min_size {rooms.min_size} is more than max_size {rooms.max_size}."
        raise UnusableRoomFile(file=file, faults=faults)
    target = min(max(rooms.target_size, rooms.min_size), rooms.max_size)
    if "target_size" in table.model_fields_set and target != rooms.target_size:
        faults = f"target_size {rooms.target_size} must lie between {rooms.min_size} and {rooms.max_size}."
        raise UnusableRoomFile(file=file, faults=faults)
    doubled = [*_same_person_twice(table), *_two_rooms(table.pinned)]
    if doubled:
        raise UnusableRoomFile(file=file, faults=_joined(doubled))
    pinned: dict[int, dict[str, str]] = {}
    for pin in table.pinned:
        pinned.setdefault(pin.session, {})[pin.person] = _room_name(pin.room)
    return PlanRules(
        rooms=replace(rooms, target_size=target),
        apart=tuple(map(frozenset, table.keep_apart)),
        keep=tuple(map(frozenset, table.keep_together)),
        pinned=pinned,
        seat_facilitators=table.seat_facilitators,
        # The plan's default speaks of Zoom; here rounds are drawn anew unless the file says otherwise.
        same_within_session="keep_within_session" in table.model_fields_set
        and table.keep_within_session,
    )


def _same_person_twice(table: RulesTable) -> Iterator[str]:
    for key, groups in (("keep_apart", table.keep_apart), ("keep_together", table.keep_together)):
        for group in groups:
            twice = next((one for one in group if group.count(one) > 1), None)
            if twice:
                yield f"{key} names {twice} twice in one group. Name each person once."


def _two_rooms(pins: Sequence[Pin]) -> Iterator[str]:
    """Pins that give one person two rooms in one session."""
    room_of: dict[tuple[int, str], str] = {}
    for pin in pins:
        first = room_of.setdefault((pin.session, pin.person), pin.room)
        if _room_name(first) != _room_name(pin.room):
            yield (
                f"pinned gives {pin.person} two rooms in session {pin.session}, {first} and {pin.room}. "
                "Keep one of the two."
            )


def _room_name(written: str) -> str:
    """A room's name as plans spell it: "room 02" is Room 2."""
    word, _, number = written.strip().rpartition(" ")
    if word.strip().casefold() == "room" and number.isdecimal() and len(number) < LONG_NUMBER:
        return f"Room {int(number)}"
    return written.strip()


def read_room_size(text: str) -> tuple[int, int]:
    """The least and the most of a room, from words such as 5-8 or 4."""
    found = SIZE.fullmatch(text)
    least, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= least <= most:
        raise BadRoomSize(size=text)
    return least, most


def check_known(
    people: Sequence[Participant], rules: PlanRules, file: str = "The rules file"
) -> None:
    """Refuse rules about people who are not on the roster."""
    known = {person.id for person in people}
    unknown = sorted(rules.named - known)
    if unknown:
        faults = [f"{one} is not on the roster.{nearest(one, sorted(known))}" for one in unknown]
        raise UnusableRoomFile(file=file, faults=_joined(faults))


def _joined(faults: Iterable[str]) -> str:
    said = list(faults)
    more = f" And {len(said) - 10} more." if len(said) > 10 else ""
    return " ".join(said[:10]) + more
