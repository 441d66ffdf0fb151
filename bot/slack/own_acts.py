"""What participants' buttons and windows do, for a door that is not Slack: the same readers, the same use cases."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.domain.roster import Participant
from bot.facilitation.once import once
from bot.ports import Desk, Filled, Json
from bot.slack import gestures, thread
from bot.slack.actions import PRESSED
from bot.slack.forms import SENT, said_then
from bot.slack.gestures import Body, Garbled, Gesture
from bot.slack.people import FOR_LEAVERS, LeftAlready
from bot.slack.windows import OPENS
from bot.voice.acts import on_own_page
from bot.voice.message import View


@dataclass(frozen=True)
class OwnActs:
    """Acts of people on pages of their own. Implements the port `Acts`."""

    desk: Desk

    def opens(self, act: str) -> bool:
        return _found(OPENS, act) is not None

    def knows(self, name: str) -> bool:
        """Whether a button or a window of this name is done here."""
        used = name.startswith(thread.USE) or name == thread.FORM or name in SENT
        return used or any(_found(table, name) for table in (OPENS, PRESSED))

    def open(self, person: Participant, act: str, value: str) -> View:
        window = _found(OPENS, _let(person, act))
        if window is None:
            raise Garbled
        made: View = window(self.desk, person, _gesture(act, value))
        return made

    def press(self, person: Participant, act: str, value: str, *, key: str) -> None:
        pressed = _found(PRESSED, _let(person, act))
        if pressed is None:
            raise Garbled

        def do() -> Json:
            pressed(self.desk, person, _gesture(act, value))
            return {}

        once(self.desk, key, do)

    def send(self, person: Participant, filled: Filled) -> View | None:
        form, body = _let(person, filled.form), _body(filled)
        if form == thread.FORM:
            return thread.keep(self.desk, person, body, key=filled.key)
        sent = SENT.get(form)
        if sent is None:
            raise Garbled
        known, said = gestures.carried(filled.known), gestures.filled_in(body)

        def do() -> Json:
            return said_then(sent(self.desk, person, known, said))

        view = once(self.desk, filled.key, do).get("view")
        return View(body=view) if view else None

    def change(self, person: Participant, act: str, value: str, filled: Filled) -> View:
        if not re.fullmatch(f"{thread.USE}.+", _let(person, act)):
            raise Garbled
        return thread.used(self.desk, person, _gesture(act, value), _body(filled))


def _gesture(act: str, value: str) -> Gesture:
    return Gesture(key="", member="", act=act, value=value)


def _body(filled: Filled) -> Body:
    return {"view": {"private_metadata": filled.known, "state": {"values": filled.values}}}


def _let(person: Participant, act: str) -> str:
    """What this person may do here by this name. Raises LeftAlready, Garbled."""
    if not on_own_page(act):
        raise Garbled
    left = person.has_left
    if left and not any(re.fullmatch(pattern, act) for pattern in FOR_LEAVERS):
        raise LeftAlready
    return act


def _found(table: dict[str, Any], act: str) -> Callable[..., Any] | None:
    return next((done for pattern, done in table.items() if _read(pattern).fullmatch(act)), None)


@cache
def _read(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
