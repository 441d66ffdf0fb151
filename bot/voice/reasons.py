"""Why one sits where one sits, in words that hold nobody's wish."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, say_many, to_say
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.perspectives import LIVED, Group
from bot.domain.roster import Participant
from bot.domain.sessions import Room, Session
from bot.voice.message import Message
from bot.voice.seats import in_lines
from bot.voice.words import count, escape, listed, name, names

SOMETHING_ELSE = to_say(
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
    lead = say(
        "“{title}”: you sit in {name}.",
        title=escape(reasons.session.title),
        name=name(reasons.room.name),
    )
    said = [_way(reasons), _lived(reasons), _login(reasons), _duty(reasons)]
    return in_lines([lead, " ".join(filter(None, said)), say(SOMETHING_ELSE)])


def _way(reasons: Reasons) -> str:
    if not reasons.mates:
        return say("Nobody else sits there just now.")
    return WAYS.get(reasons.way, _mixed)(reasons)


def _mixed(reasons: Reasons) -> str:
    return say(
        "Rooms are mixed so that people meet: {faces}{spread}.",
        faces=_faces(reasons),
        spread=_spread(reasons),
    )


def _faces(reasons: Reasons) -> str:
    """How many are new to the reader."""
    others, met = len(reasons.mates), len(reasons.met)
    if not met:
        return say("you have not shared a room with anybody there before")
    if met == others:
        return say("you have met everybody there before, so the others may be new to one another")
    known = names(reasons.met) if met < 4 else count(met, "person", "people")
    return say(
        "{what} of the {others} others are new to you, and you have met {known} before",
        what=others - met,
        others=others,
        known=known,
    )


def _spread(reasons: Reasons) -> str:
    """How far apart those in the room live and work, where they do."""
    everyone = [reasons.person, *reasons.mates]
    homes = len({p.organisation.casefold() for p in everyone})
    zones = len({p.zone for p in everyone}) if reasons.session.virtual else 1
    parts = [count(homes, "organisation", "organisations")] if homes > 1 else []
    parts += [count(zones, "time zone", "time zones")] if zones > 1 else []
    return say("; between you there are {parts}", parts=listed(parts)) if parts else ""


def _home(reasons: Reasons) -> str:
    lead = say("In this session people sit with their own organisation")
    if not reasons.own:
        return say(
            "{lead}; nobody else of yours sits there, so you are in another's company.", lead=lead
        )
    return _there(lead, reasons.own)


def _subgroup(reasons: Reasons) -> str:
    lead = say("In this session people sit with their subgroup")
    if not reasons.own:
        return say("{lead}; nobody of a subgroup of yours sits there.", lead=lead)
    return _there(lead, reasons.own)


def _affinity(reasons: Reasons) -> str:
    return say(
        "In this session {many} sit among themselves, and all others too, as far as the numbers allow.",
        many=escape(reasons.lived.many),
    )


def _as_last(reasons: Reasons) -> str:
    lead = say("These are the rooms of last time, so that you can go on together")
    if not reasons.own:
        return say("{lead}; you did not sit with any of them then.", lead=lead)
    return say("{lead}: {named} sat with you.", lead=lead, named=_named(reasons.own))


WAYS = {
    "home_team": _home,
    "subgroup": _subgroup,
    "affinity": _affinity,
    "same_as_last": _as_last,
}


def _named(own: Sequence[str]) -> str:
    return names(own) if len(own) < 5 else say("{number} people", number=len(own))


def _there(lead: str, own: Sequence[str]) -> str:
    return say_many(
        "{lead}: {named} of yours is there.",
        "{lead}: {named} of yours are there.",
        len(own),
        lead=lead,
        named=_named(own),
    )


def _lived(reasons: Reasons) -> str:
    """Company for those who speak from lived experience. Nobody else is told that such people sit there."""
    lay = reasons.lay_mates
    if not (reasons.speaks_from_life and reasons.lay_wished and reasons.mates):
        return ""
    if lay:
        return say(
            "You are not the only {one}: {more} there.",
            one=escape(reasons.lived.one),
            more=_more(lay),
        )
    return say("There is no other {one} there this time.", one=escape(reasons.lived.one))


def _more(lay: int) -> str:
    return say("one more is") if lay == 1 else say("{lay} more are", lay=lay)


def _login(reasons: Reasons) -> str:
    shared = reasons.one_login if reasons.place.places_people else []
    return (
        say("You share a Zoom address with {shared}, so you share a room.", shared=names(shared))
        if shared
        else ""
    )


def _duty(reasons: Reasons) -> str:
    """What is asked of them there."""
    if reasons.room.host == reasons.person.id:
        first = (
            say("people in your role are asked first")
            if reasons.host_first
            else say("that goes round")
        )
        return say("You keep time: {first}.", first=first)
    return (
        say("You take notes: that goes round.") if reasons.room.scribe == reasons.person.id else ""
    )
