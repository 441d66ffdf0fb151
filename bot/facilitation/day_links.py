"""The address of the run of the day, for one facilitator."""

from datetime import timedelta

from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import personal_links
from bot.facilitation.setting import Setting

PURPOSE, GOOD_FOR = "day", timedelta(days=30)


def day_address(setting: Setting, session: Session, person: Participant) -> str:
    """Where this facilitator finds the page; empty where the world cannot reach us."""
    base = setting.desk.house.public_url.rstrip("/")
    if not base:
        return ""
    token = personal_links.mint(setting, PURPOSE, person.id, session=session.id)
    return f"{base}/facilitate/session/{session.month}/day?key={token}"
