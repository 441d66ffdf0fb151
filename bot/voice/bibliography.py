"""The bibliography in words: what stands in it, who suggested it, and a kind word where plain words are missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, say_many, to_say
from bot.domain.references import LIVED, PRACTICE, SCIENCE, Reference
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.words import count, escape, listed, name, quoted

ON_A_PAGE = 8
SOURCES = {
    SCIENCE: to_say("From science"),
    LIVED: to_say("From lived experience"),
    PRACTICE: to_say("From practice"),
}
# as programs that keep references know them
KEYWORDS = {SCIENCE: "science", LIVED: "lived experience", PRACTICE: "practice"}
EMPTY = to_say(
    "Nothing stands in the bibliography yet. Add what others should know: "
    "`/convene reading add` with a title, a DOI or a link."
)
TRY = to_say(
    "Try: `/convene reading list`, `reading search waiting rooms`, `reading add` with a title, a DOI or a link, "
    "`reading export bibtex` or `csl`."
)
NO_PLAIN_WORDS = to_say("Nobody has said yet in plain words what it says.")
WOULD_YOU = to_say(
    "Could you say in a sentence or two, in plain words, what it says and whom it helps? "
    "Some of us read only that, and thank you for it."
)
FROM_THE_PLAN = to_say("From the learning plan.")
BOX, BOXES = 2800, 4  # characters in a box, and boxes in one message
AT_A_SESSION = 3
TO_READ = to_say("To read or watch before it, if you like:")
MORE_READINGS = to_say("More of them: `/convene reading`")
TAKEN_BACK = to_say(
    "Taken back. It stays only where others suggested it, too, or where the plan names it."
)
TAKE_BACK = to_say("Take it back")
STAYS = to_say("It stays in the bibliography, for others suggested it, too, or the plan names it.")
GOES = to_say("It goes from the bibliography, with the plain words that anybody wrote about it.")
LEFT_OUT = to_say(
    "Too long for a box in Slack: {}. A file of everything is written with `convener reading export`."
)
THANKS = to_say("Thank you")
ADD, SAY_MORE = to_say("Add a reading"), to_say("Say more about it")
ADD_WORDS = to_say("Add plain words")


@dataclass(frozen=True, kw_only=True)
class About:
    """What somebody says of a reading beside what it is."""

    source: str = ""
    summary: str = ""
    named: bool = False
    session: str = ""
    artefact: str = ""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An entry with the names of those of its suggesters who wish it, and the sessions it is for."""

    entry: Reference
    names: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()


def title(entry: Reference) -> str:
    """What it is called, and the address where it can be read, for all to see where it leads."""
    called = f"“{escape(entry.title)}”" if entry.title else ""
    return " ".join(filter(None, [called, escape(entry.link)]))


def page(shown: Sequence[Listed], *, total: int, number: int = 1, wanted: str = "") -> Message:
    """Some entries, what was suggested last first."""
    add = b.actions(b.button(say(ADD), "reading:add"))
    if not shown:
        lead = (
            say("Nothing with “{wanted}” stands in the bibliography.", wanted=escape(wanted))
            if wanted
            else say(EMPTY)
        )
        return Message(text=lead, blocks=(b.section(lead), add))
    lead = _lead(total, wanted)
    lines, blocks = [lead], [b.section(f"*{lead}*")]
    for one in shown:
        said = entry_words(one)
        lines.append(said)
        blocks += [b.section(said), b.actions(_more_button(one.entry))]
    if total > number * ON_A_PAGE:
        more = _more(total - number * ON_A_PAGE, number + 1, wanted)
        lines.append(more)
        blocks.append(b.context(more))
    return Message(text="\n".join(lines), blocks=(*blocks, add))


def _more(left: int, following: int, wanted: str) -> str:
    if wanted:
        return say("There are {left} more. Look for one more word of the one you mean.", left=left)
    return say(
        "There are {left} more: `/convene reading list {following}`", left=left, following=following
    )


def _lead(total: int, wanted: str) -> str:
    if wanted:
        found = count(total, "reading", "readings")
        return say("{found} with “{wanted}”.", found=found, wanted=escape(wanted))
    return say_many(
        "{number} reading stands in the bibliography.",
        "{number} readings stand in the bibliography.",
        total,
    )


def _more_button(entry: Reference) -> dict[str, object]:
    label = say(SAY_MORE if entry.summary else ADD_WORDS)
    says = f"{label}: {entry.called}"
    return b.button(label, "reading:open", entry.id, says=says)


def entry_words(one: Listed) -> str:
    """One entry: its title, the kind of source, its plain words, who suggested it and what it is for."""
    entry = one.entry
    said = (
        say("In plain words: “{summary}”", summary=escape(entry.summary))
        if entry.summary
        else say(NO_PLAIN_WORDS)
    )
    kind = f"{say(SOURCES[entry.source])}." if entry.source in SOURCES else ""
    sessions = say("For {sessions}.", sessions=quoted(one.sessions)) if one.sessions else ""
    about = " ".join(filter(None, [kind, suggested(one), sessions]))
    return "\n".join(filter(None, [title(entry), said, about]))


def for_session(entries: Sequence[Reference]) -> str:
    """What one may read before a session, its plain words with it."""
    if not entries:
        return ""
    lines = [f"• {_in_a_line(entry)}" for entry in entries[:AT_A_SESSION]]
    more = [say(MORE_READINGS)] if len(entries) > AT_A_SESSION else []
    return "\n".join([say(TO_READ), *lines, *more])


def _in_a_line(entry: Reference) -> str:
    said = f": {escape(b.cut(entry.summary, 200))}" if entry.summary else ""
    return f"{title(entry)}{said}"


def suggested(one: Listed) -> str:
    """Suggested by Pearl and one other: by name whoever wishes it."""
    whole = len(one.entry.suggested_by)
    if not whole:
        return say(FROM_THE_PLAN)
    others = whole - len(one.names)
    unnamed = count(others, "other", "others") if one.names else count(others, "person", "people")
    who = listed([*map(name, one.names), *([unnamed] if others else [])])
    return say("Suggested by {who}.", who=who)


def suggested_by(people: Sequence[str]) -> str:
    """The same in a file that goes along with a text: only those who wish to be named."""
    return say("Suggested by {people}", people=listed(people)) if people else ""


def added(one: Listed, *, known: bool, unkept: str = "") -> Message:
    """What whoever suggests it is answered. `unkept` are their plain words, where there were others already."""
    called = title(one.entry)
    lead = (
        say(
            "It stood there already, and you now stand with it: {called}. {suggested}",
            called=called,
            suggested=suggested(one),
        )
        if known
        else say("It stands in the bibliography now: {called}.", called=called)
    )
    asked = _others_words(one.entry, unkept) if one.entry.summary else say(WOULD_YOU)
    lines = [line for line in (lead, asked) if line]
    more = b.actions(_more_button(one.entry))
    return Message(text=" ".join(lines), blocks=(*map(b.section, lines), more))


def _others_words(entry: Reference, unkept: str) -> str:
    if not unkept:
        return ""
    stands = say(
        "Somebody has said already in plain words: “{summary}”.", summary=escape(entry.summary)
    )
    return say(
        "{stands} Yours were: “{unkept}”. “{say_more}” lets you put both together.",
        stands=stands,
        unkept=escape(unkept),
        say_more=say(SAY_MORE),
    )


def kept(one: Listed) -> Message:
    """What whoever said more about it reads."""
    return Message(text=say("Kept. {entry_words}", entry_words=entry_words(one)))


def fits_a_box(text: str) -> bool:
    return len(escape(text)) <= BOX


def exported(boxes: Sequence[str], kind: str, part: int, *, left_out: int = 0) -> Message:
    """The bibliography for other programs, in boxes to copy; each is whole by itself."""
    if not boxes:
        return Message(text=say(EMPTY))
    parts = -(-len(boxes) // BOXES)
    part = min(part, parts)
    here = boxes[(part - 1) * BOXES : part * BOXES]
    these = say("these boxes") if len(here) > 1 else say("this box")
    lead = say(
        "The bibliography for other programs, part {part} of {parts}: copy {these}.",
        part=part,
        parts=parts,
        these=these,
    )
    more = (
        say("Go on with `/convene reading export {kind} {what}`.", kind=kind, what=part + 1)
        if part < parts
        else ""
    )
    too_long = (
        say(LEFT_OUT).format(count(left_out, "reading", "readings"))
        if left_out and part == parts
        else ""
    )
    said = " ".join(filter(None, [lead, more, too_long]))
    shown = [f"```{escape(box)}```" for box in here]
    return Message(text="\n".join([said, *shown]), blocks=(b.section(said), *map(b.section, shown)))
