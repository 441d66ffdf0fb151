"""Who plays: a roster and a plan, read as the commands read them, and the months that are lived through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.almanac import Gathering, at_hour, gatherings, on_weekday
from bot.demo.wish import CannotPlay, Wish
from bot.domain.programme import LearningPlan, ReminderRules
from bot.domain.roster import GUEST, LAY, Participant
from bot.files.defaults import default_plan_path, sample_roster_path
from bot.files.plan import read_plan
from bot.files.roster import read_roster

FIRST_MONTH = (2027, 1)  # always the same, so that a run can be repeated in any year
BEFORE, AFTER = timedelta(days=14), timedelta(days=21)
EARLIER = timedelta(hours=2)
LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class Community:
    """A pretend community and the sessions it lives through."""

    people: Mapping[str, Participant]
    plan: LearningPlan
    roster_file: Path
    plan_file: Path
    sessions: tuple[Gathering, ...]
    calendar: tuple[Gathering, ...]

    @property
    def seatable(self) -> list[Participant]:
        """Everyone who may sit in a room: facilitators host the meeting, guests come and go."""
        return [p for p in self.people.values() if not p.facilitates and p.role != GUEST]

    @property
    def facilitators(self) -> list[Participant]:
        return [p for p in self.people.values() if p.facilitates]

    @property
    def zones(self) -> list[str]:
        return sorted({p.zone for p in self.people.values()})

    @property
    def begins(self) -> datetime:
        """Shortly before the first person's reminder hour of the day two weeks before the first session."""
        first, rules = self.sessions[0], self.plan.reminders
        return min(self._fortnight_before(first, zone, rules) for zone in self.zones) - EARLIER

    def _fortnight_before(self, first: Gathering, zone: str, rules: ReminderRules) -> datetime:
        day = first.starts_at.astimezone(ZoneInfo(zone)).date() - BEFORE
        return at_hour(on_weekday(day, rules, before=True), zone, rules)

    def is_lay(self, person: Participant) -> bool:
        """Whether somebody speaks from lived experience, as the plan has it."""
        return self.plan.perspective(person.role) == LAY

    @property
    def ends(self) -> datetime:
        return self.sessions[-1].ends_at + AFTER

    @property
    def name(self) -> str:
        """What the bot calls the community: the plan's own title, cut at a word where it is long."""
        words = self.plan.title.split()
        while len(words) > 1 and len(" ".join(words)) > LONGEST_NAME:
            words.pop()
        return " ".join(words)

    @property
    def start_words(self) -> str:
        """As `convener plan load --start` wants it."""
        return f"{FIRST_MONTH[0]}-{FIRST_MONTH[1]:02}"


def community_for(wish: Wish) -> Community:
    """The community that was asked for. Raises CannotPlay with what is wrong in a file."""
    plan_file = (wish.plan or default_plan_path()).resolve()
    roster_file = (wish.roster or sample_roster_path()).resolve()
    plan = _plan(plan_file)
    return Community(
        people={p.id: p for p in _people(roster_file, plan)},
        plan=plan,
        roster_file=roster_file,
        plan_file=plan_file,
        sessions=_lived(plan, wish),
        calendar=tuple(gatherings(plan, FIRST_MONTH)),
    )


def _plan(file: Path) -> LearningPlan:
    reading = read_plan(file.read_text(encoding="utf-8-sig"))
    if reading.plan is None:
        found = [f"line {f.line}: {f.words}" for f in reading.errors[:3]]
        raise CannotPlay(why=f"the plan cannot be used yet ({'; '.join(found)}).")
    return reading.plan


def _people(file: Path, plan: LearningPlan) -> tuple[Participant, ...]:
    reading = read_roster(file, roles=plan.labels, today=date(*FIRST_MONTH, 1))
    if reading.errors or not reading.people:
        found = [f"row {f.row}: {f.words}" for f in reading.findings[:3]]
        raise CannotPlay(why=f"the roster cannot be used yet ({'; '.join(found)}).")
    return reading.people


def _lived(plan: LearningPlan, wish: Wish) -> tuple[Gathering, ...]:
    wanted = range(wish.from_month, wish.from_month + wish.months)
    chosen = tuple(g for g in gatherings(plan, FIRST_MONTH) if g.month in wanted)
    if not chosen:
        last = max(s.month for s in plan.sessions)
        raise CannotPlay(why=f"the plan has no month {wish.from_month}; its last one is {last}.")
    return chosen
