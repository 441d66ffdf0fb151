"""The timetable of a session: every duty around it, each with the instant when it falls due."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.calendar import round_instants
from bot.domain.civil_time import rooms_instant
from bot.domain.effects import Duty
from bot.domain.sessions import Session
from bot.facilitation import ballots, ending, subgroup_pulse, thread_words, turns
from bot.facilitation.carrying import AHEAD
from bot.facilitation.room_questions import questions_in
from bot.facilitation.rounds import earliest, earliest_notice, is_room_news
from bot.facilitation.setting import Setting
from bot.facilitation.zoom_presence import first_look

HOST_SHEET = timedelta(minutes=60)
SYNTHESIS = timedelta(
    days=3
)  # "each session yields one synthesis post within 3 days" (domain.md 3, row 36)


def plan_duties(setting: Setting, session: Session) -> None:
    """Write down everything that falls due around a session, or move what has not happened yet; the end follows."""
    _plan(setting, session)
    ending.follow(setting)


def _plan(setting: Setting, session: Session) -> None:
    if session.cancelled or session.ends_at < setting.programme.loaded_at:
        return  # what was over when the programme began here is asked about by nobody
    for duty in duties_of(setting, session):
        setting.memory.duties.plan(duty)


def plan_all(setting: Setting) -> None:
    for session in setting.sessions():
        _plan(setting, session)
    ending.follow(setting)


def duties_of(setting: Setting, session: Session) -> Iterator[Duty]:
    yield from _prompt_duties(setting, session)
    yield from _ballot_duties(setting, session)
    yield from _notice_duties(setting, session)
    yield from _room_duties(setting, session)
    yield from _day_duties(setting, session)


def _duty(session: Session, kind: str, at: datetime, name: str = "", **facts: str) -> Duty:
    key = ":".join(filter(None, [session.id, kind, name]))
    return Duty(key=key, kind=kind, due_at=at, facts={"session": session.id, **facts})


def _prompt_duties(setting: Setting, session: Session) -> Iterator[Duty]:
    for prompt in setting.plan.prompts_of(session.month):
        if prompt.send is not None and not is_room_news(prompt):
            yield _duty(
                session,
                "round",
                earliest(setting, session, prompt.send),
                prompt.key,
                prompt=prompt.key,
            )


def _ballot_duties(setting: Setting, session: Session) -> Iterator[Duty]:
    """When anonymous answers are counted by themselves: never at the moment when one comes."""
    for prompt in setting.plan.prompts_of(session.month):
        at = ballots.first_look(setting, session, prompt) if prompt.anonymous else None
        if at is not None:
            yield _duty(session, "ballots", at, prompt.key, prompt=prompt.key)


def _notice_duties(setting: Setting, session: Session) -> Iterator[Duty]:
    for number, offset in enumerate(setting.rules.session_notices):
        yield _duty(
            session,
            "notice",
            earliest_notice(setting, session, offset),
            str(number),
            notice=str(number),
        )


def _room_duties(setting: Setting, session: Session) -> Iterator[Duty]:
    rules = setting.planned(session).rooms
    proposed = rooms_instant(session, rules.propose_days_before, setting.zones, setting.rules)
    published = rooms_instant(session, rules.publish_days_before, setting.zones, setting.rules)
    yield _duty(session, "propose-rooms", proposed)
    yield _duty(session, "publish-rooms", max(published, proposed + timedelta(minutes=1)))
    if setting.plan.parts:
        yield _duty(session, "parts", earliest_notice(setting, session, turns.FROM))


def _day_duties(setting: Setting, session: Session) -> Iterator[Duty]:
    """What happens on the day: the host sheet, the rounds in rooms, the question in the last third of each."""
    yield _duty(session, "host-sheet", session.starts_at - HOST_SHEET)
    yield _duty(session, "carry", session.starts_at - AHEAD)
    yield _duty(session, "digest", session.starts_at - timedelta(days=1))
    if thread_words.reviewed_in(setting, session.month):
        yield _duty(session, "thread-review", session.starts_at - thread_words.REVIEW)
    yield _duty(session, "synthesis", session.ends_at + SYNTHESIS)
    yield _duty(session, "subgroups", session.ends_at + subgroup_pulse.AFTER)
    if session.virtual and setting.desk.house.zoom_hosts and setting.place.tells_presence:
        yield first_look(session)
    for stretch, starts, ends in round_instants(session, setting.planned(session)):
        if not stretch.in_rooms:
            continue
        yield _duty(session, "rooms-open", starts, stretch.key, round=stretch.key)
        last_third = starts + (ends - starts) * 2 / 3
        yield from _room_questions(setting, session, stretch.key, last_third)


def _room_questions(setting: Setting, session: Session, key: str, at: datetime) -> Iterator[Duty]:
    """The last question of a round has the round's own name, as it has where it is the only one."""
    *others, last = [p.key for p in questions_in(setting, session, key)] or [""]
    for prompt in others:
        yield _duty(session, "room-question", at, f"{key}:{prompt}", prompt=prompt, round=key)
    if last:
        yield _duty(session, "room-question", at, key, prompt=last, round=key)
