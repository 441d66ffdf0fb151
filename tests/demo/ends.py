"""A perfect month that is the plan's last one, and what breaks it."""

from dataclasses import replace
from datetime import timedelta

from bot.demo.almanac import next_hour
from bot.demo.evidence import Evidence
from bot.demo.parting import parting_days
from bot.domain.followup import BEYOND, ActionItem
from bot.domain.roster import GUEST
from tests.demo.breaking import letters
from tests.demo.perfect import letter


def the_last(evidence: Evidence) -> Evidence:
    """Its month is the plan's last one, and everyone was told goodbye."""
    community = replace(evidence.community, calendar=evidence.community.sessions)
    last, rules = community.calendar[-1], community.plan.reminders
    due = last.ends_at + timedelta(days=parting_days(evidence, last))
    parted = [
        letter("farewell", f"farewell:{last.id}:{p.id}", next_hour(due, p.zone, rules), p.id)
        for p in community.people.values()
        if p.role != GUEST
    ]
    kept = with_action(evidence, kept_in=BEYOND)
    return letters(replace(kept, community=community), lambda every: [*every, *parted])


def with_action(evidence: Evidence, **more: str) -> Evidence:
    owner = next(iter(evidence.community.people))
    one = ActionItem(id="a1", what="Ring", owner=owner, by=owner, at=evidence.begins, **more)
    return replace(evidence, books=replace(evidence.books, actions=(one,)))


def parts_too_early(evidence: Evidence) -> Evidence:
    who = next(iter(evidence.community.people))
    early = letter("farewell", f"farewell:s02:{who}", evidence.ends, who)
    return letters(evidence, lambda every: [*every, early])


def forgets_one(evidence: Evidence) -> Evidence:
    return letters(the_last(evidence), lambda every: every[:-1])


def leaves_open(evidence: Evidence) -> Evidence:
    return with_action(the_last(evidence))
