"""/convene session: one session and what it needs, what became of answers, calling it off and taking that back."""

import re

from slack_bolt import App

from bot.domain.roster import Participant
from bot.facilitation import agendas, calling_off, programmes, rehearsing, views
from bot.ports import Desk
from bot.slack.answering import answer_presses
from bot.slack.gestures import Gesture, date_of
from bot.voice import changes as words
from bot.voice import receipts
from bot.voice.message import Message

BECAUSE = re.compile(r"^(?:(?:because of|because|since|due to)\b|:|-)\s*", re.IGNORECASE)


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


def register(app: App, desk: Desk) -> None:
    """Listen to the button that calls a session off; it answers the facilitator who pressed, and nobody else."""
    answer_presses(app, desk, {"session:cancel": _cancel})


def _cancel(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    session_id, _, why = gesture.value.partition("|")
    return words.after(calling_off.call_off(desk, session_id, why=why, by=person.id))
