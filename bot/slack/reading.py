"""/convene reading: the working bibliography, in Slack."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.domain.languages import say
from bot.domain.references import Credited
from bot.domain.roster import Participant
from bot.facilitation import bibliography, suggestions
from bot.facilitation.bibliography import WordsMeanwhile
from bot.files.bibliography import as_bibtex, as_csl
from bot.ports import Desk
from bot.slack.gestures import Facts, Gesture, number
from bot.voice import bibliography as words
from bot.voice.bibliography import About
from bot.voice.message import Message, View

LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|([^>]*))?>")
MENTION = re.compile(r"<[@#!][^>]*>")
Writer = Callable[[Sequence[Credited]], str]
FORMATS: Mapping[str, Writer] = {"bibtex": as_bibtex, "csl": as_csl}


def reading(desk: Desk, person: Participant, rest: str) -> Message:
    """/convene reading; reading add WORDS; reading list 2; reading search WORDS; reading export bibtex."""
    word, _, more = rest.partition(" ")
    word = word.casefold() or "list"
    if word == "add":
        return bibliography.suggest(desk, as_typed(more), by=person.id)
    if word == "list":
        return bibliography.page(desk, person.id, number=_page(more))
    if word in {"search", "find"}:
        return bibliography.page(desk, person.id, wanted=more)
    if word == "export":
        return _export(desk, person, more)
    return Message(text=say(words.TRY))


def _page(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < int(text) < 1000 else 1


def _export(desk: Desk, person: Participant, rest: str) -> Message:
    kind, _, part = rest.casefold().partition(" ")
    write = FORMATS.get(kind or "bibtex")
    if write is None:
        return Message(text=say(words.TRY))
    entries = bibliography.all_of_it(desk, person.id)
    fit = [one for one in entries if words.fits_a_box(write([one]))]
    boxes, left_out = in_boxes(fit, write), len(entries) - len(fit)
    return words.exported(boxes, kind or "bibtex", _page(part), left_out=left_out)


def in_boxes(entries: Sequence[Credited], write: Writer) -> list[str]:
    """The export in pieces that fit a box in Slack, each whole by itself."""
    found: list[list[Credited]] = [[]]
    for one in entries:
        if found[-1] and not words.fits_a_box(write([*found[-1], one])):
            found.append([])
        found[-1].append(one)
    return [write(held) for held in found if held]


def as_typed(text: str) -> str:
    """What somebody wrote, with links as addresses and without mentions, as Slack spells both."""
    return LINK.sub(_spelled, MENTION.sub(" ", text))


def _spelled(link: "re.Match[str]") -> str:
    address, label = link[1], link[2] or ""
    return address if not label or label in address else f"{label} {address}"


OPENS: Mapping[str, Callable[[Desk, Participant, Gesture], View]] = {
    "reading:add": lambda desk, who, g: bibliography.add_window(desk, who.id),
    "reading:open": lambda desk, who, g: bibliography.more_window(desk, who.id, g.value),
    "reading:back": lambda desk, who, g: suggestions.back_window(desk, who.id, g.value),
}


def _added(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    told = bibliography.suggest(desk, said.get("what", ""), by=person.id, about=_about(said))
    return say(words.THANKS), told.text


def _more(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str] | View:
    about, id = _about(said), known["reading"]
    try:
        told = bibliography.say_more(desk, id, about, by=person.id, base=number(known["base"]))
    except WordsMeanwhile:
        return bibliography.more_window(desk, person.id, id, about)
    return say(words.THANKS), told.text


def _back(desk: Desk, person: Participant, known: Facts, said: Facts) -> tuple[str, str]:
    return say(words.THANKS), suggestions.take_back(desk, known["reading"], by=person.id)


def _about(said: Facts) -> About:
    return About(
        source=said.get("source", ""),
        summary=said.get("summary", ""),
        named=said.get("named") == "yes",
        session=said.get("session", ""),
        artefact=said.get("artefact", ""),
    )


SENT: Mapping[str, Callable[[Desk, Participant, Facts, Facts], tuple[str, str] | View]] = {
    "reading": _added,
    "reading_more": _more,
    "reading_back": _back,
}
