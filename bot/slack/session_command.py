"""/convene session: one session and what it needs, what became of answers; calling it off, moving it, the way back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from slack_bolt import App

from bot.domain.errors import FacilitationError
from bot.domain.languages import say
from bot.domain.programme import Mode
from bot.domain.roster import Participant
from bot.facilitation import (
    agendas,
    calling_off,
    moving,
    programmes,
    rearranging,
    rehearsing,
    views,
)
from bot.facilitation.moving import Act, NewTime
from bot.ports import Desk
from bot.slack.answering import answer_presses
from bot.slack.gestures import Facts, Gesture, date_of, day, hour, legible, number
from bot.slack.people import facilitator
from bot.voice import changes as words
from bot.voice import moves, receipts, session_forms
from bot.voice import rearranging as words_of_order
from bot.voice.message import Message, View

BECAUSE = re.compile(r"^(?:(?:because of|because|since|due to)\b|:|-)\s*", re.IGNORECASE)
LENGTH = re.compile(r"[1-9]\d{1,2}|1[0-3]\d\d|14[0-3]\d|1440")
SOME = re.compile(r"\d{1,2}")
LIKE = re.compile(r"like\s+(?P<month>\d{1,2})\b\s*(?P<title>.*)", re.IGNORECASE | re.DOTALL)
TO = re.compile(
    r"(?:to\s+)?(?P<day>\d{4}-\d{2}-\d{2})?\s*(?:at\s+)?(?P<hour>\d{1,2}:\d{2})?\s*"
    r"(?:in\s+(?P<zone>[A-Za-z_]+/[\w/+-]+))?\s*(?P<why>.*)",
    re.IGNORECASE | re.DOTALL,
)


class NoTime(FacilitationError):
    """Write the new day, and the hour where that is another one: /convene session 3 move 2027-04-28 15:00."""


class NoTwo(FacilitationError):
    """Write the numbers of two sessions: /convene session 3 swap 5."""


class NothingToAdd(FacilitationError):
    """Write its day and hour, which session it is like, and its title: /convene session add 2027-05-12 15:00 like 5
    Once more on lists.
    """


class NoLength(FacilitationError):
    """Write how many minutes it is to take, up to a day: /convene session 3 minutes 75."""


def session(desk: Desk, person: Participant, month: int | None, rest: str) -> Message:
    """The session, after doing what was asked; with nothing asked, just its page."""
    word, _, more = rest.partition(" ")
    word, more = word.casefold(), more.strip()
    if word == "told" and more:
        programmes.tell_back(desk, views.session_id_of(desk, month), more, by=person.id)
        return Message(text=say(receipts.TOLD_BACK))
    if word == "cancel":
        why = BECAUSE.sub("", more)
        return calling_off.ask_first(desk, views.session_id_of(desk, month), why)
    if word == "swap":
        return rearranging.ask_swap(desk, *_two_months(month, more))
    if word == "add":
        return rearranging.ask_add(desk, *_to_add(desk, more), person.zone)
    if word in CHANGES:
        session_id = views.session_id_of(desk, month)
        to, why = CHANGES[word](moving.time_now(desk, session_id), more)
        return moving.ask_first(desk, session_id, to, Act(by=person.id, why=why), person.zone)
    if word == "agenda":
        return agendas.page(desk, views.session_id_of(desk, month), person)
    if word == "rehearse":
        until = date_of(more.casefold().removeprefix("until").strip()) if more else None
        session_id = views.session_id_of(desk, month)
        return Message(text=rehearsing.ask(desk, session_id, until, by=person.id))
    if word == "uncancel":
        on = calling_off.take_place(desk, views.session_id_of(desk, month), by=person.id)
        return words.after(on)
    return views.session_page(desk, month, person)


def _new_time(now: NewTime, typed: str) -> tuple[NewTime, str]:
    """The time that was typed, what is left out as it was; and the reason."""
    found = TO.fullmatch(typed)
    if found is None or not (found["day"] or found["hour"]):
        raise NoTime
    to = replace(
        now,
        day=day(found["day"]) if found["day"] else now.day,
        at=hour(found["hour"].zfill(5)) if found["hour"] else now.at,
        zone=found["zone"] or now.zone,
    )
    return to, BECAUSE.sub("", found["why"])


def _length(now: NewTime, typed: str) -> tuple[NewTime, str]:
    """minutes 75 because ..."""
    minutes, _, why = typed.partition(" ")
    if not LENGTH.fullmatch(minutes):
        raise NoLength
    return replace(now, minutes=int(minutes)), BECAUSE.sub("", why.strip())


CHANGES: Mapping[str, Callable[[NewTime, str], tuple[NewTime, str]]] = {
    "move": _new_time,
    "minutes": _length,
}


def _two_months(month: int | None, typed: str) -> tuple[int, int]:
    other = typed.removeprefix("with").strip()
    if month is None or not SOME.fullmatch(other):
        raise NoTwo
    return month, int(other)


def _to_add(desk: Desk, typed: str) -> tuple[int, NewTime, str]:
    """add 2027-05-12 15:00 like 5 Once more on lists"""
    found = TO.fullmatch(typed)
    like = LIKE.fullmatch(found["why"]) if found else None
    if found is None or not found["day"] or like is None:
        raise NothingToAdd
    model = moving.time_now(desk, rearranging.session_of(desk, int(like["month"])).id)
    at = hour(found["hour"].zfill(5)) if found["hour"] else model.at
    to = NewTime(day=day(found["day"]), at=at, zone=found["zone"] or "")
    return int(like["month"]), to, like["title"]


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that change a session; they answer the facilitator who pressed, and nobody else."""
    answer_presses(app, desk, PRESSED)


def _move(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    return _done(desk, person, gesture.value)


def _done(desk: Desk, person: Participant, value: str) -> Message:
    session_id, to, act = _meant(value, person.id)
    was = moving.session_now(desk, session_id)
    new = moving.move_session(desk, session_id, to, act)
    return moves.after(was, new, person.zone)


def _swap(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    one, _, other = gesture.value.partition("|")
    return rearranging.swap_sessions(desk, one, other, by=person.id)


def _add(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    like, to, title = _wanted(gesture.value)
    new = rearranging.add_session(desk, like, to, title, by=person.id)
    return words_of_order.added(new, person.zone)


@legible
def _wanted(value: str) -> tuple[int, NewTime, str]:
    """What the button of one more session stands for."""
    like, wall, zone, title = value.split("|", 3)
    on, _, at = wall.partition("T")
    return number(like), NewTime(day=day(on), at=hour(at), zone=zone), title


@legible
def _meant(value: str, by: str) -> tuple[str, NewTime, Act]:
    """What the button of a preview stands for."""
    session_id, base, wall, zone, minutes, mode, venue, why = value.split("|", 7)
    on, _, at = wall.partition("T")
    to = NewTime(
        day=day(on), at=hour(at), zone=zone, minutes=number(minutes), mode=Mode(mode), venue=venue
    )
    return session_id, to, Act(by=by, why=why, base=number(base))


def _cancel(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    session_id, _, why = gesture.value.partition("|")
    return words.after(calling_off.call_off(desk, session_id, why=why, by=person.id))


def _open(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return session_forms.change_form(moving.session_now(desk, gesture.value), desk.meetings.place)


PRESSED = {
    "session:cancel": _cancel,
    "session:move": _move,
    "session:swap": _swap,
    "session:add": _add,
}
OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {r"session:change": _open}


def _looked(desk: Desk, person: Participant, known: Facts, said: Facts) -> View:
    """What the window asks for would mean; nothing is done yet."""
    if not LENGTH.fullmatch(said["minutes"].strip()):
        raise NoLength
    to = NewTime(
        day=day(said["day"]),
        at=hour(said["hour"].strip().zfill(5)),
        zone=said["zone"].strip(),
        minutes=int(said["minutes"]),
        mode=legible(Mode)(said["mode"]),
        venue=said.get("venue", ""),
    )
    act = Act(by=person.id, why=said.get("why", ""), base=number(known["moves"]))
    asked = moving.ask_first(desk, known["session"], to, act, person.zone)
    return session_forms.sure_form(asked)


def _sure(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    return say("Changed"), _done(desk, person, known["value"]).text


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], View | tuple[str, str]]] = {
    "session_change": _looked,
    "session_sure": _sure,
}
FOR_FACILITATORS = frozenset(SENT)
