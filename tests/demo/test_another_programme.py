"""Six clinics live a month of a series with other roles, other rooms, one fixed hour and one link that stands."""

import io
import json

from rich.console import Console

from bot.demo import LINK, Wish, run
from bot.files.defaults import example_plans, example_roster


def test_a_clinic_series_lives_a_month_without_zoom(tmp_path):
    name, report = "clinic-series", tmp_path / "report.json"
    wish = Wish(
        plan=example_plans()[name], roster=example_roster(name), from_month=2, seed=1, report=report,
        link=LINK,
    )  # fmt: skip

    status = run(wish, console=Console(file=io.StringIO()))

    told = json.loads(report.read_text("utf-8"))
    assert [one for one in told["invariants"] if not one["held"]] == []
    assert status == 0
    (session,) = told["sessions"]
    assert all(4 <= size <= 6 for size in session["sizes"])
    assert (session["zoom_meetings"], session["zoom_calls"]) == (0, {})
    assert session["attended"] > 10
    assert told["prompts"]["each"]["s02:m02-case"]["answered"] > 0
