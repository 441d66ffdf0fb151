"""What every engine does once a minute: say that it is alive, tell what is stuck, and once a night keep a backup,
place the sessions ahead by the law on clocks in force, and let go of what is over its days.
"""

import structlog

from bot.facilitation.heartbeat import Heartbeat
from bot.ports import Desk
from scheduler.nightly import keep_backup, keep_clocks, keep_retention

log = structlog.get_logger("convener.heartbeat")


def watch(desk: Desk, heartbeat: Heartbeat) -> None:
    """Show a sign of life, and leave a line in the log for whatever facilitators are told is stuck."""
    heartbeat.alive(desk)
    keep_backup(desk)
    keep_clocks(desk)
    keep_retention(desk)
    for one in heartbeat.look(desk):
        since = one.since.isoformat()
        log.error("stuck", action="stuck", about=one.about, number=len(one.effects), since=since)
