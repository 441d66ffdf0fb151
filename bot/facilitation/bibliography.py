"""The working bibliography: everyone suggests, anybody says in plain words what it is, and nothing stands twice."""

from dataclasses import replace

from bot.domain.artefacts import Key
from bot.domain.errors import FacilitationError
from bot.domain.languages import say
from bot.domain.onlookers import Thing
from bot.domain.programme import Reading
from bot.domain.references import (
    LONGEST_SUMMARY,
    SOURCES,
    Cited,
    Credited,
    Reference,
    gathered,
    matching,
)
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.artefacts import Records, organisation
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import bibliography as words
from bot.voice import reading_forms as forms
from bot.voice.artefacts import titled
from bot.voice.bibliography import About, Listed
from bot.voice.message import Message, View
from bot.voice.reading_forms import Links
from bot.voice.words import one_line


class NothingCited(FacilitationError):
    """There is nothing to write down yet. Give a title, a DOI or a link: /convene reading add 10.1136/bmj.k3617"""


class NotForYou(FacilitationError):
    """The bibliography is for people of the community."""


class ReadingGone(FacilitationError):
    """This reading is not there any more: whoever suggested it took it back. Suggest it again if you miss it."""


class WordsMeanwhile(FacilitationError):
    """{who} wrote about it a moment ago. Look at their words; yours are kept in the window."""


def reader(setting: Setting, person_id: str) -> Participant:
    """The person, if the bibliography is theirs. Raises NotForYou."""
    person = setting.person(person_id)
    if not may_see(setting, person, Thing.READING):
        raise NotForYou
    return person


def everything(setting: Setting) -> list[Reference]:
    """All there is, what was suggested last first; the plan's own readings stand among them, each thing once."""
    newest = setting.memory.references.find()[::-1]
    own = planned(setting) if setting.begun else []
    return sorted(gathered([*newest, *own]), key=lambda one: one.at, reverse=True)


def planned(setting: Setting, *only: Session) -> list[Reference]:
    """The readings of the plan, each with its session; of one session alone, where that is asked for."""
    return [
        _planned(setting, session, number, reading)
        for session in only or setting.sessions()
        for number, reading in enumerate(setting.planned(session).readings, start=1)
    ]


def _planned(setting: Setting, session: Session, number: int, reading: Reading) -> Reference:
    cited = Cited.read(f"{reading.title}. {reading.cite}")
    return Reference(
        id=f"plan-{session.month}-{number}",
        at=setting.programme.loaded_at,
        title=cited.title,
        doi=cited.doi,
        url=cited.url,
        summary=reading.lay_summary,
        sessions=(session.id,),
    )


def suggest(desk: Desk, text: str, *, by: str, about: About | None = None) -> Message:
    """Put something in the bibliography. What stands there already gets one more who suggests it."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = reader(setting, by)
        entry, known = add(setting, text, person, about or About())
        own = one_line(about.summary, LONGEST_SUMMARY) if about else ""
        unkept = own if entry.summary != own else ""
        return words.added(shown(setting, entry), known=known, unkept=unkept)


def add(setting: Setting, text: str, person: Participant, about: About) -> tuple[Reference, bool]:
    """Write it down, and say whether it stood there already. Raises NothingCited."""
    cited = Cited.read(text)
    if not cited:
        raise NothingCited
    fresh = Reference(
        id=_new_id(setting),
        at=setting.now,
        title=cited.title,
        doi=cited.doi,
        url=cited.url,
        suggested_by=(person.id,),
    )
    fresh = _said(setting, person, about, fresh)
    known = any(one.same_as(fresh) for one in everything(setting))
    same = [one for one in setting.memory.references.find() if one.same_as(fresh)]
    for one in same:
        setting.memory.references.remove(one.id)
    entry = gathered([*same, fresh])[0]
    setting.memory.references.save(entry)
    trace(setting, person.id, "suggested a reading", entry.id)
    return next(one for one in everything(setting) if one.id == entry.id), known


def _said(setting: Setting, person: Participant, about: About, entry: Reference) -> Reference:
    """The entry with what somebody says of it, as far as there is such a thing."""
    links = _links(setting, person)
    artefact, _, number = about.artefact.partition("|")
    key = (
        f"{organisation(person.organisation)}|{artefact}|{number}"  # as `for_artefact` looks for it
    )
    summary = one_line(about.summary, LONGEST_SUMMARY)
    return replace(
        entry,
        source=about.source if about.source in SOURCES else "",
        named=(person.id,) if about.named else (),
        summary=summary,
        summary_by=person.id if summary else "",
        sessions=tuple(id for _, id in links.sessions if id == about.session),
        artefacts=(key,) if about.artefact in {value for _, value in links.artefacts} else (),
    )


def page(desk: Desk, person_id: str, *, wanted: str = "", number: int = 1) -> Message:
    """The bibliography, or what of it holds the words that are looked for."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        reader(setting, person_id)
        found = matching(everything(setting), wanted)
        number = max(1, min(number, -(-len(found) // words.ON_A_PAGE)))
        first = (number - 1) * words.ON_A_PAGE
        here = [shown(setting, one) for one in found[first : first + words.ON_A_PAGE]]
        return words.page(here, total=len(found), number=number, wanted=wanted)


def all_of_it(desk: Desk, person_id: str) -> list[Credited]:
    """Every entry, the first one first, each with the names of those who wish to be named."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        reader(setting, person_id)
        return to_take_along(setting)


def to_take_along(setting: Setting) -> list[Credited]:
    """Every entry with the names that go along with it."""
    return [(one, shown(setting, one).names) for one in everything(setting)[::-1]]


def for_session(setting: Setting, session: Session, person: Participant) -> str:
    """What is for one session, in a few lines, for whoever may read it."""
    if not may_see(setting, person, Thing.READING):
        return ""
    own = planned(setting, session)
    about = [
        one
        for one in setting.memory.references.find()[::-1]
        if session.id in one.sessions or any(one.same_as(reading) for reading in own)
    ]
    return words.for_session(gathered([*about, *own]))


def for_artefact(setting: Setting, key: Key) -> list[str]:
    """What is suggested for something that an organisation writes, as those read it who may read that."""
    link = f"{key.owner}|{key.artefact}|{key.number}"
    return [words.title(one) for one in everything(setting) if link in one.artefacts]


def shown(setting: Setting, entry: Reference) -> Listed:
    """An entry with the names its readers may read."""
    people = setting.some(entry.suggested_by)
    titles = [setting.memory.sessions.seek(id) for id in entry.sessions]
    return Listed(
        entry=entry,
        names=tuple(people[p].name for p in entry.named if p in people),
        sessions=tuple(one.title for one in titles if one),
    )


def add_window(desk: Desk, person_id: str, text: str = "") -> View:
    """Where something is suggested, starting from these words."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = reader(setting, person_id)
        return forms.suggest(Cited.read(text), text, _links(setting, person))


def more_window(desk: Desk, person_id: str, id: str, typed: About | None = None) -> View:
    """Where anybody says more about a reading; with what was typed, beside the words somebody wrote meanwhile."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = reader(setting, person_id)
        entry = entry_of(setting, id)
        mine = person.id in entry.suggested_by
        takes_off = bool(entry.suggested_by) and setting.may_facilitate(person)
        theirs = forms.Reader(id=person.id, suggested=mine, takes_off=mine or takes_off)
        return forms.more(shown(setting, entry), _links(setting, person), theirs, typed)


def say_more(desk: Desk, id: str, about: About, *, by: str, base: int) -> Message:
    """Plain words, the kind of source, what it is for. Raises WordsMeanwhile, ReadingGone."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person, old = reader(setting, by), entry_of(setting, id)
        said = _said(setting, person, about, Reference(id="", at=setting.now))
        if said.summary != old.summary and old.version != base:
            raise WordsMeanwhile(who=_who(setting, old))
        changed = said.summary != old.summary
        new = replace(
            old.with_more(said),
            id=old.id if memory.references.seek(old.id) else _new_id(setting),
            source=said.source or old.source,
            summary=said.summary,
            summary_by=by if changed else old.summary_by,
            version=old.version + changed,
            named=_named(old, by, about),
        )
        memory.references.save(new)
        trace(setting, by, "said more about a reading", new.id)
        return words.kept(shown(setting, new))


def _named(old: Reference, by: str, about: About) -> tuple[str, ...]:
    """Who is named from now on: whoever suggested it decides for themselves."""
    others = tuple(p for p in old.named if p != by)
    return (*others, by) if about.named and by in old.suggested_by else others


def _who(setting: Setting, entry: Reference) -> str:
    writer = setting.one(entry.summary_by)
    return writer.name if writer else say("Somebody")


def _new_id(setting: Setting) -> str:
    return f"r{setting.memory.numbers.next('reference')}"


def entry_of(setting: Setting, id: str) -> Reference:
    """An entry as people see it, also by the name it has in the plan. Raises ReadingGone."""
    found = everything(setting)
    own = next((one for one in planned(setting) if one.id == id), None)
    entry = next((one for one in found if one.id == id or (own and one.same_as(own))), None)
    if entry is None:
        raise ReadingGone
    return entry


def _links(setting: Setting, person: Participant) -> Links:
    """What a reading can be for: a session, or something that the reader's organisation writes."""
    records = Records(setting).of(organisation(person.organisation))
    return Links(
        sessions=[(one.title, one.id) for one in setting.sessions()],
        artefacts=[
            (titled(r.key, r.artefact), f"{r.key.artefact}|{r.key.number}") for r in records
        ],
    )
