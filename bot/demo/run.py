"""`convener demo`: plays, judges, writes the report, and says with its exit status whether everything held."""

import json
import resource
import time
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.demo.checks import judge
from bot.demo.community import Community, community_for
from bot.demo.evidence import Evidence, Invariant
from bot.demo.gathering import gather
from bot.demo.play import Play, folder_for
from bot.demo.report import Cost, report_of
from bot.demo.transcript import Transcript
from bot.demo.wish import Stuck, Wish

HELD, BROKEN = 0, 1
MEGABYTE_IN_KILOBYTES = 1024


def run(wish: Wish, *, console: Console | None = None) -> int:
    """Live the months, print what happened, and return the exit status. Raises CannotPlay."""
    began = time.monotonic()
    community = community_for(wish)
    transcript = Transcript(community, console=console)
    with folder_for(keep=wish.keep) as folder:
        play = Play(community, wish, folder, transcript)
        try:
            evidence = _played(play)
        except Stuck as stuck:
            transcript.end()
            transcript.tell()
            transcript.say(stuck.message)
            return BROKEN
        finally:
            play.close()
        if wish.keep:
            transcript.say(f"The folder of this run is kept: {folder}")
    cost = _cost(play, time.monotonic() - began)
    return _concluded(evidence, wish, cost, transcript)


def _played(play: Play) -> Evidence:
    _opening(play.community, play.wish, play.transcript)
    play.transcript.begin()
    play.live()
    evidence = gather(play)
    play.transcript.end()
    play.transcript.tell()
    return evidence


def _opening(community: Community, wish: Wish, transcript: Transcript) -> None:
    first, last = community.sessions[0], community.sessions[-1]
    months = f"month {first.month}" if first == last else f"months {first.month} to {last.month}"
    organisations = len({p.organisation for p in community.people.values()})
    transcript.say(
        f"{len(community.people)} people of {organisations} organisations in {len(community.zones)} time zones live "
        f"{months} of “{community.plan.title}”."
    )
    transcript.say(
        "Everyone here is invented. Slack and Zoom are stand-ins on this machine; the bot is the real one."
    )
    if wish.faults or wish.restarts:
        transcript.say(
            f"On the way {wish.faults:.0%} of its calls go wrong, and it is killed {wish.restarts} times."
        )


def _cost(play: Play, seconds: float) -> Cost:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bots = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Cost(
        wall_seconds=seconds,
        demo_megabytes=own / MEGABYTE_IN_KILOBYTES,
        bot_megabytes=bots / MEGABYTE_IN_KILOBYTES,
        steps=play.clockwork.steps,
        kills=play.clockwork.kills,
    )


def _concluded(evidence: Evidence, wish: Wish, cost: Cost, transcript: Transcript) -> int:
    invariants = judge(evidence)
    report = report_of(evidence, invariants, wish, cost)
    if wish.report:
        wish.report.write_text(
            json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    _figures(report, transcript)
    _verdict(invariants, transcript)
    return HELD if report["held"] else BROKEN


def _figures(report: dict, transcript: Transcript) -> None:  # type: ignore[type-arg]
    days, prompts, actions = report["person_days"], report["prompts"], report["actions"]
    transcript.say()
    transcript.say("What came of it", style="bold")
    for one in report["sessions"]:
        zoom = (
            f"; Zoom placed {one['placed_by_zoom']}, {one['placed_by_hand']} by hand"
            if one["zoom_meetings"]
            else ""
        )
        transcript.say(
            f"  Month {one['session']}: {one['planned']} seats in {one['rooms']} rooms, {one['attended']} people came{zoom}."
        )
    transcript.say(
        f"  {days['messages']} messages to people, at most {days['most']} on one day; {prompts['asked']} questions, {prompts['answered']} answers."
    )
    transcript.say(
        f"  {actions['made']} actions agreed: {actions['done']} done, {actions['carried']} carried on."
    )
    transcript.say(
        f"  {report['wall_seconds']} seconds, {report['peak_memory_mb']:.0f} MB, {report['steps']} steps of the clock."
    )


def _verdict(invariants: Sequence[Invariant], transcript: Transcript) -> None:
    broken = [one for one in invariants if not one.held]
    transcript.say()
    transcript.say("What must hold", style="bold")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=3)
    table.add_column(ratio=2, overflow="fold")
    for one in invariants:
        table.add_row(
            "held" if one.held else "[bold red]NOT HELD[/]", escape(one.name), escape(one.figure)
        )
    transcript.console.print(table)
    for one in broken:
        transcript.say(f"NOT HELD: {one.name}", style="bold red")
        for words in one.findings[:5]:
            transcript.say(f"    {words}")
    transcript.say()
    count = len(invariants)
    transcript.say(
        f"All {count} invariants held."
        if not broken
        else f"{len(broken)} of {count} invariants did NOT hold.",
        style="bold",
    )
