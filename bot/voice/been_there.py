"""Who was with us over the months, in words: never shamed, never ranked, and unknown is unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.been_there import Came
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import count, escape, listed, name, quoted

SOMEBODY, LEADER = "somebody", "a leader"
NEWEST = 4  # sessions named on Home


@dataclass(frozen=True, kw_only=True)
class Own:
    """The titles of sessions: where somebody was, of which nobody has said, and who came for them."""

    there: Sequence[str]
    unknown: Sequence[str]
    represented: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Some of an organisation's people, and whether one of them was there at each session."""

    label: str
    came: Sequence[Came]


def one(of: str) -> str:
    return f"a {of}" if of[:1] not in "aeiouAEIOU" else f"an {of}"


def _represented(seen: Own, them: str) -> list[str]:
    return [f"{name(who)} came for {them} at {quoted([title])}." for title, who in seen.represented]


def on_home(seen: Own) -> str:
    """You were with us at ...; where one was not stands nowhere."""
    lines = []
    if seen.there:
        newest, earlier = seen.there[-NEWEST:], len(seen.there[:-NEWEST])
        more = f", and {count(earlier, 'time')} before" if earlier else ""
        lines.append(f"You were with us at {quoted(newest)}{more}.")
    lines += _represented(seen, "you")[-NEWEST:]
    return " ".join(lines)


def of_person(person: Participant, seen: Own) -> Message:
    """One person, for facilitators."""
    who = name(person.name)
    lines = [
        f"{who} was with us at {quoted(seen.there)}." if seen.there else "",
        *_represented(seen, who),
        f"Of {quoted(seen.unknown)} nobody has said yet whether {who} was there."
        if seen.unknown
        else "",
    ]
    kept = [line for line in lines if line] or [f"Of {who} nothing is known yet."]
    return Message(text="\n".join(kept), blocks=tuple(paragraphs(kept)))


def organisation(home: str, kinds: Sequence[Kind]) -> str:
    """Charlesbank: somebody at 3 sessions (1 unknown), a leader at 1."""
    return f"*{name(home)}*: {listed([_kind(kind) for kind in kinds])}."


def _kind(kind: Kind) -> str:
    there, unknown = (sum(c is which for c in kind.came) for which in (Came.THERE, Came.UNKNOWN))
    open_ = f" (of {count(unknown, 'session')} unknown)" if unknown else ""
    return f"{escape(kind.label)} at {count(there, 'session')}{open_}"


def page(sessions: int, lines: Sequence[str]) -> Message:
    """Every organisation, in the order of their names."""
    lead = (
        f"Who was with us, in {count(sessions, 'session')} so far. The order is that of the names. Whoever came for "
        "somebody counts for their organisation."
        if sessions
        else "No session is over yet, so there is nothing to tell of who was there."
    )
    shown = list(lines) if sessions else []
    return Message(text="\n".join([lead, *shown]), blocks=(b.section(lead), *paragraphs(shown)))
