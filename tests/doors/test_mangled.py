"""Real payloads with any part exchanged for anything: refused or answered, never fallen over."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as chances
from hypothesis import strategies as some

from tests.doors.listening import Heard
from tests.doors.test_gestures import fell, fillings, metadatas
from tests.web.mangling import places, with_at

ANYTHING = some.just("x" * 9000) | some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from(["id", "type", "value"]), inner, max_size=3)
    ),
    max_leaves=4,
)
WHO_IT_IS = {("user", "id"), ("user_id",), ("trigger_id",), ("type",)}


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of a failing example
@pytest.mark.parametrize("kind", ["action", "view_submission", "shortcut", "event", "command"])
@chances(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(which=some.integers(0, 99), instead=ANYTHING, spot=some.integers(0, 999))
def test_a_payload_with_any_part_exchanged_is_refused_or_answered(
    house, kind, which, instead, spot
):
    nadia, before = house.forger("nadia"), len(fell(house))
    of_kind = [heard for heard in house.gestures if heard.kind == kind]
    heard = of_kind[which % len(of_kind)]
    value = next(metadatas(house, "")) if kind == "view_submission" else "s01|1"
    how, payload = getattr(nadia, f"_{kind}")(heard.name, value, next(fillings()))
    open_to_change = [place for place in places(payload) if place not in WHO_IT_IS]
    where = open_to_change[spot % len(open_to_change)]
    ack = nadia.slack.deliver(how, with_at(payload, where, instead))

    assert 200 <= ack.status < 500, (heard, where, ack)
    assert fell(house)[before:] == [], (heard, where)


def test_the_house_answers_after_all_that(house):
    assert house.forger("nadia").does(Heard("command", "/convene"), "status").ack.ok
