"""A small community lives a whole month with the real bot in its own process: what the demo prints and reports."""

import io
import json
from resource import RUSAGE_SELF, getrusage

import pytest
from rich.console import Console

from bot.demo import Wish, run
from tests.demo.small import CHOSEN, small_roster


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, dict]:
    """One run: exit status, what was printed, and the report; without the memory that other tests had taken before."""
    before = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    folder = tmp_path_factory.mktemp("demo")
    paper = io.StringIO()
    wish = Wish(roster=small_roster(folder), report=folder / "report.json", seed=3)
    status = run(wish, console=Console(file=paper, width=100, highlight=False))
    report = json.loads((folder / "report.json").read_text("utf-8"))
    report["peak_memory_mb"] -= before
    return status, paper.getvalue(), report


def test_every_invariant_holds_and_the_exit_status_says_so(lived):
    status, _, report = lived
    assert [one for one in report["invariants"] if not one["held"]] == []
    assert (status, report["held"]) == (0, True)


def test_the_report_has_the_figures_that_others_read(lived):
    _, _, report = lived
    assert report["schema"] == "demo-report/1"
    assert report["people"] == len(CHOSEN)
    (session,) = report["sessions"]
    assert session["session"] == 2
    assert session["zoom_meetings"] == 1
    assert session["planned"] == sum(session["sizes"])
    assert session["attended"] <= session["planned"]
    assert report["effects"]["welcome"] == {
        **{
            "due": len(CHOSEN),
            "delivered": len(CHOSEN),
            "expired": {},
            "dropped": {},
            "refused": {},
        },
        **{"doubled": 0, "lost": 0},
    }
    assert report["prompts"]["answered"] > 0
    assert report["actions"]["made"] >= 1
    assert report["quiet_hour_breaches"] == 0
    assert report["wall_seconds"] > 0
    assert 0 < report["peak_memory_mb"] < 400


def test_the_transcript_is_calm_and_fits(lived):
    _, told, _ = lived
    assert max(map(len, told.splitlines())) <= 100
    assert "!" not in told
    assert told.rstrip().endswith("invariants held.")


def test_the_transcript_shows_what_people_read_and_press(lived):
    _, told, _ = lived
    flat = " ".join(told.replace(" | ", " ").split())
    for words in (
        "are welcomed",
        "are asked whether they come",
        "say whether they come:",
        "Rooms of month 2 are proposed:",
        "Rooms of month 2 are published:",
        "Zoom keeps one meeting with",
        "[This room does not feel right]",
        "Host sheet for",
        "presses “Start the meeting”, which leads to Zoom as its host",
        "are handed the session card",
        "who was in their room",
        "names a branch: “",
        "A draft for the facilitators",
        "What must hold",
    ):
        assert words in flat, words
