"""Somebody comes for somebody else this time: the seat, the notices and Zoom's list follow, and it can be undone."""

from dataclasses import dataclass, replace

from bot.domain.answers import Reply, Rsvp
from bot.domain.delegates import Delegate, Stands
from bot.domain.effects import Effect, State
from bot.domain.errors import FacilitationError, TooLate
from bot.domain.onlookers import Thing
from bot.domain.roster import GUEST, ONCE, Participant
from bot.domain.sessions import Session
from bot.facilitation import only_once, publishing, turns
from bot.facilitation.audience import ahead, attends, community, still_open
from bot.facilitation.coming_for import name_of, of, sent_as, who_comes
from bot.facilitation.rounds import show_reply
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop
from bot.facilitation.telling import LEFT, owe, touch_all, touch_home
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import delegates as words
from bot.voice.message import Message, View
from bot.voice.words import one_line, spelled

KIND = "delegate"
LONGEST_NAME, LONGEST_ADDRESS = 80, 254


class HasOne(FacilitationError):
    """{name} comes for {person} already. Take that back first: one person comes for another at a time."""


class CannotCome(FacilitationError):
    """{name} cannot come for {person}: they facilitate, come for somebody else, or have somebody come for them."""


class HasLeft(FacilitationError):
    """Whoever has this address has left, and I write to them no more. To come again, they tell any facilitator."""


class NobodyNamed(FacilitationError):
    """Say who comes: choose a colleague, or write a name and an e-mail address."""


class NobodyComes(FacilitationError):
    """Nobody comes for {person}. It may have been taken back already."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who is to come: somebody on the roster by id, or a guest for once by name and address."""

    id: str = ""
    name: str = ""
    email: str = ""


def next_of(desk: Desk) -> str:
    """The session that somebody may come to for another: the next that has not begun."""
    with desk.store.read() as memory:
        found = [s for s in ahead(Setting(desk, memory)) if s.starts_at > desk.clock.now()]
    if not found:
        raise TooLate(why="no session is ahead")
    return min(found, key=lambda s: s.starts_at).id


def window(desk: Desk, session_id: str, person_id: str) -> View:
    """Where somebody says who comes for them."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session, person = still_open(setting, session_id), setting.person(person_id)
        _may_send(setting, session, person)
        home = person.organisation.casefold()
        mates = [p for p in community(setting) if p.organisation.casefold() == home]
        engaged = _engaged(setting, session) | {person.id}
        may = [p for p in mates if _may_come(p, engaged)]
        who = sorted(may, key=lambda p: p.name.casefold())
        return words.form(session, [(spelled(p.name), p.id) for p in who], person.zone)


def _may_send(setting: Setting, session: Session, person: Participant) -> None:
    if found := of(setting, session, person.id):
        raise HasOne(name=name_of(setting, found.delegate_id), person=person.name)
    only_once = person.standing == ONCE or sent_as(setting, session, person.id)
    if person not in community(setting) or only_once:
        raise CannotCome(name="Somebody", person=person.name)


def _may_come(person: Participant, engaged: set[str]) -> bool:
    return not (person.facilitates or person.role == GUEST or person.id in engaged)


def _engaged(setting: Setting, session: Session) -> set[str]:
    """Who comes for somebody at this session, or has somebody come for them."""
    found = setting.memory.delegates.find(session_id=session.id, state=Stands.COMES)
    return {person for made in found for person in (made.person_id, made.delegate_id)}


def send(desk: Desk, session_id: str, person_id: str, named: Named, *, by: str) -> Message:
    """Let somebody come for another this once. Raises HasOne, CannotCome, NobodyNamed, TooLate."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session, person = still_open(setting, session_id), setting.person(person_id)
        _may_send(setting, session, person)
        other = _found(setting, session, person, named)
        if not _may_come(other, _engaged(setting, session) | {person.id}):
            raise CannotCome(name=other.name, person=person.name)
        after = Setting(desk, memory)
        made = Delegate(
            session_id=session.id, person_id=person.id, delegate_id=other.id, at=setting.now, by=by,
            was=_answer(after, session, person.id), theirs=_answer(after, session, other.id),
            guest=other.standing == ONCE,
        )  # fmt: skip
        memory.delegates.save(made)
        comes_anyway = attends(after, session, other)
        _answers(after, session, person.id, Rsvp.NO.value, by=person.id)
        if not comes_anyway:
            _answers(after, session, other.id, Rsvp.YES.value, by=by)
        turns.let_go_of(after, session, person)
        _follow(after, session, made)
        _tell(after, made, other)
        if by != person.id:
            _tell(after, made, person)
            trace(after, by, "let somebody come for another", session.id)
        waits = not comes_anyway and publishing.waits_for_a_word(after, session)
        own = by == person.id
        return words.sent(person, other, own=own, known=bool(other.slack_id), waits=waits)


def _found(setting: Setting, session: Session, person: Participant, named: Named) -> Participant:
    """Somebody on the roster; else a guest for once, whom we may have met before."""
    if named.id:
        return setting.person(named.id)
    called, address = one_line(named.name, LONGEST_NAME), named.email.strip()
    if not address or "@" not in address[1:-1] or len(address) > LONGEST_ADDRESS:
        raise NobodyNamed
    everyone = setting.memory.people.find()
    met = next((p for p in everyone if p.email.casefold() == address.casefold()), None)
    if met is not None and not met.has_left:
        return met
    if met and not setting.memory.delegates.find(delegate_id=met.id, guest=True):
        raise HasLeft
    if not called:
        raise NobodyNamed
    new = met or replace(
        person, id=f"once{setting.memory.numbers.next('once')}", title="", access_needs="",
        line_manager="", slack_id="", slack_guest=False,
    )  # fmt: skip
    guest = replace(new, name=called, email=address, zoom_email=address, standing=ONCE)
    setting.memory.people.save(guest)
    setting.memory.duties.plan(only_once.over(session, guest))
    return guest


def _answer(setting: Setting, session: Session, person_id: str) -> str:
    reply = setting.memory.replies.seek(f"{session.id}:{person_id}")
    return reply.answer.value if reply else ""


def _answers(setting: Setting, session: Session, person_id: str, answer: str, *, by: str) -> None:
    """What is known of whether they come is this from now on; nothing, where it is empty."""
    id = f"{session.id}:{person_id}"
    if answer:
        reply = Reply(
            session_id=session.id, person_id=person_id, answer=Rsvp(answer), at=setting.now, by=by
        )
        setting.memory.replies.save(reply)
    elif setting.memory.replies.seek(id):
        setting.memory.replies.remove(id)


def _follow(setting: Setting, session: Session, made: Delegate) -> None:
    """Rooms go with it, with the fewest moves; and whatever shows it."""
    both = [made.person_id, made.delegate_id]
    publishing.follow_answers(setting, session, both)
    _show(setting, session, both)


def _show(setting: Setting, session: Session, people: list[str]) -> None:
    for person in people:
        show_reply(setting, session, person)
    touch_all(setting, f"{KIND}:{session.id}:")
    for one in setting.facilitators:
        touch_home(setting, one.id)


def _tell(setting: Setting, made: Delegate, reader: Participant, *, back: bool = False) -> None:
    number = setting.memory.numbers.next(f"{KIND}:{made.id}")
    key = f"{KIND}:{made.id}:{number}:{reader.id}"
    session = setting.session(made.session_id)
    facts = {"session": session.id, "of": made.id} | ({"back": True} if back else {})
    owe(setting, KIND, key, reader, facts, expires_at=session.ends_at)


def _tell_back(setting: Setting, made: Delegate) -> None:
    """Whoever was told that they come hears that nobody needs to: a mail cannot be put right where it stands."""
    begun = (*LEFT, State.DEAD)  # of a mail that was given up nobody knows
    told = {
        effect.target
        for road in ("", "mail:")
        for effect in setting.memory.effects.find(f"{road}{KIND}:{made.id}:", states=begun)
    }
    other = setting.one(made.delegate_id)
    if other and other.id in told:
        _tell(setting, made, other, back=True)


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """To the one who comes, and to the one they come for: as it stands now."""
    made = setting.memory.delegates.get(effect.payload["of"])
    if person.id not in {made.person_id, made.delegate_id}:  # by now another comes
        made = replace(made, delegate_id=person.id, state=Stands.BACK)
    session, both = setting.session(made.session_id), frozenset({made.person_id, made.delegate_id})
    if not may_see(setting, person, Thing.DELEGATE, own=both):
        return Drop(why="not for this reader")
    back = bool(effect.payload.get("back"))
    needless = person.id == made.delegate_id and made.comes == back
    if not effect.remote_id and (session.cancelled or needless):
        return Drop(why="taken back before it was said")
    seen = words.Seen(
        made=made, session=session, reader=person,
        person=name_of(setting, made.person_id), delegate=name_of(setting, made.delegate_id),
    )  # fmt: skip
    return words.letter(seen, community=setting.desk.house.name)


def look(desk: Desk, session_id: str, person_id: str) -> Message:
    """Who comes for somebody, for a facilitator."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person, session = setting.person(person_id), setting.session(session_id)
        found = who_comes(setting, session, person)
        return words.comes(person, found) if found else words.nobody(person)


def take_back(desk: Desk, session_id: str, person_id: str, *, by: str) -> Message:
    """Whoever was to be represented comes themselves, or not at all, as it was. Raises NobodyComes, TooLate."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session, person = still_open(setting, session_id), setting.person(person_id)
        made = of(setting, session, person_id)
        if made is None:
            raise NobodyComes(person=person.name)
        _take_back(setting, made)
        _answers(setting, session, person_id, made.was, by=person_id)
        _follow(setting, session, made)
        if by != person_id:
            trace(setting, by, "took back that somebody comes for another", session.id)
        return words.taken_back(person, name_of(setting, made.delegate_id), own=by == person_id)


def _take_back(setting: Setting, made: Delegate) -> None:
    setting.memory.delegates.save(made.ended(Stands.BACK))
    _tell_back(setting, made)
    session = setting.session(made.session_id)
    theirs = Rsvp.NO.value if made.guest else made.theirs
    _answers(setting, session, made.delegate_id, theirs, by=made.by)


def after_reply(setting: Setting, session: Session, person_id: str, answer: Rsvp) -> list[str]:
    """Whoever says that they come needs nobody to come for them; whoever comes for another and cannot, says so.

    Gives back whose seats are concerned beside.
    """
    mine, sent = of(setting, session, person_id), sent_as(setting, session, person_id)
    if mine and answer is not Rsvp.NO:
        _take_back(setting, mine)
        _show(setting, session, [mine.delegate_id])
        return [mine.delegate_id]
    if sent and answer is Rsvp.NO:
        setting.memory.delegates.save(sent.ended(Stands.CANNOT))
        represented = setting.one(sent.person_id)
        if represented:
            _tell(setting, sent, represented)
        _show(setting, session, [sent.person_id])
    return []


def let_go(setting: Setting, person: Participant) -> None:
    """Whoever leaves comes for nobody any more; whom they came for hears of it."""
    for session in ahead(setting):
        after_reply(setting, session, person.id, Rsvp.NO)
        mine = of(setting, session, person.id)
        if mine:
            _take_back(setting, mine)
            _follow(setting, session, mine)
