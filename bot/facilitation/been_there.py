"""Who was with us over the months, in words: for each person to themselves, for organisations to facilitators."""

from collections import defaultdict
from collections.abc import Sequence

from bot.domain.been_there import Came, any_of, came
from bot.domain.delegates import Delegate, Stands
from bot.domain.errors import NotYours
from bot.domain.languages import say
from bot.domain.onlookers import Thing
from bot.domain.presence import Presence, known
from bot.domain.roster import GUEST, LAY, Participant
from bot.domain.sessions import Session
from bot.facilitation.coming_for import name_of
from bot.facilitation.past import Held, told_and_known
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.ports import Desk
from bot.voice import been_there as words
from bot.voice.message import Message


def over(setting: Setting) -> list[Session]:
    """The sessions that are over, the first one first."""
    found = (s for s in setting.sessions() if not s.cancelled and s.ends_at <= setting.now)
    return sorted(found, key=lambda session: session.starts_at)


def own(setting: Setting, person: Participant) -> words.Own:
    """Where somebody was with us, and where another came for them, as far as that is known."""
    said: dict[str, list[Presence]] = defaultdict(list)
    for word in setting.memory.presences.find(person_id=person.id):
        said[word.session_id].append(word)
    sent = setting.memory.delegates.find(person_id=person.id, state=Stands.COMES)
    for_them = {made.session_id: made for made in sent}
    there, unknown, represented = list[str](), list[str](), list[tuple[str, str]]()
    for session in over(setting):
        delegate = _came_for_them(setting, for_them.get(session.id))
        if delegate:
            represented.append((session.title, delegate))
            continue
        stands = came(
            known(said[session.id]).get(person.id), seated=_seated(setting, session, person)
        )
        if stands is Came.THERE:
            there.append(session.title)
        elif stands is Came.UNKNOWN:
            unknown.append(session.title)
    return words.Own(there=there, unknown=unknown, represented=represented)


def _seated(setting: Setting, session: Session, person: Participant) -> bool:
    plan = setting.memory.plans.published(session.id)
    return plan is not None and person.id in plan.seated


def _came_for_them(setting: Setting, made: Delegate | None) -> str:
    """Who came for somebody, by name; empty where nobody is known to have."""
    if made is None:
        return ""
    said = setting.memory.presences.find(session_id=made.session_id, person_id=made.delegate_id)
    word = known(said).get(made.delegate_id)
    return name_of(setting, made.delegate_id) if word and word.was_there else ""


def home_words(setting: Setting, person: Participant) -> str:
    """One line for one's own Home: where one was, never where one was not."""
    if person.facilitates or not may_see(
        setting, person, Thing.ATTENDANCE, own=frozenset({person.id})
    ):
        return ""
    return words.on_home(own(setting, person))


def of_person(desk: Desk, person_id: str, reader: Participant) -> Message:
    """The same of one person, for a facilitator. Raises NotYours."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        _may_read(setting, reader, person_id)
        person = memory.people.get(person_id)
        return words.of_person(person, own(setting, person))


def page(desk: Desk, reader: Participant) -> Message:
    """Each organisation, in the order of their names: at how many sessions somebody was there. Raises NotYours."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        _may_read(setting, reader)
        held = list(told_and_known(setting, over(setting)))
        homes: dict[str, list[Participant]] = defaultdict(list)
        for person in memory.people.find():
            if not person.facilitates and person.role != GUEST:
                homes[person.organisation].append(person)
        order = sorted(homes, key=str.casefold)
        lines = [words.organisation(home, _kinds(setting, held, homes[home])) for home in order]
        return words.page(len(held), lines)


def _kinds(
    setting: Setting, held: Sequence[Held], people: Sequence[Participant]
) -> list[words.Kind]:
    """Of all, of those with lived experience and of leaders; those of whom an organisation has none are left out."""
    lay = [p for p in people if setting.plan.perspective(p.role) == LAY]
    several = {
        say(words.SOMEBODY): people,
        words.one(setting.perspectives.lived.one): lay,
        say(words.LEADER): [p for p in people if p.role in setting.plan.leaders],
    }
    return [
        words.Kind(label=label, came=[_one_came(each, who) for each in held])
        for label, who in several.items()
        if who
    ]


def _one_came(held: Held, people: Sequence[Participant]) -> Came:
    _, plan, said = held
    seated = plan.seated if plan else frozenset()
    return any_of(came(said.get(p.id), seated=p.id in seated) for p in people)


def _may_read(setting: Setting, reader: Participant, *own: str) -> None:
    if not may_see(setting, reader, Thing.ATTENDANCE, own=frozenset(own)):
        raise NotYours
