"""Everything that is said of a rehearsal, and of an agenda."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain.rehearsal import Happening, Need, Rehearsed, difference
from bot.facilitation import agendas, rehearsing
from bot.facilitation.setting import Setting
from bot.ports import Desk, Memory
from bot.voice import rehearsal as words
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from tests.faults.community import NOON

Said = tuple[str, Message | View]
HOUR = timedelta(hours=1)


def happening(kind: str, people: list[str], **more: object) -> Happening:
    usual: Mapping[str, object] = {
        "session": "s02", "about": "", "first": NOON, "last": NOON, "people": tuple(people),
        "zones": min(len(people), 4), "number": max(len(people), 1),
    }  # fmt: skip
    return Happening(kind=kind, **{**usual, **more})


def rehearsed_said(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[Said]:
    """As it is asked for, with nothing to compare it with, with what changed, and with nothing changed."""
    setting = Setting(desk, memory)
    asks = next(p for p in setting.plan.prompts_of(2) if p.use == "rooms")
    found = Rehearsed(
        began=NOON,
        until=NOON + 500 * HOUR,
        happenings=(
            happening("prompt", seated, about=asks.key, last=NOON + 14 * HOUR),
            happening("meeting-open", [], first=NOON + HOUR, last=NOON + HOUR),
            happening("mail", seated[:1], about="notice"),
            happening("edit", seated, about="card", first=NOON + 2 * HOUR, last=NOON + 3 * HOUR),
            happening("welcome", seated[:2], session=""),
        ),
        needs=(Need(at=NOON, words="Rooms of month 2 are proposed & wait for your yes"),),
    )
    later = happening("prompt", seated[2:], about=asks.key, first=NOON + HOUR, last=NOON + HOUR)
    other = replace(found, happenings=(later, happening("card", seated[:3]), *found.happenings[2:]))
    session = setting.session("s02")
    known = rehearsing.known(setting, "Europe/London")
    yield "page agenda", agendas.page(desk, "s02", memory.people.get("p014"))
    yield "window agenda", agendas.window(desk, "s02")
    yield "letter rehearsal", fitted(words.message(session, found, known, None))
    change = difference(found, other)
    yield "letter rehearsal changed", fitted(words.message(session, other, known, change))
    same = difference(found, found)
    yield "letter rehearsal unchanged", fitted(words.message(session, found, known, same))
