"""A session at another time, in words: what it would mean, what people hear, and what stands of the old one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.civil_time import NightWarning
from bot.domain.languages import say, say_many, to_say
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.seats import in_lines
from bot.voice.sessions import Invitation, answered, coming_buttons, where
from bot.voice.words import city, clock_time, count, escape, hour, length, local, name

MOST_CITIES = 20
PLAN_CHANGED = to_say("the plan of our sessions has changed")
LAW_CHANGED = to_say(
    "the law on clocks has changed, where you live or where the session is at home"
)


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
    lines = [
        *_news(seen, was),
        say("Why: {why}", why=escape(say(why))) if why else "",
        *_holds(seen),
        where(seen),
    ]
    told = in_lines(lines)
    if seen.person.facilitates:
        return told
    return Message(text=told.text, blocks=(*told.blocks, b.actions(*coming_buttons(seen))))


def _news(seen: Invitation, was: Known) -> Iterator[str]:
    session = seen.session
    title = f"“{escape(session.title)}”"
    if was.same_time and was.same_place and was.minutes == session.minutes and not was.off:
        yield say("{title} is as it was to be: {when}.", title=title, when=seen.when)
    elif not was.same_time:
        lead = (
            say("{title} takes place after all, at another time", title=title)
            if was.off
            else say("{title} is moved", title=title)
        )
        yield say(
            "{lead}: {when}. It was to be {before}.", lead=lead, when=seen.when, before=was.when
        )
    else:
        yield (
            say("{title} takes place after all: {when}.", title=title, when=seen.when)
            if was.off
            else f"{title}, {seen.when}:"
        )
    if not was.same_place:
        where_now = (
            say("on {name}", name=name(seen.place.name)) if session.virtual else say("in person")
        )
        yield say("We meet {where_now} this time.", where_now=where_now)
    if was.minutes != session.minutes:
        yield say("It now takes {length}.", length=length(session.minutes))


def _holds(seen: Invitation) -> Iterator[str]:
    """Whether they come, which stays as it is unless they say otherwise."""
    if seen.person.facilitates:
        return
    if seen.answer in {"yes", "part", "unsure"} or seen.delegate or seen.comes_for:
        yield say(
            "{answered} That still holds; if the new time does not suit you, tell me.",
            answered=answered(seen),
        )
    elif seen.answer == "no":
        yield say("{answered} If you can come at the new time, tell me.", answered=answered(seen))
    else:
        yield say("Can you come at the new time?")


def at_another_time(session: Session, *, zone: str) -> Message:
    """What stands of a message that was for an earlier time."""
    return in_lines(
        [
            say(
                "“{title}” was moved: {local}.",
                title=escape(session.title),
                local=local(session.starts_at, zone),
            )
        ]
    )


def rooms_follow(session: Session, *, zone: str) -> Message:
    """What stands of the news of a room once the session is on another day."""
    when = local(session.starts_at, zone)
    follow = say("Rooms are drawn anew for that day, and you hear yours then.")
    return in_lines(
        [
            say(
                "“{title}” was moved: {when}. {follow}",
                title=escape(session.title),
                when=when,
                follow=follow,
            )
        ]
    )


def before_moving(seen: Preview) -> Message:
    """What would happen, with the button that does it."""
    was, new = seen.was, seen.new
    lines = [_lead(seen), *_hours(seen), *_nights(seen), *_agenda(seen), _reason(seen)]
    message = in_lines([*lines, " ".join(_follows(seen))])
    venue = new.venue.replace("|", "/")  # what stands between the parts must stand in none of them
    parts = [was.id, str(was.moves), new.wall, new.zone, str(new.minutes), new.mode, venue]
    value = "|".join([*parts, seen.why])
    act = b.button(say("Move it"), "session:move", value, style="primary")
    return Message(text=message.text, blocks=(*message.blocks, b.actions(act)))


def _lead(seen: Preview) -> str:
    was, new = seen.was, seen.new
    then, now = local(was.starts_at, seen.zone), local(new.starts_at, seen.zone)
    title = f"“{escape(was.title)}”"
    lead = (
        say("Change {title}, {now}?", title=title, now=now)
        if then == now
        else say("Move {title} from {then} to {now}?", title=title, then=then, now=now)
    )
    if was.mode is not new.mode or was.venue != new.venue:
        lead += (
            say(" On {name}.", name=name(seen.place.name))
            if new.virtual
            else say(" In person: {venue}.", venue=escape(new.venue) or say("the place follows"))
        )
    return say("{lead} It takes {length}.", lead=lead, length=length(new.minutes))


def _agenda(seen: Preview) -> Iterator[str]:
    if seen.agenda:
        each = ", ".join(
            say("{minutes} min “{title}”", minutes=minutes, title=escape(title))
            for minutes, title in seen.agenda
        )
        yield say("Its agenda becomes: {each}.", each=each)


def _hours(seen: Preview) -> Iterator[str]:
    """Whose local hour changes."""
    changed = [z for z in seen.lived if _hour(seen.was, z) != _hour(seen.new, z)]
    if not changed:
        yield say("The hour stays the same for everybody, where they live.")
        return
    people = sum(seen.lived[zone] for zone in changed)
    each = [
        say(
            "{city} {hour} (was {before})",
            city=city(zone),
            hour=_hour(seen.new, zone),
            before=_hour(seen.was, zone),
        )
        for zone in changed[:MOST_CITIES]
    ]
    yield say_many(
        "{number} person has it at another hour than before: {list}.",
        "{number} people have it at another hour than before: {list}.",
        people,
        list=", ".join(each),
    )


def _hour(session: Session, zone: str) -> str:
    return clock_time(session.starts_at, zone)


def _nights(seen: Preview) -> Iterator[str]:
    for night in seen.nights:
        people = count(seen.lived.get(night.zone, 0), "person", "people")
        starts = local(night.starts, night.zone)
        yield say(
            "At night for {people}: {starts}, until {ends}.",
            people=people,
            starts=starts,
            ends=hour(night.ends),
        )


def _follows(seen: Preview) -> Iterator[str]:
    yield say_many(
        "{number} person hears it, once: everyone who was told of the old time, and the facilitators. Their answers "
        "hold unless they say otherwise.",
        "{number} people hear it, once: everyone who was told of the old time, and the facilitators. Their answers "
        "hold unless they say otherwise.",
        seen.told,
    )
    if seen.was.cancelled:
        yield say("It was called off, and takes place again.")
    if seen.rooms_told:
        same = seen.was.wall[:10] == seen.new.wall[:10] and seen.was.mode is seen.new.mode
        yield (
            say("Rooms stay as they are.")
            if same
            else say("Rooms are drawn anew before the new day.")
        )
    yield from _meeting_follows(seen)
    yield say("Guests hear it, too. Nothing is done yet.")


def _meeting_follows(seen: Preview) -> Iterator[str]:
    """What becomes of the meeting; a link that stands is the same whatever happens."""
    place = name(seen.place.name)
    if not seen.place.makes_meetings:
        if seen.new.virtual:
            yield say("The link to {place} is the one that everybody knows.", place=place)
    elif seen.was.virtual and seen.new.virtual:
        yield say("{place}'s meeting goes with it, and its link stays.", place=place)
    elif seen.was.virtual:
        yield say("{place}'s meeting is removed.", place=place)
    elif seen.new.virtual:
        yield say("A meeting on {place} is made in time.", place=place)


def _reason(seen: Preview) -> str:
    if seen.why:
        return say("They read: Why: {why}", why=escape(seen.why))
    on, _, hour = seen.new.wall.partition("T")
    typed = f"`/convene session {seen.was.month} move {on} {hour} because ...`"
    return say("No reason is given. To give one: {typed}", typed=typed)


def after(was: Session, new: Session, zone: str) -> Message:
    """What a facilitator reads once it is done, with the way back."""
    then, now = local(was.starts_at, zone), local(new.starts_at, zone)
    title = f"“{escape(new.title)}”"
    said = (
        say("{title} is changed.", title=title)
        if then == now
        else say("{title} is moved: {now}. It was {then}.", title=title, now=now, then=then)
    )
    return in_lines([said, _way_back(was, new)])


def _way_back(was: Session, new: Session) -> str:
    page = f"`/convene session {new.month}`"
    if (was.mode, was.venue, was.minutes) != (new.mode, new.venue, new.minutes):
        return say("To change it back: the button on {page}.", page=page)
    on, _, hour = was.wall.partition("T")
    elsewhere = "" if was.zone == new.zone else f" in {was.zone}"
    return say(
        "To move it back: {page} move {on} {hour}{elsewhere}`.",
        page=page[:-1],
        on=on,
        hour=hour,
        elsewhere=elsewhere,
    )
