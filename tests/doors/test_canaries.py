"""No story, wish, address or token in any log line, not even with --debug, and none in what operators may see."""

import io
import json
import logging
import re

import pytest
import requests
import sqlalchemy as sa

from bot.logs import Sieve, set_up_logs
from bot.store.engines import disposed
from tests.doors.conftest import (
    NORTH,
    SECRETS,
    STORY,
    Heard,
    a_month,
    furnish,
    furnished,
    id_of,
    written_to,
)
from tests.doors.test_gestures import GARBAGE, fillings
from tests.logs import logs_as_before
from tests.pg import emptied
from tests.plays.spaces import installs

LOST, FOUND = "ALTER TABLE response RENAME TO lost", "ALTER TABLE lost RENAME TO response"


class Unmasked(Sieve):
    """The sieve without its last line of defence, so that nothing is hidden that should never have come so far."""

    def masked(self, line: str) -> str:
        return line


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def lived(request, season):
    """A month lived with every word of every library in the log, and a database that fails at the end of it."""
    database = ""
    if request.param == "postgres":  # settings hold no password, not even an empty one
        database = emptied(request.getfixturevalue("postgres")).replace(":@", "@")
    stage = a_month(season, database)
    with logs_as_before():
        written = io.StringIO()
        set_up_logs(debug=True, stream=written)
        logging.getLogger().setLevel(logging.DEBUG)
        logging.getLogger().handlers[0].setFormatter(Unmasked(debug=True))
        installs(stage, NORTH)
        furnish(stage)
        house = furnished(stage)
        stage.nadia.types("/convene session 1")
        fall(house)
        yield house, written
        behind_the_stores_back(house, FOUND)


def fall(house):
    """Everything garbled, and a story that could not be written down."""
    pearl = house.forger("pearl")
    for value in GARBAGE:
        pearl.does(Heard("view_submission", "answer"), value, next(fillings()))
    (asking,) = written_to(house.stage, id_of("ted"))
    behind_the_stores_back(house, LOST)
    fields = next(fillings()) | {"text": STORY}
    form, ted = Heard("view_submission", "answer"), house.forger("ted")
    ted.does(form, json.dumps({"asking": asking.id}), fields)


def behind_the_stores_back(house, statement):
    with (
        disposed(sa.create_engine(house.stage.serving.store.place)) as engine,
        engine.begin() as connection,
    ):
        connection.execute(sa.text(statement))


def canaries(house):
    world, told = house.stage.world, house.stage.environment
    with house.stage.memory() as setting:
        people = list(setting.people.values())
        meetings = setting.memory.meetings.find()
    return {
        *SECRETS,
        *(p.email for p in people),
        *(p.name for p in people if " " in p.name),
        *(value for name, value in told.items() if name.startswith("CONVENER_") and value),
        *(m.passcode for m in meetings),
        *world.zoom.account.zaks,
        *(token for space in world.slack.spaces.values() for token in space.keys.given),
    }


def test_a_month_with_its_faults_leaves_no_word_in_the_log(lived):
    house, written = lived
    log = written.getvalue()

    assert "Traceback" in log, "nothing fell over, so nothing is shown"
    assert log.count("\n") > 100
    assert [word for word in canaries(house) if word in log] == []
    assert re.findall(r"[?&](?:key|code|state)=[\w.-]{12,}", log) == []


def test_operators_see_no_word(lived):
    house, _ = lived
    web = house.stage.serving.web.url
    ledger = "/operate/effects?limit=10000&waiting=1"
    for path in (ledger, "/health/ready", "/health/live", "/metrics"):
        shown = requests.get(f"{web}{path}", timeout=30).text
        assert shown
        assert [word for word in canaries(house) if word in shown] == [], path


def test_the_audit_holds_no_word(lived):
    house, _ = lived
    with house.stage.memory() as setting:
        lines = repr(setting.memory.traces.find())
    assert [word for word in canaries(house) if word in lines] == []
    assert id_of("nadia") in lines
