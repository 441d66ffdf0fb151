"""Leaving, coming back and handing over, in words: what happens, what is held, who takes it on, and how to undo it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.hand_over import HandOver, Held, Passing
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.followup import by_when
from bot.voice.forms import facts, person_select
from bot.voice.message import Block, Message, View
from bot.voice.words import count, day, escape, name

SOMEBODY, WHO_IS_ASKED = "Somebody else", "who is asked"
NOBODY_YET = "nobody yet"
MOST = 15  # with a button each; a message holds fifty blocks


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that is in somebody's hands. `now` is who has that part by now, where it follows by itself."""

    kind: Held
    what: str
    when: date | None = None
    now: str = ""

    @property
    def words(self) -> str:
        what, when = escape(self.what), f", {day(self.when)}" if self.when else ""
        return {
            Held.ACTION: f"The action “{what}”, {by_when(self.when)}",
            Held.SUBGROUP: f"Convening the subgroup “{what}”",
            Held.LOOP: f"Seeing to a loop: “{what}”" if what else "Seeing to a loop",
            Held.CALL: "A word with somebody who asked for one",
            Held.ROOM: f"Keeping time in {name(self.what)}{when}",
            Held.NOTES: f"Taking notes in {name(self.what)}{when}",
            Held.PART: f"Being the {escape(self.what)}{when}",
            Held.LEAD: f"Leading for {name(self.what)}",
            Held.STORY: f"A story they told, around “{what}”" if what else "A story they told",
        }[self.kind]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the list. `person` is who was asked, or has it now."""

    item: HandOver
    thing: Thing
    person: str = ""

    @property
    def stands(self) -> str:
        """Who has it."""
        if self.item.kind in {Held.ROOM, Held.NOTES, Held.PART, Held.LEAD}:
            return f"{name(self.thing.now)} now" if self.thing.now else NOBODY_YET
        if self.item.state is Passing.BACK:
            return "with them again"
        if self.item.kind is Held.STORY:
            return "it stays theirs, as they told it; I ask them once"
        return {
            Passing.OPEN: NOBODY_YET,
            Passing.ASKED: f"{name(self.person)} is asked",
            Passing.TAKEN: f"{name(self.person)} has it now",
        }[self.item.state]

    @property
    def line(self) -> str:
        return f"{self.thing.words}: {self.stands}."


def preview(person: Participant, held: Sequence[Thing]) -> Message:
    """What would happen if somebody left."""
    who = name(person.name)
    lines = [
        f"*If {who} leaves:* from that moment I write to them no more. Their answers stay, under the name they chose.",
        _holds(f"{who} holds", held),
        "Rooms that are ahead go on without them, with the fewest moves, and who is concerned is told. About their "
        "stories I ask them once.",
        f"Write /convene people {who} returns if they come back.",
    ]
    buttons = b.actions(
        b.button("They have left", "leaving-do", person.id, style="danger"),
        b.button("Leave it as it is", "leaving-stay", person.id),
    )
    return Message(text="\n".join(lines), blocks=(*(b.section(line) for line in lines), buttons))


def _holds(who: str, held: Sequence[Thing]) -> str:
    if not held:
        return f"{who} nothing that somebody else must take on."
    listing = "\n".join(f"• {thing.words}" for thing in held[:MOST])
    more = f"\nand {len(held) - MOST} more" if len(held) > MOST else ""
    return (
        f"{who} {count(len(held), 'thing')}, which the facilitators get as a list:\n{listing}{more}"
    )


def own_words(held: Sequence[Thing]) -> tuple[str, ...]:
    """What would happen if one left oneself, line by line."""
    return (
        "From that moment I write to you no more. Your answers stay, under the name you chose, and your stories stay "
        "yours: I ask you once what is to become of them.",
        _holds("You hold", held),
        "You need no reason. To come back, tell any facilitator: you are the same person to us.",
    )


def own_form(person: Participant, held: Sequence[Thing]) -> View:
    """What would happen if one left oneself, and the button that does it."""
    *lines, last = own_words(held)
    blocks = [*map(b.section, lines), b.context(last)]
    own = facts(person=person.id)
    return View(
        body=b.form("leaving", "Leaving", blocks, submit="I am leaving", close="I stay", facts=own)
    )


def left(person: Participant, items: int) -> Message:
    """To whoever said that somebody leaves."""
    who = name(person.name)
    held = (
        f"They held {count(items, 'thing')}: each facilitator gets the list, to pass on by a press."
        if items
        else "They held nothing that somebody must take on."
    )
    undo = f"Write /convene people {who} returns if they come back, or if this was a mistake."
    return Message(text=f"{who} has left. I write to them no more. {held} {undo}")


STAYS = "Nothing was changed."
OWN = (
    "You have left. Thank you for all you brought. I write to you no more, but once about your stories, if you told "
    "any. To come back, tell any facilitator."
)


def back(person: Participant, kept: int) -> Message:
    """To the facilitator who let somebody come back."""
    who = name(person.name)
    held = f" What nobody took on is theirs still ({kept})." if kept else ""
    undo = f"Write /convene people {who} leaves to undo this."
    return Message(
        text=f"{who} is back, with all that they answered before. I write to them as usual.{held} {undo}"
    )


def list_of(person: Participant, entries: Sequence[Entry]) -> Message:
    """What somebody held, for facilitators, each with a press to pass it on."""
    who = name(person.name)
    gone = f"{who} has left." if person.has_left else f"{who} is away."
    if any(e.item.state is Passing.BACK for e in entries):
        gone = f"{who} is back."
    lead = f"*{gone}* This is what they held: {count(len(entries), 'thing')}."
    shown: list[Block] = [b.section(lead)]
    for entry in entries[:MOST]:
        shown.append(b.section(f"• {entry.line}"))
        if entry.item.waits:
            says = b.cut(f"Pass on: {entry.thing.what}", 70)
            shown.append(
                b.actions(b.button("Pass it on", "hand-over:pass", entry.item.id, says=says))
            )
    shown += [b.section(f"• {entry.line}") for entry in entries[MOST : MOST + 10]]
    if any(entry.item.waits for entry in entries):
        shown.append(b.actions(b.button("I take all of it on", "hand-over:all", person.id)))
    text = "\n".join([lead.replace("*", ""), *(f"• {entry.line}" for entry in entries)])
    return Message(text=text, blocks=tuple(shown))


def pass_form(item: HandOver, thing: Thing, who: Sequence[tuple[str, str]]) -> View:
    """Who is asked to take one thing on."""
    blocks = [
        b.section(f"{thing.words}."),
        b.field("person", "Who is asked to take it on?", person_select("person", who)),
        b.context("They are asked for a yes, and it is theirs once they say so. Choose yourself, and it is yours."),
    ]  # fmt: skip
    carried = facts(item=item.id, turn=str(item.turn))
    return View(body=b.form("hand_over", "Pass it on", blocks, submit="Ask them", facts=carried))


def asked(person: Participant, *, own: bool) -> Message:
    """To the facilitator who passed it on."""
    if own:
        return Message(text="It is yours now.")
    return Message(
        text=f"I ask {name(person.name)} for a yes. The list shows what they say, and you may ask somebody else."
    )


def may_it_be_yours(
    item: HandOver, thing: Thing, held: Participant, *, by: str, mine: bool
) -> Message:
    """To whoever is asked to take something on."""
    gone = "has left" if held.has_left else "is away"
    line = f"{name(held.name)} {gone}. {name(by)} asks whether you take this on: {thing.words}."
    if item.own:
        line = f"Would you take this on from {name(held.name)}? {thing.words}."
    if not mine or item.state is not Passing.ASKED:
        yours = mine and item.state is Passing.TAKEN
        said = "It is yours now. Thank you." if yours else "It is not with you. That is fine."
        return Message(text=f"{line} {said}", blocks=(b.section(line), b.context(said)))
    buttons = b.actions(
        b.button("Yes, I take it on", "hand-over:yes", item.id, style="primary"),
        b.button("No, not me", "hand-over:no", item.id),
    )
    return Message(text=f"{line} Nobody minds a no.", blocks=(b.section(line), buttons))


def about_stories(person: Participant, stories: int, page: str) -> Message:
    """The one message to whoever has left: their stories are theirs."""
    told = "the story you told" if stories == 1 else f"the {stories} stories you told"
    line = (
        f"You have left, and I write to you only this once. What is to become of {told}? If you do nothing, all "
        "stays as you chose. You can take it back at any time, now or in years."
    )
    how = (
        "Press the button, or write /convene take back here."
        if page
        else "Write /convene take back here."
    )
    shown: list[Block] = [b.section(line), b.context(how)]
    if page:
        shown.append(b.actions(b.button("My stories", "story:page", url=page)))
    return Message(text=f"{line} {how} {page}." if page else f"{line} {how}", blocks=tuple(shown))


STORIES_STAY = "You are back. Your stories are as they were; they are on your Home page."


def away(person: Participant, held: Sequence[Thing]) -> Message:
    """What is passed on where a facilitator, or anybody, is ill or away."""
    who = name(person.name)
    lines = [
        f"*If {who} is away:* they stay who they are, and are written to as before.",
        _holds(f"{who} holds", held),
    ]
    if not held:
        return Message(text="\n".join(lines))
    buttons = b.actions(
        b.button("I take all of it on", "away-take", person.id, style="primary"),
        b.button("Show all facilitators the list", "away-list", person.id),
        b.button("Leave it as it is", "leaving-stay", person.id),
    )
    return Message(text="\n".join(lines), blocks=(*(b.section(line) for line in lines), buttons))


def taken(number: int) -> Message:
    return Message(
        text=f"{count(number, 'thing')} are yours now."
        if number != 1
        else "One thing is yours now."
    )


def is_listed(person: Participant, items: int) -> Message:
    listed = (
        f"All facilitators get the list of {count(items, 'thing')}"
        if items
        else "Nothing new is to be passed on"
    )
    return Message(text=f"{listed}. {name(person.name)} stays who they are.")
