"""Links on paper: a short code opens one's own page, for whoever has neither Slack nor mail and must type it."""

from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest

from bot.domain.errors import FacilitationError
from bot.domain.roster import GUEST, ONCE, Participant
from bot.facilitation import own_page, personal_links
from bot.facilitation.has_mail import has_mail
from bot.facilitation.setting import Setting
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.ports import BadSignature, Desk

PURPOSE = "paper-link"
LETTERS, AT_ONCE = (
    12,
    4,
)  # sixty bits: nobody guesses one at the pace at which pages may be asked for
LIKE = str.maketrans(
    "018", "OIB"
)  # signs that the alphabet leaves out, read as those they look like


class NoAddress(FacilitationError):
    """Links on paper lead to this installation's own address. Set [web] public_url in the settings."""


@dataclass(frozen=True, kw_only=True)
class PaperLink:
    """What stands in one person's letter: where to go, and what to type there."""

    name: str
    community: str
    place: str
    code: str


def letters(desk: Desk, person_ids: Sequence[str] = ()) -> list[PaperLink]:
    """A letter for each of these people; for nobody named, for all who have neither Slack nor mail.

    Raises NoAddress, NoSuchThing.
    """
    if not desk.house.public_url:
        raise NoAddress
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        named = [setting.person(one) for one in person_ids]
        people = named or [one for one in setting.people.values() if _needs_one(setting, one)]
        for person in people:
            trace(setting, AT_THE_MACHINE, "printed a person's link", person.id)
        return [
            PaperLink(
                name=one.name,
                community=desk.house.name,
                place=f"{desk.house.public_url}/me/at",
                code=code_of(setting, one.id),
            )
            for one in sorted(people, key=lambda one: one.name.casefold())
        ]


def _needs_one(setting: Setting, person: Participant) -> bool:
    """Whoever takes part and is reached by nothing else."""
    apart = person.standing in {"left", ONCE} or person.role == GUEST
    return not (apart or person.slack_id or has_mail(setting, person))


def code_of(setting: Setting, person_id: str) -> str:
    """The code that opens this person's page until their links are revoked: ABCD-EFGH-IJKL."""
    return _codes(setting, person_id)[0]


def _codes(setting: Setting, person_id: str) -> list[str]:
    """By the secret of now, and by those that were in use before."""
    text = f"{person_id}:{personal_links.turn(setting, person_id)}"
    return [_spelled(mark) for mark in setting.desk.vault.marks(PURPOSE, text)]


def _spelled(mark: str) -> str:
    flat = b32encode(bytes.fromhex(mark)).decode()[:LETTERS]
    return "-".join(flat[n : n + AT_ONCE] for n in range(0, LETTERS, AT_ONCE))


def token_behind(desk: Desk, typed: str) -> str:
    """The token of the page that a code opens, however it was typed. Raises BadSignature."""
    flat = "".join(sign for sign in typed.upper().translate(LIKE) if sign.isalnum())
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        for person in memory.people.find():
            codes = (code.replace("-", "") for code in _codes(setting, person.id))
            if any(compare_digest(flat.encode(), code.encode()) for code in codes):
                return own_page.token(setting, person.id)
    raise BadSignature("no such code")
