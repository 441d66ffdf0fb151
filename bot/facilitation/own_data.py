"""All that is kept of one person in their name, for themselves: counted in words, and as facts for a file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.ports import Memory

SCHEMA = "kept-of-me/1"
Facts = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of thing: its name, where it is kept, whose it is by which field, and what of it is theirs.

    What others said of it, and who they are, is not theirs and stays out.
    """

    name: str
    shelf: str
    whose: str
    fields: Sequence[str]


KINDS = (
    Kind("details", "people", "id", (
        "name", "email", "role", "organisation", "zone", "zoom_email", "title", "language", "access_needs", "standing",
    )),
    Kind("replies", "replies", "person_id", ("session_id", "answer", "at", "rounds")),
    Kind("questions", "askings", "person_id", ("session_id", "prompt", "state")),
    Kind("answers", "responses", "person_id", ("session_id", "prompt", "text", "number", "visibility", "at")),
    Kind("stories", "stories", "person_id", ("id", "told_at", "session_id", "wish", "signed", "state", "outside_at")),
    Kind("consents", "consents", "by", ("response_id", "scope", "signed", "wording", "given_at", "withdrawn_at")),
    Kind("leaves", "leaves", "person_id", ("session_id", "state", "said_at")),
    Kind("check_backs", "check_backs", "person_id", ("session_id", "finds", "words", "at")),
    Kind("actions", "actions", "owner", ("what", "at", "due", "state", "word", "done_at", "tell")),
    Kind("branches", "branches", "by", ("idea", "at")),
    Kind("subgroups", "subgroups", "members", ("name", "purpose", "at", "ends_on")),
    Kind("words_with_facilitators", "calls", "person_id", ("text", "at", "done_at", "settled_at")),
    Kind("room_wishes", "room_wishes", "by", ("kind", "session_id", "room", "at")),
    Kind("presence", "presences", "person_id", ("session_id", "was_there", "room", "at")),
    Kind("parts", "turns", "person_id", ("session_id", "part", "state", "at")),
    Kind("delegates", "delegates", "person_id", ("session_id", "state", "at")),
    Kind("hours", "hour_votes", "person_id", ("poll_id", "said", "hard", "at")),
    Kind("questions_to_guests", "guest_questions", "person_id", ("session_id", "text", "at")),
    Kind("remarks", "remarks", "by", ("what", "text", "at", "word")),
    Kind("readings", "references", "suggested_by", ("title", "doi", "url", "at")),
    Kind("writings", "writings", "by", ("artefact", "number", "field", "text", "at", "named")),
)  # fmt: skip
SEVERAL = frozenset({"members", "suggested_by"})  # fields that hold more than one person


def counted(setting: Setting, person: Participant) -> Mapping[str, int]:
    """How many there are of each kind."""
    return {kind.name: len(_things(setting.memory, kind, person.id)) for kind in KINDS}


def facts(setting: Setting, person: Participant) -> Facts:
    """All of it; instants in UTC. Words that are locked away are opened for whoever wrote them."""
    found: Facts = {"schema": SCHEMA, "made_at": setting.now.isoformat()}
    for kind in KINDS:
        things = _things(setting.memory, kind, person.id)
        found[kind.name] = [_told(setting.memory, kind, thing) for thing in things]
    return found


def _things(memory: Memory, kind: Kind, person_id: str) -> list[Any]:
    shelf = getattr(memory, kind.shelf)
    if kind.whose in SEVERAL:
        return [one for one in shelf.find() if person_id in getattr(one, kind.whose)]
    return list(shelf.find(**{kind.whose: person_id}))


def _told(memory: Memory, kind: Kind, thing: Any) -> Facts:
    whole = asdict(thing)
    told = {name: _plain(whole[name]) for name in kind.fields}
    if kind.name == "stories" and not thing.gone:
        told["text"] = memory.sealed.text(thing.id) or ""
    if kind.name == "writings" and thing.locked:
        told["text"] = memory.sealed.text(thing.id) or ""
    return told


def _plain(value: Any) -> Any:
    """As a file of facts holds it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
