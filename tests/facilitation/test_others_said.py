"""What others said is read by those it was promised to, once and where it is promised, and by nobody else."""

import pytest

from bot.domain.sessions import Room
from bot.facilitation import others_said, prompts
from bot.main import plan_from
from bot.voice import others_said as words
from bot.voice.digests import Gathered, Heard
from tests.facilitation.test_presence import seat
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

PEARL, TED, KIRRA, ANJALI = (sample_people()[n] for n in ("pearl", "ted", "kirra", "anjali"))
NAMES = "pearl ted kirra anjali doreen nadia"
PLAN = plan_of(
    2,
    bare=True,
    more=question("near", "-7d", "When were you lost?", visibility="room")
    + question("us", "-7d", "And here?", visibility="organisation")
    + question("all", "-7d", "And all?", visibility="community")
    + question(
        "far", "-7d", "How far?", visibility="room", type="scale", low="Near", high="Far"
    ),
)  # fmt: skip


@pytest.fixture
def made(company):
    found = company("2027-02-09T05:00")
    found.begins(cast(NAMES), PLAN, (2027, 2))
    found.until("2027-02-12 12:00")
    for key, said in (("near", "At the <lift>"), ("us", "By the stairs"), ("all", "In the car")):
        prompts.respond(found.desk, f"s01:{key}:{PEARL.id}", PEARL.id, said)
    return found


def read(made, person):
    return str(others_said.window(made.desk, person).body)


def sits(made, *together):
    ids = tuple(person.id for person in together)
    seat(made, "s01", (Room(name="Room 1", people=ids, host="", scribe=""),))


def test_a_room_reads_what_was_said_to_it_once_rooms_are_told(made):
    assert "lift" not in read(made, TED)
    assert "In the car" in read(made, TED)
    sits(made, PEARL, TED)
    assert "At the &lt;lift&gt;" in read(made, TED)
    assert "lift" not in read(made, KIRRA)
    assert "lift" not in read(made, PEARL)  # it is others' words


def test_whoever_sits_elsewhere_by_newer_rooms_reads_no_more(made):
    sits(made, PEARL, TED)
    sits(made, PEARL, KIRRA)
    assert "lift" not in read(made, TED)
    assert "lift" in read(made, KIRRA)


def test_colleagues_read_what_their_organisation_was_told_and_others_do_not(made):
    mates = [p for p in cast(NAMES) if p.organisation == PEARL.organisation and p.id != PEARL.id]
    assert mates
    for person in mates:
        assert "By the stairs" in read(made, person)
    assert "By the stairs" not in read(made, KIRRA)


def test_a_scale_is_an_average_of_what_may_be_read(made):
    sits(made, PEARL, TED, ANJALI)
    prompts.rate(made.desk, f"s01:far:{PEARL.id}", PEARL.id, 4)
    prompts.rate(made.desk, f"s01:far:{KIRRA.id}", KIRRA.id, 1)
    assert "On average 4.0" in read(made, TED)


def test_nothing_to_read_is_said_so(made):
    made.until("2027-02-12 13:00")
    with made.change() as setting:
        for response in setting.memory.responses.find():
            setting.memory.responses.remove(response.id)
    assert "Nothing is here for you to read" in read(made, TED)


def test_what_does_not_fit_is_said_to_be_more():
    prompt = next(p for p in plan_from(PLAN).prompts_of(1) if p.key == "all")
    said = [Heard(text="x" * 400, signed="Ted") for _ in range(800)]
    body = words.window([("One", [Gathered(prompt=prompt, answers=said, number=800)])]).body
    assert len(body["blocks"]) <= 100
    assert words.MORE in str(body)
