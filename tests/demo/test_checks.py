"""Every invariant holds for a month that went well, and breaks when its one thing is broken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.demo import checks_budget, checks_ending, checks_house, checks_letters, checks_rooms
from bot.demo.checks import CHECKS, judge
from bot.demo.diary import Said
from bot.demo.evidence import Evidence, Held, Invariant
from bot.domain.effects import State
from tests.demo.breaking import (
    Change,
    a_reminder_after_the_answer,
    a_stray_question,
    an_undo_that_went_wrong,
    at_night,
    cancelled_for_nothing,
    diary,
    effects,
    ending,
    first,
    held,
    in_two_rooms,
    kept_with_a_name,
    left_unknown,
    letters,
    meetings,
    merged,
    moved,
    no_sayer_seated,
    one_standing,
    other_in_zoom,
    pressed_in_vain,
    read_otherwise,
    said_otherwise,
    seats,
    split,
    three_in_a_day,
    twice,
    two_for_who_wants_fewer,
    wire,
    without,
    wrote_otherwise,
)
from tests.demo.ends import forgets_one, leaves_open, parts_too_early, the_last
from tests.demo.perfect import letter


def test_a_perfect_month_holds_throughout(perfect: Evidence):
    assert [(one.name, one.findings) for one in judge(perfect) if not one.held] == []


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BROKEN: list[tuple[Callable[[Evidence], Invariant], Change]] = [
    (checks_house.lived_to_the_end, ending(stuck="The bot hung.")),
    (checks_letters.welcomed_once, without("welcome")),
    (checks_letters.welcomed_once, twice("welcome")),
    (checks_letters.welcomed_once, moved("welcome", -HOUR)),
    (checks_rooms.one_meeting, meetings(lambda every: ())),
    (checks_rooms.one_meeting, meetings(lambda every: every * 2)),
    (checks_rooms.one_meeting, meetings(lambda every: (replace(every[0], starts_at=every[0].starts_at + HOUR),))),
    (checks_rooms.published, lambda evidence: held(evidence, rooms=None)),
    (checks_rooms.sizes, lambda evidence: seats(evidence, merged)),
    (checks_rooms.lay_voices, split),
    (checks_rooms.everyone_once, lambda evidence: seats(evidence, in_two_rooms)),
    (checks_rooms.everyone_once, lambda evidence: seats(evidence, one_standing)),
    (checks_rooms.who_said_no, lambda evidence: seats(evidence, no_sayer_seated)),
    (checks_rooms.same_rooms_everywhere, other_in_zoom),
    (checks_rooms.same_rooms_everywhere, read_otherwise("Your room is Room 2.")),
    (checks_rooms.same_rooms_everywhere, read_otherwise("")),
    (checks_rooms.edits_kept, an_undo_that_went_wrong),
    (checks_rooms.meeting_started, diary(lambda evidence: evidence.diary.started.clear())),
    (checks_rooms.meeting_started, diary(lambda e: e.diary.started.update({2: "503 "}))),
    (checks_letters.asked_once, without("prompt", "rsvp")),
    (checks_letters.asked_once, twice("prompt", "rsvp")),
    (checks_letters.asked_once, moved("prompt", -DAY, "rsvp")),
    (checks_letters.asked_once, cancelled_for_nothing),
    (checks_letters.nobody_else_asked, a_stray_question),
    (checks_letters.reminded_once, a_reminder_after_the_answer),
    (checks_letters.reminded_once, lambda e: twice("reminder")(a_reminder_after_the_answer(e))),
    (checks_letters.noticed_once, without("notice")),
    (checks_letters.noticed_once, twice("notice")),
    (checks_letters.noticed_once, moved("notice", -HOUR)),
    (checks_letters.nothing_doubled, twice("digest")),
    (checks_letters.nothing_doubled, wire(doubled=("a notice to U1",))),
    (checks_letters.nothing_lost, without("digest")),
    (checks_letters.nothing_lost, wire(lost=("slack chat.postMessage: abc never arrived",))),
    (checks_letters.nothing_lost, left_unknown),
    (checks_letters.in_its_time, moved("digest", -HOUR)),
    (checks_letters.in_its_time, moved("digest", timedelta(days=11))),
    (checks_letters.in_its_time, lambda e: replace(e, books=replace(e.books, effects=()))),
    (checks_letters.quiet_hours, at_night),
    (checks_ending.parted_once, parts_too_early),
    (checks_ending.parted_once, forgets_one),
    (checks_ending.nothing_stays_open, leaves_open),
    (checks_budget.within_budget, three_in_a_day("action-asked")),
    (checks_budget.within_budget, two_for_who_wants_fewer),
    (checks_house.contracts, wire(violations=("slack chat.postMessage (call 1): no_text",))),
    (checks_house.contracts, wire(mishaps=("a stand-in fell over",))),
    (checks_house.gestures_taken, diary(lambda e: e.diary.untaken.append("Ada could not press"))),
    (checks_house.answers_kept, diary(said_otherwise)),
    (checks_house.answers_kept, diary(wrote_otherwise)),
    (checks_house.answers_kept, diary(pressed_in_vain)),
    (checks_house.answers_kept, kept_with_a_name),
    (checks_house.actions_followed, diary(lambda e: e.diary.actions.append("Lost on the way"))),
    (checks_house.work_kept, diary(lambda e: e.diary.written.append("Persona 1"))),
    (checks_house.work_kept, diary(lambda e: e.diary.closed.append("Letters"))),
    (checks_house.digests_drafted, without("digest")),
    (checks_house.digests_drafted, without("synthesis")),
    (checks_house.loops_told_back, lambda e: letters(e, lambda x: [y for y in x if y.prompt != "what-we-did"])),
    (checks_house.host_link_nowhere, ending(log="GET /s/86000000001?zak.secret")),
    (checks_house.host_link_nowhere, ending(files=b"...zak.secret...")),
    (checks_house.host_link_nowhere, ending(files=b'"start_url": "..."')),
    (checks_house.no_words_in_log, ending(log="she keeps the letters in a Marmalade jar")),
    (checks_house.no_words_in_log, ending(log="sent to Marlene.Voskuil@example.org")),
    (checks_house.nothing_fell_over, ending(log="time=1 level=error action=duty_failed kind=round")),
    (checks_house.nothing_fell_over, ending(log='{"time": "1", "action": "duty_failed"}')),
    (checks_house.nothing_fell_over, ending(log="Traceback (most recent call last):")),
    (checks_house.readable_without_slack, ending(shown={2: "Room 1"})),
    (checks_house.readable_without_slack, ending(shown={})),
    (checks_house.backlog_empty, ending(owed={"due": 1})),
    (checks_house.backlog_empty, ending(owed={"dead": 2})),
    (checks_house.ended_cleanly, ending(status=None)),
    (checks_house.ended_cleanly, ending(status=-9)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "breaks"), BROKEN, ids=lambda each: getattr(each, "__name__", "")
)
def test_a_check_says_not_held_when_its_one_thing_is_broken(
    check: Callable[[Evidence], Invariant], breaks: Change, perfect: Evidence
):
    assert check(perfect).held
    broken = check(breaks(perfect))
    assert not broken.held
    assert broken.findings


def test_every_check_is_broken_by_some_test():
    assert {check for check, _ in BROKEN} == set(CHECKS)


def test_at_the_end_everyone_parts_and_what_is_left_is_with_its_owner(perfect: Evidence):
    over = the_last(perfect)
    assert checks_ending.parted_once(over).held
    assert checks_ending.nothing_stays_open(over).held


def test_a_room_too_large_is_forgiven_where_the_arithmetic_is_said(perfect: Evidence):
    said = seats(
        perfect,
        merged,
        notices=("Room 1 has twelve people; eight is the most for everyone to be heard.",),
    )
    assert checks_rooms.sizes(said).held


def test_a_room_without_lived_experience_is_forgiven_where_it_is_said(perfect: Evidence):
    plan = split(perfect).held[0].rooms
    said = replace(plan, notices=("Room 2 has nobody with lived experience.",))
    assert checks_rooms.lay_voices(held(perfect, rooms=said)).held


def test_in_person_there_must_be_no_meeting_at_all(perfect: Evidence):
    planned = replace(perfect.held[0].session.planned, mode="in_person")
    gathered = replace(perfect.held[0].session, planned=planned)
    assert not checks_rooms.one_meeting(held(perfect, session=gathered)).held
    assert checks_rooms.one_meeting(held(perfect, session=gathered, meetings=())).held


def test_behind_a_link_everyone_has_it_and_nobody_reads_of_zoom(perfect: Evidence):
    link = "https://meet.example.org/us"
    read = {person: f"{said} Join: {link}" for person, said in perfect.held[0].read.items()}
    there = replace(held(perfect, meetings=(), zoom_calls={}, read=read), link=link)
    (letter, *_) = there.letters

    def holds(evidence: Evidence) -> bool:
        return checks_rooms.one_meeting(evidence).held

    assert holds(there)
    assert not holds(held(there, zoom_calls={"create": 1}))
    assert not holds(held(there, meetings=perfect.held[0].meetings))
    assert not holds(held(there, read={**read, letter.person: "Your room is Room 1."}))
    assert not holds(replace(there, letters=(replace(letter, words="Join on Zoom"),)))
    told = replace(there.ending, log=f'{{"link": "{link}"}}')
    assert not checks_house.host_link_nowhere(replace(there, ending=told)).held
    led = replace(there, diary=replace(there.diary, started={2: f"302 {link}"}))
    assert checks_rooms.meeting_started(led).held
    elsewhere = replace(there.diary, started={2: "302 https://zoom.example/s/1?zak=1"})
    assert not checks_rooms.meeting_started(replace(there, diary=elsewhere)).held


def test_whoever_says_no_within_the_freeze_may_keep_the_seat(perfect: Evidence):
    late = perfect.held[0].session.starts_at - timedelta(minutes=30)
    perfect.diary.said.append(Said(at=late, person="p003", month=2, answer="no"))
    assert checks_rooms.who_said_no(perfect).held


def test_whoever_put_us_off_and_said_nothing_needs_no_seat(perfect: Evidence):
    plan = perfect.held[0].rooms
    gone = plan.rooms[1].people[-1]
    rooms = seats(perfect, one_standing)
    assert not checks_rooms.everyone_once(rooms).held
    rooms.diary.stood.append((perfect.begins, gone, "later"))
    assert checks_rooms.everyone_once(rooms).held


def test_the_sessions_own_card_may_come_at_night(perfect: Evidence):
    session = perfect.held[0].session
    card = letter("card", "s02:notice:2:p045", session.starts_at - HOUR, "p045")
    assert checks_letters.quiet_hours(letters(perfect, lambda every: [*every, card])).held
    too_late = replace(card, at=session.ends_at + 4 * HOUR, person="p030")
    assert not checks_letters.quiet_hours(letters(perfect, lambda every: [*every, too_late])).held


def test_an_answer_to_ones_own_act_may_come_at_night(perfect: Evidence):
    night = perfect.begins.replace(hour=3) + DAY
    answer = letter("subgroup-news", "subgroup:g1:news:p030", night, "p030")
    told = letters(perfect, lambda every: [*every, answer])
    assert not checks_letters.quiet_hours(told).held
    told.diary.acted.append((night - timedelta(minutes=2), "p030"))
    assert checks_letters.quiet_hours(told).held


def test_an_expired_question_is_dropped_with_its_reason(perfect: Evidence):
    key = first("prompt", perfect, "rsvp").key
    late = effects(
        perfect,
        lambda e: (
            replace(e, state=State.EXPIRED, last_error="its time had passed") if e.key == key else e
        ),
    )
    gone = letters(late, lambda every: [x for x in every if x.key != key])
    told = checks_letters.asked_once(gone)
    assert told.held
    assert "1: its time had passed" in told.figure


def test_messages_are_counted_on_each_persons_own_calendar_day(perfect: Evidence):
    days = checks_budget.per_person_day(perfect)
    marks = {letter.mark for letter in perfect.letters if letter.kind != "notice"}
    assert sum(days.values()) == len(marks)
    assert max(days.values()) == 2


def test_a_session_s_own_notices_and_what_a_person_asked_for_are_on_no_day_too_much(
    perfect: Evidence,
):
    for kind in ("notice", "call", "called-off"):
        assert checks_budget.within_budget(three_in_a_day(kind)(perfect)).held
    late = three_in_a_day("reminder")(perfect)
    assert not checks_budget.within_budget(late).held
    for one in late.letters_of("reminder"):
        late.diary.notes(one.at - HOUR, one.person, checks_budget.LATER_TODAY)
    assert checks_budget.within_budget(late).held


def test_held_sessions_are_found_by_their_month(perfect: Evidence):
    assert isinstance(perfect.held_in(2), Held)
    assert perfect.held_in(3) is None
