"""The embedded engine: an alarm clock that asks the tables what is due, and a few hands to carry it out."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler

from bot.facilitation.heartbeat import Heartbeat
from bot.ports import Desk
from scheduler import pauses
from scheduler.duties import run_due
from scheduler.effects import deliver
from scheduler.guard import guarded
from scheduler.hands import InTurn
from scheduler.measures import ROUNDS
from scheduler.watch import watch

# so few for each hand that what is urgent never waits behind a whole round of prompts, and that no hand is idle
AHEAD = 5
SHORTLY = timedelta(minutes=1)  # what is tried again so soon is worth looking for more often
KEENER = 3


class Engine:
    """Wakes up every `tick_seconds`, or at once when asked, and hands out all that is due.

    One leader reads the tables and never waits for a hand: a slow answer holds up nothing else.
    """

    def __init__(self, desk: Desk, *, tick_seconds: float, concurrency: int) -> None:
        self.desk = desk
        self._tick_seconds, self._concurrency = tick_seconds, concurrency
        self._alarm = BackgroundScheduler(timezone="UTC")
        self._leader = threading.Thread(target=self._lead, name="leader", daemon=True)
        # while some call, as many again find the next words or write down what became of the last ones
        self._threads = ThreadPoolExecutor(2 * concurrency, thread_name_prefix="deliver")
        self._hands = InTurn(calls=concurrency)
        self._wanted, self._stopping = threading.Event(), threading.Event()
        # set while nothing is in hand and nothing is to be looked at
        self._resting = threading.Event()
        self._lock, self._heartbeat = threading.Lock(), Heartbeat()
        self._underway: set[int] = set()
        self._full_round, self._more = False, False
        self._next_turn: datetime | None = None
        self._pause = tick_seconds

    def start(self) -> None:
        """Take up what an earlier process left in the middle, at once; then keep time."""
        with self.desk.store.begin() as memory:
            memory.effects.release_stale(only_writer=True)
        self._heartbeat.alive(self.desk)
        every = {
            "trigger": "interval",
            "coalesce": True,
            "max_instances": 1,
            "misfire_grace_time": None,
        }
        self._alarm.add_job(self.wake, seconds=self._tick_seconds, id="tick", **every)
        self._alarm.add_job(partial(guarded, self._sweep), seconds=60, id="sweep", **every)
        self._alarm.start()
        self._leader.start()
        self.wake()

    def stop(self) -> None:
        """Finish what is in hand, and nothing more."""
        self._stopping.set()
        self._wanted.set()
        if self._alarm.running:
            self._alarm.shutdown(wait=True)
        if self._leader.is_alive():
            self._leader.join()
        self._threads.shutdown(wait=True, cancel_futures=True)
        guarded(lambda: self._heartbeat.ended(self.desk))

    def wake(self) -> None:
        """Look at the tables soon: it is time, or somebody waits. Asked twice before it begins, it looks once."""
        with self._lock:
            self._full_round = True
            self._look_soon()

    def _look_soon(self) -> None:
        self._resting.clear()
        self._wanted.set()

    def rest(self, seconds: float) -> bool:
        """Do all that can be done at this instant, and say so once it is: at the latest after so many seconds.

        What waits for a later instant waits on.
        """
        self.wake()
        return self._resting.wait(seconds)

    def _lead(self) -> None:
        pause: float | None = None
        while not self._stopping.is_set():
            self._wanted.wait(pause)
            self._wanted.clear()
            look = self._round if self._takes_full_round() else self._hand_out
            while not self._stopping.is_set() and guarded(look):
                pass
            pause = self._pause if guarded(self._is_expecting) else None
            with self._lock:
                if not (self._underway or self._wanted.is_set()):
                    self._resting.set()

    def _takes_full_round(self) -> bool:
        if not self._full_round:
            return False  # only hands came back: duties can wait for the next tick
        self._full_round = False
        return True

    def _round(self) -> bool:
        """Do the duties that are due and hand out what may leave; whether more duties may be due by now."""
        ROUNDS.inc()
        with self.desk.store.read() as memory:  # most rounds find no duty: one look for both
            if not memory.duties.due(self.desk.clock.now(), 1):
                self._hand_out()
                return False
        run_due(self.desk)
        self._hand_out()
        return True

    def _hand_out(self) -> None:
        """Give the hands what is due and not with them already, as long as they are not too busy."""
        with self._lock:
            underway = frozenset(self._underway)
        room = AHEAD * self._concurrency - len(underway)
        if room <= 0:
            self._more, self._next_turn = True, None  # whoever comes back looks again
            return
        now = self.desk.clock.now()
        with self.desk.store.read() as memory:
            due = memory.effects.due(now, room + len(underway) + 1)
            self._next_turn = memory.effects.next_turn(now)
        new = [effect_id for effect_id in due if effect_id not in underway]
        self._more = len(new) > room
        for effect_id in new[:room]:
            with self._lock:
                self._underway.add(effect_id)
            carried = self._threads.submit(deliver, self.desk, effect_id, self._hands)
            carried.add_done_callback(partial(self._back, effect_id))

    def _back(self, effect_id: int, carried: "Future[datetime | None]") -> None:
        """A hand is free again: the leader looks once nothing is under way, or little and more is due."""
        # what fell over waits for the next tick
        noted = not carried.cancelled() and guarded(lambda: self._noted(carried.result()))
        with self._lock:
            self._underway.discard(effect_id)
            left = len(self._underway)
            if noted and (not left or (self._more and left <= (AHEAD - 2) * self._concurrency)):
                self._look_soon()

    def _noted(self, again: datetime | None) -> bool:
        """Look again when something is tried again shortly, and sooner than all that was known of."""
        with self._lock:
            known = self._next_turn
            soon = again is not None and again <= self.desk.clock.now() + SHORTLY
            if again is not None and soon and (known is None or again < known):
                self._look_soon()
        return True

    def _is_expecting(self) -> bool:
        """Whether something can leave shortly, perhaps before the next tick; `_pause` is the time until then."""
        with self._lock:
            turn = self._next_turn
        if turn is None:
            return False
        now = self.desk.clock.now()
        self._pause = pauses.until(turn, now, longest=self._tick_seconds / KEENER)
        return turn - now <= SHORTLY

    def _sweep(self) -> None:
        """Claims that nobody finished become doubts, to be looked up; and what is stuck is told."""
        with self.desk.store.begin() as memory:
            memory.effects.release_stale(only_writer=False)
            memory.paces.tidy(self.desk.clock.now())
        watch(self.desk, self._heartbeat)
