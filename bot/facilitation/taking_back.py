"""Taking a story back: hidden, purged and unreadable at once; removed wherever it was carried; its teller is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.effects import Effect
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.domain.stories import Carried, Story
from bot.facilitation import loops, stories, story_reach, themes
from bot.facilitation.people import person_among
from bot.facilitation.setting import Setting, may_facilitate
from bot.facilitation.steps import Drop, Postpone, Remove, Rendered
from bot.facilitation.stories import NotAvailable
from bot.facilitation.story_reach import ARTEFACT, EXPORT, MESSAGE
from bot.facilitation.telling import LEFT, owe, stands, touch
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import taking_back as words
from bot.voice.message import Message
from bot.voice.words import local_day

# whoever has left is told this much, and these are mended where they still read them in Slack
TOLD = frozenset({"story-gone"})
MENDED = frozenset(
    {
        "digest", "synthesis", "check-back", "leave-asked", "story-card", "story-further",
        "story-gone",
    }
)  # fmt: skip
SETTLING = timedelta(minutes=1)
GIVEN_UP = timedelta(days=1)  # what is not removed by then is told as it stands


def take_back(desk: Desk, story_id: str, person_id: str) -> str:
    """Its teller takes it back; what became of it, in words for them alone. Works after they have left, too."""
    with desk.store.begin() as memory:
        story = memory.stories.seek(story_id)
        if story is None or story.person_id != person_id:
            raise NotAvailable
        return _gone(Setting(desk, memory), story, by=person_id)


def take_back_by(desk: Desk, story_id: str, person: Participant) -> str:
    """Whoever told it takes it back, or a facilitator whom they asked. Raises NotAvailable."""
    with desk.store.read() as memory:
        story = memory.stories.seek(story_id)
    if story is not None and story.person_id != person.id and on_request(desk, person):
        return take_back_on_request(desk, story_id, person.id)
    return take_back(desk, story_id, person.id)


def on_request(desk: Desk, person: Participant) -> bool:
    """Whether this person may take stories back for others who ask for it."""
    return not person.has_left and may_facilitate(desk, person)


def teller_named(desk: Desk, wanted: str) -> Participant:
    """Somebody by name who may have left already. Raises Ambiguous, NoSuchThing."""
    with desk.store.read() as memory:
        return person_among([p for p in memory.people.find() if not p.erased], wanted)


def name_of(desk: Desk, person_id: str) -> str:
    with desk.store.read() as memory:
        return memory.people.get(person_id).name


def take_back_on_request(desk: Desk, story_id: str, by: str) -> str:
    """A facilitator takes a story back because its teller asked; its teller hears what became of it."""
    with desk.store.begin() as memory:
        setting, story = Setting(desk, memory), memory.stories.seek(story_id)
        if story is None:
            raise NotAvailable
        if not story.gone:
            trace(setting, by, "took a story back on request", story.id)
        _gone(setting, story, by=by)
        return say(words.ON_REQUEST)


def _gone(setting: Setting, story: Story, *, by: str) -> str:
    """All that follows, in one transaction; a second time changes nothing."""
    if story.gone:
        return say(words.ALREADY_GONE)
    memory = setting.memory
    owed = [*story_reach.rewrite(setting, story), *story_reach.unshare(setting, story)]
    _purge(setting, story)
    touched, lost = themes.forget_story(setting, story.id, story.session_id)
    loops.follow_story(setting, story.session_id, touched, lost)
    memory.stories.save(story.taken_back(setting.now))
    memory.forget_list.add("story", story.id, setting.now)
    for given in memory.consents.find(response_id=story.id, withdrawn_at=None):
        memory.consents.save(given.withdrawn(setting.now))
    asking = memory.askings.seek(story.asking) if story.asking else None
    if asking:
        memory.askings.save(replace(asking, state="taken back"))
    stories.show(setting, story)
    _tell_facilitators(setting, story)
    _tell_teller(setting, story, owed, asked=by != story.person_id)
    teller = memory.people.get(story.person_id)
    return words.taken_back(
        _found(setting, story), zone=teller.zone, done=not owed, left=0, asked=False
    )


def _purge(setting: Setting, story: Story) -> None:
    """Its words, what was owed because of it, and what its teller wrote to us without pressing anything."""
    memory = setting.memory
    memory.sealed.destroy(story.id, setting.now)
    for written in memory.carried.find(story_id=story.id, kind=ARTEFACT):
        memory.sealed.destroy(written.ref, setting.now)
    for kind in ("story-further", "story-card"):
        memory.effects.cancel(f"{kind}:{story.id}:", "taken back")
    for offer in memory.effects.find("offer:", target=story.person_id):
        heard = memory.notes.seek(f"heard:{offer.payload.get('heard', '')}")
        if heard:
            memory.sealed.destroy(heard.text, setting.now)
            memory.notes.remove(heard.id)
            memory.forget_list.add("note", heard.id, setting.now)
            touch(setting, offer.key)


def _found(setting: Setting, story: Story) -> list[tuple[str, int, datetime]]:
    """Where it was carried: of each kind and day one, with how many people it reached."""
    sums: dict[tuple[str, str], list[Carried]] = {}
    for row in setting.memory.carried.find(story_id=story.id):
        if row.kind != MESSAGE or _reached(setting, row):
            key = (_where(row), _batch(row.ref) if row.kind == MESSAGE else row.ref)
            sums.setdefault(key, []).append(row)
    return [
        (kind, sum(r.readers for r in rows), min(r.at for r in rows))
        for (kind, _), rows in sorted(sums.items(), key=lambda pair: pair[1][0].at)
    ]


def _where(row: Carried) -> str:
    """A published synthesis, and the question to its authors, are messages, too."""
    if row.kind == ARTEFACT:
        return words.THREAD
    if row.ref.startswith("check-back:"):
        return words.QUESTION
    return words.POST if row.ref.endswith(":synthesis-out") else row.kind


def _batch(ref: str) -> str:
    """Digests of one session are one digest, whoever got it: s04:digest of s04:digest:p014."""
    return ref.rpartition(":")[0]


def _reached(setting: Setting, row: Carried) -> bool:
    sent = setting.memory.effects.seek(row.ref)
    return sent is not None and sent.state in LEFT


def _tell_facilitators(setting: Setting, story: Story) -> None:
    """Exports and syntheses are made by people: they are asked to mend them."""
    rows = setting.memory.carried.find(story_id=story.id)
    if all(row.kind in {MESSAGE, ARTEFACT} for row in rows):
        return
    for person in setting.facilitators:
        key = f"story-copies:{story.id}:{person.id}"
        owe(setting, "story-copies", key, person, {"story": story.id})


def copies(setting: Setting, effect: Effect, person: Participant) -> Message:
    """What facilitators are asked to look at; whose story it was is not in it."""
    rows = setting.memory.carried.find(story_id=effect.payload["story"])
    return words.copies(
        [_line(setting, r, person.zone) for r in rows if r.kind not in {MESSAGE, ARTEFACT}]
    )


def _line(setting: Setting, row: Carried, zone: str) -> str:
    day = f"{local_day(row.at, zone)} {row.at.year}"
    if row.kind != EXPORT:
        return words.in_writing(row.kind, day)
    export = setting.memory.exports.get(row.ref)
    maker = setting.memory.people.seek(export.by)
    return words.in_export(export.name, maker.name if maker else "", day)


def _tell_teller(setting: Setting, story: Story, owed: Sequence[str], *, asked: bool) -> None:
    """Once all of it is settled, what was removed and what could not be; at once where a facilitator acted."""
    if not owed and not asked:
        return  # the answer to their own press said it all
    teller = setting.memory.people.get(story.person_id)
    payload = {"story": story.id, "owed": list(owed), "asked": asked}
    key, after = f"story-gone:{story.id}:{teller.id}", owed[-1] if owed else ""
    owe(setting, "story-gone", key, teller, payload, after=after, quiet=asked)


def gone(setting: Setting, effect: Effect, person: Participant) -> Message:
    """To its teller alone: the figures as they are now."""
    story = setting.memory.stories.get(effect.payload["story"])
    ledger, owed = setting.memory.effects, effect.payload["owed"]
    left = sum(bool(ledger.find(f"left:{key}:")) for key in owed)
    left += len(story_reach.open_ones(setting, owed))
    said = words.taken_back(
        _found(setting, story),
        zone=person.zone,
        done=True,
        left=left,
        asked=bool(effect.payload["asked"]),
    )
    return Message(text=said)


def not_yet(setting: Setting, effect: Effect) -> Postpone | None:
    """Its teller is told once nothing is on its way any more."""
    still = story_reach.open_ones(setting, effect.payload["owed"])
    if still and setting.now < effect.not_before + GIVEN_UP:
        return Postpone(until=setting.now + SETTLING)
    return None


def render_unshare(setting: Setting, effect: Effect) -> Rendered:
    """Delete the message that pointed to a story."""
    original = setting.memory.effects.seek(effect.payload["of"])
    if original is None or not stands(original):
        return Drop(why="the message is not there")
    return Remove(mark=original.remote_id)
