"""Plays in which the engine matters, as they are lived with the embedded one, once more with two workers on PostgreSQL.

A month in which every tenth call goes wrong is lived by workers in test_moving_house.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.places import libpq_address, place_of
from integrations.clock import SystemClock
from scheduler.jobs import Jobs
from tests.pg import Postgres
from tests.plays.conftest import Theatre
from tests.plays.stage import Stage
from tests.plays.test_4_zoom import (
    test_a_meeting_is_made_once_even_if_the_answer_is_lost,
    test_with_the_feature_off_the_session_runs_by_hand_and_the_reason_is_said,
    test_without_any_zoom_the_facilitators_hear_why_and_everyone_knows_their_room,
)
from tests.plays.test_5_bundles import (
    evening,
    test_every_button_in_it_answers_its_own_question,
)
from tests.plays.test_7_digest_and_slack_down import (
    stage,
    test_after_slack_was_away_nothing_is_lost_doubled_or_sent_too_late_to_help,
)
from tests.plays.test_8_called_off import (
    test_nothing_of_the_session_is_sent_any_more_also_after_a_restart,
    test_who_comes_hears_it_once_with_the_reason_even_at_night_and_zooms_meeting_goes_once,
    told,
)
from tests.plays.test_a_patients_month import (
    test_a_patient_is_invited_heard_kept_safe_and_told_what_became_of_it,
)

__all__ = [
    "evening",
    "stage",
    "test_a_meeting_is_made_once_even_if_the_answer_is_lost",
    "test_a_patient_is_invited_heard_kept_safe_and_told_what_became_of_it",
    "test_after_slack_was_away_nothing_is_lost_doubled_or_sent_too_late_to_help",
    "test_every_button_in_it_answers_its_own_question",
    "test_nothing_of_the_session_is_sent_any_more_also_after_a_restart",
    "test_who_comes_hears_it_once_with_the_reason_even_at_night_and_zooms_meeting_goes_once",
    "test_with_the_feature_off_the_session_runs_by_hand_and_the_reason_is_said",
    "test_without_any_zoom_the_facilitators_hear_why_and_everyone_knows_their_room",
    "told",
]


class OnWorkers(Theatre):
    """A theatre whose bot has two workers."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder, folder)
        self.url = url.replace(":@", "@")  # a password, even none, may not stand in the settings

    def opens(self, **show: object) -> Stage:
        return super().opens(**show | {"database": self.url, "workers": 2})


@pytest.fixture
def theatre(tmp_path: Path, postgres_url: str, postgres: Postgres) -> Iterator[Theatre]:
    postgres.say("DROP SCHEMA IF EXISTS convener_jobs CASCADE", database="newest")
    Jobs(libpq_address(place_of(postgres_url)), SystemClock()).lay_out()
    made = OnWorkers(tmp_path, postgres_url)
    with made.held:
        yield made
