"""What the rooms of earlier sessions leave behind: who has met whom, who has hosted and who took notes."""

from bot.domain.seating_wishes import Past
from bot.domain.sessions import Session
from bot.facilitation.setting import Setting


def past_of(setting: Setting, session: Session) -> Past:
    """Who has met whom in the rooms of earlier sessions, as published."""
    earlier = [s for s in setting.sessions() if s.month < session.month]
    plans = [setting.memory.plans.published(s.id) for s in earlier]
    return Past.of([plan.rooms for plan in plans if plan])
