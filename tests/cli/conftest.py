"""An installation of its own for each command line test: a folder with a settings file, and no secrets."""

import os
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.cli.context import WISHES
from bot.demo.product import _toml

START = datetime(2027, 2, 15, 12, 0, tzinfo=UTC)
SETTINGS = """[community]
name = "Circle"
[database]
url = "sqlite:///{folder}/circle.sqlite3"
[slack]
channel = "#circle"
"""


@pytest.fixture
def convener(tmp_path, monkeypatch):
    """Types a command in the installation's folder; the answer has .code, .said and .fault."""
    (tmp_path / "convener.toml").write_text(SETTINGS.format(folder=tmp_path))
    monkeypatch.chdir(tmp_path)

    def types(*words: object, given: str = "") -> SimpleNamespace:
        WISHES.config, WISHES.debug, WISHES.env_file = None, False, None
        result = CliRunner().invoke(
            app, [str(w) for w in words], input=given, env={"COLUMNS": "200"}
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return SimpleNamespace(code=result.exit_code, said=result.stdout, fault=result.stderr)

    types.folder = tmp_path
    return types


@pytest.fixture
def begun(convener):
    """An installation with the sample community, and a programme that begins in January 2027."""
    from bot.files.defaults import default_plan_path, sample_roster_path

    for words in (
        ("db", "upgrade"),
        ("roster", "import", sample_roster_path()),
        ("plan", "load", default_plan_path(), "--start", "2027-01"),
    ):
        assert convener(*words).code == 0
    return convener


@pytest.fixture(autouse=True)
def _no_secrets(monkeypatch):
    for name in [n for n in os.environ if n.startswith("CONVENER_") and n != "CONVENER_CONTRACTS"]:
        monkeypatch.delenv(name)


@pytest.fixture
def world():
    """A pretend Slack and Zoom with a few people of the sample; how fast one may ask is left to other tests."""
    from integrations.sandbox.world import World
    from tests.seated import roster

    with World.from_people([*roster()[:3], *(p for p in roster() if p.facilitates)], START) as made:
        made.slack.limits.on = made.zoom.account.limits = False
        yield made
        assert made.mishaps == []


@pytest.fixture
def connected(convener, world, monkeypatch):
    """An installation that lives in that world, with its database made; `.settings(...)` adds lines to its file."""
    told = world.settings()
    sections = {name: dict(told[name]) for name in ("slack", "zoom", "clock")}
    sections |= {"community": {"name": "Circle"}, "web": {"public_url": "http://127.0.0.1:8080"}}
    sections |= {"database": {"url": f"sqlite:///{convener.folder}/circle.sqlite3"}}
    sections["web"]["listen"] = "127.0.0.1:0"

    def settings(section: str, **keys: object) -> None:
        sections.setdefault(section, {}).update(keys)
        lines = [line for name, keys in sections.items() for line in _toml(name, keys)]
        (convener.folder / "convener.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    for name, secret in told["environment"].items():
        monkeypatch.setenv(name, secret)
    settings("community")
    assert convener("db", "upgrade").code == 0
    convener.settings = settings
    return convener
