"""Tonight's backup, made beside everything else: nothing waits for it."""

import threading

from bot.facilitation.backups import nightly
from bot.ports import Desk
from scheduler.guard import guarded

BUSY = threading.Lock()


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
