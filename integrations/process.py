"""A process of ours as the machine sees it: it ends when told to, and does not look through itself all the time."""

import ctypes
import gc
import signal
from collections.abc import Callable
from contextlib import suppress

SELDOM = (10_000, 10, 10)  # the interpreter's own are 700, 10 and 10
ARENAS, FEW = -8, 2  # M_ARENA_MAX of mallopt(3); left alone there are eight for each core


def leave_be_what_stays() -> None:
    """Do not look through the program itself again and again for what may be thrown away, and seldom for the rest.

    Almost all we make is let go of by counting; what is left after so many things more is soon enough.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def share_room() -> None:
    """Let threads take memory from the same few places: with one each, what they let go of stays with us for good.

    To be said before the threads begin. Seven minutes into a month of 1,000 people, side by side, it was 171 MB against
    217. Only the GNU library knows of it.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(ARENAS, FEW)


def on_the_word(stop: Callable[[], None]) -> None:
    """Stop when the machine, or somebody at the keyboard, says so."""
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop())
