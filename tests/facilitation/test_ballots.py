"""Anonymous answers: once and for good, counted when somebody looks, and nowhere beside their givers."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.domain.answers import Response
from bot.domain.programme import Note
from bot.facilitation import ballots, digests, free_words, prompts
from bot.facilitation.ballots import AnsweredAlready, CannotBeKept
from bot.facilitation.people import stand
from bot.facilitation.prompt_pages import prompts_page
from bot.store.backups import back_up
from bot.store.places import file_of
from bot.store.sql_store import SqlStore
from bot.store.tables import metadata
from integrations.vault import SecretVault
from tests.facilitation.company import Company
from tests.facilitation.test_digests import PICK, SURE, helps
from tests.plays.scripts import cast, plan_of, sample_people

LAY = ["ted", "pearl", "jandira", "raimundo", "gunvor", "doreen"]
OTHERS = ["kwabena", "kirra", "signe", "anjali", "emeka", "torkel"]
PLAN = plan_of(
    2,
    bare=True,
    keep=["heard"],
    notices='"-1h"',
    more=SURE + PICK + helps("dissent", visibility="anonymous"),
)
ASKED, STARTED, MORNING = "2027-02-12 12:00", "2027-02-17 20:30", "2027-02-18 15:00"
CANARY = "a canary called Quillon"
NOTE = Note(id="", text="seen")


def id_of(name):
    return sample_people()[name].id


def begun(store, at=ASKED):
    made = Company(store, "2027-02-09T05:00")
    made.begins(cast(" ".join([*LAY, *OTHERS, "nadia osric"])), PLAN, (2027, 2))
    made.until(at)
    return made


@pytest.fixture
def asked(store):
    """The questions before the session have been put to everyone."""
    return begun(store)


@pytest.fixture
def after(store):
    """It is the day after the session, and people were asked how far they were heard."""
    return begun(store, MORNING)


def rates(company, name, number, key="sure"):
    who = id_of(name)
    return prompts.rate(company.desk, f"s01:{key}:{who}", who, number)


def all_rate(company, lay=(), others=(), key="sure"):
    for names, numbers in ((LAY, lay), (OTHERS, others)):
        for name, number in zip(names, numbers, strict=False):
            rates(company, name, number, key)


def all_choose(company, names, number=1):
    for name in names:
        prompts.choose(company.desk, f"s01:pick:{id_of(name)}", id_of(name), number)


def draft(company, key="sure", *, count=True):
    """What facilitators would read of one question, if it were counted now."""
    with company.change() as setting:
        session = setting.session("s01")
        if count:
            ballots.count_urns(setting, session)
        return digests.gather(setting, session, setting.plan.prompt(session.month, key))


def test_the_message_says_that_it_was_answered_and_neither_what_nor_a_way_to_change_it(asked):
    rates(asked, "ted", 4)
    asked.work()

    (said,) = asked.told(sample_people()["ted"], "What helps?", "Answered.")
    assert "cannot be changed or taken back: it is not kept under your name" in said.text
    assert "You answered" not in said.text
    pressed = [
        e["value"] for b in said.message.blocks for e in b.get("elements", []) if "value" in e
    ]
    assert [value for value in pressed if value.startswith("s01:sure:")] == []
    (waiting,) = asked.told(sample_people()["pearl"], "What helps?")
    assert str(waiting.message.blocks).count("Once sent, it cannot be changed or taken back.") == 3


@pytest.mark.parametrize("again", ["other", "same", "declined", "later", "words"])
def test_nobody_answers_twice_and_nothing_is_put_aside_afterwards(asked, again):
    ted = id_of("ted")
    prompts.rate(asked.desk, f"s01:sure:{ted}", ted, 4)
    prompts.respond(asked.desk, f"s01:dissent:{ted}", ted, "no")
    acts = {
        "other": lambda: rates(asked, "ted", 1),
        "same": lambda: rates(asked, "ted", 4),
        "declined": lambda: prompts.decline(asked.desk, f"s01:sure:{ted}", ted),
        "later": lambda: prompts.later(asked.desk, f"s01:sure:{ted}", ted),
        "words": lambda: prompts.respond(asked.desk, f"s01:dissent:{ted}", ted, "yes"),
    }

    with pytest.raises(AnsweredAlready):
        acts[again]()

    with asked.look() as setting:
        assert setting.memory.askings.get(f"s01:sure:{ted}").state == "answered"
        assert len(setting.memory.seals.find()) == 2


def test_the_seal_holds_where_the_asking_was_made_anew_and_the_secret_has_changed(asked):
    rates(asked, "ted", 4)
    with asked.change() as setting:
        asking = setting.memory.askings.get(f"s01:sure:{id_of('ted')}")
        setting.memory.askings.save(replace(asking, state="open"))
    old = "a secret that only these tests know"
    asked.desk = replace(asked.desk, vault=SecretVault("another one", earlier=[old]))

    with pytest.raises(AnsweredAlready):
        rates(asked, "ted", 4)


def test_after_a_change_of_the_secret_all_is_locked_anew_and_without_the_old_one_nothing_falls_over(
    asked,
):
    all_rate(asked, lay=[1, 2, 1, 2, 2])
    old, new = "a secret that only these tests know", "the secret of next year"
    forgetful = replace(asked.desk, vault=SecretVault(new))

    asked.desk = forgetful
    assert "another secret key" in draft(asked).hidden
    with pytest.raises(CannotBeKept):
        rates(asked, "kwabena", 4)
    asked.desk = replace(asked.desk, vault=SecretVault(new, earlier=[old]))
    ballots.take_in(asked.desk)
    asked.desk = forgetful

    assert draft(asked).average == 1.6
    rates(asked, "kwabena", 4)  # what could not be kept had left no seal behind


def test_four_of_lived_experience_are_not_to_be_worked_out(asked):
    """A14."""
    all_rate(asked, lay=[1, 2, 1, 2], others=[5, 5, 5, 5, 4, 5])

    shown = draft(asked)

    assert (shown.number, shown.average, list(shown.sides)) == (10, 3.5, [])


def test_five_of_each_are_shown_side_by_side(asked):
    all_rate(asked, lay=[1, 2, 1, 2, 2], others=[5, 5, 5, 5, 4])

    shown = draft(asked)

    assert shown.average == 3.2
    assert [(s.lay, s.number, s.said) for s in shown.sides] == [
        (True, 5, "1.6 on average"),
        (False, 5, "4.8 on average"),
    ]


def test_nothing_is_counted_at_the_moment_an_answer_comes(asked):
    all_rate(asked, lay=[1, 2, 1, 2, 2])
    assert draft(asked, count=False).number == 0
    assert draft(asked).number == 5
    all_rate(asked, others=[5, 5, 5, 5])
    assert draft(asked).number == 5
    rates(asked, "emeka", 5)
    assert draft(asked).number == 10


def test_who_leaves_changes_nothing_that_is_shown(asked):
    """The attacker reads the draft, hears that somebody left, and reads it again."""
    all_rate(asked, lay=[1, 2, 1, 2, 2], others=[5, 5, 5, 5, 4])
    before = draft(asked)

    stand(asked.desk, id_of("ted"), "left")
    with asked.change() as setting:
        setting.memory.people.remove(id_of("pearl"))

    assert draft(asked) == before


def test_choices_are_counted_and_words_are_unsigned(asked):
    all_choose(asked, LAY[:5])
    for name in LAY[:5]:
        who = id_of(name)
        prompts.respond(asked.desk, f"s01:dissent:{who}", who, f"word of {name}")

    assert [h.text for h in draft(asked, "pick").answers] == ["Time: 5"]
    words = draft(asked, "dissent").answers
    came = [f"word of {name}" for name in LAY[:5]]
    assert [h.text for h in words] not in (came, sorted(came))
    assert {(h.text, h.signed, h.lay) for h in words} == {
        (f"word of {name}", "unsigned", False) for name in LAY[:5]
    }


def test_how_many_answered_is_told_in_steps_of_five(asked):
    seen = []
    for name in [*LAY, *OTHERS]:
        rates(asked, name, 3)
        with asked.look() as setting:
            prompt = setting.plan.prompt(1, "sure")
            seen.append(ballots.how_many(setting, setting.session("s01"), prompt))

    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]
    assert (
        "Asked 12, answered at least 10."
        in prompts_page(asked.desk, 1, sample_people()["nadia"]).text
    )


def test_words_written_into_the_conversation_are_not_taken_for_an_anonymous_answer(asked):
    ted = id_of("ted")

    free_words.hear(asked.desk, ted, CANARY, gesture="m1")
    asked.work()

    (said,) = asked.told(sample_people()["ted"], "What helps?", "stands under your name")
    assert "offer:yes" not in repr(said.message.blocks)
    with asked.look() as setting:
        assert setting.memory.notes.find(id="heard:m1") == []


def test_low_answers_are_told_to_facilitators_that_evening_once_and_without_figures(after):
    all_rate(after, lay=[1, 2, 1, 2], others=[2], key="heard")
    after.work()
    for facilitator in ("nadia", "osric"):
        assert after.told(sample_people()[facilitator], "listened to") == []

    after.until("2027-02-18 23:30")
    rates(after, "emeka", 1, "heard")
    after.until("2027-02-26 12:00")

    for facilitator in ("nadia", "osric"):
        (said,) = after.told(sample_people()[facilitator], "listened to")
        assert "5 people" in said.text
        assert "ring those who told a story" in said.text
        assert "1.6" not in said.text
        assert f"{said.at:%d %H}" == "18 23"  # six in the evening in New York
    assert after.told(sample_people()["ted"], "on the whole the answers are low") == []


@pytest.mark.parametrize("numbers", [[1, 1, 1, 1], [3, 3, 3, 3, 3], [1, 1, 5, 5, 5]])
def test_nobody_is_warned_of_fewer_than_five_or_of_the_middle(after, numbers):
    all_rate(after, lay=numbers, key="heard")

    after.until("2027-03-01 12:00")

    assert after.effects("s01:low-heard:") == []


def test_what_came_after_the_draft_is_counted_when_the_question_closes_and_the_draft_follows(after):
    all_rate(after, lay=[4, 4, 4, 5, 5], key="heard")
    after.until("2027-02-22 16:00")
    (bones,) = after.told(sample_people()["nadia"], "bones for your synthesis")
    assert "On average 4.4" in bones.text
    all_rate(after, others=[2, 2, 2, 2, 2], key="heard")

    after.until("2027-03-02 12:00")

    (bones,) = after.told(sample_people()["nadia"], "bones for your synthesis")
    assert "On average 3.2" in bones.text
    assert "5 people with lived experience: 4.4 on average" in bones.text


def kept_with_its_giver(company, name, text, key="sure"):
    """An anonymous answer as an earlier version kept it."""
    who = id_of(name)
    id, beside = f"s01:{key}:{who}", {"session_id": "s01", "prompt": key, "person_id": who}
    with company.change() as setting:
        now = setting.now
        setting.memory.responses.save(
            Response(id=id, **beside, text=text, visibility="anonymous", at=now)
        )
        asking = setting.memory.askings.seek(id)
        if asking:
            setting.memory.askings.save(replace(asking, state="answered"))


def test_answers_once_kept_with_their_givers_are_moved_into_the_urn(asked):
    for number, name in enumerate(LAY[:5], 1):
        kept_with_its_giver(asked, name, str(number))

    assert [ballots.take_in(asked.desk) for _ in range(2)] == [5, 0]

    with asked.look() as setting:
        assert setting.memory.responses.find() == []
    assert draft(asked).average == 3.0
    with pytest.raises(AnsweredAlready):
        rates(asked, "ted", 5)


def test_what_belongs_into_an_urn_that_no_key_opens_waits_and_keeps_nothing_else_from_it(asked):
    all_choose(asked, ["pearl"])
    kept_with_its_giver(asked, "ted", "Tea", key="pick")
    kept_with_its_giver(asked, "ted", "4", key="asked by another plan")
    old, new = "a secret that only these tests know", "the secret of next year"

    asked.desk = replace(asked.desk, vault=SecretVault(new))
    assert ballots.take_in(asked.desk) == 1
    with asked.look() as setting:
        assert [kept.prompt for kept in setting.memory.responses.find()] == ["pick"]
    asked.desk = replace(asked.desk, vault=SecretVault(new, earlier=[old]))
    assert ballots.take_in(asked.desk) == 1

    all_choose(asked, ["kwabena", "kirra", "signe"])
    assert [h.text for h in draft(asked, "pick").answers] == ["Time: 4", "Tea: 1"]


SWAPPED = ([1, 5, 2, 4, 3], [3, 4, 2, 1, 5])


def test_the_database_is_the_same_whoever_said_what(sqlite_template, tmp_path):
    """The attacker has every row. The same five numbers by other people leave the very same rows behind."""
    rows = [lived(sqlite_template, tmp_path / str(n), given) for n, given in enumerate(SWAPPED)]

    assert rows[0] == rows[1]
    assert "14:37:21" not in repr(rows[0]), "the moment at which somebody answered is kept"


def lived(template, folder, numbers):
    """A database in which five people, one after another, gave these numbers at 14:37:21, and all is done."""
    folder.mkdir()
    path = shutil.copy(template, folder / "convener.sqlite3")
    store = SqlStore(f"sqlite:///{path}", synchronous="NORMAL")
    company = begun(store)
    with company.change() as setting:
        for name in LAY:
            setting.memory.notes.save(replace(NOTE, id=f"home:{id_of(name)}"))
    company.until("2027-02-12 14:37:21")
    for name, number in zip(LAY, numbers, strict=False):
        rates(company, name, number)
        company.work()
    with closing(store), company.look() as setting:
        key = ballots.Key("s01", "sure")
        kept = setting.memory.urns.get(key.id)
        urn = setting.desk.vault.unlock(key.id, kept.locked)
        return {**rows_of(path), "urn": [urn, len(kept.locked)]}


def rows_of(path):
    with closing(sqlite3.connect(path)) as open_file:
        return {
            table.name: open_file.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608
            for table in metadata.sorted_tables
        }


def test_no_file_holds_a_word_of_it_not_the_log_ahead_and_not_a_backup(asked, tmp_path):
    for name in LAY[:5]:
        prompts.respond(asked.desk, f"s01:dissent:{id_of(name)}", id_of(name), f"{CANARY} {name}")
    draft(asked, "dissent")
    asked.work()
    path = file_of(asked.desk.store.place)
    back_up(f"sqlite:///{path}", tmp_path / "backup.sqlite3", now=asked.clock.instant)

    files = [*path.parent.glob(f"{path.name}*"), tmp_path / "backup.sqlite3"]
    assert len(files) >= 3
    assert [f.name for f in files if b"Quillon" in f.read_bytes()] == []


def test_seals_have_no_order_of_their_own(sqlite_url):
    engine = sa.create_engine(sqlite_url)
    with engine.connect() as connection, pytest.raises(sa.exc.OperationalError, match="rowid"):
        connection.execute(sa.text("SELECT rowid FROM seal"))
    engine.dispose()
