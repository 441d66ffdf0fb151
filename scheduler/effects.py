"""The one road by which anything leaves for Slack or Zoom: claimed, found in words, sent, and written down."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.domain.effects import Effect, Late, State
from bot.domain.restoring import NEVER_ARRIVED
from bot.facilitation import dry_run, mailing
from bot.facilitation.bundles import sought, together
from bot.facilitation.deliveries import DELIVERIES
from bot.facilitation.setting import Setting
from bot.facilitation.steps import (
    Drop,
    Outcome,
    Postpone,
    Say,
    SayIn,
    Step,
    Unreachable,
)
from bot.facilitation.telling import touch
from bot.facilitation.tongues import speaking_to
from bot.ports import ComeBack, Desk, Gone, MemoryAway, Refused, Uncertain
from scheduler.doubts import Doubts, Setbacks
from scheduler.failpoints import failpoint
from scheduler.hands import Alone, Hands
from scheduler.measures import measured
from scheduler.turns import hold_others, turn_of

log = structlog.get_logger("convener.effects")

# outlasts the longest HTTP time-out (25 s) and the look-ups after it
LEASE = timedelta(seconds=120)
HELD_UP = timedelta(seconds=10)  # so long after its claim it is looked at anew before it is called
# how long a call may land late before its absence is believed (slack: an outbox looks again after 30-60 s)
SETTLE = timedelta(seconds=30)
# a new meeting may be missing from Zoom's list for longer than a message from Slack's history
LISTED_LATE = {"meeting-open": 3, "small-meeting": 3}
AFTER_A_FALL = timedelta(minutes=10)
# the first pause after trouble, and the longest one
SOON, LONGEST = timedelta(seconds=2), timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """An effect in our hands: the call to make, and whether it may have been made before."""

    effect: Effect
    step: Step
    in_doubt: bool
    since: float = field(default_factory=time.monotonic)


class NotThereYet(Exception):
    """It is in doubt, and may still turn up."""


class NeverArrived(Exception):
    """It was in doubt, and by now it would surely have turned up."""


DOUBTS, SETBACKS, ALONE = Doubts(), Setbacks(), Alone()
End = Callable[[], datetime | None]


def deliver(desk: Desk, effect_id: int, hands: Hands = ALONE) -> datetime | None:
    """See one effect out of the house, exactly once as far as anybody can tell. Safe to call at any time, twice too.

    Gives the instant at which it is to be tried again, where the other side put it off.
    """
    try:
        claimed = hands.write(partial(_claim, desk, effect_id))
    except MemoryAway:
        raise  # nothing is wrong with the effect: it is tried again as soon as the database is back
    except Exception as fall:
        log.error("no words", action="effect_unreadable", fault=type(fall).__name__, exc_info=fall)
        _put_aside(desk, effect_id)
        return None
    if isinstance(claimed, datetime):
        return claimed  # its turn: nothing was tried, so nothing is a setback
    if claimed is None:
        SETBACKS.over(effect_id)
        return None
    failpoint("after_claim", claimed.effect.kind)
    again = hands.write(hands.call(partial(_tried, desk, claimed)))
    if again is None:
        DOUBTS.over(effect_id)
        SETBACKS.over(effect_id)
    return again


def _tried(desk: Desk, claimed: Claimed) -> End:
    """Make the call; how to write down what became of it, which tells when to try again, if it is not over."""
    effect = claimed.effect
    try:
        outcome = _carry(desk, claimed)
    except NotThereYet:
        return partial(_look_again, desk, effect)
    except NeverArrived:
        return partial(_ready, desk, effect)
    except ComeBack as later:
        return partial(_again, desk, claimed, later)
    except Uncertain as doubt:
        return partial(_doubtful, desk, claimed, doubt.reason)
    except Gone as gone:
        return partial(_gone, desk, effect, gone)
    except Unreachable:
        return partial(mailing.unreached, desk, effect)
    except Refused as refusal:
        return partial(_refused, desk, effect, refusal)
    failpoint("after_send", effect.kind)
    return partial(_settle, desk, claimed, outcome)


def _put_aside(desk: Desk, effect_id: int) -> None:
    """An effect whose words cannot be found must not keep the others waiting."""
    with desk.store.begin() as memory:
        now = desk.clock.now()
        taken = memory.effects.claim(effect_id, now, lease=LEASE)
        if taken:
            effect, before = taken
            # what may have been said already must still be looked up before it is said again
            put_off = memory.effects.doubtful if before is State.UNKNOWN else memory.effects.again
            put_off(effect, now + AFTER_A_FALL, "its words could not be found")


def _claim(desk: Desk, effect_id: int) -> Claimed | datetime | None:
    """Take the effect, find its words and take its turn, in one transaction; else when its turn may come."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        taken = memory.effects.claim(effect_id, setting.now, lease=LEASE)
        if taken is None:
            return None
        effect, before = taken
        in_doubt = before is State.UNKNOWN
        if not in_doubt and _stale(setting, effect):
            return None
        with speaking_to(setting, effect.target):
            claimed = _rendered(setting, effect, in_doubt=in_doubt)
        turn = claimed and turn_of(setting, effect, claimed.step, look=in_doubt)
        return turn or claimed


def _stale(setting: Setting, effect: Effect) -> bool:
    """Let go of what has passed its time: late is worse than never for some."""
    if effect.expires_at is None or setting.now < effect.expires_at:
        return False
    reason = (
        "its time had passed" if effect.late is Late.SEND else "late, and worth nothing any more"
    )
    setting.memory.effects.settle(effect, State.EXPIRED, reason)
    return True


def _rendered(setting: Setting, effect: Effect, *, in_doubt: bool) -> Claimed | None:
    step = dry_run.kept_in(setting, effect, DELIVERIES[effect.kind].render(setting, effect))
    if isinstance(step, Say) and not in_doubt:
        step = together(setting, effect, step)
    if isinstance(step, Drop) and in_doubt:
        step = sought(setting, effect) or step
    ledger = setting.memory.effects
    if isinstance(step, Drop) and in_doubt:
        # It may stand there although it is no longer true: we cannot look for it without words, so it stays as it is.
        ledger.settle(effect, State.CANCELLED, "no longer true while in doubt")
        return None
    if isinstance(step, Postpone) and in_doubt:
        # it may never have left: once it may be said again, it is looked up, and said if it is not there
        ledger.doubtful(effect, step.until, "looked up when it is day where the person lives")
        return None
    if isinstance(step, Drop):
        ledger.settle(effect, State.CANCELLED, step.why)
        return None
    if isinstance(step, Postpone):
        ledger.again(effect, step.until, step.why)
        if not step.briefly:
            ledger.put_off(effect.key, not_before=step.until, expires_at=effect.expires_at)
        return None
    return Claimed(effect=effect, step=step, in_doubt=in_doubt)


@measured
def _carry(desk: Desk, claimed: Claimed) -> Outcome:
    """Make the call; after doubt look first, and call again only when it is surely not there."""
    effect = claimed.effect
    if time.monotonic() - claimed.since > min(HELD_UP, LEASE / 2).total_seconds():
        # it may be over by now, and another process may take it up before this one is through
        raise ComeBack("held up before the call")
    if not claimed.in_doubt:
        failpoint("before_send", effect.kind)
        return claimed.step.carry(desk, effect)
    surely = _settled(desk, effect)
    if not surely and effect.id in DOUBTS.sought:
        raise NotThereYet  # looked for once, and nothing new can be concluded yet
    found = claimed.step.found(desk, effect)
    DOUBTS.sought.add(effect.id)
    failpoint("after_look_up", effect.kind)
    if found is None:
        raise NeverArrived if surely else NotThereYet
    return found


def _settled(desk: Desk, effect: Effect) -> bool:
    """Whether by now it would surely have turned up, by the programme's clock and by one that nobody can move."""
    times = LISTED_LATE.get(effect.kind, 1)
    since = effect.claimed_at or effect.not_before
    waited = DOUBTS.waited(effect) >= desk.house.settle_seconds * times
    return waited and desk.clock.now() >= since + SETTLE * times


def _settle(desk: Desk, claimed: Claimed, outcome: Outcome) -> None:
    """Write down that it is done, together with all that follows from it."""
    effect = claimed.effect
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        if memory.effects.done(effect, outcome.mark):
            DELIVERIES[effect.kind].settled(setting, effect, outcome)
            _true_again(setting, claimed)
            failpoint("before_done", effect.kind)
    failpoint("after_done", effect.kind)


def _true_again(setting: Setting, claimed: Claimed) -> None:
    """A message from days that a restored backup knows nothing of is brought up to date with what it knows."""
    mode = setting.memory.effects.restored() if claimed.in_doubt else None
    if mode and claimed.effect.claimed_at == mode.since and isinstance(claimed.step, Say | SayIn):
        touch(setting, claimed.effect.key)


def _ready(desk: Desk, effect: Effect) -> datetime:
    """Looked up, and surely not there: ready again at once."""
    DOUBTS.over(effect.id)
    with desk.store.begin() as memory:
        now = desk.clock.now()
        memory.effects.again(effect, now, NEVER_ARRIVED)
    return now


def _again(desk: Desk, claimed: Claimed, later: ComeBack) -> datetime:
    """Certainly not done: tried again when the other side said. A look-up put off leaves the call itself in doubt."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        now = setting.now
        at = max(later.at or now + _pause(claimed.effect, later.wait), now)
        put_off = memory.effects.doubtful if claimed.in_doubt else memory.effects.again
        put_off(claimed.effect, at, later.reason)
        hold_others(setting, claimed.effect, claimed.step, later, look=claimed.in_doubt)
    return at


def _pause(effect: Effect, wait: timedelta) -> timedelta:
    """As long as the other side asks for; while it stays away ever longer, up to five minutes."""
    grown = wait * (1 << min(max(SETBACKS.another(effect.id) - 3, 0), 8))
    return max(wait, min(grown, LONGEST))


def _look_again(desk: Desk, effect: Effect) -> datetime:
    """Looked up too early: once more as soon as it would surely have turned up."""
    with desk.store.begin() as memory:
        now = desk.clock.now()
        settle = SETTLE * LISTED_LATE.get(effect.kind, 1)
        at = max((effect.claimed_at or effect.not_before) + settle, now + SOON)
        memory.effects.doubtful(effect, at, "not there yet")
    return at


def _doubtful(desk: Desk, claimed: Claimed, why: str) -> datetime:
    """It may have been done: looked up soon; while no clear answer comes, pauses grow with the time in doubt."""
    effect = claimed.effect
    DOUBTS.waited(effect)
    with desk.store.begin() as memory:
        now = desk.clock.now()
        so_far = now - (effect.claimed_at or now) if claimed.in_doubt else SOON
        at = now + min(max(so_far, SOON), LONGEST)
        memory.effects.doubtful(effect, at, why)
    return at


def _gone(desk: Desk, effect: Effect, gone: Gone) -> None:
    """What was to be changed is not there, or not ours any more: over, but for what its kind makes of that."""
    with desk.store.begin() as memory:
        if memory.effects.settle(effect, State.CANCELLED, gone.reason):
            DELIVERIES[effect.kind].gone(Setting(desk, memory), effect, gone)


def _refused(desk: Desk, effect: Effect, refusal: Refused) -> None:
    """No, for good: kept as refused, and told to facilitators where they can do something about it."""
    log.warning("refused", action="effect_refused", kind=effect.kind, code=refusal.code)
    with desk.store.begin() as memory:
        # where single addresses were refused, the rest goes on without them, and nothing is left to mend
        state = State.CANCELLED if refusal.named else State.DEAD
        if memory.effects.settle(effect, state, refusal.reason):
            DELIVERIES[effect.kind].refused(Setting(desk, memory), effect, refusal)
