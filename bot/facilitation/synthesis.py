"""The synthesis of a session: sentences that people write on answers; published, told back to authors, in versions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from bot.domain.effects import Effect
from bot.domain.errors import FacilitationError
from bot.domain.roster import Participant
from bot.domain.synthesis import Sentence, Synthesis, Theme
from bot.facilitation import story_reach
from bot.facilitation.setting import Setting
from bot.facilitation.sources import sources
from bot.facilitation.steps import Drop
from bot.facilitation.telling import owe, owe_channel, touch, touch_all, touch_home
from bot.facilitation.themes import AnswersGone, standing, themes_of
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import synthesis as words
from bot.voice.message import Message
from bot.voice.synthesis import Passage, Source
from bot.voice.theme_forms import LISTED, SENTENCE
from bot.voice.words import one_line


class NothingNew(FacilitationError):
    """Nothing new is written since the last version. Write a sentence first, then publish."""


class NothingForAll(FacilitationError):
    """No sentence can go to everyone yet: each one rests on an answer that not everyone may see. The preview says
    which.
    """


class MinorityUnsaid(FacilitationError):
    """The minority view “{theme}” has no sentence yet. Write one; or, if it is none any more, say so with “Re-word or
    mark”.
    """


class DraftChanged(FacilitationError):
    """It has changed since you looked. Look at it once more, then publish."""


class TooManyWords(FacilitationError):
    """The sentence of “{theme}” has {number} characters, and {most} is the most. Say it in fewer words of your own;
    nothing of it is lost until you do.
    """


class RestsOnNothing(FacilitationError):
    """Tick at least one answer that the sentence rests on."""


def newest(setting: Setting, session_id: str, *, state: str = "") -> Synthesis | None:
    """The latest version, or the latest in that state."""
    found = setting.memory.syntheses.find(session_id=session_id)
    wanted = [s for s in found if not state or s.state == state]
    return max(wanted, key=lambda s: s.version, default=None)


def write(desk: Desk, theme_id: str, text: str, answers: Sequence[str], *, by: str) -> Synthesis:
    """Write the sentence of a theme, with the answers it rests on; no words take it out again."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        theme, said = standing(setting, theme_id), one_line(text, len(text))
        if said and not answers:
            raise RestsOnNothing
        if any(answer not in theme.answers for answer in answers):
            raise AnswersGone
        draft = _draft(setting, theme.session_id, by)
        before = draft.sentence(theme.id)
        if before is None or said != before.text:
            _short_enough(theme.words, said)
        rests_on = (*answers, *_not_shown(setting, before, theme, by))
        sentence = Sentence(theme=theme.id, text=said, answers=tuple(dict.fromkeys(rests_on)))
        new = replace(draft.saying(sentence), by=by, at=setting.now)
        memory.syntheses.save(new)
        trace(setting, by, "wrote a sentence of a synthesis", new.id)
        return new


def _short_enough(theme: str, text: str) -> None:
    """Nothing is cut in silence. Raises TooManyWords."""
    if len(text) > SENTENCE:
        raise TooManyWords(theme=theme, number=len(text), most=SENTENCE)


def _not_shown(setting: Setting, before: Sentence | None, theme: Theme, by: str) -> list[str]:
    """What the sentence rested on and its writer may not see, or found no place in their window: it stays below."""
    known = sources(setting, setting.session(theme.session_id), setting.person(by))
    shown = [answer for answer in theme.answers if answer in known][:LISTED]
    return [answer for answer in before.answers if answer not in shown] if before else []


def _draft(setting: Setting, session_id: str, by: str) -> Synthesis:
    """The draft that is being written; after a version was published, the next one on top of it."""
    last = newest(setting, session_id)
    if last is not None and last.state == "draft":
        return last
    version = last.version + 1 if last else 1
    new = Synthesis(
        id=f"{session_id}:v{version}", session_id=session_id, version=version, by=by,
        at=setting.now, sentences=last.sentences if last else (),
    )  # fmt: skip
    every = setting.memory.themes.find(session_id=session_id)
    merged = {theme.id: theme.merged_into for theme in every if theme.merged_into}
    for old, into in merged.items():
        while into in merged:
            into = merged[into]
        new = new.merging(old, into)
    return new


def passages(
    setting: Setting, synthesis: Synthesis, reader: Participant | None = None
) -> list[Passage]:
    """Its sentences for one reader, or as everyone may see them: lived experience first, minority views last."""
    session = setting.session(synthesis.session_id)
    known, themes = sources(setting, session, reader), themes_of(setting, session.id)
    return passages_of(setting, synthesis, known, themes)


def passages_of(
    setting: Setting, synthesis: Synthesis, known: Mapping[str, Source], themes: Sequence[Theme]
) -> list[Passage]:
    """The same, where the answers this reader may see are at hand, and the themes in their order."""
    order = {theme.id: place for place, theme in enumerate(themes)}
    named = {theme.id: theme for theme in themes}
    found = []
    for said in sorted(synthesis.sentences, key=lambda s: order.get(s.theme, len(order))):
        theme, seen = named.get(said.theme), [known[a] for a in said.answers if a in known]
        passage = Passage(
            text=said.text,
            theme=theme.words if theme else "",
            dissent=bool(theme and theme.dissent),
            sources=seen,
            missing=len(said.answers) - len(seen),
            lived=setting.perspectives.lived,
            theme_id=said.theme,
            held=said.theme in synthesis.kept,
        )
        found.append(passage)
    return found


def publish(desk: Desk, session_id: str, *, by: str, seen: str | None = None) -> Synthesis:
    """Put it before everyone, and ask those whose answers were used; as it was `seen`, where that is said.

    Raises NothingNew, DraftChanged, NothingForAll.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        before = newest(setting, session_id, state="published")
        draft = to_publish(setting, session_id, by)
        if draft is None:
            raise NothingNew
        if seen not in {None, as_seen(setting, draft)}:
            raise DraftChanged
        _minorities_said(setting, draft)
        shown = passages(setting, draft)
        if not any(p.for_all for p in shown):
            raise NothingForAll
        for passage in shown:
            if passage.for_all:
                _short_enough(passage.theme, passage.text)
        kept = tuple(p.theme_id for p in shown if not p.for_all)
        new = replace(draft, state="published", by=by, at=setting.now, kept=kept)
        memory.syntheses.save(new)
        trace(setting, by, "published a synthesis", new.id)
        _show(setting, session_id)
        _check_back(setting, new, before)
        for person_id in setting.people:
            touch_home(setting, person_id)
        return new


def as_seen(setting: Setting, draft: Synthesis) -> str:
    """A mark of what everyone would read of it, and what is kept: another one where any of that is another."""
    shown = [
        (p.theme_id, p.text, p.dissent, p.for_all, p.missing, [(s.ref, s.text) for s in p.sources])
        for p in passages(setting, draft)
    ]
    return sha256(repr((draft.version, shown)).encode()).hexdigest()[:16]


def to_publish(setting: Setting, session_id: str, by: str) -> Synthesis | None:
    """The draft; or, where a sentence that was kept may go to everyone now, the same once more."""
    last = newest(setting, session_id)
    if last is None or last.state == "draft":
        return last
    released = any(p.held and p.may_go for p in passages(setting, last))
    return _draft(setting, session_id, by) if released else None


def lose(setting: Setting, session_id: str, answer: str) -> None:
    """An answer is not for everyone any more: what rests on it leaves what everyone reads, in a version of its own."""
    out = newest(setting, session_id, state="published")
    lost = [theme for theme in out.resting_on(answer) if theme not in out.kept] if out else []
    if out is None or not lost:
        return
    syntheses, version = setting.memory.syntheses, out.version + 1
    draft = newest(setting, session_id)
    if draft is not None and draft.version == version:
        syntheses.remove(draft.id)
        syntheses.save(replace(draft, id=f"{session_id}:v{version + 1}", version=version + 1))
    new = replace(
        out, id=f"{session_id}:v{version}", version=version, by="", at=setting.now,
        kept=(*out.kept, *lost),
    )  # fmt: skip
    syntheses.save(new)
    touch(setting, post_key(session_id))
    touch_all(setting, f"check-back:{session_id}:")


def _minorities_said(setting: Setting, draft: Synthesis) -> None:
    """A minority view is never left out by forgetting it. Raises MinorityUnsaid."""
    for theme in themes_of(setting, draft.session_id):
        if theme.dissent and draft.sentence(theme.id) is None:
            raise MinorityUnsaid(theme=theme.words)


def post_key(session_id: str) -> str:
    return f"{session_id}:synthesis-out"


def _show(setting: Setting, session_id: str) -> None:
    """Post the first version; later ones stand in the same message."""
    key, channel = post_key(session_id), setting.desk.house.channel
    if channel and not owe_channel(setting, "synthesis-out", key, channel, {"session": session_id}):
        touch(setting, key)


def post(setting: Setting, effect: Effect) -> Message | Drop:
    """The newest published version for everyone; the stories it rests on are remembered as carried there."""
    session = setting.session(effect.payload["session"])
    synthesis = newest(setting, session.id, state="published")
    if synthesis is None:
        return Drop(why="it is not published")
    shown = passages(setting, synthesis)
    _carry(setting, [p for p in shown if p.for_all], effect, readers=_readers(setting))
    writer = setting.memory.people.seek(synthesis.by)
    by = (writer.name if writer else "a facilitator") if synthesis.by else ""
    return words.post(session, shown, version=synthesis.version, by=by)


def _carry(setting: Setting, shown: Sequence[Passage], effect: Effect, *, readers: int = 1) -> None:
    """Remember which stories this message rests on: it is written anew when one goes less far, or is gone."""
    for source in (s for p in shown for s in p.sources):
        story = setting.memory.stories.seek(source.ref)
        if story:
            story_reach.carry(setting, story, story_reach.MESSAGE, effect.key, readers=readers)


def _readers(setting: Setting) -> int:
    return sum(1 for person in setting.people.values() if not person.facilitates)


def _check_back(setting: Setting, new: Synthesis, before: Synthesis | None) -> None:
    """Ask each author once for a version."""
    for author in to_ask(setting, new, before):
        key = check_key(new.session_id, new.version, author)
        payload = {"session": new.session_id, "version": new.version}
        owe(setting, "check-back", key, setting.people[author], payload)


def to_ask(setting: Setting, new: Synthesis, before: Synthesis | None) -> list[str]:
    """The authors of what everyone reads and is new, or changed, since the version before."""
    old = {s for s in before.sentences if s.theme not in before.kept} if before else set()
    fresh = replace(new, sentences=tuple(s for s in new.sentences if s not in old))
    shown = [p for p in passages(setting, fresh) if p.for_all]
    givers = {s.giver for p in shown for s in p.sources}
    return sorted(g for g in givers if g in setting.people)


def check_key(session_id: str, version: int, person_id: str) -> str:
    return f"check-back:{session_id}:v{version}:{person_id}"


def _own(setting: Setting, synthesis: Synthesis, person_id: str) -> list[Passage]:
    """The sentences that rest on something this person said."""
    shown = passages(setting, synthesis)
    return [p for p in shown if p.for_all and any(s.giver == person_id for s in p.sources)]


def check_back(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """The question to one author, about their sentences alone."""
    session, version = setting.session(effect.payload["session"]), int(effect.payload["version"])
    key = check_key(session.id, version, person.id)
    own = _own(setting, setting.memory.syntheses.get(f"{session.id}:v{version}"), person.id)
    said = setting.memory.check_backs.seek(key)
    if not own and not effect.remote_id:
        return Drop(why="nothing rests on their answers any more")
    _carry(setting, own, effect)
    return words.check_back(session, own, version=version, said=said)
