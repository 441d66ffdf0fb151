"""The report of a run, `demo-report/1`: figures for machines and people, and every invariant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.demo.checks_budget import message_counts, per_person_day
from bot.demo.checks_letters import at_night_count
from bot.demo.evidence import Evidence, Held, Invariant
from bot.demo.wish import Wish
from bot.domain.artefact_rules import gaps
from bot.domain.effects import Effect, State
from bot.domain.followup import Progress

SCHEMA = "demo-report/1"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What the run took of the machine."""

    wall_seconds: float
    demo_megabytes: float
    bot_megabytes: float
    steps: int
    kills: int


def report_of(
    evidence: Evidence, invariants: Sequence[Invariant], wish: Wish, cost: Cost
) -> dict[str, Any]:
    """The whole report."""
    return {
        "schema": SCHEMA,
        "held": all(one.held for one in invariants),
        "wish": {
            "from_month": wish.from_month, "months": wish.months, "seed": wish.seed,
            "absence": wish.absence, "faults": wish.faults, "restarts": wish.restarts,
        },
        "from": evidence.begins.isoformat(),
        "to": evidence.ends.isoformat(),
        "people": len(evidence.community.people),
        "sessions": [_session(evidence, held) for held in evidence.held],
        "effects": _effects(evidence),
        "messages": message_counts(evidence),
        "person_days": _person_days(evidence),
        "quiet_hour_breaches": at_night_count(evidence),
        "prompts": _prompts(evidence),
        "actions": _actions(evidence),
        "subgroups": _subgroups(evidence),
        "artefacts": _artefacts(evidence),
        "loops_told_back": len(evidence.diary.told),
        "calls": dict(sorted(evidence.wire.calls.items())),
        "slow_acks": len(evidence.wire.slow),
        "gestures": {"made": len(evidence.diary.acted), "again": evidence.diary.repeats},
        "faults_struck": dict(evidence.wire.faults),
        "restarts": cost.kills,
        "wall_seconds": round(cost.wall_seconds, 1),
        "peak_memory_mb": round(cost.demo_megabytes + cost.bot_megabytes, 1),
        "peak_memory": {"demo_mb": round(cost.demo_megabytes, 1), "bot_mb": round(cost.bot_megabytes, 1)},
        "steps": cost.steps,
        "invariants": [_invariant(one) for one in invariants],
    }  # fmt: skip


def _invariant(one: Invariant) -> dict[str, Any]:
    return {
        "name": one.name,
        "held": one.held,
        "figure": one.figure,
        "findings": list(one.findings[:20]),
    }


def _session(evidence: Evidence, held: Held) -> dict[str, Any]:
    rooms = held.rooms.rooms if held.rooms else ()
    said = Counter(
        evidence.diary.reply(held.session.month, p.id) or "silent"
        for p in evidence.community.seatable
    )
    return {
        "session": held.session.month,
        "title": held.session.title,
        "mode": held.session.planned.mode.value,
        "starts_at": held.session.starts_at.isoformat(),
        "replies": dict(said),
        "planned": sum(room.size for room in rooms),
        "attended": len(evidence.diary.present.get(held.session.month, ())),
        "rooms": len(rooms),
        "sizes": sorted((room.size for room in rooms), reverse=True),
        "versions": len(held.versions),
        "notices": list(held.rooms.notices) if held.rooms else [],
        "zoom_calls": dict(held.zoom_calls),
        "zoom_meetings": len(held.meetings),
        "placed_by_zoom": evidence.diary.placed.get(held.session.month, (0, 0))[0],
        "placed_by_hand": evidence.diary.placed.get(held.session.month, (0, 0))[1],
    }


def _effects(evidence: Evidence) -> dict[str, Any]:
    kinds: dict[str, list[Effect]] = {}
    for effect in evidence.books.effects:
        kinds.setdefault(effect.kind, []).append(effect)
    return {kind: _kind(evidence, kind, rows) for kind, rows in sorted(kinds.items())}


def _kind(evidence: Evidence, kind: str, rows: Sequence[Effect]) -> dict[str, Any]:
    come = [e for e in rows if e.state is not State.READY or e.not_before <= evidence.ends]
    arrivals = Counter(letter.key for letter in evidence.letters_of(kind))
    said = [e for e in come if e.state is State.DONE and arrivals]
    return {
        "due": len(come),
        "delivered": sum(1 for e in come if e.state is State.DONE),
        "expired": _reasons(come, State.EXPIRED),
        "dropped": _reasons(come, State.CANCELLED),
        "refused": _reasons(come, State.DEAD),
        "doubled": sum(number - 1 for number in arrivals.values()),
        "lost": sum(1 for e in said if e.key not in arrivals),
    }


def _reasons(rows: Sequence[Effect], state: State) -> dict[str, int]:
    return dict(Counter(e.last_error or "no reason" for e in rows if e.state is state))


def _person_days(evidence: Evidence) -> dict[str, Any]:
    days = per_person_day(evidence)
    budget = evidence.community.plan.reminders.max_messages_per_day
    return {
        "messages": sum(days.values()),
        "person_days": len(days),
        "most": max(days.values(), default=0),
        "budget": budget,
        "over_budget": sum(1 for number in days.values() if number > budget),
        "how_many": {str(k): v for k, v in sorted(Counter(days.values()).items())},
    }


def _prompts(evidence: Evidence) -> dict[str, Any]:
    asked = Counter(f"s{x.month:02}:{x.prompt}" for x in evidence.letters_of("prompt") if x.month)
    answered = Counter(f"{r.session_id}:{r.prompt}" for r in evidence.books.responses)
    answered.update(":".join(asking.split(":")[:2]) for asking in evidence.books.unnamed)
    return {
        "asked": sum(asked.values()),
        "answered": sum(answered.values()),
        "each": {
            key: {"asked": asked[key], "answered": answered[key]}
            for key in sorted(asked | answered)
        },
    }


def _actions(evidence: Evidence) -> dict[str, int]:
    made = evidence.books.actions
    done = sum(1 for a in made if a.state is Progress.DONE)
    let_go = sum(1 for a in made if a.state is Progress.LET_GO)
    return {"made": len(made), "done": done, "let_go": let_go, "carried": len(made) - done - let_go}


def _subgroups(evidence: Evidence) -> dict[str, int]:
    born = evidence.books.subgroups
    closed = [s for s in born if s.closed]
    result = sum(1 for s in closed if s.came)
    return {"born": len(born), "closed": len(closed), "with_a_result": result}


def _artefacts(evidence: Evidence) -> dict[str, dict[str, int]]:
    """By artefact, how many were begun, are complete, and have something missing that is said in words."""
    found: dict[str, dict[str, int]] = {}
    for record in evidence.books.artefacts:
        each = found.setdefault(record.key.artefact, {"begun": 0, "complete": 0, "flagged": 0})
        each["begun"] += 1
        each["complete" if gaps(record).complete else "flagged"] += 1
    return found
