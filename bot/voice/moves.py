"""A session at another time, in words: what it would mean, what people hear, and what stands of the old one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.civil_time import NightWarning
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.seats import in_lines
from bot.voice.sessions import Invitation, answered, coming_buttons, where
from bot.voice.words import city, clock_time, count, day, escape, length, local, name

MOST_CITIES = 20
PLAN_CHANGED = "the plan of our sessions has changed"
LAW_CHANGED = "the law on clocks has changed, where you live or where the session is at home"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What moving a session would mean. `lived` says how many people live by each zone."""

    was: Session
    new: Session
    zone: str
    told: int
    lived: Mapping[str, int]
    nights: Sequence[NightWarning]
    rooms_told: bool
    why: str
    agenda: Sequence[tuple[int, str]] = ()
    place: MeetingPlace = ZOOM


@dataclass(frozen=True, kw_only=True)
class Known:
    """What its reader knew of the session until now."""

    when: str
    same_time: bool
    same_place: bool
    minutes: int
    off: bool


def moved(seen: Invitation, *, was: Known, why: str) -> Message:
    """What people hear: the new time or place and the old one, and whether it still suits."""
    lines = [*_news(seen, was), f"Why: {escape(why)}" if why else "", *_holds(seen), where(seen)]
    told = in_lines(lines)
    if seen.person.facilitates:
        return told
    return Message(text=told.text, blocks=(*told.blocks, b.actions(*coming_buttons(seen))))


def _news(seen: Invitation, was: Known) -> Iterator[str]:
    session = seen.session
    title = f"“{escape(session.title)}”"
    if was.same_time and was.same_place and was.minutes == session.minutes and not was.off:
        yield f"{title} is as it was to be: {seen.when}."
    elif not was.same_time:
        lead = f"{title} takes place after all, at another time" if was.off else f"{title} is moved"
        yield f"{lead}: {seen.when}. It was to be {was.when}."
    else:
        yield (
            f"{title} takes place after all: {seen.when}." if was.off else f"{title}, {seen.when}:"
        )
    if not was.same_place:
        where_now = f"on {name(seen.place.name)}" if session.virtual else "in person"
        yield f"We meet {where_now} this time."
    if was.minutes != session.minutes:
        yield f"It now takes {length(session.minutes)}."


def _holds(seen: Invitation) -> Iterator[str]:
    """Whether they come, which stays as it is unless they say otherwise."""
    if seen.person.facilitates:
        return
    if seen.answer in {"yes", "part", "unsure"} or seen.delegate or seen.comes_for:
        yield f"{answered(seen)} That still holds; if the new time does not suit you, tell me."
    elif seen.answer == "no":
        yield f"{answered(seen)} If you can come at the new time, tell me."
    else:
        yield "Can you come at the new time?"


def at_another_time(session: Session, *, zone: str) -> Message:
    """What stands of a message that was for an earlier time."""
    return in_lines([f"“{escape(session.title)}” was moved: {local(session.starts_at, zone)}."])


def rooms_follow(session: Session, *, zone: str) -> Message:
    """What stands of the news of a room once the session is on another day."""
    when = local(session.starts_at, zone)
    follow = "Rooms are drawn anew for that day, and you hear yours then."
    return in_lines([f"“{escape(session.title)}” was moved: {when}. {follow}"])


def before_moving(seen: Preview) -> Message:
    """What would happen, with the button that does it."""
    was, new = seen.was, seen.new
    lines = [_lead(seen), *_hours(seen), *_nights(seen), *_agenda(seen), _reason(seen)]
    message = in_lines([*lines, " ".join(_follows(seen))])
    venue = new.venue.replace("|", "/")  # what stands between the parts must stand in none of them
    parts = [was.id, str(was.moves), new.wall, new.zone, str(new.minutes), new.mode, venue]
    value = "|".join([*parts, seen.why])
    act = b.button("Move it", "session:move", value, style="primary")
    return Message(text=message.text, blocks=(*message.blocks, b.actions(act)))


def _lead(seen: Preview) -> str:
    was, new = seen.was, seen.new
    then, now = local(was.starts_at, seen.zone), local(new.starts_at, seen.zone)
    title = f"“{escape(was.title)}”"
    lead = f"Change {title}, {now}?" if then == now else f"Move {title} from {then} to {now}?"
    if was.mode is not new.mode or was.venue != new.venue:
        lead += (
            f" On {name(seen.place.name)}."
            if new.virtual
            else f" In person: {escape(new.venue) or 'the place follows'}."
        )
    return f"{lead} It takes {length(new.minutes)}."


def _agenda(seen: Preview) -> Iterator[str]:
    if seen.agenda:
        each = ", ".join(f"{minutes} min “{escape(title)}”" for minutes, title in seen.agenda)
        yield f"Its agenda becomes: {each}."


def _hours(seen: Preview) -> Iterator[str]:
    """Whose local hour changes."""
    changed = [z for z in seen.lived if _hour(seen.was, z) != _hour(seen.new, z)]
    if not changed:
        yield "The hour stays the same for everybody, where they live."
        return
    people = sum(seen.lived[zone] for zone in changed)
    each = [
        f"{city(zone)} {_hour(seen.new, zone)} (was {_hour(seen.was, zone)})"
        for zone in changed[:MOST_CITIES]
    ]
    verb = "has" if people == 1 else "have"
    yield f"{count(people, 'person', 'people')} {verb} it at another hour than before: {', '.join(each)}."


def _hour(session: Session, zone: str) -> str:
    return clock_time(session.starts_at, zone)


def _nights(seen: Preview) -> Iterator[str]:
    for night in seen.nights:
        people = count(seen.lived.get(night.zone, 0), "person", "people")
        starts = local(night.starts, night.zone)
        yield f"At night for {people}: {starts}, until {night.ends:%H:%M}."


def _follows(seen: Preview) -> Iterator[str]:
    hears = "hears" if seen.told == 1 else "hear"
    yield (
        f"{count(seen.told, 'person', 'people')} {hears} it, once: everyone who was told of the old time, and the "
        "facilitators. Their answers hold unless they say otherwise."
    )
    if seen.was.cancelled:
        yield "It was called off, and takes place again."
    if seen.rooms_told:
        same = seen.was.wall[:10] == seen.new.wall[:10] and seen.was.mode is seen.new.mode
        yield "Rooms stay as they are." if same else "Rooms are drawn anew before the new day."
    yield from _meeting_follows(seen)
    yield "Guests hear it, too. Nothing is done yet."


def _meeting_follows(seen: Preview) -> Iterator[str]:
    """What becomes of the meeting; a link that stands is the same whatever happens."""
    place = name(seen.place.name)
    if not seen.place.makes_meetings:
        if seen.new.virtual:
            yield f"The link to {place} is the one that everybody knows."
    elif seen.was.virtual and seen.new.virtual:
        yield f"{place}'s meeting goes with it, and its link stays."
    elif seen.was.virtual:
        yield f"{place}'s meeting is removed."
    elif seen.new.virtual:
        yield f"A meeting on {place} is made in time."


def _reason(seen: Preview) -> str:
    if seen.why:
        return f"They read: Why: {escape(seen.why)}"
    on, _, hour = seen.new.wall.partition("T")
    typed = f"`/convene session {seen.was.month} move {on} {hour} because ...`"
    return f"No reason is given. To give one: {typed}"


def after(was: Session, new: Session, zone: str) -> Message:
    """What a facilitator reads once it is done, with the way back."""
    then, now = local(was.starts_at, zone), local(new.starts_at, zone)
    title = f"“{escape(new.title)}”"
    said = f"{title} is changed." if then == now else f"{title} is moved: {now}. It was {then}."
    return in_lines([said, _way_back(was, new)])


def _way_back(was: Session, new: Session) -> str:
    page = f"`/convene session {new.month}`"
    if (was.mode, was.venue, was.minutes) != (new.mode, new.venue, new.minutes):
        return f"To change it back: the button on {page}."
    on, _, hour = was.wall.partition("T")
    elsewhere = "" if was.zone == new.zone else f" in {was.zone}"
    return f"To move it back: {page[:-1]} move {on} {hour}{elsewhere}`."


def by_law(session: Session, other: Mapping[str, tuple[str, str]]) -> str:
    """One session that another law on clocks moves, with the local start in each city as it was told and as it is."""
    home = local(session.starts_at, session.zone)
    each = [f"{city(zone)} {_when(new)} (was {_when(old)})" for zone, (old, new) in other.items()]
    where = f": {', '.join(each)}" if each else ""
    return f"Session {session.month}, “{session.title}”, {home}{where}."


def _when(wall: str) -> str:
    moment = datetime.fromisoformat(wall)
    return f"{day(moment.date())}, {moment:%H:%M}"


def law_changed(edition: str, lines: Sequence[str]) -> str:
    """What facilitators read once a law on clocks has moved sessions."""
    known = f" (time zones, edition {edition})" if edition else ""
    lead = f"The law on clocks has changed somewhere{known}, and sessions are at another hour for some:"
    rest = "What waits goes by the new hours, and whoever was told hears theirs. To move one: /convene session."
    return " ".join([lead, *lines, rest])
