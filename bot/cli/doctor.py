"""convener doctor: everything this installation needs, in the order in which it is needed, each fault with its cure."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import WISHES, settings
from bot.cli.machine import private_files, public_address, room_for, time_zones, web_door
from bot.cli.saying import friendly, give, rows_of, say, watching

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.ports import Desk, Finding, Store

Json = Annotated[bool, typer.Option("--json")]
Stage = tuple[str, "Callable[[], Iterator[Finding]]"]


def register(app: typer.Typer) -> None:
    app.command()(doctor)


@friendly
def doctor(json: Json = False) -> None:
    """Check everything this installation needs, and say what to do about each fault. Example: convener doctor"""
    found: list[Finding] = []
    for about, look in _stages(settings()):
        with watching() as under_way:  # gone before its lines are said: both share a terminal
            under_way(f"Looking at {about} ...")
            seen = list(look())
        found += seen
        for finding in [] if json else seen:
            say(_line(finding))
    sick = [f for f in found if not f.ok and not f.warning]
    if json:
        give({"ok": not sick, "findings": rows_of(found)})
    else:
        say(_summary(len(sick), sum(not f.ok and f.warning for f in found)))
    if sick:
        raise typer.Exit(1)


def _line(finding: "Finding") -> str:
    mark = "ok  " if finding.ok else "note" if finding.warning else "NOT "
    return f"{mark} {finding.what}{' ' + finding.cure if finding.cure and not finding.ok else ''}"


def _summary(sick: int, notes: int) -> str:
    if sick:
        needs = "1 thing needs a hand" if sick == 1 else f"{sick} things need a hand"
        return f"{needs}: the lines that begin with NOT."
    more = f" {notes} to think about: the lines that begin with note." if notes else ""
    return f"Everything is as it should be.{more}"


def _stages(loaded: "Settings") -> "Iterator[Stage]":
    """What is looked at, each by a look of its own: one that hangs is seen by its name."""
    from bot.main import desk_of, store_of, story_keys_of
    from bot.store.health import check
    from bot.store.keys_health import check_keys

    yield "the settings", lambda: _complete(loaded)
    yield "a dry run", lambda: _dry(loaded)
    yield "files that hold secrets", lambda: private_files(loaded, WISHES.config, WISHES.env_file)
    yield "the database", lambda: iter(check(loaded.database.url))
    yield "the keys of stories", lambda: check_keys(loaded.database.url, story_keys_of(loaded))
    yield "the disk", lambda: room_for(loaded)
    yield "workers", lambda: _workers(loaded)
    yield "time zones", time_zones
    yield "the web door", lambda: web_door(loaded.web.listen)
    yield "the public address", lambda: public_address(loaded)
    store = store_of(loaded)
    desk = desk_of(loaded, store)
    yield "the clock", lambda: _clock(desk, simulated=loaded.clock.simulated)
    yield "Slack", lambda: iter(desk.messenger.check())
    place = desk.meetings.place
    yield place.name, lambda: iter(desk.meetings.check())
    if place.places_people:
        yield f"people in {place.name}", lambda: _unplaceable(desk, store)
    yield "mail", lambda: iter(desk.post_office.check() if desk.post_office else [])
    store.close()


def _complete(loaded: "Settings") -> "Iterator[Finding]":
    from bot.config import NotReady
    from bot.ports import Finding

    try:
        loaded.ready_to_serve()
        yield Finding(ok=True, what="The settings are complete.")
    except NotReady as fault:
        yield Finding(ok=False, what="The settings are not complete.", cure=fault.message)


def _dry(loaded: "Settings") -> "Iterator[Finding]":
    from bot.ports import Finding

    if loaded.community.dry_run:
        yield Finding(
            ok=False,
            warning=True,
            what="This is a dry run: nothing reaches anybody but facilitators.",
            cure="To begin in earnest take dry_run out of [community] and start Convener again.",
        )


def _workers(loaded: "Settings") -> "Iterator[Finding]":
    from bot.main import jobs_of

    if jobs := jobs_of(loaded):
        yield from jobs.check()


def _clock(desk: "Desk", *, simulated: bool) -> "Iterator[Finding]":
    from bot.ports import Finding

    now = desk.clock.now().isoformat(timespec="minutes")
    moved = " (moved by a sandbox)" if simulated else ""
    yield Finding(ok=True, what=f"The clock says {now}{moved}.")


def _unplaceable(desk: "Desk", store: "Store") -> "Iterator[Finding]":
    """Whom Zoom cannot put into a room. Where the database cannot be read, that was said before."""
    from bot.domain.errors import FacilitationError
    from bot.facilitation.meetings import zoom_cannot_place
    from bot.facilitation.setting import Setting
    from bot.ports import Finding

    try:
        with store.read() as memory:
            setting = Setting(desk, memory)
            names = [person.name for person in zoom_cannot_place(setting)]
            everyone = len(setting.people)
    except FacilitationError:
        return
    if names:
        yield Finding(
            ok=False,
            warning=True,
            what=f"Zoom cannot place {len(names)} of {everyone} people by itself: {', '.join(names)}.",
            cure="Each needs a Zoom account, and its address under zoom_email on the roster; else the host places "
            "them by hand, and their card says so.",
        )
    elif everyone:
        yield Finding(ok=True, what="Everyone on the roster has an address that Zoom can place.")
