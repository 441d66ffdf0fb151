"""The windows that buttons, shortcuts and commands open."""

from collections.abc import Callable

from bot.domain.languages import say
from bot.domain.programme import PromptType
from bot.domain.roster import Participant
from bot.facilitation import (
    calls,
    on_behalf,
    others_said,
    prompts,
    room_wishes,
    story_windows,
    views,
)
from bot.ports import Desk
from bot.slack import (
    agendas,
    agreed,
    delegates,
    follow_on,
    guests,
    hour_polls,
    leaving,
    loops,
    presence_forms,
    prompts_command,
    reading,
    session_command,
    staying,
    stories,
    synthesis,
    thread,
)
from bot.slack.gestures import Gesture
from bot.slack.people import facilitator
from bot.voice import forms, pausing, receipts
from bot.voice.asking_to_erase import about_of
from bot.voice.calls import ABOUT_THE_ROOM
from bot.voice.message import View

Window = Callable[[Desk, Participant, Gesture], View]


def _answer(desk: Desk, person: Participant, gesture: Gesture) -> View:
    asked = prompts.open_question(desk, gesture.value, person.id)
    if asked.prompt.type is PromptType.STORY:
        return story_windows.asked_window(desk, asked)
    return forms.answer_form(asked)


def _action(desk: Desk, person: Participant, gesture: Gesture) -> View:
    subgroup = (
        gesture.value.removeprefix("subgroup:") if gesture.value.startswith("subgroup:") else ""
    )
    return action_window(desk, person, session=gesture.session, subgroup=subgroup)


def action_window(
    desk: Desk, person: Participant, *, what: str = "", session: str = "", subgroup: str = ""
) -> View:
    """The form for an action, with the people who may own it."""
    people = views.possible_owners(desk, person.id, session, subgroup)
    return forms.action_form(
        people,
        owner=person.id,
        what=what,
        session=session,
        subgroup=subgroup,
        serves=views.artefact_titles(desk),
    )


def _swap(desk: Desk, person: Participant, gesture: Gesture) -> View:
    known, who = _rooms(desk, gesture)
    return forms.people_form("rooms_swap", say(receipts.SWAP_TITLE), receipts.SWAP, who, known)


def _move(desk: Desk, person: Participant, gesture: Gesture) -> View:
    known, who = _rooms(desk, gesture)
    return forms.move_form(who, views.room_names(desk, gesture.value.partition("|")[0]), known)


def _pin(desk: Desk, person: Participant, gesture: Gesture) -> View:
    known, who = _rooms(desk, gesture)
    return forms.people_form(
        "rooms_pin", "Pin someone", {"person": say(receipts.PIN_WHOM)}, who, known
    )


def _rooms(desk: Desk, gesture: Gesture) -> tuple[str, list[tuple[str, str]]]:
    facilitator(desk, gesture.member)
    session = gesture.value.partition("|")[0]
    version, who = views.seated_people(desk, session)
    return forms.facts(session=session, version=version), who


def _wishes(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return room_wishes.all_window(desk)


def _on_behalf(desk: Desk, person: Participant, gesture: Gesture) -> View:
    facilitator(desk, gesture.member)
    return on_behalf.window(desk, gesture.value)


OPENS: dict[str, Window] = {
    r"answer:open": _answer,
    r"answers:read": lambda desk, who, g: others_said.window(desk, who),
    r"details:open": lambda desk, who, g: forms.details_form(who, desk.meetings.place),
    r"pause:open": lambda desk, who, g: pausing.form(),
    r"call:open": lambda desk, who, g: calls.window(desk, who.id, about=about_of(g.value)),
    r"room:about": lambda desk, who, g: room_wishes.about_window(desk, who.id, g.session),
    r"room:wrong": lambda desk, who, g: calls.window(desk, who.id, about=say(ABOUT_THE_ROOM)),
    r"branch:open": lambda desk, who, g: forms.branch_form(session=g.session),
    r"action:note": _action,
    r"rooms:swap": _swap,
    r"rooms:move": _move,
    r"rooms:pin": _pin,
    r"room:wish": lambda desk, who, g: room_wishes.own_window(desk, who.id),
    r"wishes:open": _wishes,
    r"presence:(open|room:\d+)": presence_forms.window,
    r"behalf:open": _on_behalf,
    **follow_on.OPENS,
    **prompts_command.OPENS,
    **stories.OPENS,
    **synthesis.OPENS,
    **loops.OPENS,
    **thread.OPENS,
    **leaving.OPENS,
    **reading.OPENS,
    **delegates.OPENS,
    **agreed.OPENS,
    **guests.OPENS,
    **staying.OPENS,
    **session_command.OPENS,
    **agendas.OPENS,
    **hour_polls.OPENS,
}
