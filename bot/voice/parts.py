"""Parts in a session in words: what each is, asked so that a no is free, and how to give it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.parts import Part, Turn, TurnState
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.words import escape, local, name, spelled

DOES = {
    Part.WELCOMER: "You greet people as they come in, and help those who are new to find their way.",
    Part.NOTICER: "You watch how we are with each other, who speaks and who does not, and say at the end what you "
    "noticed.",
    Part.HOST: "So everyone gets a turn, and the room ends on time.",
    Part.SCRIBE: "So the one line that is to be kept is written down.",
}
KEEPERS = {Part.HOST: "keep time", Part.SCRIBE: "take notes"}
DOING = {
    Part.HOST: "keeping time",
    Part.SCRIBE: "taking notes",
    Part.WELCOMER: "welcoming",
    Part.NOTICER: "noticing",
}
FREE = "A no is free: then I ask somebody else, and nobody minds."
THAT_IS_FINE = "That is fine. I ask somebody else."
TAKEN = "Somebody else does it this time. Thank you all the same."
GIVEN_BACK = "You have given it back. That is fine; I ask somebody else."
YES, NO, BACK = "Yes, I do it", "Not this time", "Give it back"


def _would_you(part: Part, label: str, room: str) -> str:
    if part in KEEPERS:
        return f"Would you {KEEPERS[part]} in {name(room)}"
    return f"Would you be the {escape(label)}"


def asked(turn: Turn, session: Session, person: Participant, label: str, *, gone: bool) -> Message:
    """The question, and what stands in its place once it is answered. `gone`: somebody else has it."""
    what = f"“{escape(session.title)}”, {local(session.starts_at, person.zone)}"
    if turn.state is TurnState.YES:
        does = (
            f"You {KEEPERS[turn.part]}" if turn.part in KEEPERS else f"You are the {escape(label)}"
        )
        line = f"{does} at {what}. Thank you."
        said = (
            b.section(line),
            b.context(DOES[turn.part]),
            b.actions(back_button(turn.part, session)),
        )
        return Message(text=f"{line} {DOES[turn.part]}", blocks=said)
    line = f"{_would_you(turn.part, label, turn.room)} at {what}? {DOES[turn.part]}"
    after = {TurnState.NO: THAT_IS_FINE, TurnState.BACK: GIVEN_BACK}.get(
        turn.state, TAKEN if gone else ""
    )
    if after:
        return Message(text=f"{line} {after}", blocks=(b.section(line), b.context(after)))
    buttons = b.actions(
        b.button(YES, "part:yes", turn.id, says=f"{YES}: {label or KEEPERS[turn.part]}"),
        b.button(NO, "part:no", turn.id, says=f"{NO}: {label or KEEPERS[turn.part]}"),
    )
    return Message(text=f"{line} {FREE}", blocks=(b.section(line), b.context(FREE), buttons))


def back_button(part: Part, session: Session) -> dict[str, object]:
    """What is given back stands on it: one person may have two parts."""
    return b.button(f"{BACK}: {DOING[part]}", f"part:back:{part}", f"{session.id}|{part}")


def line(label: str, who: str, *, own: bool) -> str:
    """Ada is the welcomer; read by everyone who comes."""
    return f"You are the {escape(label)}." if own else f"{name(who)} is the {escape(label)}."


def nobody(label: str) -> str:
    return f"Nobody is the {escape(label)} yet."


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
            return f"Nobody is to {KEEPERS[self.part]} in {name(self.room)}."
        return nobody(self.label)

    def value(self, session: Session) -> str:
        return f"{session.id}|{self.part}|{self.room}|{self.next.id if self.next else ''}"


def open_parts(session: Session, found: Sequence[Open], zone: str) -> Message:
    """To facilitators, a day before: what nobody has taken on, and who might."""
    when = f"“{escape(session.title)}”, {local(session.starts_at, zone)}"
    if not found:
        return Message(text=f"Every part of {when} is taken.")
    lead = f"Some parts of {when} are still open."
    shown: list[Block] = [b.section(lead)]
    texts = [lead]
    for one in found[:12]:
        asked_now = (
            f" {' and '.join(map(name, one.asked))} {'are' if len(one.asked) > 1 else 'is'} asked."
        )
        words = f"• {one.words}{asked_now if one.asked else ''}"
        if one.next:
            words += f" It would be the turn of {name(one.next.name)}."
        shown.append(b.section(words))
        texts.append(words)
        if one.next:
            press = f"Ask {spelled(one.next.name)}"
            shown.append(b.actions(b.button(press, "part:ask", one.value(session))))
    return Message(text="\n".join(texts), blocks=tuple(shown))


def is_asked(person: Participant) -> str:
    return f"I ask {name(person.name)} for a yes."
