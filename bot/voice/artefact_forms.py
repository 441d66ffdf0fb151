"""The windows of an artefact: one to read it, one to write it with what people said beside each field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.artefacts import LOGS, Standing
from bot.domain.languages import say
from bot.voice import artefacts as words
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.artefacts import Shown
from bot.voice.message import Block, View
from bot.voice.rooms import paragraphs
from bot.voice.words import escape, local_day, name

STEP = 10  # fields in one window
BESIDE = 5  # answers shown in full beside a field
TURN = "~"  # what sets a box that was filled anew apart from the one before
ADDED, OFF, DRAWS = "+", "-", ">"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One answer beside a field: how it is found, its words, who gave it, and whether its words may be used."""

    ref: str
    text: str
    signed: str
    usable: bool


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a window holds when it is opened, or opened anew: what was typed, and what is ticked.

    `anew` are the fields whose words were gone when their box was filled.
    """

    part: int = 0
    turn: int = 0
    typed: Mapping[str, str] = field(default_factory=dict)
    ticked: Mapping[str, Sequence[str]] = field(default_factory=dict)
    anew: frozenset[str] = frozenset()
    theirs: Mapping[str, tuple[str, str]] = field(
        default_factory=dict
    )  # who wrote there meanwhile, and what


def read(one: Shown, zone: str) -> View:
    """All of it, as far as its reader may see it."""
    head = [f"*{escape(one.title)}*", " ".join(filter(None, words.standing(one)))]
    when = (
        say(
            "Version {version}, {local_day}.",
            version=one.record.version,
            local_day=local_day(one.record.at, zone),
        )
        if one.record.at
        else ""
    )
    foot = [*words.threads(one), when]
    lines = [line for line in (*head, *words.full(one, zone)) if line]
    blocks = [*paragraphs(lines), *paragraphs([line for line in foot if line], b.context)]
    if one.writable:
        blocks.append(b.actions(b.button(say("Write"), "thread:write", one.value)))
    return window(say("Read"), blocks)


def window(title: str, blocks: Sequence[Block]) -> View:
    """A window that is read; buttons in it lead further."""
    body = {
        "type": "modal",
        "title": b.plain(title, b.TITLE),
        "close": b.plain(say("Close")),
        "blocks": list(blocks)[:100],
    }
    return View(body=body)


def write(one: Shown, beside: Mapping[str, Sequence[Beside]], draft: Draft, *, base: int) -> View:
    """Where its fields are written, some at a time: what people said stands beside each, and nothing is copied."""
    part = one.record.fields[draft.part * STEP : (draft.part + 1) * STEP]
    blocks: list[Block] = [b.section(f"*{escape(one.title)}*"), b.context(_who_reads(one))]
    for standing in part:
        blocks += _field(standing, beside.get(standing.field.key, ()), draft, one.record.key.number)
    tick = b.checkboxes("named", [(say("Name me among those who wrote this"), "yes")])
    blocks.append(b.field("named", say("Your name"), tick, optional=True))
    key = one.record.key
    known = forms.facts(
        artefact=key.artefact, number=str(key.number), owner=key.owner, base=str(base),
        part=str(draft.part), turn=str(draft.turn), anew=" ".join(sorted(draft.anew)),
    )  # fmt: skip
    return View(
        body=b.form("artefact", say("Write"), blocks[:100], submit=say("Keep"), facts=known)
    )


def _who_reads(one: Shown) -> str:
    whose = name(one.whose or one.record.key.name)
    visibility = one.record.artefact.visibility
    if visibility == "community":
        readers = say("Everyone in the community reads this.")
    elif visibility == "private":
        readers = say("Only people of {whose} read this.", whose=whose)
    else:
        readers = say("People of {whose} and the facilitators read this.", whose=whose)
    return say("{readers} You may leave parts empty and come back.", readers=readers)


def _field(standing: Standing, beside: Sequence[Beside], draft: Draft, number: int) -> list[Block]:
    key, blocks = standing.field.key, list[Block]()
    if standing.lost:
        blocks.append(b.context(f"_{say(words.LOST)}_"))
    if standing.field.form in LOGS and standing.text:
        blocks.append(b.context(say("Written so far:\n{text}", text=escape(standing.text))))
    if key in draft.theirs:
        who, text = draft.theirs[key]
        lead = say(
            "*{who} wrote here meanwhile:*\n{text}\n",
            who=name(who),
            text=escape(text) or say("_(nothing)_"),
        )
        blocks.append(
            b.section(
                say(
                    "{lead}_Yours is in the box below; nothing is lost. Send it, or change it first._",
                    lead=lead,
                )
            )
        )
    blocks += _boxes(standing, draft, number)
    return blocks + _said(key, beside, draft)


def _boxes(standing: Standing, draft: Draft, number: int) -> list[Block]:
    f = standing.field
    if f.form == "balance":
        return [
            _box(f"{f.key}{sign}", label, f.max_chars, draft, hint=hint)
            for sign, label, hint in (
                (
                    ADDED,
                    say("Added since"),
                    say("{label}. One line for each thing.", label=f.label),
                ),
                (
                    OFF,
                    say("What came off"),
                    say("One line for each thing. Something that comes off makes room."),
                ),
            )
        ]
    now = "" if f.form in LOGS else standing.text
    now = now or (str(number) if f.form == "number" else "")
    return [_box(f.key, f.label, f.max_chars, draft, hint=_hint(standing), now=now)]


def _box(key: str, label: str, most: int, draft: Draft, *, hint: str, now: str = "") -> Block:
    value, long = draft.typed.get(key, now), most > 120
    box = b.text_input("text", most=most, long=long, value=value)
    block = f"{key}{TURN}{draft.turn}" if draft.turn else key
    return b.field(block, label, box, hint=hint, optional=True)


def _hint(standing: Standing) -> str:
    f = standing.field
    said = [say("Up to {max_chars} characters.", max_chars=f.max_chars)]
    if f.repeat:
        said.append(say("One line for each."))
    if f.each:
        said.append(say("As many lines as there are above, in their order."))
    if f.form == "log":
        said.append(say("What is written here already stays; yours is added to it."))
    return " ".join(said)


def _said(key: str, beside: Sequence[Beside], draft: Draft) -> list[Block]:
    """What people said to it, a way to begin with their words, and what it draws on."""
    if not beside:
        return []
    lines = [say("*What was said*")]
    for number, one in enumerate(beside[:BESIDE], 1):
        far = (
            ""
            if one.usable
            else say(" _Not everyone who reads this may read it: use words of your own._")
        )
        lines.append(
            f"{number}. {escape(b.cut(' '.join(one.text.split()), 500))} _({one.signed})_{far}"
        )
    shown = [b.context("\n".join(lines))]
    usable = [(_label(n, one), one.ref) for n, one in enumerate(beside, 1) if one.usable]
    if usable:
        menu = b.select(f"thread:use:{key}", usable, hint=say("Use these words"))
        shown.append(
            {
                **b.actions(menu),
                "block_id": f"use>{key}{TURN}{draft.turn}",
            }
        )
    shown.append(_draws(key, beside, draft))
    return shown


def _label(number: int, one: Beside) -> str:
    return f"{number}. {' '.join(one.text.split())}"


def _draws(key: str, beside: Sequence[Beside], draft: Draft) -> Block:
    choices = [b.option(_label(n, one), one.ref) for n, one in enumerate(beside[:100], 1)]
    ticked = [o for o in choices if o["value"] in draft.ticked.get(key, ())]
    menu: dict[str, Any] = {
        "type": "multi_static_select", "action_id": "draws", "options": choices, "placeholder": b.plain(say("Choose")),
    }  # fmt: skip
    if ticked:
        menu["initial_options"] = ticked
    block = f"{key}{DRAWS}{TURN}{draft.turn}" if draft.turn else f"{key}{DRAWS}"
    hint = say("If one of them is taken back, whoever looks here is asked to write this part anew.")
    return b.field(block, say("It draws on"), menu, hint=hint, optional=True)


def kept(one: Shown, *, further: str = "") -> View:
    """After it was kept: what is still to be written, and the next part where there is one."""
    said = " ".join(filter(None, words.standing(one)))
    blocks = [
        b.section(
            say(
                "Kept, as version {version} of “{title}”.",
                version=one.record.version,
                title=escape(one.title),
            )
        ),
        b.context(said or "…"),
    ]
    if further:
        blocks.append(b.actions(b.button(say("Go on with the rest"), "thread:write", further)))
    return window(say("Kept"), blocks)
