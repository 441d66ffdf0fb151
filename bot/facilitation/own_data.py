"""All that is kept of one person in their name, for themselves: counted in words, and as facts for a file."""

from collections.abc import Callable, Mapping, Sequence
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
        "id", "name", "email", "role", "organisation", "zone", "zoom_email", "title", "language", "slack_guest",
        "access_needs", "slack_id", "standing",
    )),
    Kind("replies", "replies", "person_id", ("session_id", "answer", "at", "rounds")),
    Kind("questions", "askings", "person_id", ("session_id", "prompt", "state", "asked_at", "reminded_at")),
    Kind("answers", "responses", "person_id", (
        "session_id", "prompt", "text", "number", "visibility", "signed", "version", "late", "room", "at",
    )),
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
    Kind("parts", "turns", "person_id", ("session_id", "part", "room", "state", "at")),
    Kind("delegates", "delegates", "person_id", ("session_id", "state", "at")),
    Kind("hours", "hour_votes", "person_id", ("poll_id", "said", "hard", "at")),
    Kind("questions_to_guests", "guest_questions", "person_id", ("session_id", "text", "at")),
    Kind("remarks", "remarks", "by", ("what", "text", "at", "word")),
    Kind("readings", "references", "suggested_by", ("title", "doi", "url", "at")),
    Kind("writings", "writings", "by", ("artefact", "number", "field", "text", "at", "named")),
    Kind("calendar", "calendar_entries", "person_id", ("session_id", "sequence", "at")),
    Kind("handed_over", "hand_overs", "person_id", ("kind", "state", "at")),
    Kind("told_back", "told", "by", ("session_id", "text", "at")),
    Kind("themes", "themes", "by", ("session_id", "words", "dissent", "at")),
    Kind("syntheses", "syntheses", "by", ("session_id", "version", "state", "at", "sentences")),
    Kind("loops", "loops", "by", ("session_id", "said", "happened", "state", "at")),
    Kind("agreed", "agreed", "by", ("what", "version", "text", "at")),
    Kind("hours_asked", "hour_polls", "by", ("word", "why", "state", "at", "closes_at")),
    Kind("questions_changed", "prompt_changes", "by", ("session_id", "prompt", "state", "fields", "at")),
    Kind("agendas", "agendas", "by", ("session_id", "version", "at")),
    Kind("guests_invited", "guests", "by", ("session_id", "slot", "at")),
    Kind("small_meetings", "small_meetings", "by", ("starts_at", "minutes", "state", "at")),
    Kind("exports", "exports", "by", ("name", "at")),
    Kind("acts", "traces", "who", ("at", "did", "about")),
)  # fmt: skip
SEVERAL = frozenset({"members", "suggested_by"})  # fields that hold more than one person


def _help(setting: Setting, person_id: str) -> list[Facts]:
    """What would have helped them, in their words; who helped stays out."""
    own = {action.id for action in setting.memory.actions.find(owner=person_id)}
    found = [one for one in setting.memory.help_wanted.find() if one.action_id in own]
    return [{"words": one.words, "at": _plain(one.at)} for one in found]


def _seats(setting: Setting, person_id: str) -> list[Facts]:
    """Where they sit by the newest rooms of each session; with whom stays out."""
    plans = [setting.memory.plans.latest(session.id) for session in setting.sessions()]
    return [
        {"session_id": plan.session_id, "room": room.name}
        for plan in plans
        for room in (plan.rooms if plan else ())
        if plan and person_id in room.people
    ]


def _messages(setting: Setting, person_id: str) -> list[Facts]:
    """What was sent to them or waits, by its kind; the words are found when it is shown."""
    return [
        {"kind": sent.kind, "at": _plain(sent.not_before), "state": str(sent.state)}
        for sent in setting.memory.effects.find(target=person_id)
    ]


ELSEWHERE: Mapping[str, Callable[[Setting, str], list[Facts]]] = {
    "help": _help,
    "seats": _seats,
    "messages": _messages,
}


def counted(setting: Setting, person: Participant) -> Mapping[str, int]:
    """How many there are of each kind."""
    kinds = {kind.name: len(_things(setting.memory, kind, person.id)) for kind in KINDS}
    return kinds | {name: len(found(setting, person.id)) for name, found in ELSEWHERE.items()}


def facts(setting: Setting, person: Participant) -> Facts:
    """All of it; instants in UTC. Words that are locked away are opened for whoever wrote them."""
    made: Facts = {"schema": SCHEMA, "made_at": setting.now.isoformat()}
    for kind in KINDS:
        things = _things(setting.memory, kind, person.id)
        made[kind.name] = [_told(setting.memory, kind, thing) for thing in things]
    return made | {name: found(setting, person.id) for name, found in ELSEWHERE.items()}


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
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value
