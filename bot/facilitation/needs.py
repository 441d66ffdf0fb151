"""What is ready and what needs a person, in one look."""

from datetime import timedelta

from bot.domain.effects import Backlog, State
from bot.domain.sessions import Session
from bot.facilitation.audience import attending, community, rooms_of
from bot.facilitation.calls import waiting
from bot.facilitation.closing import open_key
from bot.facilitation.meetings import placements
from bot.facilitation.mending import to_mend
from bot.facilitation.setting import Setting
from bot.facilitation.synthesis import newest
from bot.facilitation.told import told_before
from bot.facilitation.wishes import unkept
from bot.voice.mending import need
from bot.voice.words import count

WITHIN = timedelta(days=3)  # of a session's end (domain.md 3, row 36)


def needs_now(setting: Setting, session: Session | None, reader: str = "") -> list[str]:
    """The things that wait for a facilitator, most urgent first, each with what to do.

    Somebody's wish for a word is named to those it may reach: `reader` is the id of whoever looks.
    """
    return [*waiting(setting, reader), *(_of_session(setting, session) if session else [])]


def _of_session(setting: Setting, session: Session) -> list[str]:
    return [
        *_wishes(setting, session),
        *_rooms(setting, session),
        *_mend(setting, session),
        *_zoom(setting, session),
        *_skipped(setting, session),
        *_told(setting, session),
        *_syntheses(setting),
        *_people(setting),
    ]


def _wishes(setting: Setting, session: Session) -> list[str]:
    """Private wishes: that there are some to look at, and nothing of what they are."""
    plan = setting.memory.plans.latest(session.id)
    if plan is None and setting.memory.effects.find(f"{session.id}:rooms-word:none"):
        why = "not all that is asked of them can be kept: /convene wishes"
        return [f"Month {session.month} has no rooms, for {why}"]
    if plan is None or not unkept(setting, session, plan):
        return []
    return [f"A private wish is not kept in the rooms of month {session.month}: /convene wishes"]


def _skipped(setting: Setting, session: Session) -> list[str]:
    """Messages of this session that came too late to be worth sending: somebody may have to be rung up."""
    late = setting.memory.effects.find(f"{session.id}:", states=[State.EXPIRED])
    people = sorted({e.target for e in late if e.kind in {"room-news", "card", "host-card"}})
    if not people:
        return []
    return [
        f"{count(len(people), 'person', 'people')} did not get a message about this session in time."
    ]


def _rooms(setting: Setting, session: Session) -> list[str]:
    plan = setting.memory.plans.latest(session.id)
    if plan is None or plan.state == "published":
        return []
    if setting.memory.plans.published(session.id):
        return [
            f"Rooms of month {session.month} were changed after people were told; the changes wait for your yes: "
            f"/convene rooms {session.month}"
        ]
    if not setting.desk.house.publish_by_hand:
        return []
    return [
        f"Rooms of month {session.month} are proposed and wait for your yes: /convene rooms {session.month}"
    ]


def _mend(setting: Setting, session: Session) -> list[str]:
    """Rooms that no longer fit who comes."""
    plan = setting.memory.plans.latest(session.id)
    mend = to_mend(setting, session, plan) if plan else None
    return [need(mend)] if mend else []


def _zoom(setting: Setting, session: Session) -> list[str]:
    record, plan = setting.memory.meetings.seek(session.id), rooms_of(setting, session)
    found = [record.trouble] if record and record.trouble else []
    opened = setting.memory.effects.seek(open_key(setting, session.id))
    if record is None and opened is not None and opened.state is State.DEAD:
        found.append(
            f"Zoom made no meeting: {opened.last_error} Open one by hand and share its link."
        )
    if plan:
        by_hand = [p for p in placements(setting, session, plan) if p.by_hand]
        if by_hand:
            found.append(
                f"{count(len(by_hand), 'person', 'people')} must be placed by hand in Zoom: host sheet."
            )
    if not session.virtual and not session.venue:
        found.append(f"The place of month {session.month} is not agreed yet.")
    return found


def _told(setting: Setting, session: Session) -> list[str]:
    if session.month == 1 or told_before(setting, session):
        return []
    return [
        f"Say what became of what people told you in month {session.month - 1}: "
        f"/convene loops, or /convene session {session.month - 1} told YOUR WORDS"
    ]


def _syntheses(setting: Setting) -> list[str]:
    """What came of sessions that are over, and is not written three days later; the last one named."""
    waiting = still_open(setting)
    if not waiting:
        return []
    session, days = waiting[-1]
    more = f" So {'is' if len(waiting) == 2 else 'are'} {count(len(waiting) - 1, 'earlier one')}."
    return [
        f"The synthesis of month {session.month} is open, {count(days, 'day')} after the session: "
        f"/convene synthesis {session.month}{'.' + more if len(waiting) > 1 else ''}"
    ]


def _people(setting: Setting) -> list[str]:
    lost = {
        e.target
        for e in setting.memory.effects.find("welcome:", states=[State.CANCELLED])
        if "no Slack account" in e.last_error
    }
    names = [setting.people[p].name for p in sorted(lost) if p in setting.people]
    return [f"No Slack account found under the address of: {', '.join(names)}."] if names else []


def reply_count(setting: Setting, session: Session) -> str:
    """How many come, in words."""
    replies = setting.memory.replies.find(session_id=session.id)
    tally = {
        answer: sum(1 for r in replies if r.answer == answer)
        for answer in ("yes", "part", "unsure", "no")
    }
    open_ = len(community(setting)) - len(replies)
    seats = len(attending(setting, session))
    return (
        f"{tally['yes']} yes, {tally['part']} part of it, {tally['unsure']} not sure, {tally['no']} no, "
        f"{max(open_, 0)} without an answer; {count(seats, 'seat')} kept."
    )


def backlog_words(backlog: Backlog) -> str:
    return f"{backlog.due} due, {backlog.sending} leaving, {backlog.unknown} being looked up, {backlog.dead} refused."


def still_open(setting: Setting) -> list[tuple[Session, int]]:
    """Sessions whose synthesis is not out three days after their end, each with the days since then."""
    ended = [s for s in setting.sessions() if not s.cancelled and s.ends_at + WITHIN <= setting.now]
    begun = setting.programme.loaded_at
    waiting = [
        s for s in ended if s.ends_at > begun and not newest(setting, s.id, state="published")
    ]
    return [(s, (setting.now - s.ends_at).days) for s in waiting]
