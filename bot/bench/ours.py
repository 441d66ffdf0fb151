"""The engine's door as anybody uses it: files in, a room plan out, with the time it took."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.bench import bounds
from bot.bench.community import Community, plain
from bot.bench.recount import Recount, disagreements, read_people, recount
from bot.domain.roster import Participant
from bot.files.defaults import default_plan_path
from bot.files.plan import read_plan
from bot.files.room_plans import plan_rooms, read_room_rules
from bot.files.roster import read_roster

A_DAY = date(2027, 1, 4)
DIGEST = "from bot.bench.ours import digest; print(digest({seed}))"


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One plan drawn for a community, what it took and what it is worth by the independent count."""

    community: Community
    plan: Mapping[str, Any]
    found: Recount
    faults: tuple[str, ...]
    seconds: float
    wall: float

    @property
    def meetings(self) -> list[bounds.Meeting]:
        """Who sat in rooms in each round, and in how many."""
        return meetings_of(self.plan)

    @property
    def bound(self) -> int:
        """The fewest repeats there can be, proved for these people in so many rooms."""
        return bounds.least_repeats(self.meetings)

    @property
    def colleagues(self) -> set[bounds.Pair]:
        return colleagues_of(self.community)


def meetings_of(plan: Mapping[str, Any]) -> list[bounds.Meeting]:
    """Who sat in rooms in each round, and in how many."""
    rounds = [turn["rooms"] for session in plan["sessions"] for turn in session["rounds"]]
    return [
        (frozenset(person for room in rooms for person in room["people"]), len(rooms))
        for rooms in rounds
        if rooms
    ]


def colleagues_of(community: Community) -> set[bounds.Pair]:
    """Pairs of one organisation."""
    teams: dict[str, list[str]] = {}
    for one, person in read_people(community.roster).items():
        teams.setdefault(person.organisation, []).append(one)
    meetings = [(frozenset(team), 1) for team in teams.values()]
    return bounds.usable_pairs(meetings)


def participants(community: Community) -> tuple[Participant, ...]:
    """The people of a community's roster file, read as the product reads them."""
    plan = read_plan(default_plan_path().read_text(encoding="utf-8")).plan
    roles = plan.labels if plan else {}
    reading = read_roster(community.roster.encode(), roles=roles, today=A_DAY)
    if reading.errors or not reading.people:
        raise ValueError(f"{community.name}: {[finding.words for finding in reading.errors]}")
    return reading.people


def drawn(community: Community) -> Trial:
    """Let the engine draw all rooms, then count them again."""
    people, rules = participants(community), read_room_rules(community.rules)
    wall, cpu = time.perf_counter(), time.process_time()
    plan = plan_rooms(
        people,
        sessions=community.sessions,
        rounds=community.rounds,
        rooms=community.rooms,
        absence=community.away or None,
        rules=rules,
        size=community.size,
        seed=community.seed,
    )
    seconds, wall = time.process_time() - cpu, time.perf_counter() - wall
    plan = json.loads(json.dumps(plan))
    found = recount(community.roster, community.rules, plan, community.away)
    faults = [*found.faults, *disagreements(found, plan["score"])]
    if found.repeats < bounds.counting(meetings_of(plan)):
        faults.append(f"{found.repeats} repeats are fewer than were proved least")
    return Trial(
        community=community,
        plan=plan,
        found=found,
        faults=tuple(f"{community.name}, seed {community.seed}: {said}" for said in faults),
        seconds=seconds,
        wall=wall,
    )


def digest(seed: int) -> str:
    """A fingerprint of one plan's bytes, all but the seconds it took."""
    community = Community(
        name="same bytes", seed=seed, rooms=10, papers=plain(60, seed=seed, full=True)
    )
    plan = {key: value for key, value in drawn(community).plan.items() if key != "seconds"}
    return hashlib.sha256(json.dumps(plan).encode()).hexdigest()


def digest_elsewhere(seed: int, hashing: int) -> str:
    """The same fingerprint from a Python of its own, whose sets and dictionaries hash otherwise."""
    made = subprocess.run(
        [sys.executable, "-c", DIGEST.format(seed=seed)],
        env={**os.environ, "PYTHONHASHSEED": str(hashing)},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()
