"""Who can be written to by mail."""

from bot.domain.roster import Participant
from bot.facilitation.setting import Setting


def wants_none(setting: Setting, person_id: str) -> bool:
    return setting.memory.notes.seek(no_mail(person_id)) is not None


def no_mail(person_id: str) -> str:
    """The name of the note that somebody wants no more mail."""
    return f"no-mail:{person_id}"


def has_mail(setting: Setting, person: Participant) -> bool:
    """Whether somebody who is not in Slack can be written to by mail."""
    may = setting.desk.post_office is not None and not wants_none(setting, person.id)
    return may and "@" in person.email
