"""Programmes: a learning plan becomes eighteen dates and everything that falls due around them."""

from bot.domain.answers import Told
from bot.domain.calendar import sessions_of
from bot.domain.errors import Impossible
from bot.domain.programme import LearningPlan, Programme
from bot.domain.sessions import Session
from bot.facilitation import guest_times, timetable
from bot.facilitation.people import welcome
from bot.facilitation.setting import PROGRAMME, Setting
from bot.facilitation.telling import touch_home
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.ports import Desk
from bot.voice.words import one_line


class AlreadyBegun(Impossible):
    """A programme has begun already: {title}, {date}. See what a changed plan would change: convener plan load FILE
    --dry-run; then with --yes.
    """


def load_plan(
    desk: Desk, text: str, plan: LearningPlan, *, start: tuple[int, int]
) -> tuple[Session, ...]:
    """Create the programme with all its sessions on their dates. From then on everything happens by itself."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        awaited = guest_times.appointments(setting)
        _only_once(setting, text, start)
        sessions = sessions_of(plan, start=start)
        memory.programmes.save(
            Programme(
                id=PROGRAMME,
                plan_text=text,
                start_year=start[0],
                start_month=start[1],
                loaded_at=setting.now,
            )
        )
        for session in sessions:
            memory.sessions.save(session)
        trace(setting, AT_THE_MACHINE, "loaded the learning plan", PROGRAMME)
        fresh = Setting(desk, memory)
        timetable.plan_all(fresh)
        guest_times.follow(fresh, awaited)
        for person in fresh.people.values():
            welcome(fresh, person)
        return sessions


def _only_once(setting: Setting, text: str, start: tuple[int, int]) -> None:
    """Loading the very same again changes nothing; another plan does not silently replace a running one."""
    old = setting.memory.programmes.seek(PROGRAMME)
    if old is None or (old.plan_text == text and old.start == start):
        return
    if any(s.starts_at < setting.now for s in setting.sessions()):
        raise AlreadyBegun(title=setting.plan.title, date=f"{old.start_year}-{old.start_month:02}")
    for session in setting.sessions():
        setting.memory.duties.cancel(f"{session.id}:")
        for owed in ("", "ask:", "remind:"):
            setting.memory.effects.cancel(f"{owed}{session.id}:", "another plan was loaded")
        setting.memory.sessions.remove(session.id)
    for change in setting.memory.prompt_changes.find():
        setting.memory.prompt_changes.remove(change.id)


def tell_back(desk: Desk, session_id: str, text: str, *, by: str) -> None:
    """Write down what became of what people told us around a session; it is told before the next one."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        memory.told.save(
            Told(session_id=session.id, text=one_line(text, 600), by=by, at=setting.now)
        )
        trace(setting, by, "said what became of answers", session.id)
        look_at_next(setting, session)


def look_at_next(setting: Setting, session: Session) -> None:
    """What became of answers is written down: whatever waited for it before the next session looks again at once."""
    following = setting.following(session)
    if following:
        _look_now(setting, following)
    for person in setting.facilitators:
        touch_home(setting, person.id)


def _look_now(setting: Setting, session: Session) -> None:
    """Rounds that waited for these words look again at once."""
    for duty in setting.memory.duties.waiting():
        waits = (
            duty.kind == "round"
            and duty.facts["session"] == session.id
            and duty.due_at > setting.now
        )
        if (
            waits
            and "{you_said_we_did}" in setting.plan.prompt(session.month, duty.facts["prompt"]).text
        ):
            timetable.plan_duties(setting, session)
