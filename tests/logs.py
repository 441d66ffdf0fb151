"""Whatever a test does to logs is undone after it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.logs import OURS


@contextmanager
def logs_as_before() -> Iterator[None]:
    root, levels = logging.getLogger(), {n: logging.getLogger(n).level for n in ("", *OURS)}
    before = root.handlers[:], logging.raiseExceptions, threading.excepthook
    spoken = structlog.get_config() if structlog.is_configured() else None
    yield
    root.handlers, logging.raiseExceptions, threading.excepthook = before
    logging.captureWarnings(False)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()
    if spoken is not None:
        structlog.configure(**spoken)
