"""The page of an organisation's thread and the windows of its artefacts, filled at the moment they are opened."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.artefact_rules import owners_for, several, taken
from bot.domain.artefacts import LOGS, ORGANISATION, Key, Record
from bot.domain.ballots import FEWEST, mean
from bot.domain.errors import Ambiguous, NoSuchThing
from bot.domain.languages import say
from bot.domain.programme import Artefact, PromptType
from bot.domain.roster import GUEST, LAY, Participant
from bot.facilitation.artefact_writing import SaidGone
from bot.facilitation.artefacts import (
    NotForYou,
    Records,
    artefact_of,
    organisation,
    readable,
    thread_of,
    whose,
    writable,
)
from bot.facilitation.bibliography import for_artefact
from bot.facilitation.said_for import Offered, SaidFor
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice import artefact_forms, artefact_letters, artefacts
from bot.voice.artefact_forms import Beside, Draft
from bot.voice.artefacts import Shown
from bot.voice.message import Message, View
from bot.voice.words import fold


def page(desk: Desk, person: Participant, named: str = "") -> Message:
    """The whole thread of one's own organisation, or of another one as far as one may read it."""
    if person.role == GUEST:
        raise NotForYou
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        name = organisation_named(setting, named) if named.strip() else person.organisation
        shown = [
            shown_to(setting, person, record)
            for record in thread_of(setting, name)
            if readable(setting, person, record.key)
        ]
        return artefacts.page(name, shown, more=_more(person, name, shown))


def home_window(desk: Desk, person: Participant) -> View:
    """The same in a window, from the Home page."""
    return artefact_forms.window(say("Our thread"), page(desk, person).blocks)


def _more(person: Participant, name: str, shown: Sequence[Shown]) -> list[tuple[str, str]]:
    """What one more can be begun of, once all there are were begun: a persona, the next test."""
    found = []
    for artefact in {s.record.artefact.key: s.record.artefact for s in shown}.values():
        own = [
            s
            for s in shown
            if s.record.artefact == artefact and s.record.key.owner == organisation(name)
        ]
        if several(artefact) and own and own[0].writable and all(s.record.begun for s in own):
            key = Key(artefact=artefact.key, owner=organisation(name), number=len(own) + 1)
            found.append((f"One more: {artefact.title}", artefacts.value_of(key)))
    return found


def organisation_named(setting: Setting, wanted: str) -> str:
    """The organisation meant by its name or a part of it. Raises Ambiguous, NoSuchThing."""
    known = sorted({p.organisation for p in setting.everyone.values() if p.organisation})
    exact = [one for one in known if fold(one) == fold(wanted)]
    near = exact or [one for one in known if fold(wanted) in fold(one)]
    if len(near) > 1:
        raise Ambiguous(name=wanted, candidates=", ".join(near[:5]))
    if not near:
        raise NoSuchThing(what="organisation", name=wanted, hint=f"There are {', '.join(known)}.")
    return near[0]


def shown_to(setting: Setting, person: Participant, record: Record) -> Shown:
    """One of them with all that its reader may know of it."""
    artefact, key = record.artefact, record.key
    mine = writable(setting, person, key)
    said = SaidFor(setting, person, artefact, key).by_ref if mine else {}
    named = [setting.memory.people.seek(c.person) for c in record.contributors if c.named]
    session = setting.next_session()
    return Shown(
        record=record,
        value=artefacts.value_of(key),
        writable=mine,
        whose=whose(setting, key) if key.kind != ORGANISATION else "",
        begins=begins(setting, artefact),
        month=setting.month_now(session) if session else setting.plan.months,
        said=len(said),
        rings=_rings(setting, artefact, key),
        names=[p.name for p in named if p],
        based_on=list(_rests_on(setting, person, record)),
        carries=[a.title for a in setting.plan.artefacts if artefact.key in a.based_on],
        lived=setting.perspectives.lived,
        readings=for_artefact(setting, key),
    )


def begins(setting: Setting, artefact: Artefact) -> int:
    """The first month in which anything asks for it: a question that feeds it, or a session that starts it."""
    plan = setting.plan
    asked = [
        s.month
        for s in plan.sessions
        if artefact.key in (*s.starts, *s.expects)
        or any(p.feeds.partition(".")[0] == artefact.key for p in plan.prompts_of(s.month))
    ]
    return min(asked, default=1)


def _rests_on(setting: Setting, person: Participant, record: Record) -> Iterator[tuple[str, str]]:
    """What it rests on, as far as its reader may read that: of the same owner, or of the reader's organisation."""
    for other in record.artefact.based_on:
        below = artefact_of(setting, other)
        same = record.key.kind in owners_for(below)
        own = record.key.owner if same else organisation(person.organisation)
        key = Key(artefact=other, owner=own)
        if readable(setting, person, key):
            fields = Records(setting).one(key).fields
            yield below.title, next((f.text for f in fields if f.text), "")


def _rings(setting: Setting, artefact: Artefact, key: Key) -> str:
    """Whether people with lived experience find it true: what they said on a scale, from so many answers on."""
    scales = [
        (s.id, p.key)
        for s in setting.sessions()
        if artefact.key in setting.planned(s).expects
        for p in setting.plan.prompts_of(s.month)
        if p.type is PromptType.SCALE and p.audience == (LAY,) and not p.anonymous
    ]
    if not scales or key.kind != ORGANISATION:
        return ""
    ids, keys = {s for s, _ in scales}, {p for _, p in scales}
    here = {p.id for p in setting.memory.people.find(organisation=key.name)}
    asked = setting.memory.askings.find(session_id=tuple(ids), prompt=tuple(keys))
    given = setting.memory.responses.find(session_id=tuple(ids), prompt=tuple(keys))
    answered = [r for r in given if r.person_id in here and r.number is not None]
    # asked more than once, each still counts as one
    last = {r.person_id: r.number for r in sorted(answered, key=lambda r: r.at)}
    numbers = [number for number in last.values() if number is not None]
    if not any(a.person_id in here for a in asked):
        return ""
    least = max(FEWEST, setting.plan.min_group_for_breakdown)
    if len(numbers) < least:
        return artefact_letters.too_few(setting.perspectives.lived)
    return artefact_letters.rings(mean(numbers) or 0.0, len(numbers), setting.perspectives.lived)


def read_window(desk: Desk, person: Participant, key: Key) -> View:
    """All of one artefact, for whoever may read it. Raises NotForYou."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        if not readable(setting, person, key):
            raise NotForYou
        return artefact_forms.read(
            shown_to(setting, person, Records(setting).one(key)), person.zone
        )


def write_window(
    desk: Desk, person: Participant, key: Key, draft: Draft | None = None, *, base: int | None = None, part: int = 0
) -> View:  # fmt: skip
    """Where its people write it. Raises NotForYou."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        if not writable(setting, person, key):
            raise NotForYou
        record = Records(setting).one(key)
        said = SaidFor(setting, person, record.artefact, key)
        beside = {
            field: [_beside(one) for one in offered] for field, offered in said.by_field.items()
        }
        start = record.version if base is None else base
        shown = shown_to(setting, person, record)
        return artefact_forms.write(shown, beside, draft or fresh(record, part), base=start)


def fresh(record: Record, part: int = 0) -> Draft:
    """A window as it first opens: what is ticked is what each field draws on."""
    ticked = {f.field.key: f.draws_on for f in record.fields if f.field.form not in LOGS}
    return Draft(part=part, ticked=ticked, anew=taken(record, record.version))


def _without_taken(record: Record, draft: Draft, base: int) -> Draft:
    """What was typed, but for what stood there when the window was opened and is gone by now."""
    gone = taken(record, base)
    typed = {key: text for key, text in draft.typed.items() if key not in gone - draft.anew}
    return replace(draft, typed=typed, anew=gone)


def _beside(one: Offered) -> Beside:
    return Beside(ref=one.ref, text=one.text, signed=one.signed, usable=one.wide)


def use(
    desk: Desk, person: Participant, key: Key, field: str, ref: str, draft: Draft, *, base: int
) -> View:
    """The same window with an answer's words in a field, where they can be changed. Raises NotForYou, SaidGone."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        if not writable(setting, person, key):
            raise NotForYou
        offered = SaidFor(setting, person, artefact_of(setting, key.artefact), key).by_ref
        found = offered.get(ref)
        if found is None or not found.wide:
            raise SaidGone
        record = Records(setting).one(key)
        draft, asked = _without_taken(record, draft, base), record.field(field).field
        box = f"{field}{artefact_forms.ADDED}" if asked.form == "balance" else field
        words = "\n".join(filter(None, [draft.typed.get(box, "").strip(), found.text]))
        ticked = {**draft.ticked, field: [*dict.fromkeys([*draft.ticked.get(field, ()), ref])]}
        new = replace(
            draft,
            turn=draft.turn + 1,
            typed={**draft.typed, box: words[: asked.max_chars]},
            ticked=ticked,
        )
        return write_window(desk, person, key, new, base=base)


def meanwhile(desk: Desk, person: Participant, key: Key, draft: Draft, *, base: int) -> View:
    """The same window with what somebody else wrote meanwhile above what was typed."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        record = Records(setting).one(key)
        draft, theirs = _without_taken(record, draft, base), dict[str, tuple[str, str]]()
        for standing in record.fields:
            if standing.version > base and standing.field.key in draft.typed:
                writer = memory.people.seek(standing.pieces[-1].writing.by)
                who = writer.name if writer else say("Somebody")
                theirs[standing.field.key] = (who, standing.text)
        lost = taken(record, record.version)
        new = replace(draft, turn=draft.turn + 1, theirs=theirs, anew=lost)
        return write_window(desk, person, key, new, base=record.version)


def kept(desk: Desk, person: Participant, key: Key, part: int) -> View:
    """What is said after it was kept."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        record = Records(setting).one(key)
        rest = len(record.fields) > (part + 1) * artefact_forms.STEP
        further = artefacts.value_of(key, part + 1) if rest else ""
        return artefact_forms.kept(shown_to(setting, person, record), further=further)


def compare(desk: Desk, person: Participant, wanted: str) -> Message:
    """One artefact, or one field, of all who wrote it, as far as this person may read it."""
    if person.role == GUEST:
        raise NotForYou
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        artefact, field = _meant(setting.plan.artefacts, wanted)
        rows = memory.writings.find(artefact=artefact.key)
        keys = sorted({row.key for row in rows}, key=lambda k: (k.owner, k.number))
        found = []
        for key in keys:
            if not readable(setting, person, key):
                continue
            record = Records(setting).one(key)
            texts = [
                f.text if field else f"{f.field.label}: {f.text}"
                for f in record.fields
                if f.text and field in ("", f.field.key)
            ]
            if texts:
                number = f", {key.number}" if artefact.minimum > 1 or key.number > 1 else ""
                found.append((f"{whose(setting, key)}{number}", texts))
        label = next((f.label for f in artefact.fields if f.key == field), "")
        return artefacts.compared(f"{artefact.title}: {label}" if label else artefact.title, found)


def _meant(every: Sequence[Artefact], wanted: str) -> tuple[Artefact, str]:
    """The artefact, or the field of one, that is meant by its key, its name or a part of that."""
    asked = fold(wanted)
    named = {fold(word): (a, "") for a in every for word in (a.key, a.title)}
    named |= {fold(f"{a.key}.{f.key}"): (a, f.key) for a in every for f in a.fields}
    for a in every:
        for f in a.fields:
            for word in (f.key, f.label):
                named.setdefault(fold(word), (a, f.key))
    near = [found for word, found in named.items() if asked and asked in word]
    if asked in named or near:
        return named.get(asked) or near[0]
    raise NoSuchThing(
        what="artefact or field", name=wanted or "nothing",
        hint=f"Try one of: {', '.join(a.key for a in every)}; or one field: {_example(every)}.",
    )  # fmt: skip


def _example(every: Sequence[Artefact]) -> str:
    return next((f"{a.key}.{a.fields[0].key}" for a in every), "")
