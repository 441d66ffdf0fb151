"""Drafts for facilitators show each answer no further than its giver was promised."""

import pytest

from bot.facilitation import ballots, digests, prompts
from bot.facilitation.stories import Telling
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of, sample_people

NAMES = "ted pearl kwabena kirra signe anjali"


def helps(key, **more):
    """A question before the session, to everyone."""
    return question(key, "-7d", "What helps?", **more)


SURE = helps("sure", type="scale", visibility="anonymous", low="No", high="Yes")
PICK = helps("pick", type="choice", visibility="anonymous", choices=["Tea", "Time"])


@pytest.fixture
def asked(company):
    own = "".join(
        [
            helps("open"),
            helps("secret", visibility="anonymous"),
            helps("mine", visibility="private"),
            SURE,
            PICK,
            helps("tale", type="story", visibility="room"),
        ]
    )
    made = company("2027-02-09T05:00")
    made.begins(cast(f"{NAMES} nadia"), plan_of(2, bare=True, more=own), (2027, 2))
    made.until("2027-02-12 12:00")
    return made


def say(company, name, key, words):
    person = sample_people()[name].id
    prompts.respond(company.desk, f"s01:{key}:{person}", person, words)


def tell(company, name, words, **more):
    person, telling = sample_people()[name].id, Telling(text=words, **more)
    prompts.tell_in_answer(company.desk, f"s01:tale:{person}", person, telling)


def gathered(company, key):
    """What facilitators would read if the draft were made now."""
    with company.change() as setting:
        ballots.count_urns(setting, setting.session("s01"))
        reader = setting.person(sample_people()["nadia"].id)
        found = digests.gathered(setting, setting.session("s01"), "digest", reader=reader)
        return next(g for g in found if g.prompt.key == key)


def test_lived_experience_is_read_first(asked):
    for name in ("kwabena", "signe", "pearl", "anjali", "ted"):
        say(asked, name, "open", f"{name} says")

    heard = gathered(asked, "open").answers

    assert {h.text for h in heard[:2]} == {"ted says", "pearl says"}
    assert heard[0].signed.startswith(("Ted Okulicz", "Pearl Haversham"))


@pytest.mark.parametrize("key", ["secret", "sure", "pick"])
def test_what_is_anonymous_is_shown_only_from_five_on_and_never_signed(asked, key):
    acts = {
        "secret": lambda name, p: say(asked, name, key, f"word {name[0]}"),
        "sure": lambda name, p: prompts.rate(asked.desk, f"s01:{key}:{p}", p, 4),
        "pick": lambda name, p: prompts.choose(asked.desk, f"s01:{key}:{p}", p, 1),
    }
    names = ["ted", "pearl", "kwabena", "kirra", "signe"]
    for name in names[:4]:
        acts[key](name, sample_people()[name].id)
    four = gathered(asked, key)
    acts[key](names[4], sample_people()[names[4]].id)
    five = gathered(asked, key)

    assert (four.answers, four.average, four.number) == ((), None, 0)
    assert "so that nobody can be recognised" in four.hidden
    assert five.hidden == ""
    assert five.average == (4.0 if key == "sure" else None)
    assert len(five.answers) == {"secret": 5, "sure": 0, "pick": 1}[key]
    assert all(h.signed in {"unsigned", "times"} and not h.lay for h in five.answers)
    if key == "secret":
        assert [h.text for h in five.answers] != [f"word {name[0]}" for name in names]


def test_what_is_private_stays_with_its_writer(asked):
    say(asked, "ted", "mine", "a canary called Quillon")

    shown = gathered(asked, "mine")

    assert shown.answers == ()
    assert shown.number == 1
    assert "Quillon" not in str(shown)


@pytest.mark.parametrize(
    ("signed", "shown"), [("name", "Pearl Haversham"), ("first", "Pearl"), ("none", "someone")]
)
def test_a_story_is_signed_as_its_teller_chose(asked, signed, shown):
    tell(asked, "pearl", "The nurse drew a map.", scope="room", signed=signed)

    (heard,) = gathered(asked, "tale").answers
    assert heard.signed.split(",")[0] == shown


def test_a_changed_story_is_consented_to_again(asked):
    tell(asked, "pearl", "The nurse drew a map.", scope="community", signed="name")
    tell(asked, "pearl", "A nurse drew a map.", scope="facilitators", signed="none")

    with asked.look() as setting:
        consents = setting.memory.consents.find(by="p039")
    assert [(c.version, c.scope, c.signed) for c in consents] == [
        (1, "room", "name"),  # further only once she has said so again
        (2, "facilitators", "none"),
    ]
