"""Forms that were sent: read, done once, and answered in the same window."""

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import (
    actions,
    branches,
    calls,
    on_behalf,
    pausing,
    people,
    prompts,
    room_wishes,
    rooms,
    views,
)
from bot.facilitation.once import once
from bot.ports import Desk, Json
from bot.slack import (
    agendas,
    agreed,
    delegates,
    follow_on,
    gestures,
    guests,
    hour_polls,
    leaving,
    loops,
    presence_forms,
    reading,
    session_command,
    staying,
    stories,
    synthesis,
    wish_command,
)
from bot.slack.gestures import Body, Facts, day, number
from bot.slack.people import facilitator, looked_up
from bot.voice import forms, receipts
from bot.voice.message import View

Sent = Callable[[Desk, Participant, Facts, Facts], tuple[str, str] | View]


def _answer(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    prompts.respond(desk, known["asking"], person.id, said.get("text", ""))
    # the window closes: the question itself now says thank you, and what was answered
    return "", ""


def _action(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    owner = views.owner_chosen(desk, said.get("owner", "")) or person.id
    actions.agree_action(
        desk,
        what=said.get("what", ""),
        owner=owner,
        by=person.id,
        due=day(said["due"]) if said.get("due") else None,
        session=known.get("session", ""),
        subgroup=known.get("subgroup", ""),
        level=said.get("level", ""),
        artefact=said.get("serves", ""),
    )
    return say("Written down"), receipts.written_down(own=owner == person.id)


def _branch(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    branches.name_branch(
        desk, idea=said.get("idea", ""), by=person.id, session=known.get("session", "")
    )
    return say("Named"), say(receipts.BRANCH)


def _details(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    new = people.describe(
        desk,
        person.id,
        zone=said.get("zone", "").strip(),
        language=said.get("language", "en").strip() or "en",
        zoom_email=said.get("zoom", "" if desk.meetings.place.places_people else person.zoom_email),
    )
    return say("Kept"), receipts.details_kept(new.zone)


def _pause(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    until = day(said["until"]) if said.get("until") else None
    return say("Paused"), pausing.pause(desk, person.id, until=until).text


def _call(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    call = calls.ask_for_a_word(
        desk,
        person.id,
        said.get("text", ""),
        about=known.get("about", ""),
        skips=said.get("skips", "").splitlines(),
    )
    return say("They know"), calls.receipt(desk, call)


def _swap(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    rooms.swap_people(
        desk,
        known["session"],
        said["one"],
        said["other"],
        by=person.id,
        base=number(known["version"] or "0"),
    )
    hints = room_wishes.on_rooms(desk, known["session"])
    return say("Swapped"), f"{say(receipts.SWAPPED)} {hints}".strip()


def _move(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    rooms.move_person(
        desk,
        known["session"],
        said["person"],
        said["room"],
        by=person.id,
        base=number(known["version"] or "0"),
    )
    done = receipts.moved_to(said["room"])
    return say("Moved"), f"{done} {room_wishes.on_rooms(desk, known['session'])}".strip()


def _pin(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    rooms.pin(desk, known["session"], said["person"], by=person.id)
    return say("Pinned"), say(receipts.PINNED)


def _on_behalf(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    which, words = said["question"], said.get("text", "")
    on_behalf.note_answer(desk, known["person"], which, words, by=person.id)
    return say("Kept"), say(receipts.NOTED_FOR)


SENT: dict[str, Sent] = {
    "answer": _answer,
    "action": _action,
    "branch": _branch,
    "details": _details,
    "pause": _pause,
    "call": _call,
    "rooms_swap": _swap,
    "rooms_move": _move,
    "rooms_pin": _pin,
    "room_about": wish_command.about_sent,
    "room_wish": wish_command.own_sent,
    "room_wishes": wish_command.all_sent,
    "on_behalf": _on_behalf,
    "presence": presence_forms.sent,
    **follow_on.SENT,
    **stories.SENT,
    **synthesis.SENT,
    **loops.SENT,
    **leaving.SENT,
    **reading.SENT,
    **delegates.SENT,
    **agreed.SENT,
    **guests.SENT,
    **staying.SENT,
    **session_command.SENT,
    **agendas.SENT,
    **hour_polls.SENT,
}
FOR_FACILITATORS = (
    synthesis.FOR_FACILITATORS
    | follow_on.FOR_FACILITATORS
    | loops.FOR_FACILITATORS
    | leaving.FOR_FACILITATORS
    | agreed.FOR_FACILITATORS
    | guests.FOR_FACILITATORS
    | session_command.FOR_FACILITATORS
    | agendas.FOR_FACILITATORS
    | hour_polls.FOR_FACILITATORS
    | {
        "rooms_swap",
        "rooms_move",
        "rooms_pin",
        "room_wishes",
        "on_behalf",
    }
)


def register(app: App, desk: Desk) -> None:
    """Listen to every form we open."""
    for callback, done in SENT.items():
        _listen(app, desk, callback, done)


def said_then(then: tuple[str, str] | View) -> Json:
    """What stands in the window's place; nothing where it only closes."""
    if isinstance(then, View):
        return {"view": then.body}
    title, words = then
    return {"view": forms.said(title, words).body} if words else {}


def _listen(app: App, desk: Desk, callback: str, done: Sent) -> None:
    others = looked_up(callback)
    look_up = facilitator if callback in FOR_FACILITATORS else others

    @app.view(callback)
    def sent(ack: Ack, body: Body) -> None:
        gesture = gestures.sent_form(body)
        person = look_up(desk, gesture.member)

        def do() -> Json:
            known, said = gestures.carried(gesture.value), gestures.filled_in(body)
            return said_then(done(desk, person, known, said))

        view = once(desk, gesture.key, do).get("view")
        if view:
            ack(response_action="update", view=view)
        else:
            ack()
