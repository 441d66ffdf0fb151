"""A changed plan for what runs: what differs is shown first; prompts, words and dates change, nothing more."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from bot.domain.errors import FacilitationError
from bot.domain.held import as_held
from bot.domain.programme import LearningPlan, PlannedSession, Prompt
from bot.domain.prompt_changes import PromptChange, as_fields, change_id
from bot.domain.sessions import Session
from bot.facilitation import guest_times, moving, plan_dates, timetable
from bot.facilitation.agreed import follow_plan
from bot.facilitation.setting import Setting
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.ports import Desk
from bot.voice import plan_dates as words
from bot.voice.prompts import blanks_shown

WORDS = ("title", "purpose", "rounds", "expert", "readings")
OVERALL = ("title", "aim", "tagline", "agreements")
DATES = (
    "session_day",
    "slots",
    "months",
    "virtual_minutes",
)  # of the whole plan; and of one session
ITS_DATES = ("date", "days", "mode", "venue", "venue_zone", "day_starts")
SAID = ("stands", "since", "key", "recurring")


class OnlyPromptsAndWords(FacilitationError):
    """Nothing was changed. While a programme runs, a plan's prompts, words, rounds and dates can change, but not
    {what}. One session alone is moved or called off with: convener session
    """


@dataclass(frozen=True, kw_only=True)
class Differences:
    """What would be different, a line each; and what was asked already and so stays as it was."""

    lines: tuple[str, ...]
    stay: tuple[tuple[str, Prompt], ...] = ()


def differences(desk: Desk, plan: LearningPlan) -> Differences:
    """What this plan would change. Raises OnlyPromptsAndWords."""
    with desk.store.read() as memory:
        return _differences(Setting(desk, memory), plan)


def change_plan(desk: Desk, text: str, plan: LearningPlan) -> Differences:
    """Let the programme go on by this plan. What was asked already stays as it was."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        found, old = _differences(setting, plan), setting.plan_as_written
        awaited = guest_times.appointments(setting)
        memory.programmes.save(replace(setting.programme, plan_text=text))
        for session_id, prompt in found.stay:
            _stays(setting, setting.session(session_id), prompt, plan)
        new = plan_dates.added(setting, plan)
        moved = plan_dates.save(memory, setting, plan_dates.retimed(setting, old, plan))
        ahead = [s for s in setting.sessions() if s.starts_at > setting.now] + new
        fresh = Setting(desk, memory)
        follow_plan(fresh, old, plan, AT_THE_MACHINE)
        for session in ahead:
            named = replace(session, title=fresh.plan.session(session.month).title)
            memory.sessions.save(named)
            for key in _keys(setting.plan, session) - _keys(fresh.plan, session):
                memory.duties.cancel(f"{session.id}:round:{key}")
            timetable.plan_duties(fresh, named)
        for was, _ in moved:
            moving.after(fresh, was, {}, by=AT_THE_MACHINE)
        guest_times.follow(fresh, awaited)
        trace(setting, AT_THE_MACHINE, "changed the learning plan", setting.programme.id)
        return found


def _keys(plan: LearningPlan, session: Session) -> set[str]:
    known = session.month in {one.month for one in plan.sessions}
    return {p.key for p in plan.prompts_of(session.month)} if known else set()


def _differences(setting: Setting, plan: LearningPlan) -> Differences:
    old = setting.plan_as_written
    _refuse_more(setting, old, plan)
    dates = list(_dates(setting, old, plan))
    old, plan = setting.plan_as_held, as_held(plan, setting.sessions())
    lines = [
        f"{name}: {getattr(plan, name)}"
        for name in OVERALL
        if getattr(old, name) != getattr(plan, name)
    ]
    lines += dates
    stay: list[tuple[str, Prompt]] = []
    for session in setting.sessions():
        begun = session.starts_at <= setting.now
        if not begun:
            lines += _words(old.session(session.month), plan.session(session.month))
        asked = {a.prompt for a in setting.memory.askings.find(session_id=session.id)}
        for was, now in _pairs(old, plan, session):
            if was and (begun or was.key in asked):
                stay += _staying(session, was, now, asked)
            elif not begun:
                lines += _prompt_line(session, was, now)
    months = {session.id: session.month for session in setting.sessions()}
    stays = [f"month {months[id]}, {p.key}: was asked already, and stays" for id, p in stay]
    return Differences(lines=(*lines, *stays), stay=tuple(stay))


def _dates(setting: Setting, old: LearningPlan, plan: LearningPlan) -> Iterator[str]:
    """Sessions at other times, those that stay where they were moved to, and new ones."""
    yield from (
        words.by_plan(was, new, setting.place)
        for was, new in plan_dates.retimed(setting, old, plan)
    )
    yield from plan_dates.staying(setting, old, plan)
    yield from (
        words.new_session(session, setting.place) for session in plan_dates.added(setting, plan)
    )


def _pairs(
    old: LearningPlan, plan: LearningPlan, session: Session
) -> list[tuple[Prompt | None, Prompt | None]]:
    """Each prompt of a session that differs, as it was and as it would be."""
    before = {p.key: p for p in old.prompts_of(session.month)}
    after = {p.key: p for p in plan.prompts_of(session.month)}
    keys = [*before, *(key for key in after if key not in before)]
    return [(before.get(k), after.get(k)) for k in keys if before.get(k) != after.get(k)]


def _staying(
    session: Session, was: Prompt, now: Prompt | None, asked: set[str]
) -> list[tuple[str, Prompt]]:
    if now is None and was.key in asked:
        what = f"taking out {was.key} of month {session.month}, which was asked already"
        raise OnlyPromptsAndWords(what=what)
    return [(session.id, was)] if now else []


def _refuse_more(setting: Setting, old: LearningPlan, plan: LearningPlan) -> None:
    """Let nothing through that people were promised, or that dates and rooms rest on."""
    for one in fields(LearningPlan):
        if one.name not in {*OVERALL, *DATES, "recurring", "sessions"}:
            _same(one.name, getattr(old, one.name), getattr(plan, one.name))
    planned = [s for s in setting.sessions() if not setting.is_extra(s)]
    for month in {s.month for s in planned} - {one.month for one in plan.sessions}:
        _same(f"month {month}, which it no longer has", month, None)
    for session in planned:
        was, now = old.session(session.month), plan.session(session.month)
        loose = {"prompts"} if session.starts_at <= setting.now else {"prompts", *WORDS, *ITS_DATES}
        for one in fields(PlannedSession):
            if one.name not in loose:
                _same(
                    f"{one.name} of month {session.month}",
                    getattr(was, one.name),
                    getattr(now, one.name),
                )


def _same(what: str, old: object, new: object) -> None:
    if old != new:
        raise OnlyPromptsAndWords(what=what)


def _words(old: PlannedSession, new: PlannedSession) -> Iterator[str]:
    for name in WORDS:
        if getattr(old, name) != getattr(new, name):
            said = getattr(new, name)
            yield f"month {new.month}, {name}: {said if isinstance(said, str) else 'changed'}"


def _prompt_line(session: Session, was: Prompt | None, now: Prompt | None) -> Iterator[str]:
    where = f"month {session.month}"
    if was is None and now is not None:
        yield f"{where}, {now.key}: new: {blanks_shown(now.text)}"
    elif now is None and was is not None:
        yield f"{where}, {was.key}: taken out"
    elif was is not None and now is not None:
        yield f"{where}, {now.key}: {', '.join(_changed(was, now))} changed: {blanks_shown(now.text)}"


def _changed(was: Prompt, now: Prompt) -> list[str]:
    names = [one.name for one in fields(Prompt) if one.name not in SAID]
    return [name for name in names if getattr(was, name) != getattr(now, name)]


def _stays(setting: Setting, session: Session, was: Prompt, plan: LearningPlan) -> None:
    """What was asked is kept as it was, beside what facilitators changed in it."""
    now = plan.prompt(session.month, was.key)
    id = change_id(session.id, was.key)
    old = setting.memory.prompt_changes.seek(id)
    kept = as_fields(was, _changed(was, now))
    new = PromptChange(
        id=id, session_id=session.id, month=session.month, prompt=was.key, fields=kept,
        by=AT_THE_MACHINE, at=setting.now,
    )  # fmt: skip
    setting.memory.prompt_changes.save(
        replace(old, fields=kept | old.fields, version=old.version + 1) if old else new
    )
