"""What an organisation's people are told of their thread, in words: what is too few to count, and what grows."""

from collections.abc import Sequence

from bot.domain.languages import say, say_many
from bot.domain.perspectives import Group
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.words import count, escape, listed


def too_few(lived: Group) -> str:
    """Where a scale was asked and so few answered that they could be recognised."""
    return say(
        "Does it ring true? {people} were asked; too few to show have answered.",
        people=lived.many.capitalize(),
    )


def rings(average: float, number: int, lived: Group) -> str:
    return say(
        "Does it ring true? {average:.1f} on average, from {number_of_things}.",
        average=average,
        number_of_things=count(number, lived.one, lived.many),
    )


def look_again(found: Sequence[tuple[str, str]]) -> Message:
    """To an organisation's lead, in a month that is meant for it: what there is to look at again."""
    titles = listed([f"“{escape(title)}”" for title, _ in found])
    said = say(
        "This is a month to look again at {titles}. What was written before stays to be read.",
        titles=titles,
    )
    if not found:
        return Message(text=say("There is nothing to look at again this month."))
    buttons = [
        b.button(say("Open"), "thread:open", value, says=say("Open {title}", title=title))
        for title, value in found[:5]
    ]
    return Message(text=said, blocks=(b.section(said), *(b.actions(one) for one in buttons)))


def growing(title: str, added: int, off: int, value: str) -> Message:
    """To an organisation's lead alone: the list grows and nothing comes off."""
    came_off = (
        say("nothing came off")
        if not off
        else say("{number_of_things} came off", number_of_things=count(off, "thing", "things"))
    )
    said = say_many(
        "{number} thing was added to “{title}”, and {came_off}. What could come off, to make room? I tell this to you "
        "alone.",
        "{number} things were added to “{title}”, and {came_off}. What could come off, to make room? I tell this to "
        "you alone.",
        added,
        title=escape(title),
        came_off=came_off,
    )
    button = b.button(say("Write"), "thread:write", value, says=say("Write {title}", title=title))
    return Message(text=said, blocks=(b.section(said), b.actions(button)))
