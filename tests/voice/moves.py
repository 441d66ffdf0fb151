"""Everything said around a session that changes: what it would mean, the windows, what stands of the old time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.civil_time import night_warnings
from bot.domain.meetings import MeetingPlace
from bot.domain.programme import Mode
from bot.ports import Memory
from bot.voice import law_changes, moves, session_forms
from bot.voice import rearranging as order
from bot.voice.message import Message, View
from bot.voice.words import escape
from tests.faults.community import NOON

Said = tuple[str, Message | View]
ZONES = {"Europe/London": 9, "Australia/Melbourne": 7, "America/Sao_Paulo": 1}


def moves_said(memory: Memory, line: str, place: MeetingPlace) -> Iterator[Said]:
    """Seen first, in a message and a window; done; and what stands of an earlier time."""
    was = memory.sessions.get("s02")
    later = timedelta(hours=30)
    new = replace(was, starts_at=was.starts_at + later, ends_at=was.ends_at + later, moves=1)
    seen = moves.Preview(
        was=was, new=new, zone="America/New_York", told=63, lived=ZONES, nights=night_warnings(new, ZONES),
        rooms_told=True, why=line, place=place,
    )  # fmt: skip
    hall = replace(was, mode=Mode.IN_PERSON, venue=line, ends_at=was.starts_at + timedelta(hours=6))
    yield "page session move", moves.before_moving(seen)
    meet = replace(seen, new=hall, nights=(), why="", agenda=((40, line), (320, "Tables")))
    yield "page session in another way", moves.before_moving(meet)
    yield "page session moved", moves.after(was, new, "America/New_York")
    yield "window session change", session_forms.change_form(replace(was, venue=line), place)
    yield "window session change sure", session_forms.sure_form(moves.before_moving(seen))
    yield "page session at another time", moves.at_another_time(new, zone="Europe/London")
    yield "page session rooms follow", moves.rooms_follow(new, zone="Europe/London")
    yield "page sessions swap", order.before_swapping(was, replace(new, title=line), [line, "Bo"])
    yield "page sessions swapped", order.swapped(was, replace(new, title=line))
    yield "page session add", order.before_adding(replace(new, title=line), 2, "Europe/London")
    yield "page session added", order.added(replace(new, title=line), "Europe/London")
    team = (order.team_swapped(was, new), order.team_added(new))
    yield "page sessions team", Message(text=escape(" ".join(team)))
    other = {"Europe/London": ("2027-03-24T19:00", "2027-03-24T20:00")}
    lines = [law_changes.by_law(new, other)]
    said = escape(law_changes.law_changed(f"{NOON:%Y}x", lines))
    yield "page law on clocks", Message(text=said)
