"""A session's agenda to the minute: who leads what, from when until when, and the window in which it is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.languages import say, to_say
from bot.domain.programme import Round
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts
from bot.voice.message import Message, View
from bot.voice.rooms import paragraphs
from bot.voice.words import clock_time, count, escape, local, local_day, name

NOBODY, TITLE = to_say("nobody named"), to_say("The agenda")
KEPT = to_say(
    "The agenda is changed. What falls due in it has moved along: rooms, their questions, and hosts' cards."
)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One stretch with its instants and the name of who leads it."""

    stretch: Round
    starts: datetime
    ends: datetime
    owner: str = ""


def lines(placed: Sequence[Placed], zone: str) -> list[str]:
    """20:00 to 20:15  Arriving (15 minutes), Nadia: one line each, under its day where there are several."""
    several = len({one.stretch.day for one in placed}) > 1
    found: list[str] = []
    for number, one in enumerate(placed):
        begins = number == 0 or placed[number - 1].stretch.day != one.stretch.day
        found += [f"*{local_day(one.starts, zone)}*"] if several and begins else []
        found.append(_line(one, zone))
    return found


def _line(one: Placed, zone: str) -> str:
    hours = say(
        "{begins} to {ends}",
        begins=clock_time(one.starts, zone),
        ends=clock_time(one.ends, zone),
    )
    minutes = count(one.stretch.minutes, "minute", "minutes")
    leads = name(one.owner) if one.owner else say(NOBODY)
    rooms = say(", in rooms") if one.stretch.in_rooms else ""
    return f"{hours}  {escape(one.stretch.title)} ({minutes}{rooms}), {leads}"


def page(
    session: Session, placed: Sequence[Placed], zone: str, *, may_change: bool, paper: str = ""
) -> Message:
    """The whole agenda, and the way to change it while that is possible."""
    lead = say(
        "Agenda of “{title}”, {local}.",
        title=escape(session.title),
        local=local(session.starts_at, zone),
    )
    said = lines(placed, zone)
    ways = [b.button(say("Change the agenda"), "agenda:open", session.id)] if may_change else []
    ways += [b.button(say("The run of the day, to print"), "day:open", url=paper)] if paper else []
    return Message(
        text="\n".join([lead, *said]),
        blocks=(b.section(f"*{lead}*"), *paragraphs(said), *([b.actions(*ways)] if ways else [])),
    )


def form(
    session: Session, rounds: Sequence[Round], people: Sequence[tuple[str, str]], *, version: int
) -> View:
    """Each stretch with its minutes, its place and who leads it. `people` are (name, id)."""
    total = sum(one.minutes for one in rounds)
    hint = say(
        "All together they last {number_of_minutes}, as before. What has begun stays as it is.",
        number_of_minutes=count(total, "minute", "minutes"),
    )
    places = [(str(n), str(n)) for n in range(1, len(rounds) + 1)]
    fields: list[dict[str, object]] = [b.section(hint)]
    for number, one in enumerate(rounds, 1):
        fields += [
            b.section(f"*{number}. {escape(one.title)}*"),
            b.field(
                f"minutes {one.key}",
                say("Minutes"),
                b.text_input("minutes", most=3, value=str(one.minutes)),
            ),
            b.field(
                f"place {one.key}", say("Place"), b.select("place", places, chosen=str(number))
            ),
            b.field(
                f"owner {one.key}",
                say("Who leads it"),
                b.select("owner", people, chosen=one.owner),
                optional=True,
            ),
        ]
    known = facts(session=session.id, version=str(version))
    return View(body=b.form("agenda", say(TITLE), fields, submit=say("Keep"), facts=known))
