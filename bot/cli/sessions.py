"""convener session: readable without Slack, so that a session can run when Slack is down."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import desk
from bot.cli.saying import friendly, give, say, table

if TYPE_CHECKING:
    from bot.domain.sessions import Session
    from bot.facilitation.setting import Setting

app = typer.Typer(name="session", help="The sessions, without Slack.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json")]
Number = Annotated[
    int, typer.Argument(min=1, help="The session's number: its month in the programme.")
]


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
            "placed": placed_line(setting, session) if session.virtual else "in person",
            "needs": needs_now(setting, session),
        }  # fmt: skip
    if json:
        give(shown)
    else:
        _print(shown)


def name_of(setting: "Setting", person: str) -> str:
    known = setting.people.get(person)
    return known.name if known else ""


def _print(shown: dict[str, object]) -> None:
    say(f"Session {shown['session']}: {shown['title']} ({shown['mode']}), {shown['starts_at']}")
    for words in dict(shown["local"]).values():  # type: ignore[call-overload]
        say(f"  {words}")
    say(f"Answers: {shown['answers']}")
    say(f"Rooms: {shown['rooms_state']}")
    rooms = list(shown["rooms"])  # type: ignore[call-overload]
    table("", ["room", "host", "scribe", "people"],
          [(r["name"], r["host"], r["scribe"], ", ".join(r["people"])) for r in rooms])  # fmt: skip
    for notice in list(shown["notices"]):  # type: ignore[call-overload]
        say(f"  {notice}")
    zoom = shown["zoom"]
    say(
        f"Zoom: {zoom['join']} passcode {zoom['passcode']} ({zoom['state']})"
        if isinstance(zoom, dict)
        else "Zoom: none"
    )
    say(f"Placed: {shown['placed']}")
    for need in list(shown["needs"]):  # type: ignore[call-overload]
        say(f"Needs you: {need}")


@app.command()
@friendly
def rooms(
    number: Number,
    zoom_csv: Annotated[Path | None, typer.Option("--zoom-csv", dir_okay=False)] = None,
    json: Json = False,
) -> None:
    """Show a session's rooms, or write Zoom's file of them. Example: convener session rooms 2 --zoom-csv rooms.csv"""
    from bot.facilitation.audience import rooms_of
    from bot.facilitation.setting import Setting
    from bot.facilitation.sheets import zoom_file

    with desk() as at, at.store.read() as memory:
        setting = Setting(at, memory)
        session = setting.session_of(number)
        plan, text = rooms_of(setting, session), zoom_file(setting, session)
        rows = [
            (
                r.name,
                name_of(setting, r.host),
                name_of(setting, r.scribe),
                [name_of(setting, p) for p in r.people],
            )
            for r in (plan.rooms if plan else ())
        ]
    if zoom_csv:
        zoom_csv.write_text(text, encoding="utf-8", newline="")
        say(f"Zoom's file of {len(rows)} rooms is written to {zoom_csv}.")
    if json:
        give([{"name": n, "host": h, "scribe": s, "people": p} for n, h, s, p in rows])
    elif not zoom_csv:
        say(f"{len(rows)} rooms." if rows else "No rooms are proposed for that session yet.")
        table(
            "",
            ["room", "host", "scribe", "people"],
            [(n, h, s, ", ".join(p)) for n, h, s, p in rows],
        )


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
