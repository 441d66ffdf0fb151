"""Why one sits where one sits, in words that hold nobody's wish."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.perspectives import LIVED, Group
from bot.domain.roster import Participant
from bot.domain.sessions import Room, Session
from bot.voice.message import Message
from bot.voice.seats import in_lines
from bot.voice.words import count, escape, listed, name, names

SOMETHING_ELSE = (
    "If it does not suit you, “A word with a facilitator” on my Home page reaches them alone; "
    "you need not say why."
)


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """Why somebody sits where they sit: what all in the room could count, and whom they met before.

    `own` are those whom the way of drawing puts together with them. No wish is among these, and none may be.
    """

    session: Session
    room: Room
    person: Participant
    mates: tuple[Participant, ...]
    way: str
    met: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    speaks_from_life: bool
    lay_mates: int
    lived: Group = LIVED
    lay_wished: bool
    host_first: bool
    place: MeetingPlace = ZOOM

    @property
    def one_login(self) -> list[str]:
        """Those with whom they share one address in Zoom."""
        login = self.person.zoom_email.strip().casefold()
        return [m.name for m in self.mates if login and m.zoom_email.strip().casefold() == login]


def why(reasons: Reasons) -> Message:
    """Why I sit where I sit, in two or three sentences."""
    lead = f"“{escape(reasons.session.title)}”: you sit in {name(reasons.room.name)}."
    said = [_way(reasons), _lived(reasons), _login(reasons), _duty(reasons)]
    return in_lines([lead, " ".join(filter(None, said)), SOMETHING_ELSE])


def _way(reasons: Reasons) -> str:
    if not reasons.mates:
        return "Nobody else sits there just now."
    return WAYS.get(reasons.way, _mixed)(reasons)


def _mixed(reasons: Reasons) -> str:
    return f"Rooms are mixed so that people meet: {_faces(reasons)}{_spread(reasons)}."


def _faces(reasons: Reasons) -> str:
    """How many are new to the reader."""
    others, met = len(reasons.mates), len(reasons.met)
    if not met:
        return "you have not shared a room with anybody there before"
    if met == others:
        return "you have met everybody there before, so the others may be new to one another"
    known = names(reasons.met) if met < 4 else count(met, "person", "people")
    return f"{others - met} of the {others} others are new to you, and you have met {known} before"


def _spread(reasons: Reasons) -> str:
    """How far apart those in the room live and work, where they do."""
    everyone = [reasons.person, *reasons.mates]
    homes = len({p.organisation.casefold() for p in everyone})
    zones = len({p.zone for p in everyone}) if reasons.session.virtual else 1
    parts = [count(homes, "organisation")] if homes > 1 else []
    parts += [count(zones, "time zone")] if zones > 1 else []
    return f"; between you there are {listed(parts)}" if parts else ""


def _home(reasons: Reasons) -> str:
    lead = "In this session people sit with their own organisation"
    if not reasons.own:
        return f"{lead}; nobody else of yours sits there, so you are in another's company."
    return f"{lead}: {_named(reasons.own)} of yours {_is(reasons.own)} there."


def _subgroup(reasons: Reasons) -> str:
    lead = "In this session people sit with their subgroup"
    if not reasons.own:
        return f"{lead}; nobody of a subgroup of yours sits there."
    return f"{lead}: {_named(reasons.own)} of yours {_is(reasons.own)} there."


def _affinity(reasons: Reasons) -> str:
    return (
        f"In this session {escape(reasons.lived.many)} sit among themselves, and all others too, as far "
        "as the numbers allow."
    )


def _as_last(reasons: Reasons) -> str:
    lead = "These are the rooms of last time, so that you can go on together"
    if not reasons.own:
        return f"{lead}; you did not sit with any of them then."
    return f"{lead}: {_named(reasons.own)} sat with you."


WAYS = {
    "home_team": _home,
    "subgroup": _subgroup,
    "affinity": _affinity,
    "same_as_last": _as_last,
}


def _named(own: Sequence[str]) -> str:
    return names(own) if len(own) < 5 else f"{len(own)} people"


def _is(own: Sequence[str]) -> str:
    return "is" if len(own) == 1 else "are"


def _lived(reasons: Reasons) -> str:
    """Company for those who speak from lived experience. Nobody else is told that such people sit there."""
    lay = reasons.lay_mates
    if not (reasons.speaks_from_life and reasons.lay_wished and reasons.mates):
        return ""
    if lay:
        return f"You are not the only {escape(reasons.lived.one)}: {_more(lay)} there."
    return f"There is no other {escape(reasons.lived.one)} there this time."


def _more(lay: int) -> str:
    return "one more is" if lay == 1 else f"{lay} more are"


def _login(reasons: Reasons) -> str:
    shared = reasons.one_login if reasons.place.places_people else []
    return f"You share a Zoom address with {names(shared)}, so you share a room." if shared else ""


def _duty(reasons: Reasons) -> str:
    """What is asked of them there."""
    if reasons.room.host == reasons.person.id:
        first = "people in your role are asked first" if reasons.host_first else "that goes round"
        return f"You keep time: {first}."
    return "You take notes: that goes round." if reasons.room.scribe == reasons.person.id else ""
