"""What is ready and what needs a person, in one look."""

from datetime import timedelta

from bot.domain.effects import State
from bot.domain.sessions import Session
from bot.facilitation import agreed, coming_for, ending_page, hour_polls, retention
from bot.facilitation.audience import attending, community, rooms_of
from bot.facilitation.calls import waiting
from bot.facilitation.closing import open_key
from bot.facilitation.has_mail import wants_none
from bot.facilitation.held_back import held
from bot.facilitation.meetings import placements
from bot.facilitation.mending import to_mend
from bot.facilitation.setting import Setting
from bot.facilitation.steps import NO_ACCOUNT
from bot.facilitation.synthesis import newest
from bot.facilitation.told import said_before
from bot.facilitation.wishes import unkept
from bot.voice import dry_run
from bot.voice import needs as words
from bot.voice.mail import BY_MAIL
from bot.voice.mending import need

WITHIN = timedelta(days=3)  # of a session's end (domain.md 3, row 36)


def needs_now(setting: Setting, session: Session | None, reader: str = "") -> list[str]:
    """The things that wait for a facilitator, most urgent first, each with what to do.

    Somebody's wish for a word is named to those it may reach: `reader` is the id of whoever looks.
    """
    return [
        *_dry(setting),
        *waiting(setting, reader),
        *hour_polls.needs(setting),
        *ending_page.needs(setting),
        *retention.needs(setting),
        *(_of_session(setting, session) if session else []),
    ]


def _dry(setting: Setting) -> list[str]:
    return [dry_run.is_on(sum(held(setting).values()))] if setting.desk.house.dry_run else []


def _of_session(setting: Setting, session: Session) -> list[str]:
    return [
        *_wishes(setting, session),
        *_rooms(setting, session),
        *_mend(setting, session),
        *_zoom(setting, session),
        *_skipped(setting, session),
        *_told(setting, session),
        *_syntheses(setting),
        *_remarks(setting),
        *_people(setting),
        *_guests(setting, session),
    ]


def _wishes(setting: Setting, session: Session) -> list[str]:
    """Private wishes: that there are some to look at, and nothing of what they are."""
    plan = setting.memory.plans.latest(session.id)
    if plan is None and setting.memory.effects.find(f"{session.id}:rooms-word:none"):
        return [words.no_rooms(session.month)]
    if plan is None or not unkept(setting, session, plan):
        return []
    return [words.wish_unkept(session.month)]


def _skipped(setting: Setting, session: Session) -> list[str]:
    """Messages of this session that came too late to be worth sending: somebody may have to be rung up."""
    late = setting.memory.effects.find(f"{session.id}:", states=[State.EXPIRED])
    people = sorted({e.target for e in late if e.kind in {"room-news", "card", "host-card"}})
    return [words.too_late_for(len(people))] if people else []


def _rooms(setting: Setting, session: Session) -> list[str]:
    plan = setting.memory.plans.latest(session.id)
    if plan is None or plan.state == "published":
        return []
    if setting.memory.plans.published(session.id):
        return [words.changes_wait(session.month)]
    return [words.rooms_wait(session.month)] if setting.desk.house.publish_by_hand else []


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
        found.append(words.no_meeting(opened.last_error))
    if plan:
        by_hand = [p for p in placements(setting, session, plan) if p.by_hand]
        if by_hand:
            found.append(words.by_hand(len(by_hand)))
    if not session.virtual and not session.venue:
        found.append(words.no_place(session.month))
    return found


def _told(setting: Setting, session: Session) -> list[str]:
    before = setting.previous(session)
    if before is None or said_before(setting, session):
        return []
    return [words.tell_back(before.month)]


def _syntheses(setting: Setting) -> list[str]:
    """What came of sessions that are over, and is not written three days later; the last one named."""
    waiting = still_open(setting)
    if not waiting:
        return []
    session, days = waiting[-1]
    return [words.synthesis_open(session.month, days, waiting=len(waiting))]


def _remarks(setting: Setting) -> list[str]:
    """What people said of the aim and the agreements, and nobody has answered."""
    found = len(agreed.waiting(setting))
    return [words.remarks_wait(found)] if found else []


def _people(setting: Setting) -> list[str]:
    """Whom nothing reaches, or mail alone: their address may be wrong, and no question comes to them."""
    over = setting.memory.effects.find("welcome:", states=[State.CANCELLED])
    lines = []
    for why, said in ((NO_ACCOUNT, words.no_account), (BY_MAIL, words.by_mail)):
        found = {e.target for e in over if e.last_error == why and _not_met(setting, e.target)}
        if names := [setting.people[p].name for p in sorted(found)]:
            lines.append(said(names))
    silent = [p for p in setting.people if _not_met(setting, p) and wants_none(setting, p)]
    if silent:
        lines.append(words.no_mail([setting.people[p].name for p in sorted(silent)]))
    return lines


def _not_met(setting: Setting, person_id: str) -> bool:
    person = setting.people.get(person_id)
    return person is not None and not person.slack_id


def _guests(setting: Setting, session: Session) -> list[str]:
    """Who comes for somebody this once, and whom no message of ours reaches."""
    names = coming_for.unreached(setting, session)
    return [words.guests_unreached(names)] if names else []


def reply_count(setting: Setting, session: Session) -> str:
    """How many come, in words."""
    replies = setting.memory.replies.find(session_id=session.id)
    tally = {
        answer: sum(1 for r in replies if r.answer == answer)
        for answer in ("yes", "part", "unsure", "no")
    }
    open_ = len(community(setting)) - len(replies)
    seats = len(attending(setting, session))
    return words.replies(tally, unanswered=max(open_, 0), seats=seats)


def still_open(setting: Setting) -> list[tuple[Session, int]]:
    """Sessions whose synthesis is not out three days after their end, each with the days since then."""
    ended = [s for s in setting.sessions() if not s.cancelled and s.ends_at + WITHIN <= setting.now]
    begun = setting.programme.loaded_at
    waiting = [
        s for s in ended if s.ends_at > begun and not newest(setting, s.id, state="published")
    ]
    return [(s, (setting.now - s.ends_at).days) for s in waiting]
