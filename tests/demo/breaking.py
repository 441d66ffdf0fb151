"""Ways in which one thing of a perfect month goes wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.demo.diary import Answered, Said
from bot.demo.evidence import Evidence
from bot.demo.letters import Letter
from bot.domain.effects import Effect, State
from bot.domain.sessions import Room
from tests.demo.perfect import NO_ONE, letter

Change = Callable[[Evidence], Evidence]


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


def pressed_in_vain(evidence: Evidence) -> None:
    """Somebody answered without a name, and it was not taken."""
    evidence.diary.answered.append(
        Answered(at=evidence.begins, person="p011", asking="s02:heard:p011", text="4")
    )


def kept_with_a_name(evidence: Evidence) -> Evidence:
    """An anonymous answer lies beside its giver."""
    pressed_in_vain(evidence)
    (answer,) = evidence.books.responses
    beside = replace(answer, id="s02:heard:p011", prompt="heard", person_id="p011", text="4")
    books = replace(
        evidence.books, responses=(answer, beside), unnamed=frozenset({"s02:heard:p011"})
    )
    return replace(evidence, books=books)


def three_in_a_day(kind: str) -> Change:
    """Three messages of a kind came to one person within an hour, each on its own."""

    def change(evidence: Evidence) -> Evidence:
        noon = evidence.begins.replace(hour=12, minute=0) + timedelta(days=1)
        keys = [f"extra:{kind}:{n}:p005" for n in range(3)]
        more = [
            letter(kind, key, noon + timedelta(minutes=n), "p005") for n, key in enumerate(keys)
        ]
        return letters(evidence, lambda every: [*every, *more])

    return change


def two_for_who_wants_fewer(evidence: Evidence) -> Evidence:
    """Two messages on a day for somebody who had asked for fewer."""
    every = three_in_a_day("action-asked")(evidence).letters
    evidence.diary.stood.append((evidence.begins, "p005", "fewer"))
    return letters(evidence, lambda _: list(every[:-1]))
