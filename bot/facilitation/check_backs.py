"""Whether authors find themselves in what was made of their answers, as they say it."""

from bot.domain.errors import FacilitationError
from bot.domain.synthesis import CheckBack, Finds
from bot.facilitation.setting import Setting
from bot.facilitation.synthesis import check_key
from bot.facilitation.telling import touch
from bot.ports import Desk
from bot.voice.words import one_line

MISSING = 1000


class NotYourAnswer(FacilitationError):
    """This question goes to those whose answers were used, and yours were not."""


def find_oneself(
    desk: Desk, session_id: str, version: int, person_id: str, finds: Finds, text: str = ""
) -> CheckBack:
    """An author's word on a version; a later word takes the place of an earlier one. Raises NotYourAnswer."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        key = _asked(setting, session_id, version, person_id)
        said = CheckBack(
            id=key, session_id=session_id, version=version, person_id=person_id, finds=finds,
            at=setting.now, words=one_line(text, MISSING),
        )  # fmt: skip
        memory.check_backs.save(said)
        touch(setting, key)
        return said


def _asked(setting: Setting, session_id: str, version: int, person_id: str) -> str:
    key = check_key(session_id, version, person_id)
    if setting.memory.effects.seek(key) is None:
        raise NotYourAnswer
    return key


def asked_of(desk: Desk, session_id: str, version: int, person_id: str) -> None:
    """Whether this person is asked about this version. Raises NotYourAnswer."""
    with desk.store.read() as memory:
        _asked(Setting(desk, memory), session_id, version, person_id)
