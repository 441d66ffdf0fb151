"""Six clinics live a month of a series with other roles, other rooms and one fixed hour."""

import io
import json

from rich.console import Console

from bot.demo import Wish, run
from bot.files.defaults import example_plans, example_roster


def test_a_clinic_series_lives_a_month(tmp_path):
    name, report = "clinic-series", tmp_path / "report.json"
    wish = Wish(
        plan=example_plans()[name], roster=example_roster(name), from_month=2, seed=1, report=report
    )

    status = run(wish, console=Console(file=io.StringIO()))

    told = json.loads(report.read_text("utf-8"))
    assert [one for one in told["invariants"] if not one["held"]] == []
    assert status == 0
    (session,) = told["sessions"]
    assert all(4 <= size <= 6 for size in session["sizes"])
    assert told["prompts"]["each"]["s02:m02-case"]["answered"] > 0
