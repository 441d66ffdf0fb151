"""A process of ours as the machine sees it: it ends when told to, and does not look through itself all the time."""

import gc
import signal
from collections.abc import Callable

SELDOM = (50_000, 20, 20)  # the interpreter's own are 700, 10 and 10


def leave_be_what_stays() -> None:
    """Do not look through the program itself again and again for what may be thrown away, and seldom for the rest.

    Almost all we make is let go of by counting; what is left after so many things more is soon enough.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def on_the_word(stop: Callable[[], None]) -> None:
    """Stop when the machine, or somebody at the keyboard, says so."""
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop())
