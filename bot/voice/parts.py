"""Parts in a session in words: what each is, asked so that a no is free, and how to give it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, say_many, to_say
from bot.domain.parts import Part, Turn, TurnState
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.words import escape, listed, local, name, spelled

DOES = {
    Part.WELCOMER: to_say(
        "You greet people as they come in, and help those who are new to find their way."
    ),
    Part.NOTICER: to_say(
        "You watch how we are with each other, who speaks and who does not, and say at the end what you "
        "noticed."
    ),
    Part.HOST: to_say("So everyone gets a turn, and the room ends on time."),
    Part.SCRIBE: to_say("So the one line that is to be kept is written down."),
}
KEEPERS = {Part.HOST: to_say("keep time"), Part.SCRIBE: to_say("take notes")}
DOING = {
    Part.HOST: to_say("keeping time"),
    Part.SCRIBE: to_say("taking notes"),
    Part.WELCOMER: to_say("welcoming"),
    Part.NOTICER: to_say("noticing"),
}
FREE = to_say("A no is free: then I ask somebody else, and nobody minds.")
THAT_IS_FINE = to_say("That is fine. I ask somebody else.")
TAKEN = to_say("Somebody else does it this time. Thank you all the same.")
GIVEN_BACK = to_say("You have given it back. That is fine; I ask somebody else.")
YES, NO, BACK = to_say("Yes, I do it"), to_say("Not this time"), to_say("Give it back")


def _would_you(part: Part, label: str, room: str) -> str:
    if part in KEEPERS:
        return say("Would you {keepers} in {room}", keepers=say(KEEPERS[part]), room=name(room))
    return say("Would you be the {label}", label=escape(label))


def asked(turn: Turn, session: Session, person: Participant, label: str, *, gone: bool) -> Message:
    """The question, and what stands in its place once it is answered. `gone`: somebody else has it."""
    what = f"“{escape(session.title)}”, {local(session.starts_at, person.zone)}"
    if turn.state is TurnState.YES:
        does = (
            say("You {keepers}", keepers=say(KEEPERS[turn.part]))
            if turn.part in KEEPERS
            else say("You are the {label}", label=escape(label))
        )
        line = say("{does} at {what}. Thank you.", does=does, what=what)
        said = (
            b.section(line),
            b.context(say(DOES[turn.part])),
            b.actions(back_button(turn.part, session)),
        )
        return Message(text=f"{line} {say(DOES[turn.part])}", blocks=said)
    line = say(
        "{would_you} at {what}? {does}",
        would_you=_would_you(turn.part, label, turn.room),
        what=what,
        does=say(DOES[turn.part]),
    )
    after = {TurnState.NO: say(THAT_IS_FINE), TurnState.BACK: say(GIVEN_BACK)}.get(
        turn.state, say(TAKEN) if gone else ""
    )
    if after:
        return Message(text=f"{line} {after}", blocks=(b.section(line), b.context(after)))
    buttons = b.actions(
        b.button(
            say(YES), "part:yes", turn.id, says=f"{say(YES)}: {label or say(KEEPERS[turn.part])}"
        ),
        b.button(
            say(NO), "part:no", turn.id, says=f"{say(NO)}: {label or say(KEEPERS[turn.part])}"
        ),
    )
    return Message(
        text=f"{line} {say(FREE)}", blocks=(b.section(line), b.context(say(FREE)), buttons)
    )


def back_button(part: Part, session: Session) -> dict[str, object]:
    """What is given back stands on it: one person may have two parts."""
    return b.button(f"{say(BACK)}: {say(DOING[part])}", f"part:back:{part}", f"{session.id}|{part}")


def line(label: str, who: str, *, own: bool) -> str:
    """Ada is the welcomer; read by everyone who comes."""
    return (
        say("You are the {label}.", label=escape(label))
        if own
        else say("{who} is the {label}.", who=name(who), label=escape(label))
    )


def nobody(label: str) -> str:
    return say("Nobody is the {label} yet.", label=escape(label))


@dataclass(frozen=True, kw_only=True)
class Open:
    """A part that nobody has: who is asked at this moment, and who would be next."""

    part: Part
    label: str
    room: str = ""
    asked: Sequence[str] = ()
    next: Participant | None = None

    @property
    def words(self) -> str:
        if self.part in KEEPERS:
            return say(
                "Nobody is to {keepers} in {room}.",
                keepers=say(KEEPERS[self.part]),
                room=name(self.room),
            )
        return nobody(self.label)

    def value(self, session: Session) -> str:
        return f"{session.id}|{self.part}|{self.room}|{self.next.id if self.next else ''}"


def open_parts(session: Session, found: Sequence[Open], zone: str) -> Message:
    """To facilitators, a day before: what nobody has taken on, and who might."""
    when = f"“{escape(session.title)}”, {local(session.starts_at, zone)}"
    if not found:
        return Message(text=say("Every part of {when} is taken.", when=when))
    lead = say("Some parts of {when} are still open.", when=when)
    shown: list[Block] = [b.section(lead)]
    texts = [lead]
    for one in found[:12]:
        who = listed(list(map(name, one.asked)))
        asked_now = say_many(" {who} is asked.", " {who} are asked.", len(one.asked), who=who)
        words = f"• {one.words}{asked_now if one.asked else ''}"
        if one.next:
            words += say(" It would be the turn of {name}.", name=name(one.next.name))
        shown.append(b.section(words))
        texts.append(words)
        if one.next:
            press = say("Ask {name}", name=spelled(one.next.name))
            shown.append(b.actions(b.button(press, "part:ask", one.value(session))))
    return Message(text="\n".join(texts), blocks=tuple(shown))


def is_asked(person: Participant) -> str:
    return say("I ask {name} for a yes.", name=name(person.name))
