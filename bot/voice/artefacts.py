"""An organisation's thread in words: what is written, what is still to be written, and who contributed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.artefact_rules import Gaps, gaps
from bot.domain.artefacts import Key, Record
from bot.domain.perspectives import LIVED, Group
from bot.domain.programme import Artefact, ArtefactField
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.words import count, escape, listed, local_day, name, names

EXCERPT, EXCERPTS = 160, 2
LOST = (
    "Words that stood here drew on something that has been taken back, or that goes less far now. "
    "Please write this part anew."
)
MANY = 14  # so many can have buttons of their own on one page


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One artefact as a reader sees it. `value` is how its buttons name it; `whose` a subgroup, where it is one's."""

    record: Record
    value: str
    writable: bool
    whose: str = ""
    begins: int = 1  # the month from which anything asks for it
    month: int = 1  # this month
    said: int = 0
    rings: str = ""
    names: Sequence[str] = ()
    based_on: Sequence[tuple[str, str]] = ()  # titles, each with its first words
    carries: Sequence[str] = ()
    lived: Group = field(default=LIVED)
    readings: Sequence[str] = ()  # as they stand in the bibliography, ready to be shown

    @property
    def title(self) -> str:
        """Persona 2; Prototype and test cycle of Texts before discharge."""
        own = titled(self.record.key, self.record.artefact)
        return f"{own}{f' of {self.whose}' if self.whose else ''}"


def titled(key: Key, artefact: Artefact) -> str:
    """What it is called; the how-manieth, where there are several."""
    several = artefact.minimum > 1 or key.number > 1
    return f"{artefact.title} {key.number}" if several else artefact.title


def page(
    organisation: str, shown: Sequence[Shown], *, more: Sequence[tuple[str, str]] = ()
) -> Message:
    """The whole thread on one page, in a few lines each. `more`: what one more can be begun of."""
    lead = f"The thread of *{name(organisation)}*."
    path = " → ".join(dict.fromkeys(escape(one.record.artefact.title) for one in shown))
    said = [lines_of(one) for one in shown]
    text = "\n".join([lead, path, *("\n".join(lines) for lines in said)])
    blocks: list[Block] = [b.section(lead), b.context(path or "The plan has nothing to write.")]
    few = len(shown) <= MANY
    for one, lines in zip(shown, said, strict=True):
        blocks.append(b.section("\n".join(lines)))
        blocks += [b.actions(*_buttons(one))] if few else []
    if not few:
        blocks += _menus(shown)
    for label, value in more:
        blocks.append(b.actions(b.button(label, "thread:write", value)))
    return Message(text=text, blocks=tuple(blocks))


def _buttons(one: Shown) -> list[dict[str, object]]:
    made = []
    if one.record.begun:
        made.append(b.button("Open", "thread:open", one.value, says=f"Open {one.title}"))
    if one.writable:
        made.append(b.button("Write", "thread:write", one.value, says=f"Write {one.title}"))
    return made or [b.button("Open", "thread:open", one.value, says=f"Open {one.title}")]


def _menus(shown: Sequence[Shown]) -> list[Block]:
    """Where there are too many for buttons of their own."""
    menus = []
    for act, hint, wanted in (
        ("thread:open", "Open", shown),
        ("thread:write", "Write", [one for one in shown if one.writable]),
    ):
        choices = [(one.title, one.value) for one in wanted]
        menus += [b.actions(b.select(act, choices, hint=hint))] if choices else []
    return menus


def lines_of(one: Shown) -> list[str]:
    """Its name, its first words, and how it stands."""
    head = f"*{escape(one.title)}*"
    if not one.record.begun:
        return [f"{head}: {not_yet(one)}"]
    texts = [f for f in one.record.fields if f.text][:EXCERPTS]
    quoted = [
        f"{escape(f.field.label)}: {escape(b.cut(' '.join(f.text.split()), EXCERPT))}"
        for f in texts
    ]
    return [head, *quoted, " ".join(filter(None, [*standing(one), review(one), said_words(one)]))]


def not_yet(one: Shown) -> str:
    artefact = one.record.artefact
    if one.month < one.begins:
        return f"comes in month {one.begins}."
    when = (
        f" It is meant for month {artefact.due_month}." if one.month <= artefact.due_month else ""
    )
    return f"nothing is written yet.{when}{f' {said_words(one)}' if one.said else ''}"


def said_words(one: Shown) -> str:
    if not (one.said and one.writable):
        return ""
    stands = "stands" if one.said == 1 else "stand"
    return f"{count(one.said, 'answer')} that may help {stands} beside it when you write."


def review(one: Shown) -> str:
    """In a month in which it is to be looked at again."""
    if one.month not in one.record.artefact.review_months:
        return ""
    return "This is a month to look at it again."


def standing(one: Shown) -> list[str]:
    """How it stands: what is missing, who contributed, in sentences."""
    found = gaps(one.record)
    said = ["Complete."] if found.complete else []
    return [*said, *missing(found, one.lived), *balances(one), contributors(one), one.rings]


def balances(one: Shown) -> list[str]:
    """To those whose it is, how many things were added and how many came off."""
    counted = [f.balance for f in one.record.fields if f.field.form == "balance"]
    told = [(added, off) for added, off in counted if one.writable and (added or off)]
    return [f"Added since: {added}; came off: {off}." for added, off in told]


def missing(found: Gaps, lived: Group) -> list[str]:
    """What keeps it from being complete, and what is worth a word."""
    said = []
    if found.unwritten:
        said.append(f"Still to be written: {labels(found.unwritten)}.")
    if found.lost:
        said.append(
            f"To be written anew, for something it drew on was taken back: {labels(found.lost)}."
        )
    for one in found.uneven:
        said.append(
            f"“{escape(one.field.label)}” has {count(one.lines, 'line')}, “{escape(one.each.label)}” {one.of}."
        )
    if found.unlived:
        said.append(f"No lived experience yet: {lived.nobody} has contributed.")
    for before, after in found.afterwards:
        said.append(
            f"“{escape(before.label)}” was written together with “{escape(after.label)}”, or changed after it."
        )
    return said


def labels(fields: Sequence[ArtefactField]) -> str:
    return listed([f"“{escape(f.label)}”" for f in fields])


def contributors(one: Shown) -> str:
    """Counted by perspective; by name only who wished it."""
    record = one.record
    if not record.contributors:
        return ""
    lived = count(record.lived, one.lived.one, one.lived.many) if record.lived else ""
    others = count(record.others, "other" if lived else "person", "others" if lived else "people")
    told = [escape(lived), others if record.others else ""]
    named = f" ({names(one.names)})" if one.names else ""
    return f"Contributed by {listed([part for part in told if part])}{named}."


def full(one: Shown, zone: str) -> list[str]:
    """Everything it says, with what was there before, for its own window."""
    lines = []
    for f in one.record.fields:
        lines.append(f"*{escape(f.field.label)}*")
        lines.append(escape(f.text) if f.text else f"_{LOST if f.lost else 'Not written yet.'}_")
        for piece in [] if f.field.form in {"log", "balance"} else f.pieces[-3:-1][::-1]:
            if piece.text:
                day = local_day(piece.writing.at, zone)
                lines.append(
                    f"_Before, from {day}: {escape(b.cut(' '.join(piece.text.split()), 300))}_"
                )
    return lines


def threads(one: Shown) -> list[str]:
    """What it rests on, and what rests on it."""
    said = []
    for title, words in one.based_on:
        more = (
            f": {escape(b.cut(' '.join(words.split()), 200))}"
            if words
            else ", where nothing is written yet"
        )
        said.append(f"It rests on “{escape(title)}”{more}")
    if one.carries:
        said.append(f"On it rest {listed([f'“{escape(title)}”' for title in one.carries])}.")
    return [*said, *(f"To read for it: {reading}" for reading in one.readings[:5])]


def compared(what: str, rows: Sequence[tuple[str, Sequence[str]]]) -> Message:
    """The same artefact, or one field of it, of several owners side by side."""
    lead = f"*{escape(what)}*, side by side."
    if not rows:
        return Message(text=f"Nothing is written about {escape(what)} yet that you may read.")
    said = [
        f"*{name(owner)}*\n" + "\n".join(escape(b.cut(text, 600)) for text in texts)
        for owner, texts in rows
    ]
    few = "" if len(rows) > 1 else "Only one has written so far."
    foot = [b.context(few)] if few else []
    return Message(
        text="\n".join(filter(None, [lead, *said, few])),
        blocks=(b.section(lead), *map(b.section, said), *foot),
    )


def too_few(lived: Group) -> str:
    """Where a scale was asked and so few answered that they could be recognised."""
    return (
        f"Does it ring true? {lived.many.capitalize()} were asked; too few to show have answered."
    )


def rings(average: float, number: int, lived: Group) -> str:
    return (
        f"Does it ring true? {average:.1f} on average, from {count(number, lived.one, lived.many)}."
    )


def value_of(key: Key, part: int = 0) -> str:
    """How a button names it."""
    return f"{key.artefact}|{key.number}|{part}|{key.owner}"


def look_again(found: Sequence[tuple[str, str]]) -> Message:
    """To an organisation's lead, in a month that is meant for it: what there is to look at again."""
    titles = listed([f"“{escape(title)}”" for title, _ in found])
    said = f"This is a month to look again at {titles}. What was written before stays to be read."
    if not found:
        return Message(text="There is nothing to look at again this month.")
    buttons = [
        b.button("Open", "thread:open", value, says=f"Open {title}") for title, value in found[:5]
    ]
    return Message(text=said, blocks=(b.section(said), *(b.actions(one) for one in buttons)))


def growing(title: str, added: int, off: int, value: str) -> Message:
    """To an organisation's lead alone: the list grows and nothing comes off."""
    came_off = "nothing came off" if not off else f"{count(off, 'thing')} came off"
    said = (
        f"{count(added, 'thing')} {'was' if added == 1 else 'were'} added to “{escape(title)}”, and {came_off}. "
        "What could come off, to make room? I tell this to you alone."
    )
    button = b.button("Write", "thread:write", value, says=f"Write {title}")
    return Message(text=said, blocks=(b.section(said), b.actions(button)))
