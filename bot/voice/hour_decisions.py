"""Deciding about hours, in words: what a way would mean, session by session, and everybody's new hours at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.domain.hour_polls import Hour, HourPoll, Way
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts, to_read
from bot.voice.hour_polls import NAMES, Seen, ahead, ahead_for, lower
from bot.voice.message import Message, View
from bot.voice.own_hours import own_hours
from bot.voice.rooms import paragraphs
from bot.voice.ways import calendar_button
from bot.voice.words import count, escape, local, name

WHY = "the group was asked which hours suit it"
SOMEBODY = "Somebody else"
SAY_WHY = "Everyone reads why the hours stay."
GONE = "it is not in the programme any more"
CALLED_OFF = "it is called off"
BEGUN = "it has begun, or is over"
MOVED_MEANWHILE = "it was moved after the group was asked"
SAME = "that is its hour already"
TOO_NEAR = "it is less than three days away"
WHY_THIS, WHY_NOT_AHEAD = (
    "A word about it, which everyone reads",
    "Why this way, and not the one ahead?",
)
SAY_WHY_NOT = "Another way is ahead by the rule that people were told. Say why you take this one: everyone reads it."
KEPT = (
    "The hours stay as they are. Everyone hears it, with your reason, at an hour that suits them."
)
HOLDS = "What you said about coming still holds. If a new time does not suit you, tell me, or a facilitator."
MOST_LINES = 24


@dataclass(frozen=True, kw_only=True)
class Step:
    """What becomes of one session: as it would be, or why it stays."""

    hour: Hour
    was: Session | None = None
    new: Session | None = None
    stays: str = ""


def mark(steps: Sequence[Step]) -> str:
    """A mark that is another one once any of these sessions would become something else."""
    told = [(s.hour.session_id, s.new.wall if s.new else "") for s in steps]
    return sha256(repr(told).encode()).hexdigest()[:16]


def sure(
    poll: HourPoll,
    way: Way,
    steps: Sequence[Step],
    zone: str,
    *,
    told: int,
    place: MeetingPlace = ZOOM,
) -> View:
    """What taking a way would mean; its button does it."""
    moving = [step for step in steps if step.new]
    lead = f"*{NAMES[way.key]}*: {count(len(moving), 'session')} would move. {ahead(poll)}"
    lines = [line for step in steps if (line := _line(step, zone))]
    meeting = f", calendars and {name(place.name)}" if place.makes_meetings else " and calendars"
    foot = (
        f"{count(told, 'person', 'people')} hear it, each once, with all their new hours. Guests, mails{meeting} "
        "follow. What people said about coming still holds. Nothing is done yet."
    )
    blocks = [b.section(lead), *paragraphs(lines), b.context(foot)]
    if not moving:
        return to_read("Take it?", blocks)
    first = poll.ranked[0].key == way.key
    box = b.text_input("why", most=300, long=True)
    blocks.append(b.field("why", WHY_THIS if first else WHY_NOT_AHEAD, box, optional=first))
    known = facts(poll=poll.id, way=way.key, base=mark(steps))
    return View(body=b.form("hours_take", "Take it?", blocks, submit="Do it", facts=known))


def _line(step: Step, zone: str) -> str:
    if step.was is None or step.stays == SAME:
        return ""
    title = f"{step.was.month}. “{escape(step.was.title)}”"
    then = local(step.was.starts_at, zone)
    if step.new is None:
        return f"{title} stays, {then}: {escape(step.stays)}."
    return f"{title}: {local(step.new.starts_at, zone)} (was {then})"


def taken(moved: int, stayed: int) -> str:
    """What the facilitator who did it reads."""
    was = "as it was" if stayed == 1 else "as they were"
    rest = f" {count(stayed, 'session')} stayed {was}." if stayed else ""
    return f"{count(moved, 'session')} moved.{rest} Each person hears it once, with all their new hours."


def keep_form(poll: HourPoll) -> View:
    """Where a facilitator says why the hours stay as they are."""
    box = b.text_input("why", most=300, long=True)
    blocks = [b.section(ahead(poll)), b.field("why", "Why do the hours stay?", box, hint=SAY_WHY)]
    return View(
        body=b.form(
            "hours_keep", "Keep the hours", blocks, submit="Keep", facts=facts(poll=poll.id)
        )
    )


def new_hours(
    seen: Seen, sessions: Sequence[Session], moved: Collection[str], calendar: str = ""
) -> Message:
    """All hours ahead in the reader's own time: in a line, then one by one."""
    poll, zone = seen.poll, seen.person.zone
    who = name(seen.decider) or SOMEBODY
    lead = f"*Our hours change: {lower(poll.taken)}.* I asked everyone, and {who} decided. {ahead_for(seen)}"
    word = f"{who}: “{escape(poll.why)}”" if poll.why else ""
    online = [one for one in sessions if one.virtual and one.id in moved]
    yours = f"Yours: {own_hours(online, zone)}" if online else ""
    lines = list(_dates(sessions, moved, zone))
    text = "\n".join(filter(None, [lead, word, yours, *lines, HOLDS]))
    blocks = [
        b.section(lead),
        *(b.section(line) for line in (word, yours) if line),
        *paragraphs(lines),
        b.context(HOLDS),
        *([b.actions(*calendar_button(calendar))] if calendar else []),
    ]
    return Message(text=text, blocks=tuple(blocks))


def _dates(sessions: Sequence[Session], moved: Collection[str], zone: str) -> Iterator[str]:
    """Every session ahead, those that stay marked so."""
    for one in sessions[:MOST_LINES]:
        stays = "" if one.id in moved else ", as it was"
        yield f"• {local(one.starts_at, zone)}: “{escape(one.title)}”{stays}"
