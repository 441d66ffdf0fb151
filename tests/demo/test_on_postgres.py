"""A small community lives a month with stories on PostgreSQL, where their keys have a folder of their own."""

import io
import json

import pytest
from rich.console import Console
from sqlalchemy.engine import make_url

from bot.demo import Wish, run
from tests.demo.small import small_roster
from tests.pg import blank_postgres as blank_postgres
from tests.pg import postgres as postgres


def test_a_month_with_stories_holds_on_postgresql_too(
    blank_postgres: str, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    place = make_url(blank_postgres)
    monkeypatch.setenv("PGPASSWORD", place.password or "")
    address = place._replace(password=None).render_as_string(hide_password=False)
    wish = Wish(
        roster=small_roster(tmp_path), from_month=4, seed=3, database=address,
        report=tmp_path / "report.json", page=tmp_path / "page.html",
    )  # fmt: skip

    status = run(wish, console=Console(file=io.StringIO()))

    report = json.loads(wish.report.read_text("utf-8"))
    assert [one for one in report["invariants"] if not one["held"]] == []
    assert status == 0
    assert report["prompts"]["each"]["s04:m04-pre-story"]["answered"] > 0
    assert "In pictures" in wish.page.read_text("utf-8")
