"""The thread in words, for facilitators in a browser: how far each organisation is, without ever ranking them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.artefact_rules import gaps
from bot.domain.artefacts import Record
from bot.voice.artefacts import LOST, Shown, not_yet, review, standing, threads
from bot.voice.mail import plain
from bot.voice.words import count, listed

UNWRITTEN = "Not written yet."


class Stand(StrEnum):
    """How far one artefact of one organisation is, as a word."""

    COMPLETE = "complete"
    BEGUN = "begun"
    EMPTY = "nothing yet"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One artefact of one organisation; `words` where there are several of it, or it comes later."""

    stand: Stand
    words: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One field, with its words as they stand."""

    label: str
    lines: Sequence[str]
    missing: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """One artefact as a reader sees it in whole."""

    title: str
    anchor: str
    parts: Sequence[Part]
    begun: bool
    stands: str
    rests: Sequence[str]


def cell(records: Sequence[Record], begins: int, month: int) -> Cell:
    """How far an organisation is with one artefact, all of several together."""
    begun = [record for record in records if record.begun]
    whole = [record for record in begun if gaps(record).complete]
    of = f"{len(begun)} of {len(records)}" if len(records) > 1 and begun else ""
    if not begun:
        if month < begins:
            return Cell(stand=Stand.LATER, words=f"month {begins}")
        return Cell(stand=Stand.EMPTY, words="")
    every = len(whole) == len(records)
    return Cell(stand=Stand.COMPLETE if every else Stand.BEGUN, words=of)


def written(one: Shown, anchor: str) -> Written:
    waits = not_yet(one)
    said = [*standing(one), review(one)] if one.record.begun else [waits[:1].upper() + waits[1:]]
    return Written(
        title=one.title,
        anchor=anchor,
        parts=parts(one.record) if one.record.begun else (),
        begun=one.record.begun,
        stands=plain(" ".join(filter(None, said))),
        rests=[plain(line) for line in threads(one)],
    )


def parts(record: Record) -> list[Part]:
    """Its fields, each as it stands."""
    return [
        Part(
            label=f.field.label,
            lines=f.lines,
            missing="" if f.text else LOST if f.lost else UNWRITTEN,
        )
        for f in record.fields
    ]


def lead(organisations: int, begun: int, complete: int) -> str:
    """What there is in all, counted over everybody."""
    if not begun:
        return f"{count(organisations, 'organisation')}; nothing is written yet."
    done = f", {complete} of them complete" if complete else ""
    are = "is" if begun == 1 else "are"
    return (
        f"{count(begun, 'artefact')} of {count(organisations, 'organisation')} {are} begun{done}."
    )


def compared(title: str, owners: Sequence[str], silent: Sequence[str]) -> str:
    """Who has written it, and who has not yet, in the order of the alphabet."""
    if not owners:
        return f"Nobody has written “{title}” yet."
    waits = f" Not yet: {listed(list(silent))}." if silent else " All have."
    return f"{count(len(owners), 'organisation has', 'organisations have')} begun it.{waits}"
