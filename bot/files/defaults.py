"""The files Convener comes with: learning plans to start from, each with a roster of invented people."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

_SAMPLE = Path(str(files("bot.files"))) / "sample"
USUAL = "coproduction"
_PLANS = {USUAL: "coproduction-plan.toml", "clinic-series": "clinic-series-plan.toml"}
_ROSTERS = {USUAL: "roster.csv", "clinic-series": "clinic-series-roster.csv"}


def example_plans() -> Mapping[str, Path]:
    """The learning plans one can start from, by name; the usual one first."""
    return {name: _SAMPLE / file for name, file in _PLANS.items()}


def example_roster(name: str) -> Path:
    """Invented people who fit that plan's roles."""
    return _SAMPLE / _ROSTERS[name]


def default_plan_path() -> Path:
    """Where the learning plan lies that a new community starts from."""
    return example_plans()[USUAL]


def sample_roster_path() -> Path:
    """Where the roster of invented people lies that the demo uses."""
    return example_roster(USUAL)
