"""A database from before stories had a place of their own: they are taken over, and what they had been is removed."""

import subprocess
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.store.engines import disposed, writing_engine
from bot.store.history import upgrade
from bot.store.places import file_of, place_of
from bot.store.sql_store import SqlStore
from tests.pg import keys_for

TOLD, HEARD, ANSWER = "canary told before", "canary heard before", "an answer as it was"
AT = datetime(2027, 2, 10, 12, tzinfo=UTC)
BEFORE = "0004"


@pytest.fixture
def old(blank_url):
    """A database of the earlier form with a story for everyone, an answer, and words somebody wrote freely."""
    upgrade(blank_url, BEFORE)
    place = place_of(blank_url)
    at = AT.isoformat().replace("+00:00", "Z")
    with disposed(writing_engine(place, patience=5)) as engine, engine.begin() as here:
        answer = {
            "session_id": "s01", "person_id": "p1", "visibility": "community", "at": at, "subject": "", "number": None,
            "signed": "first", "version": 2, "late": False, "room": "",
        }  # fmt: skip
        put(here, "response", id="s01:tale:p1", prompt="tale", text=TOLD, **answer)
        put(here, "response", id="s01:q:p1", prompt="q", text=ANSWER, **answer)
        consent = {
            "version": 2, "scope": "community", "signed": "first", "wording": "story-consent/1", "given_at": at,
            "by": "p1", "withdrawn_at": None,
        }  # fmt: skip
        put(here, "consent", id="s01:tale:p1:v2", response_id="s01:tale:p1", **consent)
        put(here, "note", id="heard:event:1", text=HEARD)
    return blank_url


def put(here, table, **row):
    names, places = ", ".join(f'"{n}"' for n in row), ", ".join(f":{n}" for n in row)
    here.execute(sa.text(f'INSERT INTO "{table}" ({names}) VALUES ({places})'), row)  # noqa: S608


def test_stories_and_words_heard_go_under_lock_and_answers_stay(old, tmp_path):
    keys = keys_for(old) or tmp_path / "keys"
    upgrade(old, story_keys=keys)

    store = SqlStore(old, story_keys=keys)
    with store.begin() as memory:
        (story,), (answer,) = memory.stories.find(), memory.responses.find()
        (consent,) = memory.consents.find()
        heard = memory.notes.get("heard:event:1").text
        assert (story.asking, story.wish, story.signed, story.version) == (
            "s01:tale:p1",
            "community",
            "first",
            2,
        )
        assert (story.told_at, story.further_at, story.scope_at(AT)) == (AT, AT, "community")
        assert memory.sealed.text(story.id) == TOLD
        assert memory.sealed.text(heard) == HEARD
        assert (answer.text, consent.response_id) == (ANSWER, story.id)
        assert [memory.numbers.next(name) for name in ("story", "heard")] == [2, 2]
    store.close()


def test_nothing_of_them_is_left_in_the_file_or_on_the_server(old, tmp_path, postgres):
    keys = keys_for(old) or tmp_path / "keys"
    upgrade(old, story_keys=keys)
    path = file_of(place_of(old))
    if path is None:
        postgres.say("CHECKPOINT")
        database = "SELECT pg_relation_filepath('response')"
        with disposed(sa.create_engine(place_of(old))) as engine, engine.connect() as here:
            held = here.exec_driver_sql(database).scalar_one()
            folder = here.exec_driver_sql("SHOW data_directory").scalar_one()
        looked = f"{folder}/{held.rpartition('/')[0]}"
    else:
        looked = str(path.parent)
    found = subprocess.run(
        ["grep", "-rlaF", "-e", TOLD, "-e", HEARD, looked],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""
