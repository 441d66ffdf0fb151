"""Once a night: a backup, made beside everything else so that nothing waits for it; the law on clocks in force; and
what is over its days goes.
"""

import threading

from bot.domain.calendar import read_clocks_anew
from bot.facilitation import civil_nights, retention
from bot.facilitation.backups import nightly
from bot.ports import Desk
from scheduler.guard import guarded

BUSY = threading.Lock()
NIGHTS: set[str] = set()  # for which this process has read the clocks anew


def keep_backup(desk: Desk) -> None:
    """See to it that tonight's backup is made, if it is wanted and due."""
    if desk.backups is not None:
        threading.Thread(target=_once, args=(desk,), name="backup", daemon=True).start()


def _once(desk: Desk) -> None:
    if not BUSY.acquire(blocking=False):
        return  # the last one still takes its time
    try:
        guarded(lambda: nightly(desk))
    finally:
        BUSY.release()


def keep_retention(desk: Desk) -> None:
    """See to it that what is over its days goes tonight."""
    guarded(lambda: retention.nightly(desk))


def keep_clocks(desk: Desk) -> None:
    """See to it that sessions ahead follow the law on clocks, and that this process goes by it from tonight on.

    One process places them; each has read the world's time zones once, and would go by them for as long as it runs.
    """
    guarded(lambda: civil_nights.nightly(desk))
    night = civil_nights.last_night(desk)
    if night not in NIGHTS:
        read_clocks_anew()
        NIGHTS.clear()
        NIGHTS.add(night)
