"""An organisation's thread in words: what is written, what is still to be written, and who contributed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.artefact_rules import Gaps, gaps
from bot.domain.artefacts import Key, Record
from bot.domain.languages import say, say_many, to_say
from bot.domain.perspectives import LIVED, Group
from bot.domain.programme import Artefact, ArtefactField
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.words import count, escape, listed, local_day, name, names

EXCERPT, EXCERPTS = 160, 2
LOST = to_say(
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
        return f"{own}{(say(' of {whose}', whose=self.whose) if self.whose else '')}"


def titled(key: Key, artefact: Artefact) -> str:
    """What it is called; the how-manieth, where there are several."""
    several = artefact.minimum > 1 or key.number > 1
    return f"{artefact.title} {key.number}" if several else artefact.title


def page(
    organisation: str, shown: Sequence[Shown], *, more: Sequence[tuple[str, str]] = ()
) -> Message:
    """The whole thread on one page, in a few lines each. `more`: what one more can be begun of."""
    lead = say("The thread of *{organisation}*.", organisation=name(organisation))
    path = " → ".join(dict.fromkeys(escape(one.record.artefact.title) for one in shown))
    said = [lines_of(one) for one in shown]
    text = "\n".join([lead, path, *("\n".join(lines) for lines in said)])
    blocks: list[Block] = [
        b.section(lead),
        b.context(path or say("The plan has nothing to write.")),
    ]
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
        made.append(
            b.button(
                say("Open"), "thread:open", one.value, says=say("Open {title}", title=one.title)
            )
        )
    if one.writable:
        made.append(
            b.button(
                say("Write"), "thread:write", one.value, says=say("Write {title}", title=one.title)
            )
        )
    return made or [
        b.button(say("Open"), "thread:open", one.value, says=say("Open {title}", title=one.title))
    ]


def _menus(shown: Sequence[Shown]) -> list[Block]:
    """Where there are too many for buttons of their own."""
    menus = []
    for act, hint, wanted in (
        ("thread:open", say("Open"), shown),
        ("thread:write", say("Write"), [one for one in shown if one.writable]),
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
        return say("comes in month {begins}.", begins=one.begins)
    when = (
        say(" It is meant for month {due_month}.", due_month=artefact.due_month)
        if one.month <= artefact.due_month
        else ""
    )
    return say(
        "nothing is written yet.{when}{what}",
        when=when,
        what=f" {said_words(one)}" if one.said else "",
    )


def said_words(one: Shown) -> str:
    if not (one.said and one.writable):
        return ""
    return say_many(
        "{number} answer that may help stands beside it when you write.",
        "{number} answers that may help stand beside it when you write.",
        one.said,
    )


def review(one: Shown) -> str:
    """In a month in which it is to be looked at again."""
    if one.month not in one.record.artefact.review_months:
        return ""
    return say("This is a month to look at it again.")


def standing(one: Shown) -> list[str]:
    """How it stands: what is missing, who contributed, in sentences."""
    found = gaps(one.record)
    said = [say("Complete.")] if found.complete else []
    return [*said, *missing(found, one.lived), *balances(one), contributors(one), one.rings]


def balances(one: Shown) -> list[str]:
    """To those whose it is, how many things were added and how many came off."""
    counted = [f.balance for f in one.record.fields if f.field.form == "balance"]
    told = [(added, off) for added, off in counted if one.writable and (added or off)]
    return [
        say("Added since: {added}; came off: {off}.", added=added, off=off) for added, off in told
    ]


def missing(found: Gaps, lived: Group) -> list[str]:
    """What keeps it from being complete, and what is worth a word."""
    said = []
    if found.unwritten:
        said.append(say("Still to be written: {labels}.", labels=labels(found.unwritten)))
    if found.lost:
        said.append(
            say(
                "To be written anew, for something it drew on was taken back: {labels}.",
                labels=labels(found.lost),
            )
        )
    for one in found.uneven:
        said.append(
            say(
                "“{label}” has {number_of_lines}, “{other}” {of}.",
                label=escape(one.field.label),
                number_of_lines=count(one.lines, "line", "lines"),
                other=escape(one.each.label),
                of=one.of,
            )
        )
    if found.unlived:
        said.append(say("No lived experience yet: {nobody} has contributed.", nobody=lived.nobody))
    for before, after in found.afterwards:
        said.append(
            say(
                "“{label}” was written together with “{other}”, or changed after it.",
                label=escape(before.label),
                other=escape(after.label),
            )
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
    rest = record.others
    others = count(rest, "other", "others") if lived else count(rest, "person", "people")
    told = [escape(lived), others if rest else ""]
    named = f" ({names(one.names)})" if one.names else ""
    return say(
        "Contributed by {what}{named}.", what=listed([part for part in told if part]), named=named
    )


def full(one: Shown, zone: str) -> list[str]:
    """Everything it says, with what was there before, for its own window."""
    lines = []
    for f in one.record.fields:
        lines.append(f"*{escape(f.field.label)}*")
        lines.append(
            escape(f.text) if f.text else f"_{(say(LOST) if f.lost else say('Not written yet.'))}_"
        )
        for piece in [] if f.field.form in {"log", "balance"} else f.pieces[-3:-1][::-1]:
            if piece.text:
                day = local_day(piece.writing.at, zone)
                lines.append(
                    say(
                        "_Before, from {day}: {list}_",
                        day=day,
                        list=escape(b.cut(" ".join(piece.text.split()), 300)),
                    )
                )
    return lines


def threads(one: Shown) -> list[str]:
    """What it rests on, and what rests on it."""
    said = []
    for title, words in one.based_on:
        more = (
            f": {escape(b.cut(' '.join(words.split()), 200))}"
            if words
            else say(", where nothing is written yet")
        )
        said.append(say("It rests on “{title}”{more}", title=escape(title), more=more))
    if one.carries:
        said.append(
            say("On it rest {what}.", what=listed([f"“{escape(title)}”" for title in one.carries]))
        )
    return [
        *said,
        *(say("To read for it: {reading}", reading=reading) for reading in one.readings[:5]),
    ]


def compared(what: str, rows: Sequence[tuple[str, Sequence[str]]]) -> Message:
    """The same artefact, or one field of it, of several owners side by side."""
    lead = say("*{what}*, side by side.", what=escape(what))
    if not rows:
        return Message(
            text=say("Nothing is written about {what} yet that you may read.", what=escape(what))
        )
    said = [
        f"*{name(owner)}*\n" + "\n".join(escape(b.cut(text, 600)) for text in texts)
        for owner, texts in rows
    ]
    few = "" if len(rows) > 1 else say("Only one has written so far.")
    foot = [b.context(few)] if few else []
    return Message(
        text="\n".join(filter(None, [lead, *said, few])),
        blocks=(b.section(lead), *map(b.section, said), *foot),
    )


def value_of(key: Key, part: int = 0) -> str:
    """How a button names it."""
    return f"{key.artefact}|{key.number}|{part}|{key.owner}"
