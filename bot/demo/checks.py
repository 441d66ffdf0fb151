"""Everything that must hold, in the order in which it is told."""

from collections.abc import Callable

from bot.demo import checks_budget, checks_ending, checks_house, checks_letters, checks_rooms
from bot.demo.evidence import Evidence, Invariant

CHECKS: tuple[Callable[[Evidence], Invariant], ...] = (
    checks_house.lived_to_the_end,
    checks_letters.welcomed_once,
    checks_rooms.one_meeting,
    checks_rooms.published,
    checks_rooms.sizes,
    checks_rooms.lay_voices,
    checks_rooms.everyone_once,
    checks_rooms.who_said_no,
    checks_rooms.same_rooms_everywhere,
    checks_rooms.edits_kept,
    checks_rooms.meeting_started,
    checks_letters.asked_once,
    checks_letters.nobody_else_asked,
    checks_letters.reminded_once,
    checks_letters.noticed_once,
    checks_ending.parted_once,
    checks_ending.nothing_stays_open,
    checks_letters.nothing_doubled,
    checks_letters.nothing_lost,
    checks_letters.in_its_time,
    checks_letters.quiet_hours,
    checks_budget.within_budget,
    checks_house.contracts,
    checks_house.gestures_taken,
    checks_house.answers_kept,
    checks_house.actions_followed,
    checks_house.work_kept,
    checks_house.digests_drafted,
    checks_house.loops_told_back,
    checks_house.host_link_nowhere,
    checks_house.no_words_in_log,
    checks_house.nothing_fell_over,
    checks_house.readable_without_slack,
    checks_house.backlog_empty,
    checks_house.ended_cleanly,
)


def judge(evidence: Evidence) -> list[Invariant]:
    """Every invariant with its figure."""
    return [check(evidence) for check in CHECKS]
