"""The transcript: people are counted, days are each reader's own, and nothing is wider than a hundred columns."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from bot.demo.checks import CHECKS, judge
from bot.demo.community import Community
from bot.demo.diary import Did
from bot.demo.evidence import Evidence
from bot.demo.narration import acts_told, plainly, sentence
from bot.demo.transcript import Transcript
from bot.demo.verdict import tell_verdict
from tests.demo.perfect import letter


@pytest.fixture
def paper() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def transcript(community: Community, paper: io.StringIO) -> Transcript:
    return Transcript(community, console=Console(file=paper, width=100, highlight=False))


def read(paper: io.StringIO) -> str:
    text = paper.getvalue()
    assert max(map(len, text.splitlines()), default=0) <= 100
    return " ".join(text.split())


def asked(person: str, at: datetime):
    return letter("prompt", f"ask:s02:rsvp:{person}", at, person)


def ten_in(zone_hours: int, day: int = 8) -> datetime:
    return datetime(2027, 2, day, 10 - zone_hours, tzinfo=UTC)


def test_everyones_own_morning_is_told_in_one_line(transcript: Transcript, paper: io.StringIO):
    transcript.heard(asked("p030", ten_in(0)))
    transcript.heard(asked("p001", ten_in(-6)))
    transcript.tell()
    assert (
        "Mon 8 February 2027 10:00 where each lives: 2 people are asked whether they come"
        in read(paper)
    )


def test_one_citys_morning_names_the_city(transcript: Transcript, paper: io.StringIO):
    transcript.heard(asked("p030", ten_in(0)))
    transcript.heard(asked("p039", ten_in(0)))
    transcript.tell()
    assert "10:00 in London: 2 people are asked whether they come" in read(paper)


def test_in_melbourne_it_is_tomorrow_already(transcript: Transcript, paper: io.StringIO):
    transcript.heard(asked("p045", datetime(2027, 2, 8, 23, tzinfo=UTC)))
    transcript.tell()
    assert "Tue 9 February 2027 10:00 in Melbourne: One person is asked" in read(paper)


def test_a_day_is_told_once_it_is_over_everywhere(transcript: Transcript, paper: io.StringIO):
    transcript.heard(asked("p030", ten_in(0)))
    transcript.moved(ten_in(0) + timedelta(hours=20), 0.5)
    assert read(paper) == ""
    transcript.moved(ten_in(0) + timedelta(days=2), 0.5)
    assert "Mon 8 February" in read(paper)
    transcript.tell()
    assert read(paper).count("Mon 8 February") == 1


def test_what_people_chose_is_counted_most_first():
    told = acts_told("say whether they come", ["Ada", "Bo", "Cy"], {"No": 1, "Yes": 2})
    assert told == "3 people say whether they come: 2 “Yes”, 1 “No”"
    assert acts_told("press “Later”", ["Ada"], {}) == "Ada presses “Later”"
    assert (
        acts_told("say whether they come", ["Ada"], {"No": 1}) == "Ada says whether they come: “No”"
    )


def test_acts_stand_on_the_day_of_whoever_acts(transcript: Transcript, paper: io.StringIO):
    at = datetime(2027, 2, 8, 23, tzinfo=UTC)
    transcript.did(Did(at=at, person="p045", what="say whether they come", choice="Yes"))
    transcript.tell()
    assert read(paper).startswith("Tue 9 February 2027")


def test_what_a_reader_reads_is_shown_and_cut_where_it_is_long(
    transcript: Transcript, paper: io.StringIO
):
    transcript.shows(ten_in(0), "Ada", "\n".join(f"line {n}" for n in range(20)), most=3)
    transcript.tell()
    assert "What Ada reads: | line 0 | line 1 | line 2 | ... and 17 more lines" in read(paper)


def test_words_of_people_cannot_colour_the_transcript(transcript: Transcript, paper: io.StringIO):
    transcript.shows(ten_in(0), "[red]Ada[/red]", "[bold]loud[/bold]")
    transcript.tell()
    assert "[red]Ada[/red]" in read(paper)
    assert "[bold]loud[/bold]" in read(paper)


def test_blanks_of_a_prompt_are_dots():
    assert (
        plainly("What should {organisation} do by {local_date}?") == "“What should ... do by ...?”"
    )


def test_an_unknown_kind_is_told_all_the_same(community: Community):
    one = letter("something-new", "x:1", ten_in(0), "p030")
    assert sentence(community, one, 2) == "2 people are written to"


def test_a_long_question_is_wrapped(transcript: Transcript, paper: io.StringIO):
    transcript.heard(letter("prompt", "ask:s02:m02-post-leave-out:p001", ten_in(-6), "p001"))
    transcript.heard(letter("prompt", "ask:s02:m02-pre-outside:p030", ten_in(0), "p030"))
    transcript.tell()
    assert "“What will ... not do for now, so that this can happen?”" in read(paper)


def test_the_verdict_names_what_did_not_hold(
    transcript: Transcript, paper: io.StringIO, perfect: Evidence
):
    perfect.diary.untaken.append("Ada could not press “Yes”")
    tell_verdict(judge(perfect), transcript)
    told = read(paper)
    assert "NOT HELD: everything people did was taken Ada could not press “Yes”" in told
    assert f"1 of {len(CHECKS)} invariants did NOT hold." in told


def test_the_verdict_of_a_good_month_is_one_sentence(
    transcript: Transcript, paper: io.StringIO, perfect: Evidence
):
    tell_verdict(judge(perfect), transcript)
    told = read(paper)
    assert told.endswith(f"All {len(CHECKS)} invariants held.")
    assert "NOT" not in told
