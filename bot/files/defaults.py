"""The files Convener comes with: a learning plan to start from and a roster of invented people."""

from importlib.resources import files
from pathlib import Path

_SAMPLE = Path(str(files("bot.files"))) / "sample"


def default_plan_path() -> Path:
    """Where the learning plan lies that a new community starts from."""
    return _SAMPLE / "coproduction-plan.toml"


def sample_roster_path() -> Path:
    """Where the roster of invented people lies that the demo uses."""
    return _SAMPLE / "roster.csv"
