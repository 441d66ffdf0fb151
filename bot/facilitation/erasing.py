"""Erasing a person: looked at first, then done at once; what is theirs goes everywhere, and counts stay."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.domain.effects import Effect, State
from bot.domain.errors import FacilitationError
from bot.domain.leaves import GIVEN
from bot.domain.leaves import LeaveState as Says
from bot.domain.roster import Participant
from bot.facilitation import calls, leaves, leaving, own_data, story_reach, taking_back
from bot.facilitation.emptying import empty
from bot.facilitation.mailing import KIND as MAILED
from bot.facilitation.person_files import of_address
from bot.facilitation.sending import words_of
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.telling import LEFT, touch_home
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.facilitation.undone import undone
from bot.ports import Desk, Memory
from bot.voice.message import Message
from bot.voice.words import escape, spelled

OPEN_QUESTIONS = ("open", "later")
REST_ON_ANSWERS = frozenset({"synthesis-out", "check-back"})
# fields of a person's file that people write into
WORDS = (
    "text",
    "what",
    "word",
    "words",
    "idea",
    "hard",
)
AT_ONCE = 100  # messages that are looked at in one turn to write, so that others have theirs
LONG_ENOUGH = 4  # letters: what is shorter stands in anything


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """What erasing does: how many of each kind there are, and which messages in Slack are deleted or written anew."""

    person_id: str
    name: str
    counted: Mapping[str, int]
    deleted: int
    edited: int
    mailed: int


def look(desk: Desk, address: str) -> Erasure:
    """What would happen: found by doing all of it, and writing none of it. Raises NobodyThere, NobodyLeft."""
    about = _messages_about(desk, address)
    return undone(desk, lambda memory: _erased(desk, address, about, AT_THE_MACHINE))


def erase(desk: Desk, address: str, *, by: str = AT_THE_MACHINE) -> Erasure:
    """Erase whoever is known by this address, in one transaction. Raises NobodyThere, NobodyLeft."""
    about = _messages_about(desk, address)
    with desk.store.begin():
        return _erased(desk, address, about, by)


def _erased(desk: Desk, address: str, about: Sequence[str], by: str) -> Erasure:
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = of_address(setting, address)
        counted = own_data.counted(setting, person)
        _let_go(desk, person, by)
        return _emptied(Setting(desk, memory), person, counted, about, by)


def _let_go(desk: Desk, person: Participant, by: str) -> None:
    """All that follows where somebody leaves and takes back what they gave, by the same ways."""
    if not person.has_left:
        leaving.leave(desk, person.id, by=by)
    with desk.store.begin() as memory:
        for story in memory.stories.find(person_id=person.id):
            taking_back.take_back(desk, story.id, person.id)
        for leave in memory.leaves.find(person_id=person.id, state=[str(one) for one in GIVEN]):
            version = memory.responses.get(leave.id).version
            leaves.say(desk, leave.id, person.id, Says.NO, version=version)
        for call in memory.calls.find(person_id=person.id):
            if call.waits:
                calls.settle(desk, call.id, person.id)
        for asking in memory.askings.find(person_id=person.id, state=OPEN_QUESTIONS):
            memory.askings.save(replace(asking, state="closed"))


def _emptied(
    setting: Setting, person: Participant, counted: Mapping[str, int], about: Sequence[str], by: str
) -> Erasure:
    memory = setting.memory
    theirs = _their_messages(setting, person)
    mailed = memory.effects.find(target=person.id, states=[State.DONE])
    empty(memory, person.id, setting.now)
    for sent in theirs:
        story_reach.mend(setting, "story-unshared", f"erased:{sent.id}", sent)
    edited = [key for key in about if story_reach.written_anew(setting, key)]
    after = Setting(setting.desk, memory)
    for one in after.everyone:
        touch_home(after, one)
    trace(after, by, "erased a person", person.id)
    return Erasure(
        person_id=person.id, name=person.name, counted=counted, deleted=len(theirs),
        edited=len(edited), mailed=sum(sent.kind == MAILED for sent in mailed),
    )  # fmt: skip


def _their_messages(setting: Setting, person: Participant) -> list[Effect]:
    """What the bot said to them and may delete: each message once, whatever stands together in it."""
    sent = setting.memory.effects.find(target=person.id, states=LEFT)
    standing = {e.remote_id: e for e in sent if ":" in e.remote_id or e.state is not State.DONE}
    return sorted(standing.values(), key=lambda one: one.id)


def _messages_about(desk: Desk, address: str) -> list[str]:
    """The keys of what stands with others, and says their name or their words, or rests on their answers."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = of_address(setting, address)
        said = set(_said_by(setting, person))
        answered = {r.session_id for r in memory.responses.find(person_id=person.id)}
        sent = [e for e in memory.effects.find(states=[State.DONE]) if ":" in e.remote_id]
    others = [one for one in sent if one.target != person.id]
    found = [one.key for one in others if _rests(one, answered)]
    for start in range(0, len(others), AT_ONCE):
        # words are found as if they were to be sent, which may write down where they went
        part = partial(_that_say, desk, said, others[start : start + AT_ONCE])
        found += undone(desk, part)
    return list(dict.fromkeys(found))


def _rests(sent: Effect, sessions: set[str]) -> bool:
    session = str(sent.payload.get("session", "")) or sent.key.split(":")[0]
    return sent.kind in REST_ON_ANSWERS and session in sessions


def _that_say(desk: Desk, said: set[str], sent: Sequence[Effect], memory: Memory) -> list[str]:
    setting = Setting(desk, memory)
    return [one.key for one in sent if _says(setting, one, said)]


def _says(setting: Setting, sent: Effect, said: set[str]) -> bool:
    try:
        now = words_of(setting, sent)
    except (LookupError, ValueError, FacilitationError):
        return False  # what it was about is gone
    if isinstance(now, Drop) or not isinstance(now, Message):
        return False
    whole = " ".join([now.text, *_texts(now.blocks)])
    return any(word in whole for word in said)


def _texts(blocks: object) -> Iterator[str]:
    """Every text in blocks, however deep it lies."""
    if isinstance(blocks, str):
        yield blocks
    elif isinstance(blocks, Mapping):
        for each in blocks.values():
            yield from _texts(each)
    elif isinstance(blocks, list | tuple):
        for each in blocks:
            yield from _texts(each)


def _said_by(setting: Setting, person: Participant) -> Iterator[str]:
    """Their name and everything they wrote, as it is and as Slack is given it."""
    facts = own_data.facts(setting, person)
    lists = [rows for rows in facts.values() if isinstance(rows, list)]
    written = [
        str(row[field]) for rows in lists for row in rows for field in WORDS if row.get(field)
    ]
    for word in (person.name, spelled(person.name), person.email, *written):
        if len(word) >= LONG_ENOUGH:
            yield from {word, escape(word)}
