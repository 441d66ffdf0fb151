"""What every shelf promises."""

from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from bot.domain.answers import Asking, Response
from bot.domain.errors import NaiveTime, NoSuchThing
from bot.domain.followup import Progress
from bot.domain.programme import Note
from bot.ports import Store
from bot.store.sql_store import SqlStore
from tests.contracts import examples
from tests.contracts.examples import ACTION, BRANCH, MEETING, NOON, PERSON, REPLY, RESPONSE, SESSION
from tests.pg import keys_for


class TakenBack(Exception):
    """An inner transaction that fails on purpose."""


def keep(store: Store, shelf: str, *things: object) -> None:
    with store.begin() as memory:
        for thing in things:
            shelved = getattr(memory, shelf)
            (shelved.add if shelf == "traces" else shelved.save)(thing)


def find(store: Store, shelf: str, **equals: object) -> list[str]:
    with store.read() as memory:
        return [thing.id for thing in getattr(memory, shelf).find(**equals)]


def test_what_was_saved_comes_back_the_same_to_the_last_field(store):
    for shelf, thing in examples.SHELVED.items():
        keep(store, shelf, thing)

    with store.read() as memory:
        found = {shelf: getattr(memory, shelf).find() for shelf in examples.SHELVED}

    assert found == {shelf: [thing] for shelf, thing in examples.SHELVED.items()}
    assert type(found["actions"][0].state) is Progress


def test_things_with_nothing_but_the_needful_come_back_too(store):
    bare = Asking(id="q1", session_id="2", prompt="story", person_id="p008")
    keep(store, "askings", bare)

    with store.read() as memory:
        assert memory.askings.get("q1") == bare


def test_a_meeting_is_found_by_its_session_and_a_reply_by_session_and_person(store):
    keep(store, "meetings", MEETING)
    keep(store, "replies", REPLY)

    with store.read() as memory:
        assert memory.meetings.get("2") == MEETING
        assert memory.replies.get("2:p008") == REPLY


def test_saving_again_replaces_the_older_one(store):
    keep(store, "actions", ACTION, ACTION.stands(Progress.DONE, "Rang twice", at=NOON))

    with store.read() as memory:
        assert [a.word for a in memory.actions.find()] == ["Rang twice"]


def test_adding_keeps_the_first_and_says_so(store):
    with store.begin() as memory:
        answers = [memory.notes.add(Note(id="n", text=text)) for text in ("first", "second")]

    with store.read() as memory:
        assert (answers, memory.notes.get("n").text) == ([True, False], "first")


ACTS = st.lists(
    st.tuples(st.sampled_from(["save", "add", "remove", "fail"]), st.sampled_from("ab"))
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_one_transaction_reads_what_it_has_written_and_nothing_that_it_took_back(store, acts):
    held: dict[str, Note] = {}
    with store.begin() as memory:
        for note in memory.notes.find():
            memory.notes.remove(note.id)
        for number, (act, id) in enumerate(acts):
            note = Note(id=id, text=str(number))
            _does(store, act, note)
            if act == "save" or (act == "add" and id not in held):
                held[id] = note
            elif act == "remove":
                held.pop(id, None)
            for each in "ab":
                assert memory.notes.seek(each) == held.get(each)
            assert {n.id: n for n in memory.notes.find()} == held
            assert memory.notes.find(text=str(number)) == [n for n in held.values() if n == note]


def _does(store: Store, act: str, note: Note) -> None:
    """In a transaction within the one that is open; `fail` writes, reads, and takes it back."""
    with suppress(TakenBack), store.begin() as memory:
        if act == "remove":
            memory.notes.remove(note.id)
        elif act == "add":
            memory.notes.add(note)
        else:
            memory.notes.save(note)
        if act == "fail":
            assert memory.notes.get(note.id) == note
            assert note in memory.notes.find()
            raise TakenBack


def test_what_was_found_is_the_finders_own(store):
    keep(store, "notes", Note(id="a", text="x"), Note(id="b", text="x"))

    with store.read() as memory:
        memory.notes.find(text=["x"]).clear()
        assert [note.id for note in memory.notes.find(text=["x"])] == ["a", "b"]


def test_one_look_asks_for_a_thing_once(store):
    keep(store, "people", PERSON)

    with store.read() as memory:
        assert memory.people.get(PERSON.id) is memory.people.get(PERSON.id)
        assert memory.people.find()[0] is memory.people.find()[0]


def test_what_is_removed_is_gone_and_removing_it_again_is_no_trouble(store):
    keep(store, "branches", BRANCH)

    with store.begin() as memory:
        memory.branches.remove("b1")
        memory.branches.remove("b1")

    with store.read() as memory:
        assert memory.branches.seek("b1") is None


def test_what_is_not_there_is_named_in_words(store):
    with store.read() as memory, pytest.raises(NoSuchThing, match="There is no person called p999"):
        memory.people.get("p999")


def test_things_come_in_the_natural_order_of_their_ids(store):
    keep(store, "actions", *(replace(ACTION, id=id) for id in ("a10", "a2", "a1", "b1", "a02")))

    assert find(store, "actions") == ["a1", "a02", "a2", "a10", "b1"]


def test_several_conditions_must_all_hold(store):
    keep(store, "people", PERSON, replace(PERSON, id="p009", role="clinician"))

    assert find(store, "people", role="executive", slack_guest=True) == ["p008"]
    assert find(store, "people", role="executive", slack_guest=False) == []


@pytest.mark.parametrize("several", [list, tuple, set, frozenset])
def test_a_list_of_values_means_any_of_them(store, several):
    keep(store, "actions", *(replace(ACTION, id=f"a{n}", state=s) for n, s in enumerate(Progress)))

    assert find(store, "actions", state=several([Progress.OPEN, Progress.STUCK])) == ["a1", "a3"]
    assert find(store, "actions", state=several([])) == []


def test_nothing_can_be_looked_for_too(store):
    keep(store, "actions", ACTION, replace(ACTION, id="a8", due=None))

    assert find(store, "actions", due=None) == ["a8"]
    assert find(store, "actions", due=[None, ACTION.due]) == ["a7", "a8"]


def test_instants_and_dates_can_be_looked_for(store):
    keep(store, "sessions", SESSION, replace(SESSION, id="3", starts_at=NOON + timedelta(days=30)))
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert find(store, "sessions", starts_at=elsewhere) == ["2"]


def test_addresses_are_found_whatever_their_case(store):
    keep(store, "people", replace(PERSON, email="Adaeze.WHITLOCK@example.org"))

    assert find(store, "people", email="adaeze.whitlock@EXAMPLE.org") == ["p008"]
    assert find(store, "people", zoom_email="A.Whitlock.Office@example.org") == ["p008"]
    assert find(store, "people", line_manager=["MARLENE.voskuil@example.org"]) == ["p008"]
    assert find(store, "people", name="adaeze whitlock") == []


@pytest.mark.parametrize("unknown", ["colour", "email_folded", "tz"])
def test_a_field_that_does_not_exist_is_a_mistake_not_an_empty_answer(store, unknown):
    with store.read() as memory, pytest.raises(TypeError, match=unknown):
        memory.people.find(**{unknown: "x"})


def test_a_field_of_several_values_cannot_be_looked_for(store):
    with store.read() as memory, pytest.raises(TypeError, match="takers"):
        memory.branches.find(takers=("p001",))


def test_an_instant_without_a_zone_is_refused_by_name(store):
    naive = replace(REPLY, at=datetime(2027, 2, 24, 12))  # noqa: DTZ001

    with store.begin() as memory, pytest.raises(NaiveTime, match=r"Reply\.at has no time zone"):
        memory.replies.save(naive)


def test_an_instant_of_any_zone_comes_back_as_the_same_instant_in_utc(store):
    sao_paulo = timezone(timedelta(hours=-3))
    keep(store, "replies", replace(REPLY, at=NOON.astimezone(sao_paulo)))

    with store.read() as memory:
        at = memory.replies.get(REPLY.id).at
    assert (at, at.utcoffset()) == (NOON, timedelta(0))


def test_names_come_back_letter_by_letter_composed_or_not(store):
    composed, decomposed = (normalize(form, "Åsa Vindelryd") for form in ("NFC", "NFD"))

    for id, name in (("p1", composed), ("p2", decomposed)):
        keep(store, "people", replace(PERSON, id=id, name=name))

    with store.read() as memory:
        assert [p.name.encode() for p in memory.people.find()] == [
            composed.encode(),
            decomposed.encode(),
        ]
    assert find(store, "people", name=composed) == ["p1"]


def test_characters_that_no_database_holds_become_a_mark_and_the_rest_is_kept(store):
    keep(store, "responses", replace(RESPONSE, text="be\0fore \ud83d after \N{WAVING HAND SIGN}"))

    with store.read() as memory:
        text = memory.responses.get(RESPONSE.id).text
    assert (
        text
        == "be\N{REPLACEMENT CHARACTER}fore \N{REPLACEMENT CHARACTER} after \N{WAVING HAND SIGN}"
    )


def test_hostile_text_stays_text(store):
    nasty = "x'; DROP TABLE person; -- %s :at {0} \\' \" `"
    keep(store, "people", replace(PERSON, name=nasty))

    assert find(store, "people", name=nasty) == ["p008"]


def test_a_very_long_answer_is_kept_whole(store):
    long = "Once upon a time ä\n" * 100_000
    keep(store, "responses", replace(RESPONSE, text=long))

    with store.read() as memory:
        assert memory.responses.get(RESPONSE.id).text == long


def test_the_database_itself_refuses_a_word_that_is_not_on_the_list(store):
    with pytest.raises(Exception, match="ck_reply_answer"), store.begin() as memory:
        memory.replies.save(replace(REPLY, answer="maybe"))


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
RESPONSES = st.builds(
    Response,
    id=ANY_TEXT,
    session_id=ANY_TEXT,
    prompt=ANY_TEXT,
    person_id=ANY_TEXT,
    text=ANY_TEXT,
    visibility=ANY_TEXT,
    at=st.datetimes(timezones=st.timezones(), allow_imaginary=False).filter(
        lambda at: 1 < at.year < 9999
    ),
    number=st.none() | st.integers(-(2**31), 2**31 - 1),
    late=st.booleans(),
)


@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(RESPONSES, unique_by=lambda response: response.id, max_size=5))
def test_any_answer_of_anybody_comes_back_the_same(store, responses):
    with store.begin() as memory:
        for response in responses:
            memory.responses.save(response)

        for response in responses:
            assert memory.responses.get(response.id) == response
            assert response in memory.responses.find(
                session_id=response.session_id, prompt=[response.prompt]
            )


QUESTIONS = (
    {},
    {"person_id": "p1"},
    {"state": "going"},
    {"state": ["going", "over"], "person_id": "p1"},
)
WRITINGS = st.lists(
    st.tuples(
        st.sampled_from(["ours", "another"]),  # which process writes
        st.sampled_from(["save", "add", "remove", "fall"]),
        st.sampled_from("ab"),
        st.sampled_from(["p1", "p2"]),
        st.sampled_from(["going", "over"]),
    ),
    max_size=12,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(writings=WRITINGS)
def test_what_a_writer_has_at_hand_is_what_stands_there_whoever_wrote_it(store, url, writings):
    """Transactions after one another, of this process and of another one, some of which are given up."""
    held: dict[str, Asking] = {}
    with closing(SqlStore(url, synchronous="NORMAL", story_keys=keys_for(url))) as another:
        _empty(store)
        for who, act, id, person, state in writings:
            asking = Asking(id=id, session_id="2", prompt="q", person_id=person, state=state)
            writer = store if who == "ours" else another
            _writes(writer, act, asking)
            if act == "save" or (act == "add" and id not in held):
                held[id] = asking
            elif act == "remove":
                held.pop(id, None)
            for reader in (store, another):
                _knows(reader, held)


def _empty(store: Store) -> None:
    with store.begin() as memory:
        for asking in memory.askings.find():
            memory.askings.remove(asking.id)


def _writes(store: Store, act: str, asking: Asking) -> None:
    with suppress(TakenBack), store.begin() as memory:
        if act == "remove":
            memory.askings.remove(asking.id)
        elif act == "add":
            memory.askings.add(asking)
        else:
            memory.askings.save(asking)
        if act == "fall":
            assert memory.askings.get(asking.id) == asking
            assert asking in memory.askings.find(state=asking.state)
            raise TakenBack


def _knows(store: Store, held: dict[str, Asking]) -> None:
    """A transaction that may write finds exactly these, however it asks."""
    with store.begin() as memory:
        assert {id: memory.askings.seek(id) for id in "ab"} == {id: held.get(id) for id in "ab"}
        for question in QUESTIONS:
            assert memory.askings.find(**question) == [
                one for _, one in sorted(held.items()) if _fits(one, question)
            ]


def _fits(asking: Asking, question: dict[str, object]) -> bool:
    wanted = {n: v if isinstance(v, list) else [v] for n, v in question.items()}
    return all(getattr(asking, name) in values for name, values in wanted.items())


def test_what_is_at_hand_stays_within_bounds_though_nothing_is_ever_found(
    sqlite_store, monkeypatch
):
    monkeypatch.setattr("bot.store.at_hand.MOST", 20)
    for number in range(100):
        with sqlite_store.begin() as memory:
            assert memory.replies.find(person_id=f"p{number}") == []
            assert memory.replies.seek(f"s01:p{number}") is None
            known = memory.at_hand["replies"]
            held = (known.things, *known._answers.values(), known._wider, known._where)
            assert sum(map(len, held)) <= 20


def test_one_writing_after_another_asks_for_a_thing_once(sqlite_store):
    """Where nobody else can have written, nothing is read twice; a hundred transactions ask as often as two."""
    keep(sqlite_store, "people", PERSON)
    asked: list[str] = []
    with sqlite_store.begin() as memory:
        memory.people.get(PERSON.id)
        event.listen(
            memory.connection.engine, "before_cursor_execute", lambda *its: asked.append(its[2])
        )
    for _ in range(100):
        with sqlite_store.begin() as memory:
            memory.people.get(PERSON.id)
            assert [one.id for one in memory.people.find(email=PERSON.email.upper())] == [PERSON.id]

    assert len([words for words in asked if "FROM person" in words]) == 1
