"""What should have been asked of whom, reckoned from the plan and the people alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.community import Community
from bot.demo.diary import Said
from bot.demo.evidence import Evidence
from bot.demo.expected import Due, busy_instants, matching, notices_due, questions_due
from bot.demo.patterns import pattern_of
from tests.demo.perfect import NO_ONE


def of(evidence: Evidence, prompt: str, month: int = 2) -> list[Due]:
    return [d for d in questions_due(evidence) if (d.prompt, d.month) == (prompt, month)]


def people(dues: list[Due]) -> set[str]:
    return {due.person for due in dues if not due.late}


def test_everyone_but_facilitators_is_asked_whether_they_come(perfect: Evidence):
    assert people(of(perfect, "rsvp")) == {p.id for p in perfect.community.seatable}


def test_each_is_asked_at_ten_where_they_live(perfect: Evidence):
    at = {due.person: due.at for due in of(perfect, "rsvp")}
    assert at["p001"] == datetime(2027, 2, 8, 16, tzinfo=UTC)
    assert at["p030"] == datetime(2027, 2, 8, 10, tzinfo=UTC)
    assert at["p045"] == datetime(2027, 2, 8, 23, tzinfo=UTC)


def test_roles_and_leads_are_asked_what_is_theirs(perfect: Evidence):
    assert people(of(perfect, "m02-pre-one")) == {"p001", "p008"}
    assert people(of(perfect, "m02-post-leave-out")) == {"p001", "p008"}
    assert "p062" not in people(of(perfect, "m02-pre-outside"))


def test_whoever_did_not_sit_in_a_room_is_not_asked_what_stayed_with_them(perfect: Evidence):
    assert NO_ONE not in people(of(perfect, "takeaway"))
    assert "p003" in people(of(perfect, "takeaway"))


def test_whoever_was_told_to_be_away_is_missed_if_they_said_yes_and_not_asked_how_it_was(
    perfect: Evidence,
):
    (held,) = perfect.held
    room, diary = held.rooms.rooms[0], perfect.diary
    yes, part, unsure = room.people[-3:]
    early, told = perfect.begins, held.session.ends_at
    for person, answer in ((yes, "yes"), (part, "part"), (unsure, "unsure")):
        diary.said.append(Said(at=early, person=person, month=2, answer=answer))
    assert of(perfect, "missed") == []

    diary.keeps(told, 2, room, room.people[:-3])

    assert people(of(perfect, "missed")) == {yes, part}
    assert people(of(perfect, "takeaway")) == set(held.rooms.seated) - {yes, part, unsure}


def test_what_is_told_later_counts_from_then_on(perfect: Evidence):
    (held,) = perfect.held
    room = held.rooms.rooms[0]
    late = max(due.at for due in of(perfect, "takeaway"))
    perfect.diary.keeps(late + timedelta(seconds=1), 2, room, ())

    assert people(of(perfect, "takeaway")) == set(held.rooms.seated)


def test_nobody_is_asked_who_wants_no_messages(perfect: Evidence):
    perfect.diary.stood.append((perfect.begins, "p003", "later"))
    assert "p003" not in people(questions_due(perfect))
    perfect.diary.stood.append((perfect.begins + timedelta(days=10), "p003", "active"))
    later = [due for due in questions_due(perfect) if due.person == "p003"]
    assert later
    assert min(due.at for due in later) > perfect.begins + timedelta(days=10)


def test_what_became_of_answers_waits_until_somebody_said_it(perfect: Evidence):
    assert people(of(perfect, "what-we-did")) == {p.id for p in perfect.community.seatable}
    perfect.diary.told[1] = perfect.community.sessions[0].starts_at - timedelta(hours=3)
    assert {d.at for d in of(perfect, "what-we-did")} == {perfect.diary.told[1]}
    perfect.diary.told.clear()
    assert of(perfect, "what-we-did") == []


def test_the_owner_of_an_action_is_asked_until_it_is_done(perfect: Evidence):
    (due,) = of(perfect, "action-check")
    assert (due.person, due.asking) == ("p007", "s02:action-check:p007:a1")
    perfect.diary.ended["a1"] = due.at - timedelta(days=1)
    assert of(perfect, "action-check") == []


def test_an_action_that_was_not_taken_on_is_not_asked_about(perfect: Evidence):
    (action,) = perfect.books.actions
    given = replace(perfect, books=replace(perfect.books, actions=(replace(action, by="p003"),)))
    assert of(given, "action-check") == []
    given.diary.accepted["a1"] = given.begins + timedelta(days=16)
    assert people(of(given, "action-check")) == {"p007"}


def test_hosts_and_scribes_are_asked_in_the_last_third_of_the_round(perfect: Evidence):
    rooms = perfect.held[0].rooms.rooms
    dues = of(perfect, "m02-room")
    assert people(dues) == {p for room in rooms for p in (room.host, room.scribe)}
    begins = perfect.held[0].session.starts_at + timedelta(minutes=40)
    assert {due.at for due in dues} == {begins + timedelta(minutes=32) * 2 / 3}


def test_whoever_told_a_story_later_that_day_may_be_asked_or_not(perfect: Evidence):
    plan = perfect.community.plan
    prompt = replace(plan.prompt(2, "rsvp"), key="after", audience=("told_story",), use="feedback")
    told = replace(perfect.community, plan=replace(plan, recurring=(*plan.recurring, prompt)))
    hour = datetime(2027, 2, 8, 10, tzinfo=UTC)
    stories = (
        (hour - timedelta(days=1), "p030", "s02:x:p030"),
        (hour + timedelta(hours=3), "p039", "s02:x:p039"),
    )
    evidence = replace(perfect, community=told, books=replace(perfect.books, stories=stories))
    assert {due.person: due.late for due in of(evidence, "after")} == {"p030": False, "p039": True}


def test_the_next_sessions_questions_count_too_and_the_last_ones_do_not(perfect: Evidence):
    months = {due.month for due in questions_due(perfect)}
    assert months == {2, 3}


def test_notices_go_to_whoever_comes_and_to_facilitators(perfect: Evidence):
    notices = [n for n in notices_due(perfect) if n.month == 2]
    told = {(n.person, n.number) for n in notices}
    assert ("p014", 0) in told
    assert (NO_ONE, 0) not in told
    late = perfect.community.sessions[0].starts_at - timedelta(days=2)
    perfect.diary.said.append(Said(at=late, person="p003", month=2, answer="no"))
    again = {(n.person, n.number) for n in notices_due(perfect) if n.month == 2}
    assert told - again == {("p003", 1)}


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("Will you be with us for “A short list” on Wed 17 February?", True),
        ("Will you be  with us for “A short list” on\nWed 17 February?", True),
        ("Will you be with us for “Another list” on Wed 17 February?", False),
        ("Will you be with us?", False),
    ],
)
def test_a_question_is_known_by_its_words_with_the_blanks_filled_in(words: str, fits: bool):
    text = "Will you be with us for “{session_title}” on {local_date}?"
    from integrations.sandbox.record import as_read

    assert bool(pattern_of(text, session_title="A short list").search(as_read(words))) is fits


def test_words_count_only_around_the_time_they_were_due(perfect: Evidence):
    due = of(perfect, "takeaway")[0]
    words = "What is one thing from today that stays with you? A few words are plenty."
    hours = [(due.at + timedelta(hours=h), words) for h in (-1, 0, 5, 24 * 11)]
    assert matching(due, hours) == [due.at, due.at + timedelta(hours=5)]


def test_restarts_fall_where_many_are_written_to(community: Community):
    busy = busy_instants(community)
    assert datetime(2027, 2, 8, 10, tzinfo=UTC) in busy
    assert all(community.begins < at < community.ends for at in busy)
