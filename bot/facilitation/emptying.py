"""What erasing comes to in memory, whoever asks for it: on request, or when their days are over."""

from datetime import datetime

from bot.domain.roster import ERASED
from bot.ports import Memory


def empty(memory: Memory, person_id: str, now: datetime) -> None:
    """All that is theirs goes, with the keys that open it in backups; one that is restored is emptied again."""
    told = [story.id for story in memory.stories.find(person_id=person_id)]
    written = [row.id for row in memory.writings.find(by=person_id, locked=True)]
    for locked in (*told, *written, *_heard(memory, person_id)):
        memory.sealed.destroy(locked, now)
    memory.erase(person_id)
    memory.forget_list.add(ERASED, person_id, now)


def _heard(memory: Memory, person_id: str) -> list[str]:
    """What they wrote to us without a button, and never took as an answer: under which ids it is locked."""
    offers = memory.effects.find(target=person_id, kind="offer")
    notes = (memory.notes.seek(f"heard:{offer.payload.get('heard', '')}") for offer in offers)
    return [note.text for note in notes if note]
