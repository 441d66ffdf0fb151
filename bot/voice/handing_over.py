"""Handing over in words: what somebody held, who is asked to take it on, and how they say yes."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.hand_over import HandOver, Held, Passing
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.forms import facts, person_select
from bot.voice.leaving import MOST, NOBODY_YET, Thing
from bot.voice.message import Block, Message, View
from bot.voice.words import count, name


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
            return say("{now} now", now=name(self.thing.now)) if self.thing.now else say(NOBODY_YET)
        if self.item.state is Passing.BACK:
            return say("with them again")
        if self.item.kind is Held.STORY:
            return say("it stays theirs, as they told it; I ask them once")
        return {
            Passing.OPEN: say(NOBODY_YET),
            Passing.ASKED: say("{person} is asked", person=name(self.person)),
            Passing.TAKEN: say("{person} has it now", person=name(self.person)),
        }[self.item.state]

    @property
    def line(self) -> str:
        return f"{self.thing.words}: {self.stands}."


def list_of(person: Participant, entries: Sequence[Entry]) -> Message:
    """What somebody held, for facilitators, each with a press to pass it on."""
    who = name(person.name)
    gone = say("{who} has left.", who=who) if person.has_left else say("{who} is away.", who=who)
    if any(e.item.state is Passing.BACK for e in entries):
        gone = say("{who} is back.", who=who)
    lead = say(
        "*{gone}* This is what they held: {number_of_things}.",
        gone=gone,
        number_of_things=count(len(entries), "thing", "things"),
    )
    shown: list[Block] = [b.section(lead)]
    for entry in entries[:MOST]:
        shown.append(b.section(f"• {entry.line}"))
        if entry.item.waits:
            says = b.cut(say("Pass on: {what}", what=entry.thing.what), 70)
            shown.append(
                b.actions(b.button(say("Pass it on"), "hand-over:pass", entry.item.id, says=says))
            )
    shown += [b.section(f"• {entry.line}") for entry in entries[MOST : MOST + 10]]
    if any(entry.item.waits for entry in entries):
        shown.append(b.actions(b.button(say("I take all of it on"), "hand-over:all", person.id)))
    text = "\n".join([lead.replace("*", ""), *(f"• {entry.line}" for entry in entries)])
    return Message(text=text, blocks=tuple(shown))


def pass_form(item: HandOver, thing: Thing, who: Sequence[tuple[str, str]]) -> View:
    """Who is asked to take one thing on."""
    blocks = [
        b.section(f"{thing.words}."),
        b.field("person", say("Who is asked to take it on?"), person_select("person", who)),
        b.context(
            say(
                "They are asked for a yes, and it is theirs once they say so. Choose yourself, and it is yours."
            )
        ),
    ]
    carried = facts(item=item.id, turn=str(item.turn))
    return View(
        body=b.form("hand_over", say("Pass it on"), blocks, submit=say("Ask them"), facts=carried)
    )


def may_it_be_yours(
    item: HandOver, thing: Thing, held: Participant, *, by: str, mine: bool
) -> Message:
    """To whoever is asked to take something on."""
    gone = say("has left") if held.has_left else say("is away")
    line = say(
        "{name} {gone}. {by} asks whether you take this on: {words}.",
        name=name(held.name),
        gone=gone,
        by=name(by),
        words=thing.words,
    )
    if item.own:
        line = say(
            "Would you take this on from {name}? {words}.", name=name(held.name), words=thing.words
        )
    if not mine or item.state is not Passing.ASKED:
        yours = mine and item.state is Passing.TAKEN
        said = (
            say("It is yours now. Thank you.")
            if yours
            else say("It is not with you. That is fine.")
        )
        return Message(text=f"{line} {said}", blocks=(b.section(line), b.context(said)))
    buttons = b.actions(
        b.button(say("Yes, I take it on"), "hand-over:yes", item.id, style="primary"),
        b.button(say("No, not me"), "hand-over:no", item.id),
    )
    return Message(
        text=say("{line} Nobody minds a no.", line=line), blocks=(b.section(line), buttons)
    )
