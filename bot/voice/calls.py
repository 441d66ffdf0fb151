"""A word with a facilitator: asked for in private, answered by a person, by a time that is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.calls import Call
from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.asking_to_erase import how
from bot.voice.message import Block, Message, View
from bot.voice.words import escape, local, name, names, spelled

NO_EMERGENCY_LINE = to_say(
    "This is no emergency line: if somebody is in danger, call your local emergency number."
)
NOBODY_LEFT = to_say(
    "You asked for a word with a facilitator, and there is none left here whom I could tell. Please turn to somebody "
    "you trust in your own organisation."
)
ABOUT_THE_ROOM = to_say("About the room.")
NOW, MOVE, WISH = "now", "move", "wish"
NOT_RIGHT = to_say("This room does not feel right")


def call_form(team: Sequence[Participant], *, about: str = "") -> View:
    """Where somebody asks for a word, privately; it may be about a facilitator."""
    blocks = [
        b.field("text", say("What is it about?"), b.text_input("text", most=1000, long=True), optional=True,
                hint=say("Only the facilitators see this. You may leave it empty.")),
    ]  # fmt: skip
    if team:
        blocks.append(_about_whom(team))
    blocks.append(b.context(say(NO_EMERGENCY_LINE)))
    return View(body=b.form("call", say("A word"), blocks, facts=forms.facts(about=about)))


def _about_whom(team: Sequence[Participant]) -> Block:
    who = [(spelled(one.name), one.id) for one in team]
    several = {**forms.person_select("skips", who), "type": "multi_static_select"}
    hint = say(
        "Whoever you name here is told nothing of this, here or later. The others answer you."
    )
    return b.field("skips", say("Is it about a facilitator?"), several, optional=True, hint=hint)


def asked(*, team: Sequence[str], by_when: str) -> str:
    """Who will answer, and by when."""
    know = say("I have told") if len(team) < 2 else say("I have told these facilitators:")
    one = say("They write") if len(team) < 2 else say("One of them writes")
    return say(
        "{know} {team}. {one} to you here in Slack by {by_when}. Nobody else sees it. {no_emergency_line}",
        know=know,
        team=names(team),
        one=one,
        by_when=by_when,
        no_emergency_line=say(NO_EMERGENCY_LINE),
    )


@dataclass(frozen=True, kw_only=True)
class Came:
    """A call as one facilitator may read it. `about` are facilitators who are told nothing of it."""

    call: Call
    caller: Participant
    reader: Participant
    taken_by: str = ""
    about: Sequence[str] = ()
    again: bool = False

    @property
    def by_when(self) -> str:
        return local(self.call.answer_by, self.reader.zone)


def came(seen: Came) -> Message:
    """Tell a facilitator that somebody would like a word; or, some hours on, that they still wait."""
    who = f"{name(seen.caller.name)} ({name(seen.caller.organisation)})"
    lead = say("still waits for") if seen.again else say("would like")
    lines = [say("{who} {lead} a word with a facilitator.", who=who, lead=lead)]
    if seen.call.text:
        lines.append(say('They wrote: "{text}"', text=escape(seen.call.text)))
    if command := how(seen.call.text, escape(seen.caller.email)):
        lines.append(command)
    if seen.caller.has_left and not seen.caller.erased:
        lines.append(
            say("They have left the community. Write to {email}.", email=escape(seen.caller.email))
        )
    if seen.about:
        lines.append(
            say(
                "It is about {about}, who is told nothing of it. Keep it so.",
                about=names(seen.about),
            )
        )
    state = _state(seen)
    buttons = _buttons(seen)
    return Message(
        text=" ".join([*lines, state]),
        blocks=(
            *(b.section(line) for line in lines),
            b.context(state),
            *([b.actions(*buttons)] if buttons else []),
        ),
    )


def _state(seen: Came) -> str:
    call, taker = seen.call, name(seen.taken_by)
    if call.settled_at:
        return say("{first_name} says that it is settled.", first_name=name(seen.caller.first_name))
    if call.done_at:
        return say("{taker} has answered.", taker=taker)
    promised = say("They were told: by {by_when}.", by_when=seen.by_when)
    if not taker:
        return say("{promised} Whoever presses first takes it on.", promised=promised)
    if call.chased:
        return say(
            "{taker} took it on, and nobody has said that it is done. {promised}",
            taker=taker,
            promised=promised,
        )
    return say("{taker} answers. {promised}", taker=taker, promised=promised)


def _buttons(seen: Came) -> list[dict[str, object]]:
    """One may take it on; whoever did says when it is done."""
    call = seen.call
    if not call.waits:
        return []
    if call.taken_by == seen.reader.id:
        return [b.button(say("I have answered"), "call:done", call.id)]
    if call.taken_by and not call.chased:
        return []
    return [b.button(say("I answer"), "call:take", call.id, style="primary")]


def card(call: Call, *, taken_by: str, team: str, zone: str) -> Message:
    """Tell whoever asked what becomes of it, and let them say how it is."""
    by_when = local(call.answer_by, zone)
    line = _card_words(call, taken_by=name(taken_by), team=team, by_when=by_when)
    settled = b.button(say("It is settled"), "call:settled", call.id)
    waits = b.button(say("I am still waiting"), "call:waiting", call.id)
    buttons = [waits] if call.settled_at else [settled, waits]
    first = [say(NO_EMERGENCY_LINE)] if not taken_by and call.waits and not call.chased else []
    return Message(
        text=" ".join([line, *first]),
        blocks=(b.section(line), *map(b.context, first), b.actions(*buttons)),
    )


def _card_words(call: Call, *, taken_by: str, team: str, by_when: str) -> str:
    if call.waits and not team:
        return say(NOBODY_LEFT)
    if call.settled_at:
        return say(
            "You asked for a word with a facilitator, and you say that it is settled. Thank you for telling me."
        )
    if call.done_at:
        return say("{taken_by} says that you have had an answer. Is it settled?", taken_by=taken_by)
    if call.chased:
        return say(
            "You still wait for a word with a facilitator. I have told {team} once more.", team=team
        )
    if taken_by and call.taken_in_time:
        return say("{taken_by} answers you by {by_when}.", taken_by=taken_by, by_when=by_when)
    if taken_by:
        return say(
            "{taken_by} has taken this on, and writes to you here in Slack.", taken_by=taken_by
        )
    return say(
        "You asked for a word with a facilitator. I have told {team}: you hear from one of them by {by_when}.",
        team=team,
        by_when=by_when,
    )


def need(*, taken: bool, by_when: str) -> str:
    """One line for a facilitator's list. It names nobody: it may be read over a shoulder."""
    state = (
        say("one of you answers, and is not done yet")
        if taken
        else say("nobody has taken it on yet")
    )
    return say(
        "Somebody would like a word with a facilitator: {state}. They were told: by {by_when}.",
        state=state,
        by_when=by_when,
    )


def room_form(session: Session, room: str) -> View:
    """Where somebody says what they would like when a room does not feel right."""
    there = say("another room than {room}", room=spelled(room)) if room else say("another room")
    choices = [
        (say("Something is wrong now: tell a facilitator"), NOW),
        (say("Move me quietly: {there}", there=there), MOVE),
        (say("There is somebody I would rather not share a room with"), WISH),
    ]
    blocks = [
        b.section(say("Nobody asks you why. Only the facilitators know what you choose here.")),
        b.field("what", say("What would you like?"), b.radio("what", choices, chosen=NOW)),
    ]
    known = forms.facts(session=session.id, room=room)
    return View(
        body=b.form("room_about", say("This room"), blocks, submit=say("Go on"), facts=known)
    )


def not_right(session: Session) -> dict[str, object]:
    """The one way to say that a room is not right, whatever the reason."""
    return b.button(
        say(NOT_RIGHT),
        "room:about",
        session.id,
        says=say("{not_right}: ask privately for help", not_right=say(NOT_RIGHT)),
    )


def taken_on(who: str) -> str:
    return say("{who} has taken this on.", who=name(who))
