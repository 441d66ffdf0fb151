"""Facilitators in a browser: a link that opens once, then a session that is looked at anew with every page."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import FacilitationError
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.facilitation import personal_links
from bot.facilitation.once import first_time, happened
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import opaque
from bot.facilitation.traces import trace
from bot.ports import BadSignature, Desk
from bot.voice import signing_in as words
from bot.voice.message import Message

ENTER, SESSION, FORM = "facilitate-enter", "facilitating", "facilitate-form"
LINK_GOOD_FOR, SESSION_GOOD_FOR = timedelta(minutes=15), timedelta(hours=12)


class NoPages(FacilitationError):
    """There are no pages to open yet: whoever runs Convener sets public_url under [web], the address under which
    browsers find it.
    """


class OnlyForFacilitators(FacilitationError):
    """{name} is no facilitator, so these pages do not open for them. Whose role on the roster is facilitator is one."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who has signed in, and the proof that their forms carry."""

    person: Participant
    form: str


def offer(desk: Desk, person_id: str) -> Message:
    """A button that opens the facilitators' pages once, for whoever asked. Raises NoPages."""
    return words.offer(way_in(desk, person_id, by=person_id))


def way_in(desk: Desk, person_id: str, *, by: str) -> str:
    """An address that signs this facilitator in, once, within a quarter of an hour.

    Raises NoPages, OnlyForFacilitators.
    """
    base = desk.house.public_url.rstrip("/")
    if not base:
        raise NoPages
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = setting.person(person_id)
        if not may_see(setting, person, Thing.NEEDED):
            raise OnlyForFacilitators(name=person.name)
        number = memory.numbers.next("way-in")  # two asked for in one second are two
        trace(setting, by, "made a link to the facilitators' pages", person.id)
        return f"{base}/facilitate/enter?key={personal_links.mint(setting, ENTER, person.id, number=str(number))}"


def whose(desk: Desk, key: str) -> Participant:
    """Whom a link signs in; looking spends nothing. Raises BadSignature, also for one that was used."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        facts = personal_links.read(setting, ENTER, key, max_age=LINK_GOOD_FOR)
        if happened(setting.desk, memory, _spent(key)):
            raise BadSignature("used")
        return _facilitator(setting, facts.get("person", ""))


def enter(desk: Desk, key: str) -> str:
    """Spend a link, once; what the browser shows from then on. Raises BadSignature."""
    person = whose(desk, key)
    if not first_time(desk, _spent(key)):
        raise BadSignature("used")
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        number = memory.numbers.next("way-in")  # each session ends by itself
        trace(setting, person.id, "signed in to the facilitators' pages", person.id)
        return personal_links.mint(setting, SESSION, person.id, number=str(number))


def signed_in(desk: Desk, session: str) -> SignedIn:
    """Who is behind a session now: still one of ours, still a facilitator, not revoked, not signed out.

    Raises BadSignature.
    """
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        facts = personal_links.read(setting, SESSION, session, max_age=SESSION_GOOD_FOR)
        if happened(desk, memory, _ended(session)):
            raise BadSignature("signed out")
        person = _facilitator(setting, facts.get("person", ""))
        return SignedIn(person=person, form=desk.links.mint(FORM, {"session": opaque(session)}))


def check_form(desk: Desk, session: str, proof: str) -> None:
    """Whether a form was made for this very session. Raises BadSignature."""
    facts = desk.links.read(FORM, proof, max_age=SESSION_GOOD_FOR)
    if facts.get("session") != opaque(session):
        raise BadSignature("a form of another session")


def sign_out(desk: Desk, session: str) -> None:
    """End a session for good, wherever a copy of it may be."""
    first_time(desk, _ended(session))


def _facilitator(setting: Setting, person_id: str) -> Participant:
    person = setting.one(person_id)
    if person is None or not may_see(setting, person, Thing.NEEDED):
        raise BadSignature("no facilitator")
    return person


def _spent(key: str) -> str:
    return f"way-in-spent:{key}"


def _ended(session: str) -> str:
    return f"signed-out:{session}"
