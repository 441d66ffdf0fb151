"""The facilitators' desk for prompts: the list of a session's prompts, and what each role will get, word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.programme import Prompt, PromptType, Stands
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Block, Message, View
from bot.voice.plain import reading_hint, to_avoid
from bot.voice.prompts import blanks_shown
from bot.voice.words import count, escape, listed, name

MOST_SHOWN = 16  # three blocks each, of the fifty that a message holds
MOST_VIEW = 100
CIRCLES = {
    "all": "everyone",
    "attending": "those who come",
    "attended": "those who were there",
    "said_yes_but_absent": "those who said they come and were away",
    "room": "the rooms",
    "room_host": "room hosts",
    "organisation_lead": "organisation leads",
    "action_owner": "owners of actions",
    "subgroup_lead": "convenors of subgroups",
    "told_story": "those who told a story",
}
SEEN_BY = {
    "private": "the giver alone",
    "facilitators": "facilitators",
    "room": "their room and facilitators",
    "organisation": "their organisation and facilitators",
    "subgroup": "their subgroup and facilitators",
    "community": "everyone",
    "anonymous": "nobody by name",
}
STATES = {
    Stands.ASKED: "",
    Stands.HELD: " *Held*: nobody is asked until it is released.",
    Stands.SKIPPED: " *Skipped*: nobody is asked.",
}
WITH_THE_ROOMS = "with the rooms"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One prompt as facilitators see it: when in their own time, of how many people now, and what came."""

    prompt: Prompt
    number: int
    version: int
    when: str
    whom: str
    people: int
    asked: int
    answered: int
    fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What one person of a kind would get. There is no message where a fact that it names is not known of them."""

    whom: str
    people: int
    person: str
    message: Message | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Everything about a prompt before it leaves."""

    prompt: Prompt
    people: int
    looked_at: int
    without: int
    first: str
    last: str
    samples: Sequence[Sample]


def prompts(session: Session, rows: Sequence[Row], *, lead: str = "") -> Message:
    """What is asked around a session, in the order of time, with what can be done to each."""
    title = f"Around “{escape(session.title)}”, month {session.month}, I ask:"
    head = [f"{lead} {title}".strip()]
    lines = [_line(row) for row in rows]
    shown: list[Block] = [b.section(head[0])]
    for row, line in zip(rows[:MOST_SHOWN], lines, strict=False):
        shown += [b.section(line), _acts(session, row)]
    more = [
        f"And {len(rows) - MOST_SHOWN} more: `/convene prompt {session.month} hold 17`, release, skip, preview."
    ]
    shown += [b.section(one) for one in more if len(rows) > MOST_SHOWN]
    write = b.button("New question", "prompt:write", session.id)
    return Message(text="\n".join([*head, *lines]), blocks=(*shown, b.actions(write)))


def _line(row: Row) -> str:
    p = row.prompt
    counts = f"Asked {row.asked}, answered {so_many(p, row.answered)}."
    whom = f"{escape(row.whom)}, {count(row.people, 'person', 'people')} now"
    if p.type is not PromptType.NOTICE:
        whom = f"{whom}; seen by {SEEN_BY[p.visibility]}"
    return (
        f"*{row.number}. {escape(p.key)}* ({escape(row.when)}; {whom}): {escape(blanks_shown(p.text))}"
        f"{STATES[p.stands]} {counts}"
    )


def circle(key: str, labels: Mapping[str, str]) -> str:
    """What an audience is called: a role by its label in the plan."""
    return labels.get(key) or CIRCLES.get(key, key)


def so_many(prompt: Prompt, answered: int) -> str:
    """How many have answered. Anonymous answers are told in steps."""
    if not prompt.anonymous:
        return str(answered)
    return f"at least {answered}" if answered else "by few or none"


def _acts(session: Session, row: Row) -> Block:
    value = f"{session.id}|{row.prompt.key}|{row.version}"

    def act(label: str, wish: str) -> dict[str, Any]:
        return b.button(label, f"prompt:{wish}", value, says=f"{label}: prompt {row.number}")

    acts = [act("Preview", "preview"), act("Re-word", "reword")]
    if not row.fixed:
        if row.prompt.send:
            acts.append(act("Move", "move"))
        if row.prompt.asked:
            acts += [act("Hold", "hold"), act("Skip", "skip")]
        else:
            acts.append(act("Release", "release"))
    return b.actions(*acts)


def preview(seen: Preview) -> View:
    """A window with exactly what each role will get."""
    blocks: list[Block] = [b.section(line) for line in about(seen)]
    for sample in seen.samples:
        blocks += [b.divider(), b.context(_whom(sample)), *_as_it_comes(sample)]
    body = {
        "type": "modal",
        "title": b.plain("What people get", b.TITLE),
        "close": b.plain("Close"),
        "blocks": blocks[:MOST_VIEW],
    }
    return View(body=body)


def preview_typed(seen: Preview) -> Message:
    """The same in words, for whoever types."""
    lines = about(seen)
    for sample in seen.samples:
        said = sample.message.text if sample.message else NOT_KNOWN
        lines.append(f"{_whom(sample)} {said}")
    return Message(text="\n".join(lines), blocks=tuple(b.section(line) for line in lines[:40]))


NOT_KNOWN = "Nothing: something that its words name is not known of them yet."


def about(seen: Preview) -> list[str]:
    """How many get it and when, who will see their answers, and how its words read."""
    prompt = seen.prompt
    when = (
        f"The first hear it {seen.first}, the last {seen.last}, both in your time."
        if seen.first
        else ""
    )
    among = f"Of the {seen.looked_at} I looked at, " if seen.looked_at < seen.people else ""
    whom = count(seen.without, "person", "people")
    unknown = "something that its words name is not known of them yet"
    without = f"{among}{whom} would not get it: {unknown}."
    shared = f"Seen by {SEEN_BY[prompt.visibility]}."
    words = " ".join([prompt.text, prompt.help, *prompt.choices])
    avoid = to_avoid(words)
    lines = [
        f"{count(seen.people, 'person gets', 'people get')} it as things stand now. {when}".strip(),
        without if seen.without else "",
        shared if prompt.type is not PromptType.NOTICE else "",
        reading_hint(blanks_shown(prompt.text)),
        f"Better not: {escape(listed(avoid))}." if avoid else "",
        STATES[prompt.stands].strip(),
    ]
    return [line for line in lines if line]


def _whom(sample: Sample) -> str:
    who = f"*{escape(sample.whom)}*: {count(sample.people, 'person', 'people')}"
    return f"{who}. As {name(sample.person)} gets it:" if sample.person else f"{who}."


def _as_it_comes(sample: Sample) -> list[Block]:
    """The message itself, with its buttons in their places; here they do nothing."""
    if sample.message is None:
        return [b.section(NOT_KNOWN)] if sample.person else []
    shown = sample.message.blocks or (b.section(sample.message.text),)
    return [_still(block) for block in shown]


def _still(block: Block) -> Block:
    if block["type"] != "actions":
        return block
    return {**block, "elements": [_idle(n, one) for n, one in enumerate(block["elements"])]}


def _idle(number: int, element: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in element.items() if key not in {"value", "url"}}
    return {**kept, "action_id": f"prompt:idle:{number}"}


def in_round(title: str) -> str:
    return f"in the round “{title}”"
