"""Whatever a plan asks, whatever the hour: never more than two messages that count on a day, and nothing vanishes."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.effects import Effect, State
from bot.facilitation import prompts
from bot.facilitation.actions import agree_action
from bot.facilitation.people import stand
from bot.store.sql_store import SqlStore
from tests.facilitation.asking import plan_with
from tests.facilitation.company import Company
from tests.plays.questions import question
from tests.plays.scripts import cast, sample_people

NAMES = ("ted", "pearl", "kirra", "jandira")
PEOPLE = {sample_people()[name].id: sample_people()[name] for name in NAMES}
BEGINS = datetime(2027, 2, 8, 12, 0, tzinfo=UTC)
FREE = {"notice", "called-off", "takes-place", "moved", "offer"}
ENDED = {State.DONE, State.CANCELLED, State.EXPIRED}

offsets = st.one_of(
    st.integers(1, 8).map(lambda days: f"-{days}d"),
    st.integers(1, 6).map(lambda days: f"+{days}d"),
    st.integers(60, 9000).map(lambda minutes: f"-{minutes}m"),
    st.integers(30, 7000).map(lambda minutes: f"+{minutes}m"),
)
asked = st.lists(st.tuples(offsets, st.booleans()), min_size=1, max_size=9)
acts = st.lists(
    st.tuples(
        st.integers(0, 14 * 24 * 60),
        st.sampled_from(NAMES),
        st.sampled_from(["answer", "decline", "later", "action", "fewer", "active"]),
    ),
    max_size=8,
)


def planned(several) -> str:
    made = [
        question(f"q{n}", send, f"What is number {n}?", optional=optional, when="pre" if send[0] == "-" else "post")
        for n, (send, optional) in enumerate(several)
    ]  # fmt: skip
    return plan_with(*made, keep=("heard", "takeaway"))


def does(company: Company, name: str, act: str) -> str:
    """What somebody does with the first question that stands before them; its asking where it is put off."""
    person = sample_people()[name]
    if act in {"fewer", "active"}:
        stand(company.desk, person.id, act)
    elif act == "action":
        agree_action(
            company.desk,
            what=f"Ring at {company.clock.instant}",
            owner=person.id,
            by="p063",
            due=None,
        )
    else:
        with company.look() as setting:
            waiting = [a for a in prompts.open_askings(setting, person.id) if ":q" in a.id]
        for asking in waiting[:1]:
            if act == "answer":
                prompts.respond(company.desk, asking.id, person.id, "A bench")
                return ""
            put_aside = prompts.later if act == "later" else prompts.decline
            put_aside(company.desk, asking.id, person.id)
            return asking.id if act == "later" else ""
    return ""


def lives(company: Company, several, wished) -> set[str]:
    """A month; which questions were put off to later on the same day."""
    put_off = set()
    company.begins([*cast(" ".join(NAMES)), sample_people()["nadia"]], planned(several), (2027, 2))
    for minutes, name, act in sorted(wished):
        company.until(f"{BEGINS + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}")
        put_off.add(does(company, name, act))
    company.until("2027-03-12T12:00")
    return put_off


def messages(company: Company) -> dict[str, list[Effect]]:
    """Everything that reached people, by the message it stands in."""
    found = defaultdict(list)
    for effect in company.effects(states=[State.DONE]):
        if effect.target in PEOPLE and effect.kind not in {"edit", "home"}:
            found[effect.remote_id].append(effect)
    return found


@settings(max_examples=20, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(several=asked, wished=acts)
def test_no_day_brings_more_than_two_and_every_question_comes_once_or_says_why_not(
    fresh_store, several, wished
):
    company = Company(fresh_store(), f"{BEGINS:%Y-%m-%dT%H:%M}")
    put_off = lives(company, several, wished)

    days: Counter[tuple[str, object]] = Counter()
    for mark, effects in messages(company).items():
        said = company.chat.said[mark.rpartition(":")[2]]
        person = PEOPLE[effects[0].target]
        assert said.to == f"U-{person.email}"
        wished_for = {
            e.id for e in effects if e.kind == "reminder" and e.payload["asking"] in put_off
        }
        if all(e.kind in FREE or e.id in wished_for for e in effects):
            continue
        days[person.id, said.at.astimezone(person.tz).date()] += 1
    assert {day: number for day, number in days.items() if number > 2} == {}

    for effect in company.effects("ask:"):
        assert effect.state in ENDED, effect
        if effect.state is not State.DONE:
            assert effect.last_error
            continue
        said = company.chat.said[effect.remote_id.rpartition(":")[2]]
        number = effect.key.split(":")[2].removeprefix("q")
        if number.isdigit() and effect.target in PEOPLE:
            shown = str(said.message.blocks).count(f"What is number {number}?")
            assert shown == 1, (effect.key, said.text)


@pytest.fixture
def fresh_store(sqlite_template: Path, tmp_path: Path) -> Callable[[], SqlStore]:
    """Gives an empty store for each month that is lived."""
    number = count()

    def store() -> SqlStore:
        path = shutil.copy(sqlite_template, tmp_path / f"{next(number)}.sqlite3")
        return SqlStore(f"sqlite:///{path}", synchronous="NORMAL")

    return store
