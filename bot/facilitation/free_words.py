"""Words written to the bot without pressing anything: offered as an answer, never assumed to be one."""

from bot.domain.errors import NoSuchThing
from bot.domain.languages import say
from bot.domain.programme import Note, PromptType
from bot.facilitation import prompts
from bot.facilitation.facts import question_of
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch
from bot.ports import Desk, Memory
from bot.voice import free_words as words
from bot.voice.ballots import in_your_own_words
from bot.voice.message import Message
from bot.voice.prompts import Question
from bot.voice.stories import NOBODY_YET

LONGEST = 3000


def hear(desk: Desk, person_id: str, text: str, *, gesture: str) -> None:
    """Answer free text in a direct message: offer to take it as the answer where exactly one question is open."""
    asked = prompts.free_text(desk, person_id, text)
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        if asked and not asked.prompt.anonymous:
            kept = f"h{memory.numbers.next('heard')}"
            memory.sealed.keep(kept, 1, text[:LONGEST])
            memory.notes.save(Note(id=f"heard:{gesture}", text=kept))
        payload = {"heard": gesture, "asking": asked.asking.id if asked else ""}
        person = setting.person(person_id)
        owe(setting, "offer", f"offer:{gesture}", person, payload, at=setting.now, quiet=False)


def take_words(desk: Desk, gesture: str, asking_id: str, person_id: str) -> Question | None:
    """Yes, that is my answer. None where the words are no longer there."""
    with desk.store.begin() as memory:
        _own_offer(memory, gesture, person_id)
        note = memory.notes.seek(f"heard:{gesture}")
        if note is None:
            return None
        said = memory.sealed.text(note.text) or ""
        asked = prompts.respond(desk, asking_id, person_id, said)
        _forget(desk, gesture)
        return asked


def leave_words(desk: Desk, gesture: str, person_id: str) -> None:
    """No: nothing is kept."""
    with desk.store.begin() as memory:
        _own_offer(memory, gesture, person_id)
        _forget(desk, gesture)


def _own_offer(memory: Memory, gesture: str, person_id: str) -> None:
    """Words are offered back to whoever wrote them, and to nobody else. Raises NoSuchThing."""
    offered = memory.effects.seek(f"offer:{gesture}")
    if offered is None or offered.target != person_id:
        raise NoSuchThing(
            what="offer", name="here", hint="It was put to somebody else, or is gone."
        )


def _forget(desk: Desk, gesture: str) -> None:
    with desk.store.begin() as memory:
        note = memory.notes.seek(f"heard:{gesture}")
        if note:
            memory.sealed.destroy(note.text, desk.clock.now())
        memory.notes.remove(f"heard:{gesture}")
        memory.forget_list.add("note", f"heard:{gesture}", desk.clock.now())
        touch(Setting(desk, memory), f"offer:{gesture}")


def offer(setting: Setting, heard: str, asking_id: str) -> Message:
    """The offer as it stands: a question with two buttons, what was decided, or where the buttons are."""
    if not asking_id:
        return words.where_to_write()
    asked = question_of(setting, setting.memory.askings.get(asking_id))
    if asked.prompt.anonymous:
        return in_your_own_words(asked.words)
    if setting.memory.notes.seek(f"heard:{heard}") is None:
        taken = asked.response or (asked.story and not asked.story.story.gone)
        return Message(text=say(words.TAKEN if taken else words.NOT_KEPT))
    who_sees = say(NOBODY_YET) if asked.prompt.type is PromptType.STORY else asked.who_sees
    return words.offer(asked.words, who_sees, f"{heard}|{asking_id}")
