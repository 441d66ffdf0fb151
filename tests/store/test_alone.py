"""Only one bot serves an SQLite database: two would take each other's calls for lost."""

import pytest

from bot.store.alone import ServedAlready, serve_alone


def test_a_second_one_is_turned_away_in_words(tmp_path):
    url = f"sqlite:///{tmp_path}/c.sqlite3"
    first = serve_alone(url)

    with pytest.raises(ServedAlready, match="Another convener serve is running"):
        serve_alone(url)
    first.release()


def test_the_next_one_may_once_the_first_has_ended(tmp_path):
    url = f"sqlite:///{tmp_path}/c.sqlite3"
    serve_alone(url).release()

    held = serve_alone(url)

    assert held.is_locked
    held.release()


def test_postgresql_takes_as_many_as_one_likes():
    assert serve_alone("postgresql+psycopg://db.example.org/convener") is None
