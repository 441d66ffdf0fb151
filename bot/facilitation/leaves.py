"""Leave for wider use: an author is asked once whether an answer may go to everyone, and can take a yes back."""

from collections.abc import Sequence

from bot.domain.answers import Consent, Response
from bot.domain.effects import Effect
from bot.domain.errors import FacilitationError
from bot.domain.leaves import SIGNED, Leave, LeaveState, may_be_asked
from bot.domain.roster import Participant
from bot.domain.synthesis import Theme
from bot.facilitation import story_reach, synthesis
from bot.facilitation.facts import question_of
from bot.facilitation.setting import Setting
from bot.facilitation.sources import sources
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe, touch_all, touch_home
from bot.facilitation.themes import AnswersGone, standing
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import leaves as words
from bot.voice.leaves import Wanted
from bot.voice.message import Message, View
from bot.voice.synthesis import EVERYONE, Source

Row = tuple[Source, Leave | None, bool]


class NotAsked(FacilitationError):
    """Nobody asks you for leave to use this."""


class WordsChanged(FacilitationError):
    """You changed these words a moment ago. Look at them once more, then press again."""


class NobodyToAsk(FacilitationError):
    """Each answer under this theme is for everyone already, or has no author to ask."""


class NobodyTicked(FacilitationError):
    """Tick at least one answer whose author is to be asked."""


def window(desk: Desk, person: Participant, theme_id: str) -> View:
    """Which answers of a theme are not for everyone, what their authors said, and whom to ask."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        theme = standing(setting, theme_id)
        rows = _rows(setting, theme, person)
        if not rows:
            raise NobodyToAsk
        return words.form(theme, rows, zone=person.zone)


def _rows(setting: Setting, theme: Theme, reader: Participant) -> list[Row]:
    """The answers of a theme whose authors can be asked at all: not stories, whose tellers choose by themselves."""
    known = sources(setting, setting.session(theme.session_id), reader)
    found = [known[a] for a in theme.answers if a in known and known[a].asks_leave]
    return [
        (source, leave, may_be_asked(setting.one(source.giver), leave))
        for source in found
        for leave in [setting.memory.leaves.seek(source.ref)]
    ]


def ask(desk: Desk, theme_id: str, answers: Sequence[str], *, by: str) -> int:
    """Ask the authors of these answers for leave; how many are asked. Raises AnswersGone."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        theme = standing(setting, theme_id)
        may = {s.ref for s, _, may in _rows(setting, theme, setting.person(by)) if may}
        wanted = tuple(dict.fromkeys(answers))
        if not wanted:
            raise NobodyTicked
        if not set(wanted) <= may:
            raise AnswersGone
        for answer in wanted:
            _ask(setting, memory.responses.get(answer), by)
        trace(setting, by, "asked authors for leave", theme.id)
        return len(wanted)


def _ask(setting: Setting, response: Response, by: str) -> None:
    leave = Leave(
        id=response.id, session_id=response.session_id, person_id=response.person_id, by=by,
        at=setting.now, version=response.version,
    )  # fmt: skip
    setting.memory.leaves.save(leave)
    key = f"{_asked(response.id)}v{response.version}:{response.person_id}"
    person = setting.person(response.person_id)
    owe(setting, "leave-asked", key, person, {"answer": response.id})
    _show(setting, leave)


def _asked(answer: str) -> str:
    return f"leave-asked:{answer}:"


def _show(setting: Setting, leave: Leave) -> None:
    """Bring up to date what shows its author how it stands."""
    touch_all(setting, _asked(leave.id))
    touch_home(setting, leave.person_id)


def say(desk: Desk, answer: str, person_id: str, state: LeaveState, *, version: int) -> Leave:
    """An author says yes, without or with their name, or no; a no after a yes takes it back, for good or for now."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        old, response = memory.leaves.seek(answer), memory.responses.seek(answer)
        if old is None or response is None or old.person_id != person_id:
            raise NotAsked
        if version != response.version:
            raise WordsChanged
        new = old.said(state, version=version, at=setting.now)
        if new.state is not old.state:
            memory.leaves.save(new)
            _consent(setting, new)
            _follow(setting, old, new)
        return new


def _consent(setting: Setting, leave: Leave) -> None:
    """Each yes is kept with the version of the words it was given to, and of those it was asked in."""
    consents = setting.memory.consents
    before = consents.find(response_id=leave.id)
    for given in before:
        if given.withdrawn_at is None:
            consents.save(given.withdrawn(setting.now))
    if leave.given:
        consents.save(
            Consent(
                id=f"{leave.id}:{len(before) + 1}",
                response_id=leave.id,
                version=leave.version,
                scope=EVERYONE,
                signed=SIGNED[leave.state],
                wording=words.WORDING,
                given_at=setting.now,
                by=leave.person_id,
            )
        )


def _follow(setting: Setting, old: Leave, new: Leave) -> None:
    """What rested on a yes that is gone leaves what everyone reads; a restored backup knows of it, too."""
    forgotten = setting.memory.forget_list
    if old.given and new.state is not LeaveState.NAMED:
        forgotten.add("leave", new.id, setting.now)
    elif new.state is LeaveState.NAMED:
        forgotten.keep("leave", new.id, setting.now)
    if old.given and not new.given:
        synthesis.lose(setting, new.session_id, new.id)
    _show(setting, new)


def follow_words(setting: Setting, response: Response) -> None:
    """An answer was changed: a yes to its earlier words does not hold for the new ones."""
    old = setting.memory.leaves.seek(response.id)
    if old is None:
        return
    new = old.of_other_words()
    if new != old:
        setting.memory.leaves.save(new)
        _consent(setting, new)
        synthesis.lose(setting, new.session_id, new.id)
    _show(setting, new)


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """The question to one author. Not put where they have said something already, or the answer is gone."""
    answer = str(effect.payload["answer"])
    leave = setting.memory.leaves.seek(answer)
    wanted = as_wanted(setting, leave) if leave else None
    if wanted is None or (wanted.leave.state is not LeaveState.OPEN and not effect.remote_id):
        return Drop(why="there is nothing to ask any more")
    for story in _stories_below(setting, wanted.leave) if wanted.sentence else ():
        found = setting.memory.stories.seek(story)
        if found:
            story_reach.carry(setting, found, story_reach.MESSAGE, effect.key)
    return words.asked(wanted)


def as_wanted(setting: Setting, leave: Leave) -> Wanted | None:
    """An answer as its author is asked about it."""
    response = setting.memory.responses.seek(leave.id)
    if response is None:
        return None
    asking = setting.memory.askings.seek(response.id)
    by = setting.memory.people.seek(leave.by)
    return Wanted(
        leave=leave,
        text=response.text,
        version=response.version,
        visibility=response.visibility,
        question=question_of(setting, asking).words if asking else "",
        title=setting.session(leave.session_id).title,
        by=by.name if by else "A facilitator",
        sentence=_sentence(setting, leave),
    )


def _sentence(setting: Setting, leave: Leave) -> str:
    """What is written from it so far, where it tells of nobody else's words that its author may not read."""
    last = synthesis.newest(setting, leave.session_id)
    known = sources(setting, setting.session(leave.session_id))
    for said in last.sentences if last else ():
        others = set(said.answers) - {leave.id}
        if leave.id in said.answers and all(
            a in known and known[a].reach == EVERYONE for a in others
        ):
            return said.text
    return ""


def _stories_below(setting: Setting, leave: Leave) -> list[str]:
    last = synthesis.newest(setting, leave.session_id)
    written = last.sentences if last else ()
    return [a for s in written if leave.id in s.answers for a in s.answers]


def of_person(setting: Setting, person_id: str) -> list[Wanted]:
    """What somebody is asked, and what they have let go to everyone, newest first."""
    shown = (*SIGNED, LeaveState.OPEN, LeaveState.LAPSED)
    found = setting.memory.leaves.find(person_id=person_id, state=[str(s) for s in shown])
    known = [as_wanted(setting, leave) for leave in sorted(found, key=lambda one: one.at)]
    return [wanted for wanted in known[::-1] if wanted]
