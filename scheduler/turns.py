"""Whose turn it is with Slack and Zoom: asked before a call, and said to all when it came too soon."""

from datetime import datetime

from bot.domain.effects import Effect
from bot.domain.urgency import urgency_of
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Step
from bot.ports import ComeBack
from scheduler.measures import count_refusal, count_wait

OUT_OF_TURN = "asked as often as the other side allows: it waits for its turn"


def turn_of(setting: Setting, effect: Effect, step: Step, *, look: bool) -> datetime | None:
    """When the call or look-up may be made, if not now: until then it waits as it was, and nothing is counted."""
    wanted = step.paces(setting.desk, look=look)
    turn = setting.memory.paces.take(setting.now, wanted, urgency=urgency_of(effect.kind))
    if turn is None:
        return None
    setting.memory.effects.wait(effect, turn.at, OUT_OF_TURN)
    count_wait(effect.kind, turn.of, turn.at - setting.now)
    return turn.at


def hold_others(
    setting: Setting, effect: Effect, step: Step, later: ComeBack, *, look: bool
) -> None:
    """Whatever keeps the same pace waits, too, in all workers; not longer than the limit itself lasts."""
    if later.per is None:
        return
    count_refusal(effect.kind, later.of)
    until = later.at or setting.now + later.wait
    met = [pace for pace in step.paces(setting.desk, look=look) if pace.per == later.per]
    setting.memory.paces.hold(setting.now, met, min(until, setting.now + later.per))
