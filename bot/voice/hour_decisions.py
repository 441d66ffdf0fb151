"""Deciding about hours, in words: what a way would mean, session by session, and everybody's new hours at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.domain.hour_polls import Hour, HourPoll, Way
from bot.domain.languages import say, to_say
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

WHY = to_say("the group was asked which hours suit it")
SOMEBODY = to_say("Somebody else")
SAY_WHY = to_say("Everyone reads why the hours stay.")
GONE = to_say("it is not in the programme any more")
CALLED_OFF = to_say("it is called off")
BEGUN = to_say("it has begun, or is over")
MOVED_MEANWHILE = to_say("it was moved after the group was asked")
SAME = to_say("that is its hour already")
TOO_NEAR = to_say("it is less than three days away")
WHY_THIS, WHY_NOT_AHEAD = (
    to_say("A word about it, which everyone reads"),
    to_say("Why this way, and not the one ahead?"),
)
SAY_WHY_NOT = to_say(
    "Another way is ahead by the rule that people were told. Say why you take this one: everyone reads it."
)
KEPT = to_say(
    "The hours stay as they are. Everyone hears it, with your reason, at an hour that suits them."
)
HOLDS = to_say(
    "What you said about coming still holds. If a new time does not suit you, tell me, or a facilitator."
)
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
    lead = say(
        "*{names}*: {number_of_sessions} would move. {ahead}",
        names=say(NAMES[way.key]),
        number_of_sessions=count(len(moving), "session", "sessions"),
        ahead=ahead(poll),
    )
    lines = [line for step in steps if (line := _line(step, zone))]
    meeting = (
        say(", calendars and {name}", name=name(place.name))
        if place.makes_meetings
        else say(" and calendars")
    )
    foot = say(
        "{number_of_people} hear it, each once, with all their new hours. Guests, mails{meeting} follow. What "
        "people said about coming still holds. Nothing is done yet.",
        number_of_people=count(told, "person", "people"),
        meeting=meeting,
    )
    blocks = [b.section(lead), *paragraphs(lines), b.context(foot)]
    if not moving:
        return to_read(say("Take it?"), blocks)
    first = poll.ranked[0].key == way.key
    box = b.text_input("why", most=300, long=True)
    blocks.append(b.field("why", say(WHY_THIS if first else WHY_NOT_AHEAD), box, optional=first))
    known = facts(poll=poll.id, way=way.key, base=mark(steps))
    return View(
        body=b.form("hours_take", say("Take it?"), blocks, submit=say("Do it"), facts=known)
    )


def _line(step: Step, zone: str) -> str:
    if step.was is None or step.stays == SAME:
        return ""
    title = f"{step.was.month}. “{escape(step.was.title)}”"
    then = local(step.was.starts_at, zone)
    if step.new is None:
        return say(
            "{title} stays, {then}: {stays}.", title=title, then=then, stays=escape(say(step.stays))
        )
    return say(
        "{title}: {local} (was {then})",
        title=title,
        local=local(step.new.starts_at, zone),
        then=then,
    )


def taken(moved: int, stayed: int) -> str:
    """What the facilitator who did it reads."""
    was = say("as it was") if stayed == 1 else say("as they were")
    rest = (
        say(
            " {number_of_sessions} stayed {was}.",
            number_of_sessions=count(stayed, "session", "sessions"),
            was=was,
        )
        if stayed
        else ""
    )
    return say(
        "{number_of_sessions} moved.{rest} Each person hears it once, with all their new hours.",
        number_of_sessions=count(moved, "session", "sessions"),
        rest=rest,
    )


def keep_form(poll: HourPoll) -> View:
    """Where a facilitator says why the hours stay as they are."""
    box = b.text_input("why", most=300, long=True)
    blocks = [
        b.section(ahead(poll)),
        b.field("why", say("Why do the hours stay?"), box, hint=say(SAY_WHY)),
    ]
    return View(
        body=b.form(
            "hours_keep",
            say("Keep the hours"),
            blocks,
            submit=say("Keep"),
            facts=facts(poll=poll.id),
        )
    )


def new_hours(
    seen: Seen, sessions: Sequence[Session], moved: Collection[str], calendar: str = ""
) -> Message:
    """All hours ahead in the reader's own time: in a line, then one by one."""
    poll, zone = seen.poll, seen.person.zone
    who = name(seen.decider) or say(SOMEBODY)
    lead = say(
        "*Our hours change: {lower}.* I asked everyone, and {who} decided. {ahead_for}",
        lower=lower(poll.taken),
        who=who,
        ahead_for=ahead_for(seen),
    )
    word = f"{who}: “{escape(poll.why)}”" if poll.why else ""
    online = [one for one in sessions if one.virtual and one.id in moved]
    yours = say("Yours: {own_hours}", own_hours=own_hours(online, zone)) if online else ""
    lines = list(_dates(sessions, moved, zone))
    text = "\n".join(filter(None, [lead, word, yours, *lines, say(HOLDS)]))
    blocks = [
        b.section(lead),
        *(b.section(line) for line in (word, yours) if line),
        *paragraphs(lines),
        b.context(say(HOLDS)),
        *([b.actions(*calendar_button(calendar))] if calendar else []),
    ]
    return Message(text=text, blocks=tuple(blocks))


def _dates(sessions: Sequence[Session], moved: Collection[str], zone: str) -> Iterator[str]:
    """Every session ahead, those that stay marked so."""
    for one in sessions[:MOST_LINES]:
        stays = "" if one.id in moved else say(", as it was")
        yield f"• {local(one.starts_at, zone)}: “{escape(one.title)}”{stays}"
