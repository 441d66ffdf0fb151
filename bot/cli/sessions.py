"""convener session: readable without Slack, so that a session can run when Slack is down."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, no, say, table

if TYPE_CHECKING:
    from bot.domain.sessions import Session
    from bot.facilitation.setting import Setting
    from bot.voice.message import Message

app = typer.Typer(name="session", help="The sessions, without Slack.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json")]
Number = Annotated[
    int, typer.Argument(min=1, help="The session's number: its month in the programme.")
]
Hour = Annotated[datetime | None, typer.Argument(formats=["%H:%M"])]
Zone = Annotated[str, typer.Option(help="The city whose clock counts, such as Europe/London.")]
ToReadOut = Annotated[bool, typer.Option("--list", help="A line for each room, to read out.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it; else it is only shown.")]


def instant(session: "Session") -> str:
    return f"{session.starts_at:%Y-%m-%dT%H:%M:%SZ}"


def session_rows(setting: "Setting") -> list[dict[str, object]]:
    """The list of sessions as machines read it."""
    return [
        {
            "session": s.month,
            "title": s.title,
            "mode": s.mode.value,
            "starts_at": instant(s),
            "minutes": s.minutes,
            "state": s.state,
        }
        for s in setting.sessions()
    ]


@app.command("list")
@friendly
def list_(json: Json = False) -> None:
    """List all sessions with their instants. Example: convener session list --json"""
    from bot.facilitation.setting import Setting
    from bot.voice.words import count, local

    with desk() as at, at.store.read() as memory:
        setting = Setting(at, memory)
        rows, sessions = session_rows(setting), setting.sessions()
    if json:
        give(rows)
        return
    upcoming = (
        f"{count(len(sessions), 'session')}."
        if sessions
        else "No sessions yet. Load a plan with: convener plan load"
    )
    say(upcoming)
    table(
        "",
        ["", "title", "", "starts"],
        [(s.month, s.title, s.mode.value, local(s.starts_at, s.zone)) for s in sessions],
    )


@app.command()
@friendly
def show(number: Number, json: Json = False) -> None:
    """Show one session: when, who comes, rooms, Zoom, what needs a person. Example: convener session show 2"""
    from bot.facilitation.audience import rooms_of
    from bot.facilitation.needs import needs_now, reply_count
    from bot.facilitation.setting import Setting
    from bot.facilitation.sheets import placed_line
    from bot.voice.words import local

    with desk() as at, at.store.read() as memory:
        setting = Setting(at, memory)
        session = setting.session_of(number)
        plan, record = rooms_of(setting, session), memory.meetings.seek(session.id)
        shown = {
            "session": session.month,
            "title": session.title,
            "mode": session.mode.value,
            "starts_at": instant(session),
            "local": {zone: local(session.starts_at, zone) for zone in setting.zones},
            "answers": reply_count(setting, session),
            "rooms": [
                {"name": r.name, "people": [name_of(setting, p) for p in r.people],
                 "host": name_of(setting, r.host), "scribe": name_of(setting, r.scribe)}
                for r in (plan.rooms if plan else ())
            ],
            "rooms_state": plan.state if plan else "not proposed",
            "notices": list(plan.notices) if plan else [],
            "zoom": {"meeting": record.meeting_id, "join": record.join_url, "passcode": record.passcode,
                     "state": record.state} if record else None,
            "place": setting.place.name,
            "placed": placed_line(setting, session) if session.virtual else "in person",
            "needs": needs_now(setting, session),
        }  # fmt: skip
    if json:
        give(shown)
    else:
        _print(shown)


@app.command()
@friendly
def move(
    number: Number,
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    hour: Hour = None,
    zone: Zone = "",
    minutes: Annotated[int, typer.Option(min=0, max=1440, help="How long it is then.")] = 0,
    venue: Annotated[str, typer.Option(help="It is in person then, at this place.")] = "",
    online: Annotated[bool, typer.Option("--online", help="It is online then.")] = False,
    because: Annotated[str, typer.Option(help="What people read as the reason.")] = "",
    yes: Yes = False,
) -> None:
    """Move a session, or change its length or place. Example: convener session move 3 2027-04-28 15:00 --yes"""
    from bot.domain.programme import Mode
    from bot.facilitation import moving
    from bot.facilitation.rearranging import session_of
    from bot.facilitation.traces import AT_THE_MACHINE
    from bot.voice import moves

    mode = Mode.VIRTUAL if online else Mode.IN_PERSON if venue else None
    with desk() as at:
        was = session_of(at, number)
        now = moving.time_now(at, was.id)
        to = moving.NewTime(
            day=day.date(), at=hour.time() if hour else now.at, zone=zone, minutes=minutes, mode=mode, venue=venue,
        )  # fmt: skip
        act = moving.Act(by=AT_THE_MACHINE, why=because)
        if yes:
            new = moving.move_session(at, was.id, to, act)
            said = moves.after(was, new, was.zone)
        else:
            said = moving.ask_first(at, was.id, to, act, was.zone)
    _shown(said, done=yes)


@app.command()
@friendly
def swap(number: Number, other: Number, yes: Yes = False) -> None:
    """Let two sessions change places, their dates stay. Example: convener session swap 3 5 --yes"""
    from bot.facilitation import rearranging
    from bot.facilitation.traces import AT_THE_MACHINE

    with desk() as at:
        one, two = (rearranging.session_of(at, each).id for each in (number, other))
        if yes:
            said = rearranging.swap_sessions(at, one, two, by=AT_THE_MACHINE)
        else:
            said = rearranging.ask_swap(at, number, other)
    _shown(said, done=yes)


@app.command()
@friendly
def add(
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    hour: Hour = None,
    like: Annotated[int, typer.Option(min=1, help="Whose agenda and questions it has.")] = 1,
    title: Annotated[str, typer.Option(help="What it is about.")] = "",
    zone: Zone = "",
    yes: Yes = False,
) -> None:
    """Add a session beside those of the plan. Example: convener session add 2027-05-12 15:00 --like 5 --yes"""
    from bot.facilitation import moving, rearranging
    from bot.facilitation.traces import AT_THE_MACHINE
    from bot.voice import rearranging as words

    with desk() as at:
        model = rearranging.session_of(at, like)
        start = hour.time() if hour else moving.time_now(at, model.id).at
        to = moving.NewTime(day=day.date(), at=start, zone=zone)
        if yes:
            new = rearranging.add_session(at, like, to, title, by=AT_THE_MACHINE)
            said = words.added(new, new.zone)
        else:
            said = rearranging.ask_add(at, like, to, title, model.zone)
    _shown(said, done=yes)


def _shown(said: "Message", *, done: bool) -> None:
    from bot.voice import mail

    say(mail.plain(said.text))
    if not done:
        say("To do it, type the same with --yes.")


def name_of(setting: "Setting", person: str) -> str:
    known = setting.people.get(person)
    return known.name if known else ""


def _joining(meeting: object) -> str:
    if not isinstance(meeting, dict):
        return "none"
    passcode = f" passcode {meeting['passcode']}" if meeting["passcode"] else ""
    return f"{meeting['join']}{passcode} ({meeting['state']})"


def _print(shown: dict[str, object]) -> None:
    say(f"Session {shown['session']}: {shown['title']} ({shown['mode']}), {shown['starts_at']}")
    for words in dict(shown["local"]).values():  # type: ignore[call-overload]
        say(f"  {words}")
    say(f"Answers: {shown['answers']}\nRooms: {shown['rooms_state']}")
    rooms = list(shown["rooms"])  # type: ignore[call-overload]
    table("", ["room", "host", "scribe", "people"],
          [(r["name"], r["host"], r["scribe"], ", ".join(r["people"])) for r in rooms])  # fmt: skip
    for notice in list(shown["notices"]):  # type: ignore[call-overload]
        say(f"  {notice}")
    say(f"{shown['place']}: {_joining(shown['zoom'])}")
    say(f"Placed: {shown['placed']}")
    for need in list(shown["needs"]):  # type: ignore[call-overload]
        say(f"Needs you: {need}")


@app.command()
@friendly
def rooms(
    number: Number,
    zoom_csv: Annotated[Path | None, typer.Option("--zoom-csv", dir_okay=False)] = None,
    as_list: ToReadOut = False,
    json: Json = False,
) -> None:
    """Show a session's rooms, or write Zoom's file of them. Example: convener session rooms 2 --zoom-csv rooms.csv"""
    from bot.facilitation.audience import rooms_of
    from bot.facilitation.setting import Setting
    from bot.facilitation.sheets import zoom_file
    from bot.voice.room_list import lines

    with desk() as at, at.store.read() as memory:
        setting = Setting(at, memory)
        session = setting.session_of(number)
        if zoom_csv and not setting.place.places_people:
            raise no(f"{setting.place.name} takes no file of rooms. To read them out: --list")
        plan, text = rooms_of(setting, session), zoom_file(setting, session)
        listing = lines(plan.rooms if plan else (), setting.people)
        rows = [
            (r.name, name_of(setting, r.host), name_of(setting, r.scribe), [name_of(setting, p) for p in r.people])
            for r in (plan.rooms if plan else ())
        ]  # fmt: skip
    if zoom_csv:
        zoom_csv.write_text(text, encoding="utf-8", newline="")
        say(f"Zoom's file of {len(rows)} rooms is written to {zoom_csv}.")
    if as_list:
        say("\n".join(listing))
    elif json:
        give([{"name": n, "host": h, "scribe": s, "people": p} for n, h, s, p in rows])
    elif not zoom_csv:
        say(f"{len(rows)} rooms." if rows else "No rooms are proposed for that session yet.")
        head = ["room", "host", "scribe", "people"]
        table("", head, [(n, h, s, ", ".join(p)) for n, h, s, p in rows])


@app.command()
@friendly
def rehearse(
    number: Number,
    until: Annotated[str, typer.Option(help="The last day, as 2027-03-17.")] = "",
    against: Annotated[
        Path | None,
        typer.Option(dir_okay=False, exists=True, help="A rehearsal written down with --json."),
    ] = None,
    json: Json = False,
) -> None:
    """Show what would leave around a session, for whom and when, and what has changed since the last rehearsal.

    It is lived on a copy, by the same rules as on every day: nothing reaches Slack, Zoom or anybody's mail.
    Example: convener session rehearse 3 --until 2027-03-17
    """
    from bot.domain.rehearsal import as_json
    from bot.facilitation import rehearsing
    from bot.facilitation.setting import Setting
    from bot.voice import rehearsal as words

    before = rehearsing.read(against.read_text(encoding="utf-8")) if against else None
    with desk() as at:
        with at.store.read() as memory:
            setting = Setting(at, memory)
            session = setting.session_of(number)
            end = rehearsing.until_of(setting, session, rehearsing.day_of(until))
        shown = rehearsing.rehearse(at, session.id, end, against=before)
    if json:
        give(as_json(shown.rehearsed))
        return
    say(words.head(session, shown.rehearsed, shown.known))
    say(words.NOBODY)
    for line in words.lines(session, shown.rehearsed, shown.known, shown.change):
        say(line)
