"""/convene session: one session and what it needs, what became of answers; calling it off, moving it, the way back."""

import re

from slack_bolt import App

from bot.domain.errors import FacilitationError
from bot.domain.roster import Participant
from bot.facilitation import calling_off, moving, programmes, views
from bot.facilitation.moving import Act, NewTime
from bot.ports import Desk
from bot.slack.answering import answer_presses
from bot.slack.gestures import Gesture, day, hour, legible, number
from bot.voice import changes as words
from bot.voice import moves, receipts
from bot.voice.message import Message

BECAUSE = re.compile(r"^(?:(?:because of|because|since|due to)\b|:|-)\s*", re.IGNORECASE)
TO = re.compile(
    r"(?:to\s+)?(?P<day>\d{4}-\d{2}-\d{2})?\s*(?:at\s+)?(?P<hour>\d{1,2}:\d{2})?\s*"
    r"(?:in\s+(?P<zone>[A-Za-z_]+/[\w/+-]+))?\s*(?P<why>.*)",
    re.IGNORECASE | re.DOTALL,
)


class NoTime(FacilitationError):
    """Write the new day, and the hour where that is another one: /convene session {month} move 2027-04-28 15:00."""


def session(desk: Desk, person: Participant, month: int | None, rest: str) -> Message:
    """The session, after doing what was asked; with nothing asked, just its page."""
    word, _, more = rest.partition(" ")
    word, more = word.casefold(), more.strip()
    if word == "told" and more:
        programmes.tell_back(desk, views.session_id_of(desk, month), more, by=person.id)
        return Message(text=receipts.TOLD_BACK)
    if word == "cancel":
        why = BECAUSE.sub("", more)
        return calling_off.ask_first(desk, views.session_id_of(desk, month), why)
    if word == "move":
        session_id = views.session_id_of(desk, month)
        to, why = _new_time(desk, session_id, more)
        return moving.ask_first(desk, session_id, to, Act(by=person.id, why=why), person.zone)
    if word == "uncancel":
        on = calling_off.take_place(desk, views.session_id_of(desk, month), by=person.id)
        return words.after(on)
    return views.session_page(desk, month, person)


def _new_time(desk: Desk, session_id: str, typed: str) -> tuple[NewTime, str]:
    """The time that was typed, what is left out as it was; and the reason."""
    found = TO.fullmatch(typed)
    now = moving.time_now(desk, session_id)
    if found is None or not (found["day"] or found["hour"]):
        raise NoTime(month=session_id.removeprefix("s").lstrip("0"))
    return NewTime(
        day=day(found["day"]) if found["day"] else now.day,
        at=hour(found["hour"].zfill(5)) if found["hour"] else now.at,
        zone=found["zone"] or now.zone,
    ), BECAUSE.sub("", found["why"])


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that change a session; they answer the facilitator who pressed, and nobody else."""
    answer_presses(app, desk, {"session:cancel": _cancel, "session:move": _move})


def _move(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    session_id, to, act = _meant(gesture.value, person.id)
    was = moving.session_now(desk, session_id)
    new = moving.move_session(desk, session_id, to, act)
    return moves.after(was, new, person.zone)


@legible
def _meant(value: str, by: str) -> tuple[str, NewTime, Act]:
    """What the button of a preview stands for."""
    session_id, base, wall, zone, minutes, why = value.split("|", 5)
    on, _, at = wall.partition("T")
    to = NewTime(day=day(on), at=hour(at), zone=zone, minutes=number(minutes))
    return session_id, to, Act(by=by, why=why, base=number(base))


def _cancel(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    session_id, _, why = gesture.value.partition("|")
    return words.after(calling_off.call_off(desk, session_id, why=why, by=person.id))
