"""Erasing one person in the tables: what is theirs goes or is emptied, rows stay that others' counts rest on.

The same is done where somebody is erased, where a backup from before is restored, and where a programme is long over.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.domain.effects import State
from bot.domain.followup import Progress
from bot.domain.roster import ERASED
from bot.domain.stories import StoryState
from bot.store import tables as t
from bot.voice.blocks import BUTTON_LABEL, cut
from bot.voice.erasing import GONE, SOMEBODY
from bot.voice.words import clean

Values = Mapping[str, object]
NOWHERE = "UTC"
SHORT = 3  # letters: such a name stands in anything
A_QUOTE = 20  # letters: fewer stand in sentences that others said, too
# its teller is asked nothing: what is left is as a withdrawal leaves it
TAKEN_BACK: Values = {
    "state": StoryState.GONE, "wish": "private", "signed": "none", "noted_by": "", "way": "text", "let_in": [],
    "version": 1, "further_at": None, "outside_at": None,
}  # fmt: skip
# what stays for the counts: of which organisation and which role somebody was
REMNANT: Values = {
    "name": SOMEBODY, "email": "", "email_folded": "", "zone": NOWHERE, "zoom_email": "", "zoom_email_folded": "",
    "title": "", "language": "en", "slack_guest": False, "access_needs": "", "line_manager": "", "slack_id": "",
    "line_manager_folded": "", "standing": ERASED,
}  # fmt: skip
NO_WORDS: Values = {
    "text": "",
    "number": None,
    "signed": "none",
    "visibility": "private",
    "room": "",
}
LET_GO: Values = {"what": GONE, "word": "", "state": Progress.LET_GO, "tell": False}
LOST: Values = {"text": "", "locked": True, "draws_on": [], "quotes": [], "named": False}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Rows of one table that are a person's by this column: gone, or left with these values."""

    whose: "sa.Column[Any]"
    left: Values | None = None
    only: "sa.ColumnElement[bool] | None" = None


ALONE = t.action.c.subgroup_id == ""
RULES = (
    Rule(whose=t.response.c.person_id, left=NO_WORDS),
    Rule(whose=t.story.c.person_id, left=TAKEN_BACK),
    Rule(whose=t.check_back.c.person_id, left={"words": ""}),
    Rule(whose=t.call.c.person_id, left={"text": ""}),
    Rule(whose=t.hour_vote.c.person_id, left={"said": {}, "hard": ""}),
    Rule(whose=t.branch.c.by, left={"idea": GONE}),
    Rule(whose=t.action.c.owner, left=LET_GO, only=ALONE),
    Rule(whose=t.action.c.owner, left={"word": ""}),
    Rule(whose=t.writing.c.by, left=LOST),
    Rule(whose=t.guest_question.c.person_id),
    Rule(whose=t.remark.c.by),
    Rule(whose=t.room_wish.c.by),
    Rule(whose=t.calendar_entry.c.person_id),
)  # fmt: skip
# columns in which this program writes down itself whom something concerned
OURS = (
    t.effect.c.payload, t.effect.c.last_error, t.effect.c.remote_id, t.gesture.c.answer, t.note.c.text,
    t.room_plan.c.why, t.room_plan.c.notices, t.meeting.c.sent, t.meeting.c.confirmed, t.meeting.c.trouble,
)  # fmt: skip


def erase(connection: sa.Connection, person_id: str) -> bool:
    """All of it, for one person; whether there was anything to erase. A second time changes nothing."""
    found = connection.execute(sa.select(t.person).where(t.person.c.id == person_id)).mappings()
    known = found.one_or_none()
    if known is None or known["standing"] == ERASED:
        return False
    words = _words_of(connection, person_id)
    _from_syntheses(connection, person_id, words)
    _from_choices(connection, words)
    _from_help(connection, person_id)
    _from_lists(connection, person_id)
    for rule in RULES:
        _apply(connection, rule, person_id)
    _marks(connection, person_id)
    _named_elsewhere(connection, known)
    marks = {known[field] for field in ("email", "zoom_email", "slack_id")} - {""}
    rub_out(connection, known["name"], sorted(marks))
    person = sa.update(t.person).where(t.person.c.id == person_id)
    connection.execute(person.values(**REMNANT))
    return True


def _apply(connection: sa.Connection, rule: Rule, person_id: str) -> None:
    table = rule.whose.table
    theirs = [rule.whose == person_id, *([] if rule.only is None else [rule.only])]
    if rule.left is None:
        connection.execute(sa.delete(table).where(*theirs))
    else:
        connection.execute(sa.update(table).where(*theirs).values(**rule.left))


def _words_of(connection: sa.Connection, person_id: str) -> dict[str, str]:
    """What they answered, by the answers' ids."""
    asked = sa.select(t.response.c.id, t.response.c.text).where(t.response.c.person_id == person_id)
    return dict(map(tuple, connection.execute(asked)))


def _from_syntheses(connection: sa.Connection, person_id: str, words: Mapping[str, str]) -> None:
    """What rests on their answers or stories alone goes, and what says their very words; the rest rests on others."""
    told = sa.select(t.story.c.id).where(t.story.c.person_id == person_id)
    theirs = {*words, *connection.execute(told).scalars()}
    alone = set[str]()
    for id, answers in connection.execute(sa.select(t.theme.c.id, t.theme.c.answers)).all():
        others = [answer for answer in answers if answer not in theirs]
        if answers and not others:
            alone.add(id)
        elif len(others) < len(answers):
            _set(connection, t.theme.c.id, id, {"answers": others})
    connection.execute(sa.delete(t.theme).where(t.theme.c.id.in_(alone)))
    loops = sa.update(t.loop).where(t.loop.c.theme.in_(alone))
    connection.execute(loops.values(said=GONE))
    quotes = [word for word in words.values() if len(word) >= A_QUOTE]
    for id, sentences in connection.execute(
        sa.select(t.synthesis.c.id, t.synthesis.c.sentences)
    ).all():
        left = [_resting(one, theirs) for one in sentences if not _alone(one, theirs, quotes)]
        if left != sentences:
            _set(connection, t.synthesis.c.id, id, {"sentences": left})


def _alone(sentence: Mapping[str, Any], theirs: Collection[str], quotes: Sequence[str]) -> bool:
    answers = sentence["answers"]
    alone = bool(answers) and all(answer in theirs for answer in answers)
    return alone or any(quote in sentence["text"] for quote in quotes)


def _resting(sentence: Mapping[str, Any], theirs: Collection[str]) -> dict[str, Any]:
    return dict(sentence) | {"answers": [a for a in sentence["answers"] if a not in theirs]}


def _from_choices(connection: sa.Connection, words: Mapping[str, str]) -> None:
    """Others were given to choose from what they had written: the choice stays, without the words."""
    own = {cut(clean(word), BUTTON_LABEL) for word in words.values() if word.strip()}
    asked = sa.select(t.asking.c.id, t.asking.c.choices)
    for id, choices in connection.execute(asked).all() if own else ():
        left = [GONE if choice in own else choice for choice in choices]
        if left != choices:
            _set(connection, t.asking.c.id, id, {"choices": left})


def _from_help(connection: sa.Connection, person_id: str) -> None:
    theirs = sa.select(t.action.c.id).where(t.action.c.owner == person_id)
    asked = sa.update(t.help_wanted).where(t.help_wanted.c.action_id.in_(theirs))
    connection.execute(asked.values(words=GONE))


def _from_lists(connection: sa.Connection, person_id: str) -> None:
    """Out of subgroups, and of readings that others suggested, too; what was theirs alone goes with them."""
    for row in connection.execute(sa.select(t.subgroup)).mappings().all():
        _without(connection, t.subgroup.c.id, row, ("members", "uninvited"), person_id)
        if row["members"] == [person_id]:
            own = {"name": GONE, "purpose": GONE, "charter": "", "came": ""}
            _set(connection, t.subgroup.c.id, row["id"], own)
    for row in connection.execute(sa.select(t.reference)).mappings().all():
        if row["suggested_by"] == [person_id]:
            connection.execute(sa.delete(t.reference).where(t.reference.c.id == row["id"]))
            continue
        _without(connection, t.reference.c.id, row, ("suggested_by", "named"), person_id)
        if row["summary_by"] == person_id:
            _set(connection, t.reference.c.id, row["id"], {"summary": "", "summary_by": ""})


def _without(
    connection: sa.Connection,
    key: "sa.Column[str]",
    row: Mapping[Any, Any],
    lists: Sequence[str],
    person_id: str,
) -> None:
    left = {name: [one for one in row[name] if one != person_id] for name in lists}
    if any(left[name] != row[name] for name in lists):
        _set(connection, key, row["id"], left)


def _marks(connection: sa.Connection, person_id: str) -> None:
    """Small facts about them, what they wrote to us without a button, and what was still to be said to them."""
    ids = connection.execute(sa.select(t.note.c.id)).scalars().all()
    mine = [id for id in ids if person_id in id.split(":")]
    offers = sa.select(t.effect.c.payload).where(
        t.effect.c.target == person_id, t.effect.c.kind == "offer"
    )
    heard = [f"heard:{one.get('heard', '')}" for one in connection.execute(offers).scalars()]
    kept = sa.select(t.note.c.text).where(t.note.c.id.in_(heard))
    locked = connection.execute(kept).scalars().all()
    written = sa.select(t.writing.c.id).where(t.writing.c.by == person_id)
    told = sa.select(t.story.c.id).where(t.story.c.person_id == person_id)
    for these in (t.sealed.c.id.in_(locked), t.sealed.c.id.in_(written), t.sealed.c.id.in_(told)):
        connection.execute(sa.delete(t.sealed).where(these))
    connection.execute(sa.delete(t.note).where(t.note.c.id.in_([*mine, *heard])))
    waiting = sa.update(t.effect).where(
        t.effect.c.target == person_id, t.effect.c.state == State.READY, t.effect.c.kind != REMOVES
    )
    connection.execute(waiting.values(state=State.CANCELLED, last_error="the person was erased"))


REMOVES = "story-unshared"  # takes a message away, and is still to be done


def _named_elsewhere(connection: sa.Connection, known: Mapping[Any, Any]) -> None:
    """By their address: as somebody's line manager, as a guest from outside, and in what Zoom told."""
    addresses = {known["email"], known["zoom_email"]} - {""}
    managed = t.person.c.line_manager_folded.in_([one.casefold() for one in addresses])
    nobody = {"line_manager": "", "line_manager_folded": ""}
    connection.execute(sa.update(t.person).where(managed).values(**nobody))
    guests = sa.update(t.guest).where(
        sa.func.lower(t.guest.c.email).in_([a.lower() for a in addresses])
    )
    connection.execute(guests.values(name=SOMEBODY, email="", zone=NOWHERE))
    seen = sa.func.lower(t.sighting.c.address).in_([one.lower() for one in addresses])
    connection.execute(sa.delete(t.sighting).where(seen))
    if known["slack_id"]:
        paced = t.pace.c.key.contains(known["slack_id"], autoescape=True)
        connection.execute(sa.delete(t.pace).where(paced))


def rub_out(connection: sa.Connection, name: str, marks: Sequence[str]) -> None:
    """A name, and addresses and accounts, wherever we wrote them down ourselves."""
    called, marked = _any_of([name] if len(name) > SHORT else []), _any_of(marks)

    def rub(text: str) -> str:
        """A word by itself may be one of ours, though somebody is called so."""
        without = marked.sub(SOMEBODY, text)
        return called.sub(SOMEBODY, without) if " " in without else without

    for column in OURS:
        _rub_out_of(connection, column, rub)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Each of these as a whole word, whatever its case, the longest first."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if words else r"(?!)", re.IGNORECASE)


def _rub_out_of(
    connection: sa.Connection, column: "sa.Column[Any]", rub: Callable[[str], str]
) -> None:
    keys = list(column.table.primary_key.columns)
    for row in connection.execute(sa.select(*keys, column)).all():
        *key, old = row
        new = _in_all(old, rub)
        if new != old:
            same = [one == value for one, value in zip(keys, key, strict=True)]
            connection.execute(sa.update(column.table).where(*same).values({column.name: new}))


def _in_all(value: Any, rub: Callable[[str], str]) -> Any:
    """Every text in it, however deep it lies."""
    if isinstance(value, str):
        return rub(value)
    if isinstance(value, list):
        return [_in_all(one, rub) for one in value]
    if isinstance(value, dict):
        return {key: _in_all(one, rub) for key, one in value.items()}
    return value


def _set(connection: sa.Connection, key: "sa.Column[str]", id: str, values: Values) -> None:
    connection.execute(sa.update(key.table).where(key == id).values(**values))
