"""An ending lived through on both databases: asked, closed, taken back with a session more, and closed once more."""

from datetime import date, time

from bot.domain.followup import BEYOND
from bot.facilitation import rearranging, subgroup_pulse
from bot.facilitation.moving import NewTime
from tests.facilitation.test_ending import NADIA, TED, action, convenes, ending, group, takes_on
from tests.pg import brand, postgres, postgres_url, sqlite_template, sqlite_url, store, url

__all__ = [
    "brand",
    "ending",
    "postgres",
    "postgres_url",
    "sqlite_template",
    "sqlite_url",
    "store",
    "url",
]


def test_what_went_on_is_looked_after_again_and_goes_on_once_more(ending):
    takes_on(ending, "Ring")
    convenes(ending, "letters", TED)
    ending.until("2027-03-12 12:00")
    subgroup_pulse.say(ending.desk, "letters", TED.id, BEYOND)
    ending.until("2027-04-02 12:00")
    assert (action(ending, "a1").went_on, group(ending, "letters").state) == (True, BEYOND)

    when = NewTime(day=date(2027, 4, 21), at=time(20), zone="Europe/London")
    rearranging.add_session(ending.desk, 2, when, "", by=NADIA.id)
    assert (action(ending, "a1").ended, group(ending, "letters").state) == (False, "open")
    ending.until("2027-04-02 13:00")
    (place,) = [said for said in ending.chat.said.values() if said.to == "C-letters"]
    assert place.text.startswith("The programme goes on with one more session")
    ending.until("2027-05-10 12:00")
    assert (action(ending, "a1").went_on, group(ending, "letters").state) == (True, BEYOND)
    places = [said.text for said in ending.chat.said.values() if said.to == "C-letters"]
    assert ["goes on by itself" in text for text in places] == [False, True]
    assert len(ending.told(TED, "Thank you for being part of it")) == 1
