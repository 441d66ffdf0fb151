"""A round that asks several questions asks each person the one for their role, and nobody two."""

import pytest

from bot.domain.answers import Rsvp
from bot.domain.sessions import Room
from bot.facilitation import replies
from bot.facilitation.room_questions import newest_for
from tests.facilitation.test_presence import seat
from tests.plays.scripts import cast, plan_of, sample_people

NAMES = "ruthanne pearl kwabena ivo marlene nadia"
WORDS = {
    "lay": "What does living with it say",
    "executive": "What does the map of today say",
    "clinician": "What does the science say",
}
BY_ROLE = {role: [p for p in cast(NAMES) if p.role == role] for role in WORDS}


@pytest.fixture
def held(company):
    """Month 11 of the plan, with three questions in one round; a lay person keeps time, a leader takes notes."""
    made = company("2027-02-08T05:00")
    made.begins(cast(NAMES), plan_of(11), (2027, 2))
    with made.look() as setting:
        session = setting.session("s01")
    made.until(f"{session.starts_at:%Y-%m-%d} 00:00")
    for person in cast(NAMES):
        if not person.facilitates:
            replies.reply(made.desk, "s01", person.id, Rsvp.YES)
    lay, lead = (sample_people()[name] for name in ("ruthanne", "marlene"))  # it is afternoon there
    people = tuple(p.id for p in cast(NAMES) if p.id != sample_people()["nadia"].id)
    seat(made, "s01", (Room(name="Room 1", people=people, host=lay.id, scribe=lead.id),))
    made.until(f"{session.ends_at:%Y-%m-%d %H:%M}")
    return made, lay, lead


def test_host_and_scribe_are_each_asked_the_question_for_their_role(held):
    made, lay, lead = held
    for person, role in ((lay, "lay"), (lead, "executive")):
        told = {words: len(made.told(person, words)) for words in WORDS.values()}
        assert told == {words: int(words == WORDS[role]) for words in WORDS.values()}


def test_on_their_card_everyone_answers_the_one_for_their_role(held):
    made, *_ = held
    with made.look() as setting:
        session = setting.session("s01")
        for role, people in BY_ROLE.items():
            for person in people:
                assert newest_for(setting, session, person).text.startswith(WORDS[role])
                askings = setting.memory.askings.find(person_id=person.id, session_id="s01")
                keys = {a.prompt for a in askings if a.prompt.startswith("m11-room")}
                assert len(keys) == 1
