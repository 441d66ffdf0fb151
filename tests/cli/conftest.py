"""An installation of its own for each command line test: a folder with a settings file, and no secrets."""

import os
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.cli.context import WISHES

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
        WISHES.config, WISHES.debug = None, False
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
