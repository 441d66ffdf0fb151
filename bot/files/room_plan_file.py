"""A room plan as a file: reading one that anybody may have written, and writing one byte for byte the same."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.domain.sessions import Room
from bot.files.room_rules import UnusableRoomFile

SCHEMA = "room-plan/1"
T = TypeVar("T")


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class RoomPart(_Part):
    name: Annotated[str, Field(min_length=1)]
    people: list[str]
    host: str = ""
    scribe: str = ""


class RoundPart(_Part):
    round: Annotated[int, Field(ge=1)]
    rooms: list[RoomPart]
    unplaced: list[str] = []
    notices: list[str] = []

    @field_validator("rooms")
    @classmethod
    def _each_name_once(cls, rooms: list[RoomPart]) -> list[RoomPart]:
        return _once(rooms, lambda room: room.name)


class SessionPart(_Part):
    session: Annotated[int, Field(ge=1)]
    attending: list[str]
    rounds: list[RoundPart]


class PlanPart(_Part):
    schema_: Annotated[Literal["room-plan/1"], Field(alias="schema")]
    seed: int | str = 0
    size: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]] = (5, 8)
    sessions: list[SessionPart]

    @field_validator("size")
    @classmethod
    def _least_first(cls, size: tuple[int, int]) -> tuple[int, int]:
        if size[0] > size[1]:
            raise ValueError(f"the least, {size[0]}, is more than the most, {size[1]}")
        return size

    @field_validator("sessions")
    @classmethod
    def _each_number_once(cls, sessions: list[SessionPart]) -> list[SessionPart]:
        return _once(sessions, lambda session: f"session {session.session}")


def _once(parts: list[T], named: Callable[[T], str]) -> list[T]:
    """The parts, if no two go by one name."""
    names = [named(part) for part in parts]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValueError(f"{twice} stands there twice")
    return parts


def read_room_plan(text: str, file: str = "The room plan") -> dict[str, Any]:
    """Read a room plan; what it holds beside the known keys is kept."""
    try:
        written = json.loads(text)
        return PlanPart.model_validate_json(json.dumps(written)).model_dump(
            by_alias=True, mode="json"
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise UnusableRoomFile(file=file, faults=f"{where}: {_plainly(first['msg'])}.") from error
    except (ValueError, RecursionError) as error:
        raise UnusableRoomFile(file=file, faults=f"It is not JSON: {error}.") from error


def _plainly(said: str) -> str:
    return said.removeprefix("Value error, ")


def write_room_plan(plan: Mapping[str, Any]) -> str:
    """The plan as text: one line a room, so that two plans can be compared by eye."""
    head = {key: value for key, value in plan.items() if key != "sessions"}
    lines = [f" {_json(key)}: {_json(value)}," for key, value in head.items() if key in FIRST]
    lines += [' "sessions": [', ",\n".join(map(_session, plan["sessions"])), " ]"]
    last = [f" {_json(key)}: {_json(value)}" for key, value in head.items() if key not in FIRST]
    return "{\n" + "\n".join(lines) + "".join(f",\n{line}" for line in last) + "\n}\n"


FIRST = ("schema", "seed", "size")


def _session(session: Mapping[str, Any]) -> str:
    rounds = ",\n".join(_round(one) for one in session["rounds"])
    head = _inner({key: value for key, value in session.items() if key != "rounds"})
    return f'  {{{head}, "rounds": [\n{rounds}]}}'


def _round(turn: Mapping[str, Any]) -> str:
    rooms = ",\n".join(f"     {_json(room)}" for room in turn["rooms"])
    rest = _inner({k: v for k, v in turn.items() if k not in {"round", "rooms"}})
    return f'   {{"round": {turn["round"]}, "rooms": [\n{rooms}],\n    {rest}}}'


def _inner(part: Mapping[str, Any]) -> str:
    return ", ".join(f"{_json(key)}: {_json(value)}" for key, value in part.items())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def rooms_in(turn: Mapping[str, Any]) -> tuple[Room, ...]:
    """The rooms of one round as the bot knows them."""
    return tuple(
        Room(name=r["name"], people=tuple(r["people"]), host=r["host"], scribe=r["scribe"])
        for r in turn["rooms"]
    )


def every_round(plan: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], tuple[Room, ...]]]:
    """The rooms of every round that has any with its (session, round), from the first to the last."""
    for session in sorted(plan["sessions"], key=lambda one: int(one["session"])):
        for turn in sorted(session["rounds"], key=lambda one: int(one["round"])):
            if turn["rooms"]:
                yield (session["session"], turn["round"]), rooms_in(turn)


def room_part(room: Room) -> dict[str, Any]:
    """A room as a plan holds it."""
    return {
        "name": room.name,
        "people": list(room.people),
        "host": room.host,
        "scribe": room.scribe,
    }


def round_part(
    number: int, rooms: Sequence[Room], unplaced: Sequence[str], notices: Sequence[str]
) -> dict[str, Any]:
    """A round as a plan holds it."""
    return {
        "round": number,
        "rooms": [room_part(room) for room in rooms],
        "unplaced": list(unplaced),
        "notices": list(notices),
    }
