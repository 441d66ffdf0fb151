"""Made-up communities by seed: a roster, rules and absences as files hold them, written apart from the product."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

ORGANISATIONS = 9
LAY_SHARE, APART_SHARE, TOGETHER_SHARE = 0.3, 0.03, 0.02
ZONES = ("Europe/London", "America/New_York", "Europe/Stockholm", "Australia/Sydney")
HEADS = (
    "person_id", "display_name", "email", "zoom_email", "role", "title", "organisation",
    "time_zone", "language", "slack_guest", "access_needs", "line_manager_email",
)  # fmt: skip
LEVEL = ("assume_no_show_rate = 0.0",)
# Nothing but new faces counts.
MIX = (
    *LEVEL,
    "max_same_organisation = 8",
    "min_lay_per_room = 0",
    "avoid_line_manager_pairs = false",
)
# Colleagues apart, and never a lone lay voice.
FULL = (
    *LEVEL,
    "max_same_organisation = 1",
    "min_lay_per_room = 2",
    'when_lay_scarce = "pair"',
)


@dataclass(frozen=True)
class Papers:
    """A roster as CSV and rules as TOML."""

    roster: str
    rules: str


@dataclass(frozen=True, kw_only=True)
class Community:
    """A community and what is asked of its rooms; `away` is who misses which session."""

    name: str
    papers: Papers
    seed: int
    rooms: int | None = None
    sessions: int = 18
    rounds: int = 1
    size: tuple[int, int] = (5, 8)
    away: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def roster(self) -> str:
        return self.papers.roster

    @property
    def rules(self) -> str:
        return self.papers.rules


def named(number: int) -> str:
    """The id of the nth person, from 0."""
    return f"p{number + 1:04d}"


def plain(people: int, *, seed: int, full: bool = False, more: Sequence[str] = ()) -> Papers:
    """A community in which people differ in organisation and in lived experience alone; `more` rules may follow."""
    roles = ["clinician"] * people
    for lay in _some_lay(people, Random(f"lay {seed}")):
        roles[lay] = "lay"
    rows = [_row(at, roles[at], team) for at, team in enumerate(_teams(people, seed))]
    return Papers(_table(rows), _rules((*(FULL if full else MIX), *more)))


def lively(people: int, *, seed: int) -> Papers:
    """A community with all that real ones have: roles, managers, cities, languages, private wishes."""
    luck = Random(f"lively {seed}")
    lay = set(_some_lay(people, luck))
    teams = _teams(people, seed)
    managers: dict[int, str] = {}
    rows = []
    for at, team in enumerate(teams):
        role = "lay" if at in lay else _role(team in managers, luck)
        row = _row(at, role, team)
        row["time_zone"] = luck.choice(ZONES)
        row["language"] = luck.choice(("en", "en", "en", "fr"))
        if role != "lay":
            row["line_manager_email"] = managers.get(team, "") if luck.random() < 0.5 else ""
            managers.setdefault(team, row["email"])
        rows.append(row)
    return Papers(_table(rows), _rules(LEVEL, _wishes(people, luck)))


def absences(
    people: int, *, share: float, seed: int, sessions: int = 18
) -> dict[int, frozenset[str]]:
    """Who stays away from each session: everyone with the same chance, drawn anew each time."""
    luck = Random(f"away {seed} {share}")
    return {
        number: frozenset(named(at) for at in range(people) if luck.random() < share)
        for number in range(1, sessions + 1)
    }


def strangers(people: int) -> Papers:
    """People of as many organisations as there are people, for puzzles of pure arithmetic."""
    rows = [_row(at, "clinician", at) for at in range(people)]
    return Papers(_table(rows), _rules(MIX))


def _some_lay(people: int, luck: Random) -> list[int]:
    return luck.sample(range(people), int(LAY_SHARE * people))


def _teams(people: int, seed: int) -> list[int]:
    """Organisations as even as the number allows, in a drawn order."""
    teams = [at % ORGANISATIONS for at in range(people)]
    Random(f"teams {seed}").shuffle(teams)
    return teams


def _role(led: bool, luck: Random) -> str:
    return luck.choice(("clinician", "clinician", "researcher", "coach")) if led else "executive"


def _row(at: int, role: str, team: int) -> dict[str, str]:
    address = f"{named(at)}@example.org"
    return {
        "person_id": named(at),
        "display_name": f"Person {at + 1}",
        "email": address,
        "zoom_email": address,
        "role": role,
        "organisation": f"Organisation {team + 1}",
        "time_zone": ZONES[0],
        "language": "en",
        "slack_guest": "no",
    }


def _table(rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _wishes(people: int, luck: Random) -> tuple[str, ...]:
    """Pairs to be kept apart and pairs to be kept together; nobody is asked for twice."""
    order = luck.sample(range(people), people)
    apart, together = round(people * APART_SHARE), round(people * TOGETHER_SHARE)
    pairs = [
        f'["{named(one)}", "{named(other)}"]'
        for one, other in zip(order[::2], order[1::2], strict=False)
    ]
    return (
        f"keep_apart = [{', '.join(pairs[:apart])}]",
        f"keep_together = [{', '.join(pairs[apart : apart + together])}]",
    )


def _rules(lines: Sequence[str], beside: Sequence[str] = ()) -> str:
    return "\n".join((*beside, "[rooms]", *lines, ""))
