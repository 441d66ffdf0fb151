"""The plan as its sessions are held: with contents, mode and length that differ from what was planned."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.programme import LearningPlan, PlannedSession, Prompt, Round, Stands
from bot.domain.sessions import Session


def as_held(plan: LearningPlan, sessions: Iterable[Session]) -> LearningPlan:
    """The plan with each session as it is held now; the plan itself where nothing differs."""
    changed = {s.month: s for s in sessions if s.contents or s.moves}
    if not changed:
        return plan
    known = {one.month: one for one in plan.sessions}
    held = {month: held_as(plan, session) for month, session in changed.items()}
    together = known | held
    return replace(plan, sessions=tuple(together[month] for month in sorted(together)))


def held_as(plan: LearningPlan, session: Session) -> PlannedSession:
    """What the plan says of one session, as it is held."""
    entry = plan.session(session.contents or session.month)
    if session.contents:
        entry = replace(entry, month=session.month, date=None, title=session.title)
    if session.mode is not entry.mode:
        entry = _in_another_mode(plan, entry, session)
    if entry.days == 1 and session.minutes != sum(one.minutes for one in entry.rounds):
        entry = replace(entry, rounds=fitted(entry.rounds, session.minutes))
    return entry


def fitted(rounds: Sequence[Round], minutes: int) -> tuple[Round, ...]:
    """An agenda that lasts so long: each round its share, a minute at least, the rest to those that lose most."""
    whole = sum(one.minutes for one in rounds)
    shares = [one.minutes * minutes / whole for one in rounds]
    given = [max(1, int(share)) for share in shares]
    by_loss = sorted(range(len(rounds)), key=lambda n: given[n] - shares[n])
    for n in by_loss[: max(0, minutes - sum(given))]:
        given[n] += 1
    return tuple(replace(one, minutes=m) for one, m in zip(rounds, given, strict=True))


def _in_another_mode(plan: LearningPlan, entry: PlannedSession, session: Session) -> PlannedSession:
    """Its agenda on one day, without the breaks of a long one; what was asked for the old mode is asked no more."""
    rounds = [replace(one, day=1) for one in entry.rounds if one.format != "break"]
    held = replace(
        entry,
        mode=session.mode,
        days=1,
        day_starts=(),
        venue=session.venue,
        venue_zone="" if session.virtual else session.zone,
        rounds=tuple(rounds) or entry.rounds,
    )
    return replace(held, prompts=(*held.prompts, *_let_go(plan, entry, held)))


def _let_go(plan: LearningPlan, entry: PlannedSession, held: PlannedSession) -> Iterable[Prompt]:
    """Monthly questions that only the old mode has: where they were asked already, they can still be read."""
    own = {prompt.key for prompt in held.prompts}
    stay = {p.key for p in plan.recurring if held.mode in p.modes} | own
    for prompt in plan.recurring:
        if entry.mode in prompt.modes and prompt.key not in stay:
            yield replace(prompt, stands=Stands.SKIPPED)
