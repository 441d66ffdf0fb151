"""When a programme ends, as the demo reckons it for itself: the goodbye, and when nothing is open any more."""

from datetime import datetime, timedelta

from bot.demo.almanac import Gathering
from bot.demo.evidence import Evidence
from bot.domain.programme import Prompt, When


def over_by(evidence: Evidence) -> datetime | None:
    """From when on nothing is open any more: where the plan's last session was lived, some days after the goodbye."""
    last = evidence.community.calendar[-1]
    if last not in evidence.community.sessions:
        return None
    asked = _asked_after(evidence, last)
    checked = [p.send.days for p in asked if p.send and "action_owner" in p.audience]
    days = max(14, parting_days(evidence, last) + 5, *(days + 5 for days in checked))
    return last.ends_at + timedelta(days=days)


def parting_days(evidence: Evidence, last: Gathering) -> int:
    """How many days after the last session people say goodbye: a day after its last question, three at least."""
    asked = [p.send.days for p in _asked_after(evidence, last) if p.send and p.when is When.POST]
    return max([3, *(days + 1 for days in asked)])


def _asked_after(evidence: Evidence, last: Gathering) -> list[Prompt]:
    """What is asked after the last session by the plan, but for what comes long after it."""
    every = evidence.community.plan.prompts_of(last.month)
    return [p for p in every if p.send and not p.send.before and p.when is not When.FOLLOW]
