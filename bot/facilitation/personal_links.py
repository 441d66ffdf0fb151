"""Links that open something for one person: signed for one purpose, good for a while, and revocable."""

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.facilitation.tongues import answer_in_own
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.ports import BadSignature, Desk

TURN = "turn"


def mint(setting: Setting, purpose: str, person_id: str, **facts: str) -> str:
    """A token for this person and purpose. It holds ids alone."""
    known = {"person": person_id, **facts}
    times = turn(setting, person_id)
    return setting.desk.links.mint(purpose, known | ({TURN: times} if times else {}))


def read(setting: Setting, purpose: str, token: str, *, max_age: timedelta) -> Mapping[str, str]:
    """What a token holds. Raises BadSignature for one that is forged, too old, revoked or for another purpose."""
    facts = setting.desk.links.read(purpose, token, max_age=max_age)
    if facts.get(TURN, "") != turn(setting, facts.get("person", "")):
        raise BadSignature("revoked")
    return facts


def holder(setting: Setting, purpose: str, token: str, *, max_age: timedelta) -> Participant:
    """Whom a token was made for, also after they have left, and answered in their language. Raises BadSignature."""
    facts = read(setting, purpose, token, max_age=max_age)
    person = setting.memory.people.seek(facts.get("person", ""))
    if person is None or person.erased:
        raise BadSignature("nobody of ours")
    return answer_in_own(person)


def revoke(desk: Desk, person_id: str, *, by: str = AT_THE_MACHINE) -> str:
    """Let no link work any more that was made for this person until now; their name. New ones work."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        found = setting.person(person_id)
        following = int(turn(setting, found.id) or "0") + 1
        memory.notes.save(Note(id=_key(found.id), text=str(following)))
        trace(setting, by, "revoked a person's links", found.id)
        return found.name


def turn(setting: Setting, person_id: str) -> str:
    """How often this person's links were revoked; empty for never."""
    note = setting.memory.notes.seek(_key(person_id))
    return note.text if note else ""


def _key(person_id: str) -> str:
    return f"links-revoked:{person_id}"
