"""Leaving, coming back and handing over, in words: what happens, what is held, who takes it on, and how to undo it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.hand_over import Held
from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.followup import by_when
from bot.voice.forms import facts
from bot.voice.message import Block, Message, View
from bot.voice.words import count, day, escape, name

SOMEBODY, WHO_IS_ASKED = to_say("Somebody else"), to_say("who is asked")
NOBODY_YET = to_say("nobody yet")
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
            Held.ACTION: say(
                "The action “{what}”, {by_when}", what=what, by_when=by_when(self.when)
            ),
            Held.SUBGROUP: say("Convening the subgroup “{what}”", what=what),
            Held.LOOP: say("Seeing to a loop: “{what}”", what=what)
            if what
            else say("Seeing to a loop"),
            Held.CALL: say("A word with somebody who asked for one"),
            Held.ROOM: say("Keeping time in {what}{when}", what=name(self.what), when=when),
            Held.NOTES: say("Taking notes in {what}{when}", what=name(self.what), when=when),
            Held.PART: say("Being the {what}{when}", what=escape(self.what), when=when),
            Held.LEAD: say("Leading for {what}", what=name(self.what)),
            Held.STORY: say("A story they told, around “{what}”", what=what)
            if what
            else say("A story they told"),
        }[self.kind]


def preview(person: Participant, held: Sequence[Thing]) -> Message:
    """What would happen if somebody left."""
    who = name(person.name)
    lines = [
        say(
            "*If {who} leaves:* from that moment I write to them no more. Their answers stay, under the name they "
            "chose.",
            who=who,
        ),
        _holds(say("{who} holds", who=who), held),
        say(
            "Rooms that are ahead go on without them, with the fewest moves, and who is concerned is told. About their "
            "stories I ask them once."
        ),
        say("Write /convene people {who} returns if they come back.", who=who),
    ]
    buttons = b.actions(
        b.button(say("They have left"), "leaving-do", person.id, style="danger"),
        b.button(say("Leave it as it is"), "leaving-stay", person.id),
    )
    return Message(text="\n".join(lines), blocks=(*(b.section(line) for line in lines), buttons))


def _holds(who: str, held: Sequence[Thing]) -> str:
    if not held:
        return say("{who} nothing that somebody else must take on.", who=who)
    listing = "\n".join(f"• {thing.words}" for thing in held[:MOST])
    more = say("\nand {what} more", what=len(held) - MOST) if len(held) > MOST else ""
    return say(
        "{who} {number_of_things}, which the facilitators get as a list:\n{listing}{more}",
        who=who,
        number_of_things=count(len(held), "thing", "things"),
        listing=listing,
        more=more,
    )


def own_words(held: Sequence[Thing]) -> tuple[str, ...]:
    """What would happen if one left oneself, line by line."""
    return (
        say(
            "From that moment I write to you no more. Your answers stay, under the name you chose, and your "
            "stories stay yours: I ask you once what is to become of them."
        ),
        _holds(say("You hold"), held),
        say(
            "You need no reason. To come back, tell any facilitator: you are the same person to us."
        ),
    )


def own_form(person: Participant, held: Sequence[Thing]) -> View:
    """What would happen if one left oneself, and the button that does it."""
    *lines, last = own_words(held)
    blocks = [*map(b.section, lines), b.context(last)]
    own = facts(person=person.id)
    return View(
        body=b.form(
            "leaving",
            say("Leaving"),
            blocks,
            submit=say("I am leaving"),
            close=say("I stay"),
            facts=own,
        )
    )


def left(person: Participant, items: int) -> Message:
    """To whoever said that somebody leaves."""
    who = name(person.name)
    held = (
        say(
            "They held {number_of_things}: each facilitator gets the list, to pass on by a press.",
            number_of_things=count(items, "thing", "things"),
        )
        if items
        else say("They held nothing that somebody must take on.")
    )
    undo = say(
        "Write /convene people {who} returns if they come back, or if this was a mistake.", who=who
    )
    return Message(
        text=say(
            "{who} has left. I write to them no more. {held} {undo}", who=who, held=held, undo=undo
        )
    )


STAYS = to_say("Nothing was changed.")
OWN = to_say(
    "You have left. Thank you for all you brought. I write to you no more, but once about your stories, if you told "
    "any. To come back, tell any facilitator."
)


def back(person: Participant, kept: int) -> Message:
    """To the facilitator who let somebody come back."""
    who = name(person.name)
    held = say(" What nobody took on is theirs still ({kept}).", kept=kept) if kept else ""
    undo = say("Write /convene people {who} leaves to undo this.", who=who)
    return Message(
        text=say(
            "{who} is back, with all that they answered before. I write to them as usual.{held} {undo}",
            who=who,
            held=held,
            undo=undo,
        )
    )


def asked(person: Participant, *, own: bool) -> Message:
    """To the facilitator who passed it on."""
    if own:
        return Message(text=say("It is yours now."))
    return Message(
        text=say(
            "I ask {name} for a yes. The list shows what they say, and you may ask somebody else.",
            name=name(person.name),
        )
    )


def about_stories(person: Participant, stories: int, page: str) -> Message:
    """The one message to whoever has left: their stories are theirs."""
    told = (
        say("the story you told")
        if stories == 1
        else say("the {stories} stories you told", stories=stories)
    )
    line = say(
        "You have left, and I write to you only this once. What is to become of {told}? If you do nothing, all "
        "stays as you chose. You can take it back at any time, now or in years.",
        told=told,
    )
    how = (
        say("Press the button, or write /convene take back here.")
        if page
        else say("Write /convene take back here.")
    )
    shown: list[Block] = [b.section(line), b.context(how)]
    if page:
        shown.append(b.actions(b.button(say("My stories"), "story:page", url=page)))
    return Message(text=f"{line} {how} {page}." if page else f"{line} {how}", blocks=tuple(shown))


STORIES_STAY = to_say("You are back. Your stories are as they were; they are on your Home page.")


def away(person: Participant, held: Sequence[Thing]) -> Message:
    """What is passed on where a facilitator, or anybody, is ill or away."""
    who = name(person.name)
    lines = [
        say("*If {who} is away:* they stay who they are, and are written to as before.", who=who),
        _holds(say("{who} holds", who=who), held),
    ]
    if not held:
        return Message(text="\n".join(lines))
    buttons = b.actions(
        b.button(say("I take all of it on"), "away-take", person.id, style="primary"),
        b.button(say("Show all facilitators the list"), "away-list", person.id),
        b.button(say("Leave it as it is"), "leaving-stay", person.id),
    )
    return Message(text="\n".join(lines), blocks=(*(b.section(line) for line in lines), buttons))


def taken(number: int) -> Message:
    return Message(
        text=say(
            "{number_of_things} are yours now.", number_of_things=count(number, "thing", "things")
        )
        if number != 1
        else say("One thing is yours now.")
    )


def is_listed(person: Participant, items: int) -> Message:
    listed = (
        say(
            "All facilitators get the list of {number_of_things}",
            number_of_things=count(items, "thing", "things"),
        )
        if items
        else say("Nothing new is to be passed on")
    )
    return Message(
        text=say("{done}. {name} stays who they are.", done=listed, name=name(person.name))
    )
