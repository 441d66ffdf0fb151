"""Every invariant holds for a month that went well, and breaks when its one thing is broken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.demo import checks_house, checks_letters, checks_rooms
from bot.demo.checks import CHECKS, judge
from bot.demo.diary import Answered, Said
from bot.demo.evidence import Evidence, Held, Invariant
from bot.demo.letters import Letter
from bot.domain.effects import Effect, State
from bot.domain.sessions import Room
from tests.demo.perfect import NO_ONE, letter

Change = Callable[[Evidence], Evidence]


def test_a_perfect_month_holds_throughout(perfect: Evidence):
    assert [(one.name, one.findings) for one in judge(perfect) if not one.held] == []


def held(evidence: Evidence, **news: object) -> Evidence:
    return replace(evidence, held=(replace(evidence.held[0], **news),))


def seats(
    evidence: Evidence, change: Callable[[tuple[Room, ...]], tuple[Room, ...]], **more: object
) -> Evidence:
    """Other rooms in the database, with the notices that are given."""
    plan = evidence.held[0].rooms
    assert plan is not None
    return held(evidence, rooms=replace(plan, rooms=change(plan.rooms), **more))


def letters(evidence: Evidence, change: Callable[[list[Letter]], list[Letter]]) -> Evidence:
    return replace(evidence, letters=tuple(change(list(evidence.letters))))


def effects(evidence: Evidence, change: Callable[[Effect], Effect]) -> Evidence:
    changed = tuple(change(effect) for effect in evidence.books.effects)
    return replace(evidence, books=replace(evidence.books, effects=changed))


def wire(**news: object) -> Change:
    return lambda evidence: replace(evidence, wire=replace(evidence.wire, **news))


def ending(**news: object) -> Change:
    return lambda evidence: replace(evidence, ending=replace(evidence.ending, **news))


def first(kind: str, evidence: Evidence, prompt: str = "") -> Letter:
    return next(x for x in evidence.letters_of(kind) if not prompt or x.prompt == prompt)


def without(kind: str, prompt: str = "") -> Change:
    """One letter of a kind never came."""
    return lambda e: letters(e, lambda every: [x for x in every if x != first(kind, e, prompt)])


def twice(kind: str, prompt: str = "") -> Change:
    """One letter of a kind came again an hour later."""

    def change(evidence: Evidence) -> Evidence:
        one = first(kind, evidence, prompt)
        return letters(
            evidence, lambda every: [*every, replace(one, at=one.at + timedelta(hours=1))]
        )

    return change


def moved(kind: str, by: timedelta, prompt: str = "") -> Change:
    """One letter of a kind came at another time."""

    def change(evidence: Evidence) -> Evidence:
        one = first(kind, evidence, prompt)
        return letters(
            evidence, lambda every: [replace(x, at=x.at + by) if x == one else x for x in every]
        )

    return change


def merged(rooms: tuple[Room, ...]) -> tuple[Room, ...]:
    """Everybody in one room."""
    everyone = tuple(p for room in rooms for p in room.people)
    return (replace(rooms[0], people=everyone),)


def split(evidence: Evidence) -> Evidence:
    """Everyone with lived experience in one room."""

    def apart(rooms: tuple[Room, ...]) -> tuple[Room, ...]:
        everyone = [p for room in rooms for p in room.people]
        lay = tuple(p for p in everyone if evidence.community.people[p].is_lay)
        rest = tuple(p for p in everyone if p not in lay)
        return replace(rooms[0], people=lay), replace(rooms[1], people=rest)

    return seats(evidence, apart)


def in_two_rooms(rooms: tuple[Room, ...]) -> tuple[Room, ...]:
    return rooms[0], replace(rooms[1], people=(*rooms[1].people, rooms[0].people[0]))


def one_standing(rooms: tuple[Room, ...]) -> tuple[Room, ...]:
    return rooms[0], replace(rooms[1], people=rooms[1].people[:-1])


def no_sayer_seated(rooms: tuple[Room, ...]) -> tuple[Room, ...]:
    return rooms[0], replace(rooms[1], people=(*rooms[1].people, NO_ONE))


def meetings(change: Callable[[tuple], tuple]) -> Change:
    return lambda evidence: held(evidence, meetings=change(evidence.held[0].meetings))


def other_in_zoom(evidence: Evidence) -> Evidence:
    meeting = evidence.held[0].meetings[0]
    rooms = {**meeting.rooms, "Room 1": meeting.rooms["Room 1"] | {"stranger@example.org"}}
    return held(evidence, meetings=(replace(meeting, rooms=rooms),))


def read_otherwise(words: str) -> Change:
    def change(evidence: Evidence) -> Evidence:
        person = evidence.held[0].rooms.rooms[0].people[0]
        return held(evidence, read={**evidence.held[0].read, person: words})

    return change


def an_undo_that_went_wrong(evidence: Evidence) -> Evidence:
    first_version = evidence.held[0].versions[0]
    second = replace(first_version, version=2, rooms=merged(first_version.rooms))
    third = replace(second, version=3, undoes=1)
    return held(evidence, versions=(first_version, second, third))


def diary(act: Callable[[Evidence], None]) -> Change:
    def change(evidence: Evidence) -> Evidence:
        act(evidence)
        return evidence

    return change


def a_stray_question(evidence: Evidence) -> Evidence:
    at = evidence.begins + timedelta(days=3)
    return letters(
        evidence, lambda every: [*every, letter("prompt", "ask:s01:takeaway:p003", at, "p003")]
    )


def a_reminder_after_the_answer(evidence: Evidence) -> Evidence:
    at = evidence.begins + timedelta(days=9)
    stray = letter("reminder", "remind:s02:m02-pre-outside:p005", at, "p005")
    return letters(evidence, lambda every: [*every, stray])


def at_night(evidence: Evidence) -> Evidence:
    """A digest at three in the morning, where its reader lives."""
    one = first("digest", evidence)
    return letters(
        evidence,
        lambda every: [replace(x, at=x.at - timedelta(hours=7)) if x == one else x for x in every],
    )


def left_unknown(evidence: Evidence) -> Evidence:
    key = first("welcome", evidence).key
    return effects(evidence, lambda e: replace(e, state=State.UNKNOWN) if e.key == key else e)


def cancelled_for_nothing(evidence: Evidence) -> Evidence:
    """A question that the ledger dropped although nothing spoke against it."""
    key = first("prompt", evidence, "rsvp").key
    gone = effects(
        evidence,
        lambda e: replace(e, state=State.CANCELLED, last_error="so") if e.key == key else e,
    )
    return letters(gone, lambda every: [x for x in every if x.key != key])


def said_otherwise(evidence: Evidence) -> None:
    at = evidence.begins + timedelta(days=7)
    evidence.diary.said.append(Said(at=at, person="p003", month=2, answer="yes"))


def wrote_otherwise(evidence: Evidence) -> None:
    asking = "s02:m02-pre-outside:p011"
    evidence.diary.answered.append(
        Answered(at=evidence.begins, person="p011", asking=asking, text="?")
    )


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
    (checks_house.contracts, wire(violations=("slack chat.postMessage (call 1): no_text",))),
    (checks_house.contracts, wire(mishaps=("a stand-in fell over",))),
    (checks_house.gestures_taken, diary(lambda e: e.diary.untaken.append("Ada could not press"))),
    (checks_house.answers_kept, diary(said_otherwise)),
    (checks_house.answers_kept, diary(wrote_otherwise)),
    (checks_house.actions_followed, diary(lambda e: e.diary.actions.append("Lost on the way"))),
    (checks_house.digests_drafted, without("digest")),
    (checks_house.digests_drafted, without("synthesis")),
    (checks_house.loops_told_back, lambda e: letters(e, lambda x: [y for y in x if y.prompt != "what-we-did"])),
    (checks_house.host_link_nowhere, ending(log="GET /s/86000000001?zak.secret")),
    (checks_house.host_link_nowhere, ending(files=b"...zak.secret...")),
    (checks_house.host_link_nowhere, ending(files=b'"start_url": "..."')),
    (checks_house.no_words_in_log, ending(log="she keeps the letters in a Marmalade jar")),
    (checks_house.no_words_in_log, ending(log="sent to Marlene.Voskuil@example.org")),
    (checks_house.nothing_fell_over, ending(log="time=1 level=error action=duty_failed kind=round")),
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
    never_fails = {checks_letters.messages_counted}  # a figure until the budget is enforced
    assert {check for check, _ in BROKEN} == set(CHECKS) - never_fails


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


def test_whoever_says_no_within_the_freeze_may_keep_the_seat(perfect: Evidence):
    late = perfect.held[0].session.starts_at - timedelta(minutes=30)
    perfect.diary.said.append(Said(at=late, person="p003", month=2, answer="no"))
    assert checks_rooms.who_said_no(perfect).held


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
    days = checks_letters.per_person_day(perfect)
    assert sum(days.values()) == len(perfect.letters)
    assert max(days.values()) >= 2


def test_held_sessions_are_found_by_their_month(perfect: Evidence):
    assert isinstance(perfect.held_in(2), Held)
    assert perfect.held_in(3) is None
