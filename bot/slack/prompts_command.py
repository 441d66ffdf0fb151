"""/convene prompt: the prompts of a session, previewed, re-worded, moved, held, released, skipped; and new ones."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from bot.domain.errors import NoSuchThing
from bot.domain.programme import Prompt, PromptType
from bot.domain.roster import Participant
from bot.facilitation import prompt_desk, prompt_pages, prompt_windows
from bot.facilitation.once import once
from bot.facilitation.prompt_desk import Act
from bot.ports import Desk, Json
from bot.slack import gestures
from bot.slack.answering import answer_presses
from bot.slack.gestures import Body, Facts, Gesture, day, hour, number
from bot.slack.people import facilitator
from bot.voice import prompt_desk as words
from bot.voice import receipts
from bot.voice.message import Message, View

STATES: Mapping[str, Callable[[Desk, Act], Prompt]] = {
    "hold": prompt_desk.hold,
    "release": prompt_desk.release,
    "skip": prompt_desk.skip,
}


def prompts(desk: Desk, person: Participant, month: int | None, rest: str) -> Message:
    """The prompts of a session, after doing what was asked; with nothing asked, just the list."""
    word, _, more = rest.partition(" ")
    which, _, what = more.strip().partition(" ")
    word = word.casefold().replace("re-word", "reword")
    if not word:
        return prompt_pages.prompts_page(desk, month, person)
    if word not in {*receipts.PROMPT, "preview"}:
        raise NoSuchThing(what="way to change a prompt", name=word, hint=receipts.TRY_PROMPT)
    session_id, key = prompt_pages.key_of(desk, month, which)
    if word == "preview":
        return words.preview_typed(prompt_pages.preview(desk, session_id, key, person))
    _do(desk, word, Act(session_id=session_id, prompt=key, by=person.id), what.strip())
    return _page(desk, session_id, person, receipts.PROMPT[word])


def _do(desk: Desk, word: str, act: Act, what: str) -> None:
    if word == "reword":
        prompt_desk.reword(desk, act, text=what)
    elif word == "move":
        on, _, at = what.partition(" ")
        prompt_desk.move(desk, act, day(on), hour(at.strip()) if at else None)
    else:
        STATES[word](desk, act)


def _page(desk: Desk, session_id: str, person: Participant, lead: str = "") -> Message:
    month = prompt_pages.month_of(desk, session_id)
    return prompt_pages.prompts_page(desk, month, person, lead=lead)


@gestures.legible
def _meant(value: str, by: str) -> Act:
    """What a button of the list stands for."""
    session, key, version = value.split("|")
    return Act(session_id=session, prompt=key, by=by, base=int(version))


def _preview(desk: Desk, person: Participant, gesture: Gesture) -> View:
    act = _meant(gesture.value, facilitator(desk, gesture.member).id)
    return words.preview(prompt_pages.preview(desk, act.session_id, act.prompt, person))


def _reword(desk: Desk, person: Participant, gesture: Gesture) -> View:
    act = _meant(gesture.value, facilitator(desk, gesture.member).id)
    return prompt_windows.reword_window(desk, act.session_id, act.prompt)


def _move(desk: Desk, person: Participant, gesture: Gesture) -> View:
    act = _meant(gesture.value, facilitator(desk, gesture.member).id)
    return prompt_windows.move_window(desk, act.session_id, act.prompt)


def _write(desk: Desk, person: Participant, gesture: Gesture) -> View:
    return prompt_windows.write_window(desk, gesture.value, facilitator(desk, gesture.member))


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    "prompt:preview": _preview,
    "prompt:reword": _reword,
    "prompt:move": _move,
    "prompt:write": _write,
}


def _act(known: Facts, person: Participant) -> Act:
    base = number(known["version"])
    return Act(session_id=known["session"], prompt=known["prompt"], by=person.id, base=base)


def _reworded(desk: Desk, person: Participant, known: Facts, said: Facts) -> Prompt:
    choices = prompt_windows.lines_of(said["choices"]) if "choices" in said else None
    act, text = _act(known, person), said.get("text", "")
    return prompt_desk.reword(desk, act, text=text, help=said.get("help", ""), choices=choices)


def _moved(desk: Desk, person: Participant, known: Facts, said: Facts) -> Prompt:
    at = hour(said["hour"]) if said.get("hour") else None
    return prompt_desk.move(desk, _act(known, person), day(said["day"]), at)


def _written(desk: Desk, person: Participant, known: Facts, said: Facts) -> Prompt:
    new = day(said["day"])
    gestures.legible(PromptType)(said["type"])
    return prompt_windows.write_new(desk, known["session"], said, new, by=person.id)


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], Prompt]] = {
    "prompt_reword": _reworded,
    "prompt_move": _moved,
    "prompt_write": _written,
}


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the list, which answer with the list as it is then, and to the windows."""
    answer_presses(app, desk, {f"prompt:{word}": _pressed for word in STATES})
    for callback, done in SENT.items():
        _hear(app, desk, callback, done)

    @app.action(re.compile(r"^prompt:idle:\d+$"))
    def only_looked_at(ack: Ack) -> None:
        ack()  # in a preview buttons do nothing


def _pressed(desk: Desk, person: Participant, gesture: Gesture) -> Message:
    word, act = gesture.act.removeprefix("prompt:"), _meant(gesture.value, person.id)
    _do(desk, word, act, "")
    return _page(desk, act.session_id, person, receipts.PROMPT[word])


def _hear(
    app: App, desk: Desk, callback: str, done: Callable[[Desk, Participant, Facts, Facts], Prompt]
) -> None:
    @app.view(callback)
    def sent(ack: Ack, body: Body) -> None:
        gesture = gestures.sent_form(body)
        person = facilitator(desk, gesture.member)
        known = gestures.carried(gesture.value)

        def do() -> Json:
            prompt = done(desk, person, known, gestures.filled_in(body))
            seen = prompt_pages.preview(desk, known["session"], prompt.key, person)
            return {"view": words.preview(seen).body}

        ack(response_action="update", view=once(desk, gesture.key, do)["view"])
