"""A copy of the community on which a month can be lived, gone when that is over."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

import structlog

from bot.domain.effects import State
from bot.domain.rehearsal import Rehearsed
from bot.facilitation.steps import NO_ACCOUNT
from bot.ports import Desk
from bot.rehearsal.living import Life
from bot.rehearsal.outside import PretendChat, PretendClock, PretendMeetings, PretendPost
from bot.store.backups import back_up, sqlite_at
from bot.store.sql_store import SqlStore
from bot.voice.mail import BY_MAIL


def rehearse(desk: Desk, url: str, until: datetime, session_id: str) -> Rehearsed:
    """Live from now until then on a copy of this database. Raises DatabaseNotReady, DatabaseAway.

    Nothing of it reaches Slack, Zoom, mail or the database itself. The words of stories cannot be read on a copy: their
    keys are in no backup, and what only carries such words is not said there.
    """
    now = desk.clock.now()
    with copied(url, now) as store:
        clock = PretendClock(instant=now)
        pretended = replace(
            desk, store=store, clock=clock, messenger=PretendChat(absent=_absent(store)),
            meetings=PretendMeetings(began=now, place=desk.meetings.place), backups=None, rehearsals=None,
            post_office=PretendPost() if desk.post_office else None,
        )  # fmt: skip
        return Life(desk=pretended, clock=clock, until=until, session_id=session_id).lived()


@contextmanager
def copied(url: str, now: datetime) -> Iterator[SqlStore]:
    """The database as it is at this moment, in a folder that only we can read and that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        path = Path(folder) / "copy.sqlite3"
        back_up(url, path, now=now)
        here = sqlite_at(path).render_as_string(hide_password=False)
        with closing(SqlStore(here, pool=2, synchronous="OFF")) as store:
            yield store


def _absent(store: SqlStore) -> frozenset[str]:
    """The addresses of those of whom Slack has said that they have no account."""
    with store.read() as memory:
        ended = memory.effects.find(states=[State.CANCELLED])
        ids = {e.target for e in ended if e.last_error in {NO_ACCOUNT, BY_MAIL}}
        people = memory.people.find(id=tuple(ids)) if ids else []
        return frozenset(p.email.casefold() for p in people if not p.slack_id)


Work = Callable[[datetime, str], Rehearsed]


@dataclass(frozen=True)
class Apart:
    """Rehearses in a process of its own: it counts in no measure of ours, and keeps no door waiting.

    `work` is what is done there. Implements the port `Rehearsals`.
    """

    work: Work

    def rehearse(self, until: datetime, session_id: str) -> Rehearsed:
        """What came of it, once it is done."""
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_quietly) as other:
            return other.submit(self.work, until, session_id).result()


def _quietly() -> None:
    """What is only rehearsed is in no log."""
    logging.disable(logging.CRITICAL)
    silent = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=silent)
