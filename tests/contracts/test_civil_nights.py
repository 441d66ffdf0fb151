"""A law on clocks changes: sessions follow in the night, and whoever was told hears it once. On both databases."""

import shutil
import zoneinfo
from datetime import UTC, datetime
from importlib.resources import as_file, files

import pytest

from bot.domain.answers import Rsvp
from bot.domain.calendar import read_clocks_anew, tzdata_version
from bot.facilitation import calling_off, civil_nights
from bot.facilitation.replies import reply
from tests.facilitation.company import Company
from tests.plays.scripts import cast, plan_of

PLAN = plan_of(2, 3, bare=True, notices='"-7d", "-1d", "-1h"').replace(
    "[[session]]\nmonth = 1\n", "[[session]]\nmonth = 1\ndate = 2027-03-24\n", 1
)
KIRRA, TED, PEARL, NADIA, OSRIC = cast("kirra ted pearl nadia osric")
SUMMER, WINTER = datetime(2027, 3, 24, 19, tzinfo=UTC), datetime(2027, 3, 24, 20, tzinfo=UTC)


@pytest.fixture
def law(tmp_path):
    """Puts another law into force: a city's clock follows another city's from now on, in an edition of that name."""
    before = zoneinfo.TZPATH

    def changes(edition, **clocks):
        folder = tmp_path / edition
        folder.mkdir()
        (folder / "tzdata.zi").write_text(f"# version {edition}\n", encoding="ascii")
        with as_file(files("tzdata") / "zoneinfo") as known:
            shutil.copy(known / "UTC", folder / "UTC")
            for city, like in clocks.items():
                (folder / city).parent.mkdir(exist_ok=True)
                shutil.copy(known / like, folder / city)
        zoneinfo.reset_tzpath([folder])

    yield changes
    zoneinfo.reset_tzpath(before)
    read_clocks_anew()


@pytest.fixture
def runs(store, law):
    """A week before the session of the 24th of March, of which everybody was told; one night has passed."""
    law("2026z")
    read_clocks_anew()
    made = Company(store, "2027-03-08T12:00")
    made.begins(cast("kirra ted pearl nadia osric jandira emeka"), PLAN, (2027, 3))
    made.until("2027-03-17 23:00")
    reply(made.desk, "s01", KIRRA.id, Rsvp.YES)
    reply(made.desk, "s01", TED.id, Rsvp.NO)
    assert not civil_nights.nightly(made.desk)
    made.until("2027-03-18 15:00")
    return made


def in_the_night(company):
    changed = civil_nights.nightly(company.desk)
    company.work()
    return changed


def new_york_stays_on_winter_time(law):
    law("2027x", **{"America/New_York": "America/Panama"})


def moved(company, person):
    return company.told(person, "is moved: ")


def test_the_session_keeps_its_local_hour_and_all_that_waits_follows(runs, law):
    with runs.look() as setting:
        assert setting.session("s01").starts_at == SUMMER
    new_york_stays_on_winter_time(law)

    assert in_the_night(runs)

    with runs.look() as setting:
        session = setting.session("s01")
    assert (session.starts_at, session.wall) == (WINTER, "2027-03-24T15:00")
    assert (session.tzdata, tzdata_version()) == ("2027x", "2027x")
    runs.until("2027-03-24 19:30")
    (card,) = runs.told(PEARL, "starts soon: ")
    assert card.at == SUMMER  # an hour before the new start
    assert "20:00 in London" in card.text
    assert [wish.starts_at for wish in runs.places.opened] == [WINTER]


def test_whoever_was_told_hears_it_once_and_facilitators_read_old_and_new(runs, law):
    new_york_stays_on_winter_time(law)
    in_the_night(runs)
    assert not in_the_night(runs)
    runs.until("2027-03-20 15:00")
    assert not in_the_night(runs)

    (pearl,) = moved(runs, PEARL)
    assert "Wed 24 March, 20:00 in London. It was to be Wed 24 March, 19:00" in pearl.text
    assert "the law on clocks has changed" in pearl.text
    (kirra,) = moved(runs, KIRRA)
    assert "Thu 25 March, 07:00 in Melbourne. It was to be Thu 25 March, 06:00" in kirra.text
    assert moved(runs, TED) == []  # it is 15:00 where he lives, as it was
    for who in (NADIA, OSRIC):
        (said,) = runs.told(who, "The law on clocks has changed")
        assert "London Wed 24 March, 20:00 (was Wed 24 March, 19:00)" in said.text
        assert "edition 2027x" in said.text
        assert moved(runs, who) == []


def test_where_only_somebodys_own_clock_changes_they_alone_hear_it(runs, law):
    law("2027y", **{"Europe/London": "Africa/Johannesburg"})
    in_the_night(runs)
    runs.until("2027-03-19 15:00")

    (pearl,) = moved(runs, PEARL)
    assert "21:00 in London. It was to be Wed 24 March, 19:00 in London" in pearl.text
    assert moved(runs, KIRRA) == moved(runs, TED) == []
    with runs.look() as setting:
        assert setting.session("s01").starts_at == SUMMER
    assert runs.places.moved == []
    runs.until("2027-03-24 18:30")
    assert len(runs.told(PEARL, "is coming up: ")) == len(runs.told(KIRRA, "is coming up: ")) == 2


def test_a_new_edition_that_changes_nothing_here_tells_nobody(runs, law):
    said = runs.chat.posted
    law("2027w", **{"America/Sao_Paulo": "America/Sao_Paulo"})

    assert not in_the_night(runs)

    assert runs.chat.posted == said
    with runs.look() as setting:
        assert (setting.session("s01").tzdata, setting.session("s01").moves) == ("2027w", 0)


def test_what_was_called_off_is_placed_anew_in_silence(runs, law):
    calling_off.call_off(runs.desk, "s01", why="snow", by=NADIA.id)
    runs.work()
    new_york_stays_on_winter_time(law)
    in_the_night(runs)
    runs.until("2027-03-19 15:00")

    assert moved(runs, PEARL) == []
    with runs.look() as setting:
        assert setting.session("s01").starts_at == WINTER


def test_nothing_is_looked_at_twice_in_a_night_or_before_a_programme_begins(store):
    idle = Company(store, "2027-03-08T12:00")

    assert not civil_nights.nightly(idle.desk)

    with idle.desk.store.read() as memory:
        assert memory.notes.seek(civil_nights.NOTE) is None
