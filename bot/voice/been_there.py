"""Who was with us over the months, in words: never shamed, never ranked, and unknown is unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.been_there import Came
from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import count, escape, listed, name, quoted

SOMEBODY, LEADER = to_say("somebody"), to_say("a leader")
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
    return say("a {of}", of=of) if of[:1] not in "aeiouAEIOU" else say("an {of}", of=of)


def _represented(seen: Own, them: str) -> list[str]:
    return [
        say("{who} came for {them} at {what}.", who=name(who), them=them, what=quoted([title]))
        for title, who in seen.represented
    ]


def on_home(seen: Own) -> str:
    """You were with us at ...; where one was not stands nowhere."""
    lines = []
    if seen.there:
        newest, earlier = seen.there[-NEWEST:], len(seen.there[:-NEWEST])
        more = (
            say(", and {number_of_times} before", number_of_times=count(earlier, "time", "times"))
            if earlier
            else ""
        )
        lines.append(say("You were with us at {newest}{more}.", newest=quoted(newest), more=more))
    lines += _represented(seen, say("you"))[-NEWEST:]
    return " ".join(lines)


def of_person(person: Participant, seen: Own) -> Message:
    """One person, for facilitators."""
    who = name(person.name)
    lines = [
        say("{who} was with us at {there}.", who=who, there=quoted(seen.there))
        if seen.there
        else "",
        *_represented(seen, who),
        say(
            "Of {unknown} nobody has said yet whether {who} was there.",
            unknown=quoted(seen.unknown),
            who=who,
        )
        if seen.unknown
        else "",
    ]
    kept = [line for line in lines if line] or [say("Of {who} nothing is known yet.", who=who)]
    return Message(text="\n".join(kept), blocks=tuple(paragraphs(kept)))


def organisation(home: str, kinds: Sequence[Kind]) -> str:
    """Charlesbank: somebody at 3 sessions (1 unknown), a leader at 1."""
    return f"*{name(home)}*: {listed([_kind(kind) for kind in kinds])}."


def _kind(kind: Kind) -> str:
    there, unknown = (sum(c is which for c in kind.came) for which in (Came.THERE, Came.UNKNOWN))
    open_ = (
        say(
            " (of {number_of_sessions} unknown)",
            number_of_sessions=count(unknown, "session", "sessions"),
        )
        if unknown
        else ""
    )
    return say(
        "{label} at {number_of_sessions}{open}",
        label=escape(kind.label),
        number_of_sessions=count(there, "session", "sessions"),
        open=open_,
    )


def page(sessions: int, lines: Sequence[str]) -> Message:
    """Every organisation, in the order of their names."""
    lead = (
        say(
            "Who was with us, in {number_of_sessions} so far. The order is that of the names. Whoever came for "
            "somebody counts for their organisation.",
            number_of_sessions=count(sessions, "session", "sessions"),
        )
        if sessions
        else say("No session is over yet, so there is nothing to tell of who was there.")
    )
    shown = list(lines) if sessions else []
    return Message(text="\n".join([lead, *shown]), blocks=(b.section(lead), *paragraphs(shown)))
