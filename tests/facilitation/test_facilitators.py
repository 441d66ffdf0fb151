"""Who facilitates: whom the roster calls so; those of the settings only until it names somebody."""

from dataclasses import replace

import pytest

from bot.domain.errors import NotYours
from bot.facilitation.home import home_of
from bot.facilitation.people import import_roster
from bot.facilitation.setting import may_facilitate
from bot.slack.people import only_facilitators
from tests.facilitation.asking import plan_with
from tests.plays.scripts import cast, sample_people

TED, NADIA = sample_people()["ted"], sample_people()["nadia"]


@pytest.fixture
def made(company):
    """A house whose settings name Ted, who is no facilitator by role."""
    community = company("2027-02-05T12:00", facilitators=(TED.email.upper(),))
    community.begins(cast("ted pearl"), plan_with(), (2027, 2))
    return community


def ids(community):
    with community.look() as setting:
        return [one.id for one in setting.facilitators]


def test_whom_the_settings_name_facilitates_until_the_roster_names_somebody(made):
    assert may_facilitate(made.desk, TED)
    assert ids(made) == [TED.id]

    import_roster(made.desk, cast("ted pearl nadia"))

    assert ids(made) == [NADIA.id]
    assert may_facilitate(made.desk, NADIA)
    assert not may_facilitate(made.desk, TED)
    with pytest.raises(NotYours):
        only_facilitators(made.desk, TED)
    with made.look() as setting, pytest.raises(NotYours):
        setting.allowed(TED.id)


def test_when_the_last_one_of_the_roster_has_left_the_settings_count_again(made):
    import_roster(made.desk, cast("ted pearl nadia"))
    with made.change() as setting:
        setting.memory.people.save(replace(NADIA, standing="left"))

    assert ids(made) == [TED.id]
    assert may_facilitate(made.desk, TED)


def home(community, person):
    with community.look() as setting:
        return str(home_of(setting, person).body)


def test_the_first_ones_read_what_needs_them_on_home_and_keep_what_is_theirs(made):
    page = home(made, TED)
    assert "Nothing needs you just now" in page or "Needs you" in page
    assert "I can come" in page  # whoever has a seat goes on having it
    assert "eeds you" not in home(made, sample_people()["pearl"])

    import_roster(made.desk, cast("ted pearl nadia"))
    assert "eeds you" not in home(made, TED)
    assert "eeds you" in home(made, NADIA)
