"""Buttons: each reads what was pressed, does one thing, and lets the message show it."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.domain.answers import Rsvp
from bot.domain.followup import Progress
from bot.domain.roster import Participant
from bot.facilitation import (
    actions,
    branches,
    calls,
    carrying,
    free_words,
    mending,
    people,
    prompts,
    publishing,
    replies,
)
from bot.facilitation.call_teams import may_answer
from bot.facilitation.once import first_time, once
from bot.ports import Desk, Json
from bot.slack import (
    delegates,
    follow_on,
    gestures,
    hour_polls,
    leaving,
    parts,
    presence_forms,
    stories,
    synthesis,
    windows,
)
from bot.slack.gestures import Body, Gesture
from bot.slack.people import facilitator, looked_up, only_facilitators, open_form

Pressed = Callable[[Desk, Participant, Gesture], object]


def _choice(desk: Desk, person: Participant, gesture: Gesture) -> object:
    asking, _, step = gesture.value.rpartition("|")
    return prompts.choose(desk, asking, person.id, gestures.number(step))


def _scale(desk: Desk, person: Participant, gesture: Gesture) -> object:
    asking, _, step = gesture.value.rpartition("|")
    return prompts.rate(desk, asking, person.id, gestures.number(step))


def _rsvp(desk: Desk, person: Participant, gesture: Gesture) -> object:
    answer = Rsvp(gesture.act.partition(":")[2])
    return replies.reply(desk, gesture.value, person.id, answer)


def _action(desk: Desk, person: Participant, gesture: Gesture) -> object:
    wish = gesture.act.partition(":")[2]
    if wish == "refused":
        return actions.refuse(desk, gesture.value, person.id)
    return actions.report(desk, gesture.value, person.id, Progress(wish))


def _offer(desk: Desk, person: Participant, gesture: Gesture) -> object:
    heard, _, asking = gesture.value.partition("|")
    if gesture.act == "offer:yes":
        return free_words.take_words(desk, heard, asking, person.id)
    free_words.leave_words(desk, heard, person.id)
    return None


def _take_call(desk: Desk, person: Participant, gesture: Gesture) -> object:
    return calls.take_call(desk, gesture.value, _reached(desk, person, gesture))


def _end_call(desk: Desk, person: Participant, gesture: Gesture) -> object:
    return calls.end_call(desk, gesture.value, _reached(desk, person, gesture))


def _reached(desk: Desk, person: Participant, gesture: Gesture) -> str:
    """Whom a call reaches may answer it, also where no facilitator is left and the settings name them."""
    if not may_answer(desk, gesture.value, person.id):
        only_facilitators(desk, person)
    return person.id


def _session(gesture: Gesture) -> str:
    return gesture.value.partition("|")[0]


PRESSED: dict[str, Pressed] = {
    r"answer:choice:\d+": _choice,
    r"answer:pick": _choice,
    r"answer:scale:\d+": _scale,
    r"answer:declined": lambda desk, who, g: prompts.decline(desk, g.value, who.id),
    r"answer:later": lambda desk, who, g: prompts.later(desk, g.value, who.id),
    r"rsvp:(yes|no|part|unsure)": _rsvp,
    r"welcome:(active|fewer|later|declined)": lambda desk, who, g: people.stand(
        desk, who.id, g.act.partition(":")[2]
    ),
    r"action:(done|on_its_way|stuck|let_go|open|refused)": _action,
    r"action:tell": lambda desk, who, g: actions.let_tell(desk, g.value, who.id),
    r"action:keep": lambda desk, who, g: carrying.keep(desk, g.value, who.id),
    r"branch:join": lambda desk, who, g: branches.join_branch(desk, g.value, who.id),
    r"branch:gather": lambda desk, who, g: branches.gather(desk, g.value, who.id),
    r"branch:pass": lambda desk, who, g: branches.pass_on(desk, g.value, who.id),
    r"call:take": _take_call,
    r"call:done": _end_call,
    r"call:settled": lambda desk, who, g: calls.settle(desk, g.value, who.id),
    r"call:waiting": lambda desk, who, g: calls.still_waiting(desk, g.value, who.id),
    r"offer:(yes|no)": _offer,
    r"presence:(there|absent)": presence_forms.own_word,
    r"rooms:undo": lambda desk, who, g: mending.undo(
        desk, _session(g), by=facilitator(desk, g.member).id
    ),
    r"rooms:publish": lambda desk, who, g: publishing.publish(
        desk, _session(g), by=facilitator(desk, g.member).id
    ),
    **follow_on.PRESSED,
    **stories.PRESSED,
    **synthesis.PRESSED,
    **leaving.PRESSED,
    **delegates.PRESSED,
    **parts.PRESSED,
    **hour_polls.PRESSED,
}


def register(app: App, desk: Desk) -> None:
    """Listen to every button we show."""
    for pattern, act in PRESSED.items():
        _listen(app, desk, pattern, act)
    for pattern, window in windows.OPENS.items():
        _opens(app, desk, pattern, window)

    @app.action(re.compile("^(start:open|story:page|own:page|calendar:open|day:open|web:open)$"))
    def followed_link(ack: Ack) -> None:
        ack()  # the button is a link; Slack tells us all the same


def _listen(app: App, desk: Desk, pattern: str, act: Pressed) -> None:
    look_up = looked_up(pattern)

    @app.action(re.compile(f"^{pattern}$"))
    def pressed(ack: Ack, body: Body) -> None:
        gesture = gestures.press(body)
        person = look_up(desk, gesture.member)

        def do() -> Json:
            act(desk, person, gesture)
            return {}

        once(desk, gesture.key, do)
        ack()


def _opens(app: App, desk: Desk, pattern: str, window: windows.Window) -> None:
    look_up = looked_up(pattern)

    @app.action(re.compile(f"^{pattern}$"))
    def pressed(ack: Ack, body: Body, client: WebClient) -> None:
        gesture = gestures.press(body)
        person = look_up(desk, gesture.member)
        view: dict[str, Any] = window(desk, person, gesture).body
        if first_time(desk, gesture.key):
            open_form(client, gesture.trigger, view, within=gestures.window_of(body))
        ack()
