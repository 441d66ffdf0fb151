"""The address of a person's own calendar: good for as long as calendars go on asking by it, until it is revoked."""

from datetime import timedelta

from bot.domain.roster import Participant
from bot.facilitation import personal_links
from bot.facilitation.setting import Setting

PURPOSE = "calendar"
GOOD_FOR = timedelta(days=3650)  # a calendar asks by the address that it was given once


def calendar_of(setting: Setting, person_id: str) -> str:
    """Where somebody finds their calendar; empty where the world cannot reach us."""
    base = setting.desk.house.public_url
    return f"{base}/calendar/{personal_links.mint(setting, PURPOSE, person_id)}" if base else ""


def reader(setting: Setting, token: str) -> Participant:
    """Whose calendar this is, also after they have left. Raises BadSignature."""
    return personal_links.holder(setting, PURPOSE, token, max_age=GOOD_FOR)
