"""The facilitators' windows for making sense of answers: one step each."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from bot.domain.languages import say
from bot.domain.synthesis import Sentence, Theme
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Block, View
from bot.voice.rooms import paragraphs
from bot.voice.synthesis import MINORITY, Passage, Source, answers_of, rests_on, why_kept
from bot.voice.words import count, escape

WORDS, SENTENCE, ANSWERS = 200, 600, 1000
LISTED = 100  # answers in one window: Slack takes 250,000 bytes of it
READ = 20  # blocks
CHANGED = "*It has changed since you looked.* Nothing went out. This is how it is now."
Labelled = Sequence[tuple[str, str]]


def several(choices: Labelled, chosen: Sequence[str] = ()) -> dict[str, Any]:
    """A list to tick several from, up to so many hundreds in groups."""
    made = {**forms.person_select("answers", choices), "type": "multi_static_select"}
    picked = [b.option(label, value) for label, value in choices if value in chosen]
    return made | ({"initial_options": picked} if picked else {})


def labels(sources: Sequence[Source], start: int = 1) -> Labelled:
    return [
        (f"{n}. {' '.join(s.text.split()) or '…'}", s.ref) for n, s in enumerate(sources, start)
    ]


def reading(
    question: str, sources: Sequence[Source], themes: Sequence[Theme], *, start: int, session: str
) -> View:
    """Answers to one question to read, and to put under a theme: one there is, or a new one."""
    blocks: list[Block] = [b.section(f"*{escape(question)}*")]
    for number, source in enumerate(sources, start):
        text = escape(source.text)
        blocks.append(b.section(f"*{number}.* {b.cut_formatted(text, 2000)} _({source.signed})_"))
    choices = labels(sources, start)
    blocks.append(b.field("answers", "Which answers", several(choices)))
    if themes:
        known = b.select("theme", [(t.words, t.id) for t in themes])
        blocks.append(b.field("theme", "Put them under", known, optional=True))
    box = b.text_input("words", most=WORDS)
    hint = "What they have in common, in your own words. Leave the list above empty then."
    label = "Or name a new theme" if themes else "Name a theme"
    blocks.append(b.field("words", label, box, hint=hint, optional=bool(themes)))
    known_facts = forms.facts(session=session)
    return View(body=b.form("theme_put", "Read and sort", blocks, submit="Put", facts=known_facts))


def reword(theme: Theme) -> View:
    """Say a theme in other words, or mark it as a minority view."""
    kinds = [("One theme among others", "no"), (f"A minority view: “{MINORITY}”", "yes")]
    chosen = b.radio("dissent", kinds, chosen="yes" if theme.dissent else "no")
    hint = "It stays by itself, is never merged, and is shown last but always."
    blocks = [
        b.field("words", "The theme", b.text_input("words", most=WORDS, value=theme.words)),
        b.field("dissent", "What it is", chosen, hint=hint),
    ]
    return _form("theme_reword", "Re-word or mark", blocks, theme, submit="Keep")


def merge(theme: Theme, others: Sequence[Theme]) -> View:
    """Make one theme of two; minority views are not offered."""
    choices = b.select("into", [(t.words, t.id) for t in others])
    blocks = [
        b.section(f"*{escape(theme.words)}*"),
        b.field("into", "becomes part of", choices, hint="Its answers go there, too."),
    ]
    return _form("theme_merge", "Merge two themes", blocks, theme, submit="Merge")


def split(theme: Theme, sources: Sequence[Source]) -> View:
    """Let some of its answers be a theme of their own."""
    blocks = [
        b.section(f"*{escape(theme.words)}*"),
        *_not_listed(sources),
        b.field("answers", "These answers", several(labels(sources[:LISTED]))),
        b.field("words", "are a theme of their own", b.text_input("words", most=WORDS)),
    ]
    return _form("theme_split", "Split a theme", blocks, theme, submit="Split")


def sentence(theme: Theme, sources: Sequence[Source], said: Sentence | None) -> View:
    """Write what was understood, with the answers it rests on ticked."""
    listed = sources[:LISTED]
    ticked = said.answers if said else tuple(s.ref for s in listed)
    lines = [f"*{n}.* {escape(b.cut(s.text, 150))} _({s.signed})_" for n, s in enumerate(listed, 1)]
    hint = "One or two sentences anyone can read. Leave it empty to take it out."
    text = said.text if said else ""
    fits = len(text) <= b.SECTION_TEXT
    most = SENTENCE if len(text) <= SENTENCE else b.SECTION_TEXT
    box = b.text_input("text", most=most, long=True, value=text if fits else "")
    blocks = [
        b.section(f"*{escape(theme.words)}*"),
        *paragraphs(lines)[:40],
        *_too_long(text),
        b.field("text", "What people said, in your words", box, hint=hint, optional=fits),
        b.field("answers", "It rests on", several(labels(listed), ticked), optional=True),
        *_not_listed(sources),
    ]
    return _form("synthesis_sentence", "A sentence", blocks, theme, submit="Keep")


def _too_long(text: str) -> list[Block]:
    """What was written for several themes is kept whole until somebody says it in fewer words."""
    if len(text) <= SENTENCE:
        return []
    said = (
        f"What was written for several themes stands together here: {len(text)} characters, and {SENTENCE} is the "
        "most that goes out. Say it in fewer words of your own."
    )
    return [b.section(escape(part)) for part in wrap(text, 2500)[:8]] + [b.context(said)]


def _not_listed(sources: Sequence[Source]) -> list[Block]:
    """A window holds so much; what does not fit is said."""
    more = len(sources) - LISTED
    if more <= 0:
        return []
    said = (
        f"{more} more stand under this theme and are not listed here. Split it to point to them; those that a sentence "
        "rests on already stay below it."
    )
    return [b.context(said)]


def _form(callback: str, title: str, blocks: Sequence[Block], theme: Theme, *, submit: str) -> View:
    known = forms.facts(theme=theme.id)
    return View(body=b.form(callback, title, blocks, submit=submit, facts=known))


def preview(
    passages: Sequence[Passage],
    *,
    session: str,
    version: int,
    people: int,
    authors: int,
    missing: Sequence[str] = (),
    published: bool = False,
    seen: str = "",
    changed: bool = False,
) -> View:
    """What each kind of reader would get, before anything leaves; and what authors missed in the last version."""
    out = [p for p in passages if p.for_all]
    kept = [p for p in passages if not p.for_all]
    lead = "*Everyone in the community reads*" if out else "*Nothing can go to everyone yet.*"
    lines = [
        *([CHANGED] if changed else []),
        lead,
        *_lines(out),
        *(["*Kept with the facilitators*"] if kept else []),
    ]
    lines += [f"• {escape(p.text)} _{why_kept(p)}_" for p in kept]
    lines.append("*Guests* read none of it.")
    if out and not published:
        lines.append(f"It goes to {count(people, 'person', 'people')}. {_asked_back(authors)}")
    lines += ["*Authors said is missing*"] if missing else []
    lines += [f"• {escape(said)}" for said in missing]
    title, known = f"Preview, version {version}", forms.facts(session=session, seen=seen)
    body = b.form("synthesis_publish", title, paragraphs(lines)[:95], submit="Publish", facts=known)
    if published or not out:
        body.pop("submit")
    return View(body=body)


def _asked_back(authors: int) -> str:
    if not authors:
        return "Nobody is asked about it: none of the answers that are new in it has a name."
    one = authors == 1
    whom = (
        "One of them, whose answer it rests on, is"
        if one
        else f"{authors} of them, whose answers it rests on, are"
    )
    return f"{whom} asked: do you find yourself in it?"


def _lines(passages: Sequence[Passage]) -> list[str]:
    return [
        f"• {f'_{MINORITY}:_ ' if p.dissent else ''}{escape(p.text)} _{rests_on(p)}_"
        for p in passages
    ]


def read(title: str, passages: Sequence[Passage], *, foot: str = "") -> View:
    """Each sentence with the answers it rests on, as far as this reader may see them."""
    lines = [line for p in passages for line in (*_lines([p]), *answers_of(p))]
    shown = paragraphs([f"*{escape(title)}*", *lines, *([foot] if foot else [])])[:READ]
    body = {
        "type": "modal",
        "title": b.plain("What it rests on", b.TITLE),
        "close": b.plain("Close"),
        "blocks": shown,
    }
    return View(body=body)


def missing(session: str, version: int, finds: str) -> View:
    """Where an author says what is missing, or wrong."""
    label = say("What is missing?") if finds == "partly" else say("What should it say?")
    box = b.text_input("text", most=ANSWERS, long=True)
    hint = say(
        "Only the facilitators see this, without your name; where few were asked, they may guess. "
        "You may leave it empty."
    )
    known = forms.facts(session=session, version=str(version), finds=finds)
    blocks = [b.field("text", label, box, hint=hint, optional=True)]
    return View(body=b.form("check_back", say("Do you find yourself?"), blocks, facts=known))
