"""What a new roster would change, in words, before anything is; and the question about who is not on it any more."""

from collections.abc import Sequence
from dataclasses import fields

from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.words import count, name, names, spelled

FIELDS = {
    "name": "name", "email": "address", "role": "role", "organisation": "organisation", "zone": "city",
    "zoom_email": "Zoom address", "title": "title", "language": "language", "slack_guest": "guest in Slack",
    "access_needs": "access needs", "line_manager": "line manager",
}  # fmt: skip
SHOWN = frozenset(
    {"name", "role", "organisation", "zone", "language"}
)  # the others are named, not quoted
ALL_LEFT = "Somebody was missing on a roster. It is settled."
NOTHING_CHANGED = "Nothing was changed. Do it with: --yes"
ASKED = "The facilitators are asked in Slack whether they have left. Until then they stay."
MOST = 15


def diff(
    added: Sequence[Participant],
    changed: Sequence[tuple[Participant, Participant]],
    back: Sequence[Participant],
    gone: Sequence[Participant],
) -> list[str]:
    """New, changed and in what, back, and missing: a line each, for whoever sits at the machine."""
    return [
        *(f"New: {p.name}, {p.organisation}" for p in added),
        *(f"Changed: {new.name}: {'; '.join(_what(old, new))}" for old, new in changed),
        *(f"Back: {p.name} has left, and would take part again" for p in back),
        *(f"Missing: {p.name} is not on it any more" for p in gone),
    ]


def _what(old: Participant, new: Participant) -> list[str]:
    """In what they differ."""
    pairs = [(f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(Participant)]
    return [
        f"{FIELDS[key]} {before} -> {after}" if key in SHOWN else FIELDS[key]
        for key, before, after in pairs
        if key in FIELDS and before != after
    ]


def missing(people: Sequence[Participant]) -> Message:
    """To the facilitators: have these left, or do they stay?"""
    who = names(p.name for p in people)
    verb = "is" if len(people) == 1 else "are"
    line = (
        f"A roster was imported, and {who} {verb} not on it any more. Have they left? If they stay, there is nothing "
        "to do."
    )
    shown = [
        b.actions(
            b.button("They have left …", "leaving-look", p.id, says=f"Left: {spelled(p.name)}")
        )
        for p in people[:MOST]
    ]
    rows = [(b.section(name(p.name)), button) for p, button in zip(people, shown, strict=False)]
    more = len(people) - len(rows)
    rest = (
        [b.context(f"and {count(more, 'other')}: /convene people NAME leaves")] if more > 0 else []
    )
    return Message(
        text=line, blocks=(b.section(line), *(part for row in rows for part in row), *rest)
    )
