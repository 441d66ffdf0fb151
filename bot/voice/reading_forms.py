"""The windows of the bibliography: suggesting a reading, and saying more about one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.languages import say, to_say
from bot.domain.references import LONGEST_SUMMARY, Cited
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.bibliography import (
    GOES,
    SAY_MORE,
    SOURCES,
    STAYS,
    TAKE_BACK,
    About,
    Listed,
    entry_words,
)
from bot.voice.message import Block, View

WHAT = to_say("What is it?")
WHAT_HINT = to_say(
    "A title and who made it, a DOI, or a link. A talk, a film or a website counts, too."
)
NOTHING_FETCHED = to_say(
    "Everyone in the community reads this. I look nothing up: write what it is called, so that others know it "
    "without opening it."
)
EVERYONE_READS = to_say("Everyone in the community reads this, and anybody may put it better.")
PLAIN_HINT = to_say(
    "A sentence or two: what it says, and whom it helps. Some of us read only that."
)
MEANWHILE = to_say(
    "Somebody wrote about it meanwhile; their words stand above. Yours are below: keep what is best of both."
)
MOST = 1500
NAME_ME = to_say("Name me as one who suggested it")


@dataclass(frozen=True, kw_only=True)
class Links:
    """What a reading can be for, as (title, id)."""

    sessions: Sequence[tuple[str, str]] = ()
    artefacts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who looks at a reading: whether they suggested it, and whether they may take it off."""

    id: str
    suggested: bool
    takes_off: bool


def suggest(cited: Cited, text: str, links: Links) -> View:
    """Suggest something, by its title, a DOI or a link."""
    start = " ".join(filter(None, [cited.title, cited.doi, cited.url]))[:MOST]
    what = b.text_input("what", most=MOST, long=True, value=start)
    blocks = [
        b.field("what", say(WHAT), what, hint=say(WHAT_HINT)),
        b.context(say(NOTHING_FETCHED)),
        *_about(About(), links),
        _tick(named=False),
    ]
    return View(body=b.form("reading", say("Add a reading"), blocks, submit=say("Add")))


def more(one: Listed, links: Links, reader: Reader, typed: About | None = None) -> View:
    """Say more about one that stands there: plain words above all. `typed` is what somebody wrote meanwhile."""
    entry = one.entry
    about = typed or About(
        source=entry.source, summary=entry.summary, named=reader.id in entry.named
    )
    blocks: list[Block] = [b.section(entry_words(one)), b.context(say(EVERYONE_READS))]
    blocks += [b.context(say(MEANWHILE))] if typed else []
    blocks += [*_about(about, links), *([_tick(named=about.named)] if reader.suggested else [])]
    if reader.takes_off:
        blocks.append(b.actions(b.button(say(TAKE_BACK), "reading:back", entry.id)))
    known = forms.facts(reading=entry.id, base=str(entry.version))
    return View(body=b.form("reading_more", say(SAY_MORE), blocks, submit=say("Keep"), facts=known))


def back(one: Listed, *, stays: bool) -> View:
    """What taking it back means, before it is done."""
    blocks = [b.section(entry_words(one)), b.context(say(STAYS if stays else GOES))]
    facts = forms.facts(reading=one.entry.id)
    return View(
        body=b.form("reading_back", say(TAKE_BACK), blocks, submit=say(TAKE_BACK), facts=facts)
    )


def _about(about: About, links: Links) -> list[Block]:
    """What one can say of a reading beside what it is."""
    summary = b.text_input("summary", most=LONGEST_SUMMARY, long=True, value=about.summary)
    kinds = [(say(label), key) for key, label in SOURCES.items()]
    found = [
        b.field("summary", say("In plain words"), summary, hint=say(PLAIN_HINT), optional=True),
        b.field(
            "source",
            say("What kind of source is it?"),
            b.radio("source", kinds, chosen=about.source),
            optional=True,
        ),
    ]
    for name, label, choices in (
        ("session", say("For a session?"), links.sessions),
        ("artefact", say("For what your organisation writes?"), links.artefacts),
    ):
        if choices:
            found.append(b.field(name, label, b.select(name, choices), optional=True))
    return found


def _tick(*, named: bool) -> Block:
    option = b.option(say(NAME_ME), "yes")
    tick = {"type": "checkboxes", "action_id": "named", "options": [option]}
    if named:
        tick["initial_options"] = [option]
    return b.field("named", say("Your name"), tick, optional=True)
