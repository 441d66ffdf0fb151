"""Writing artefacts: field by field, by those whose they are, with what people said beside it and never copied."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.artefact_rules import (
    borrowed,
    differing,
    first_not_free,
    overtaken,
    owners_for,
    several,
    taken,
)
from bot.domain.artefacts import LOGS, Key, Record, Writing
from bot.domain.errors import FacilitationError, NoSuchThing
from bot.domain.programme import Artefact
from bot.domain.roster import LAY, Participant
from bot.facilitation import story_reach, thread_words
from bot.facilitation.artefacts import Records, artefact_of, whose, writable
from bot.facilitation.said_for import SaidFor
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.ports import Desk


class NotYourThread(FacilitationError):
    """Only people of {whose} write there. You may read it, and tell them what you see."""


class NothingChanged(FacilitationError):
    """Nothing is different from before. Write something, or close the window."""


class OneField(FacilitationError):
    """This cannot be kept so. Look at it again."""

    @property
    def field(self) -> str:
        """The field it is about."""
        return str(self.facts["field"])


class ExpectFirst(OneField):
    """Write “{before}” first: “{after}” comes after it. You may write both in one go; it will say so."""


class NotTheirWords(OneField):
    """“{words}” are somebody's own words, and not everyone who reads this may read them. Say it in words of your own,
    with nothing in it that gives the person away.
    """


class SaidGone(FacilitationError):
    """Something that was said and that you chose is not there any more, or goes less far. Open the window again."""


class Meanwhile(FacilitationError):
    """Something changed there while you wrote. Look at it again."""


class TakenMeanwhile(Meanwhile):
    """Something that “{label}” drew on was taken back, or goes less far, while you wrote. Open the window again and
    write this part anew.
    """


class WrittenMeanwhile(Meanwhile):
    """{who} wrote there a moment ago. Look at their words; yours are kept in the window."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a person writes in one field, and which answers it draws on."""

    text: str
    draws_on: Sequence[str] | None = None  # as it was


def write(
    desk: Desk, key: Key, words: Mapping[str, Words], *, by: str, base: int, named: bool = False,
    anew: Collection[str] = (),
) -> Record:  # fmt: skip
    """Write some fields, as one version. `base` is the version on which the writer looked, `anew` the fields that
    were empty to them because something was taken back; `named` their wish.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        writer, artefact = setting.person(by), artefact_of(setting, key.artefact)
        if not writable(setting, writer, key) or key.kind not in owners_for(artefact):
            raise NotYourThread(whose=whose(setting, key))
        before = _one_of(setting, artefact, key)
        changed = differing(before, base, {field: one.text for field, one in words.items()})
        if not changed or _only_counted(before, words, changed):
            raise NothingChanged
        _still_there(before, base, changed, anew)
        _not_overtaken(setting, before, base, changed)
        _in_turn(before, words, changed)
        said = SaidFor(setting, writer, artefact, key)
        for field in changed:
            _keep(setting, before, field, words[field], writer, said, named=named)
        return Records(setting).one(key)


def _one_of(setting: Setting, artefact: Artefact, key: Key) -> Record:
    """One that there is, or the next one after those that were begun. Raises NoSuchThing."""
    rows = setting.memory.writings.find(artefact=key.artefact, owner=key.owner)
    most = max([artefact.minimum, *((row.number + 1) * several(artefact) for row in rows)])
    if not 1 <= key.number <= most:
        raise NoSuchThing(
            what=artefact.title,
            name=str(key.number),
            hint="They are numbered from 1, and each is begun before the next.",
        )
    return Records(setting).one(key, rows)


def _only_counted(before: Record, words: Mapping[str, Words], changed: Sequence[str]) -> bool:
    """Whether nothing is written but the number that stood in the window by itself."""
    number = str(before.key.number)
    return all(
        before.field(key).field.form == "number" and words[key].text.strip() == number
        for key in changed
    )


def _still_there(before: Record, base: int, changed: Sequence[str], anew: Collection[str]) -> None:
    """What a window kept open still holds of words that are gone is not kept once more. Raises TakenMeanwhile."""
    gone = taken(before, base).difference(anew)
    for field in changed:
        if field in gone:
            raise TakenMeanwhile(label=before.field(field).field.label)


def _not_overtaken(setting: Setting, before: Record, base: int, changed: Sequence[str]) -> None:
    for field in overtaken(before, base, changed):
        last = before.field(field).pieces[-1].writing
        person = setting.memory.people.seek(last.by)
        raise WrittenMeanwhile(who=person.name if person else "Somebody")


def _in_turn(before: Record, words: Mapping[str, Words], changed: Sequence[str]) -> None:
    """What comes after something else waits for it. Raises ExpectFirst."""
    for key in changed:
        field = before.field(key).field
        if field.after and words[key].text.strip():
            first = before.field(field.after)
            now = words[field.after].text if field.after in words else first.text
            if not now.strip():
                raise ExpectFirst(field=key, before=first.field.label, after=field.label)


def _keep(
    setting: Setting, before: Record, field: str, new: Words, writer: Participant, said: SaidFor, *, named: bool
) -> None:  # fmt: skip
    text, key = new.text.strip(), before.key
    draws_on = _draws_on(before, field, new, said, text)
    quotes = _quotes(before, field, said, text, draws_on)
    writing = Writing(
        id=f"wr{setting.memory.numbers.next('writing')}",
        artefact=key.artefact, owner=key.owner, number=key.number, version=before.version + 1,
        field=field, by=writer.id, at=setting.now, draws_on=draws_on, quotes=quotes, named=named,
        lived=setting.plan.perspective(writer.role) == LAY,
        locked=any(setting.memory.stories.seek(ref) for ref in draws_on),
        text=text,
    )  # fmt: skip
    _save(setting, writing)
    trace(setting, writer.id, "wrote a part of an artefact", writing.id)
    thread_words.after_writing(setting, before, writing)


def _save(setting: Setting, writing: Writing) -> None:
    """What draws on a story is kept under a key, so that it can be taken back with the story."""
    if writing.locked:
        setting.memory.sealed.keep(writing.id, 1, writing.text)
        for ref in writing.draws_on:
            story = setting.memory.stories.seek(ref)
            if story:
                story_reach.carry(setting, story, story_reach.ARTEFACT, writing.id, readers=0)
        writing = replace(writing, text="")
    setting.memory.writings.save(writing)


def _draws_on(before: Record, field: str, new: Words, said: SaidFor, text: str) -> tuple[str, ...]:
    """The answers that were ticked, those whose words stand in it all the same, and those that the writer may not
    see: mending does not let it forget them.
    """
    known, was = said.by_ref, before.field(field)
    stories = {ref: said.setting.memory.stories.seek(ref) for ref in was.draws_on}
    there = [ref for ref, story in stories.items() if not (story and story.gone)]
    earlier = [] if was.field.form in LOGS else there
    ticked = earlier if new.draws_on is None else new.draws_on
    if any(ref not in known and ref not in earlier for ref in ticked):
        raise SaidGone
    quoted = [one.ref for one in known.values() if one.wide and borrowed(text, one.text)]
    unseen = [ref for ref in earlier if ref not in known]
    return tuple(dict.fromkeys([*ticked, *quoted, *unseen]))


def _quotes(
    before: Record, field: str, said: SaidFor, text: str, draws_on: Sequence[str]
) -> tuple[str, ...]:
    """Those whose words may stand in it. Raises NotTheirWords where others' words would go too far.

    What stood there before, or what somebody said to everyone too, is no longer only theirs.
    """
    offered = said.by_ref.values()
    free = [before.field(field).text, *(one.text for one in offered if one.wide)]
    for source in [*(one.text for one in offered if not one.wide), *_read_no_more(before, said)]:
        words = first_not_free(text, source, free)
        if words:
            raise NotTheirWords(field=field, words=words)
    return tuple(ref for ref in draws_on if ref in said.by_ref and said.by_ref[ref].wide)


def _read_no_more(before: Record, said: SaidFor) -> list[str]:
    """Stories whose words once stood here, and that go less far by now than to this writer."""
    pieces = [p.writing for f in before.fields for p in f.pieces]
    refs = dict.fromkeys(ref for w in pieces for ref in w.quotes if ref not in said.by_ref)
    texts = map(said.setting.memory.sealed.text, refs)
    return [text for text in texts if text]
