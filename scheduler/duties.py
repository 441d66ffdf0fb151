"""What falls due: each kind of duty and the use case that does it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.domain.effects import Duty
from bot.facilitation import (
    ballots,
    calls,
    carrying,
    digests,
    ending,
    hour_polls,
    live,
    on_the_day,
    only_once,
    pausing,
    publishing,
    rooms,
    rounds,
    subgroup_digests,
    subgroup_pulse,
    thread_words,
    turns,
    zoom_presence,
)
from bot.facilitation.setting import Setting
from bot.ports import Desk, MemoryAway

log = structlog.get_logger("convener.duties")

DUTIES: dict[str, Callable[[Setting, Duty], datetime | None]] = {
    "round": rounds.look_around,
    "notice": rounds.look_at_notices,
    "ballots": ballots.look,
    "propose-rooms": rooms.propose_rooms,
    "publish-rooms": publishing.publish_rooms,
    "host-sheet": on_the_day.owe_host_sheet,
    "rooms-open": on_the_day.open_rooms,
    "room-question": on_the_day.ask_rooms,
    "carry": carrying.carry,
    "digest": digests.owe_digest,
    "live-rooms": live.look,
    "zoom-presence": zoom_presence.look_back,
    "synthesis": digests.owe_digest,
    "thread-review": thread_words.owe_reviews,
    "parts": turns.look,
    "subgroups": subgroup_pulse.look,
    subgroup_digests.KIND: subgroup_digests.look,
    ending.ENDING: ending.look,
    only_once.OVER: only_once.end_once,
    hour_polls.CLOSES: hour_polls.look,
    "pause-ends": pausing.end_pause,
    calls.WAITS: calls.look_whether_answered,
    calls.FORGETS: calls.forget_words,
}
BATCH = 50
AFTER_A_FALL = timedelta(minutes=5)


def run_due(desk: Desk) -> int:
    """Do everything that has fallen due, each in a transaction of its own; how much there was."""
    with desk.store.read() as memory:
        due = memory.duties.due(desk.clock.now(), BATCH)
    for duty in due:
        _run(desk, duty)
    return len(due)


def _run(desk: Desk, duty: Duty) -> None:
    """Do one duty; one that falls over is looked at again later, and the others go on."""
    try:
        with desk.store.begin() as memory:
            setting = Setting(desk, memory)
            if duty not in memory.duties.due(setting.now, BATCH):
                return  # another process did it, or somebody moved it, since we looked
            again = DUTIES[duty.kind](setting, duty)
            if again is None:
                memory.duties.done(duty.key, setting.now)
            else:
                memory.duties.again(duty.key, again)
    except MemoryAway:
        raise
    except Exception as fall:
        log.error(
            "duty fell over",
            action="duty_failed",
            kind=duty.kind,
            fault=type(fall).__name__,
            exc_info=fall,
        )
        with desk.store.begin() as memory:
            memory.duties.again(duty.key, desk.clock.now() + AFTER_A_FALL)
