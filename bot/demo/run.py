"""`convener demo`: plays, judges, writes the report, and says with its exit status whether everything held."""

import json
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from bot.demo.checks import judge
from bot.demo.community import Community, community_for
from bot.demo.evidence import Evidence
from bot.demo.gathering import gather
from bot.demo.page import page_of
from bot.demo.play import Play, folder_for
from bot.demo.product import KILOBYTES
from bot.demo.report import Cost, report_of
from bot.demo.transcript import Transcript
from bot.demo.verdict import tell_figures, tell_verdict
from bot.demo.wish import Wish

HELD, BROKEN, TOLD_TO_END = 0, 1, 143


def run(wish: Wish, *, console: Console | None = None) -> int:
    """Live the months, print what happened, and return the exit status. Raises CannotPlay."""
    began = time.monotonic()
    community = community_for(wish)
    transcript = Transcript(community, console=console)
    with heeding_the_end(), folder_for(keep=wish.keep) as folder:
        play = Play(community, wish, folder, transcript)
        try:
            evidence = _played(play)
        finally:
            play.close()
        if wish.keep:
            transcript.say(f"The folder of this run is kept: {folder}")
    return _concluded(evidence, wish, _cost(play, time.monotonic() - began), transcript)


@contextmanager
def heeding_the_end() -> Iterator[None]:
    """Told to end, the demo ends its bot and removes its folder like one that is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TOLD_TO_END))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
        f"{len(community.people)} people of {organisations} organisations in {len(community.zones)} time zones "
        f"live {months} of “{community.plan.title}”."
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
        demo_megabytes=own / KILOBYTES,
        bot_megabytes=play.product.megabytes or bots / KILOBYTES,
        steps=play.clockwork.steps,
        kills=play.clockwork.kills,
    )


def _concluded(evidence: Evidence, wish: Wish, cost: Cost, transcript: Transcript) -> int:
    invariants = judge(evidence)
    report = report_of(evidence, invariants, wish, cost)
    if wish.report:
        text = json.dumps(report, ensure_ascii=False, indent=1)
        wish.report.write_text(text + "\n", encoding="utf-8")
    if wish.page:
        wish.page.write_text(page_of(evidence, report, invariants), encoding="utf-8")
    tell_figures(report, transcript)
    tell_verdict(invariants, transcript)
    return HELD if report["held"] else BROKEN
