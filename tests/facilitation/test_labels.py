"""Another plan with other labels for its roles: nothing that anybody reads names the old ones."""

import json
import re

import pytest

from bot.facilitation import prompts, views
from bot.facilitation.home import home_of
from bot.facilitation.prompt_pages import prompts_page
from bot.facilitation.seats import why_here
from tests.plays.scripts import cast, plan_of, sample_people

NAMES = "ted pearl jandira raimundo gunvor kwabena kirra signe anjali luisa nadia osric"
LABELS = {
    "Person with lived experience (patient, carer, family)": "Expert by experience",
    "Clinician or front-line professional": "Bedside colleague",
    "Senior leader": "House elder",
    "Improvement coach": "Companion",
    "Researcher": "Gatherer",
}
OLD = re.compile(
    "lived experience|professional|clinician|senior leader|improvement coach|researcher", re.I
)


@pytest.fixture
def told(company):
    """From the welcome to what was gathered, with two low averages."""
    plan = plan_of(2, without=["rsvp"], bare=True, keep=["heard"])
    for old, new in LABELS.items():
        assert f'label = "{old}"' in plan
        plan = plan.replace(f'label = "{old}"', f'label = "{new}"')
    plan = plan.replace("People with lived experience", "Experts by experience")  # its agreements
    made = company("2027-02-05T12:00", publish_by_hand=False)
    made.begins(cast(NAMES), plan, (2027, 2))
    made.until("2027-02-17 12:00")
    seated = [p.id for p in cast(NAMES) if not p.facilitates]
    made.before = [*pages(made), *(why_here(made.desk, person).text for person in seated)]
    made.until("2027-02-18 15:30")
    return made


def answered(made):
    with made.look() as setting:
        asked = {a.person_id: a.id for a in setting.memory.askings.find(prompt="heard")}
    for person, asking in asked.items():
        prompts.rate(made.desk, asking, person, 1 if someone(person).is_lay else 2)


def someone(person_id):
    return next(p for p in sample_people().values() if p.id == person_id)


def pages(made):
    """Every page and Home that somebody may ask for."""
    nadia, desk = sample_people()["nadia"], made.desk
    yield from (p.text for p in (
        views.people_page(desk, ""), views.people_page(desk, "Pearl"), prompts_page(desk, 1, nadia),
        views.session_page(desk, 1, nadia), views.status(desk, nadia), views.programme(desk, nadia),
    ))  # fmt: skip
    with made.look() as setting:
        yield from (json.dumps(home_of(setting, p).body) for p in setting.people.values())


def test_a_changed_label_shows_in_every_message(told):
    answered(told)
    told.until("2027-02-22 20:00")

    said = [s.text + json.dumps(s.message.blocks) for s in told.chat.said.values()]
    everything = [*told.before, *pages(told), *said]

    found = [match for words in everything if (match := OLD.search(words))]
    assert [m.string[m.start() - 80 : m.end() + 20] for m in found] == []
    for words in ("Expert by experience: 5", "experts by experience: 1.0 on average",
                  "hear experts by experience first", "You are not the only expert by experience",
                  "xperts by experience, "):  # fmt: skip
        assert any(words in one for one in everything), words
