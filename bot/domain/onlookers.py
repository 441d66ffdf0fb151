"""Who may see what: one table, and the one place that answers for a story."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain.roster import GUEST, Participant
from bot.domain.stories import SIGNED, Story, StoryState


class Onlooker(StrEnum):
    """What somebody is to whoever wrote something."""

    AUTHOR = "author"
    ROOM = "room"
    ORGANISATION = "own organisation"
    COMMUNITY = "community"
    FACILITATORS = "facilitators"
    GUEST = "guest"


SEEN_BY: Mapping[str, frozenset[Onlooker]] = {
    "private": frozenset({Onlooker.AUTHOR}),
    "facilitators": frozenset({Onlooker.AUTHOR, Onlooker.FACILITATORS}),
    "room": frozenset({Onlooker.AUTHOR, Onlooker.ROOM, Onlooker.FACILITATORS}),
    "organisation": frozenset({Onlooker.AUTHOR, Onlooker.ORGANISATION, Onlooker.FACILITATORS}),
    "community": frozenset(set(Onlooker) - {Onlooker.GUEST}),
}


@dataclass(frozen=True, kw_only=True)
class Circle:
    """The people around one teller: who shared the room, who facilitates, and whose organisation it is."""

    organisation: str = ""
    room: frozenset[str] = frozenset()
    facilitators: frozenset[str] = frozenset()

    def sees(self, person: Participant, story: Story, now: datetime) -> bool:
        """Whether this person may see this story now. The one place that says so."""
        if story.gone or (person.standing == "left" and person.id != story.person_id):
            return False
        return bool(SEEN_BY[story.scope_at(now)] & self.onlooker(person, story))

    def onlooker(self, person: Participant, story: Story) -> set[Onlooker]:
        """All that this person is to the teller. A guest is a guest and nothing else."""
        if person.id == story.person_id:
            return {Onlooker.AUTHOR}
        if person.id in self.facilitators:
            return {Onlooker.FACILITATORS}
        if person.role == GUEST:
            return {Onlooker.GUEST}
        near = {Onlooker.ROOM} if person.id in self.room | set(story.let_in) else set()
        same = bool(self.organisation) and person.organisation == self.organisation
        return {Onlooker.COMMUNITY} | near | ({Onlooker.ORGANISATION} if same else set())


def narrower(new: str, old: str) -> bool:
    """Whether somebody may not see what goes this far, who could before."""
    return not SEEN_BY[new] >= SEEN_BY[old]


def takes_away(old: Story, new: Story, now: datetime) -> bool:
    """Whether a new choice takes something away: a reader, some of the name, or use outside."""
    return (
        narrower(new.scope_at(now), old.scope_at(now))
        or not set(old.let_in) <= set(new.let_in)
        or SIGNED.index(new.signed) > SIGNED.index(old.signed)
        or (old.outside_at is not None and new.outside_at is None)
    )


def matrix() -> list[tuple[Story, str, list[bool]]]:
    """For the page about privacy: each way a story can stand, and which kind of person sees it. Asked of `sees`."""
    near, hosts = frozenset({"room"}), frozenset({"host"})
    circle = Circle(organisation="A", room=near, facilitators=hosts)
    return [(story, when, [circle.sees(p, story, AFTER) for p in _PEOPLE]) for when, story in _WAYS]


AFTER = datetime(2027, 3, 1, tzinfo=UTC)
_PEOPLE = [
    Participant(id=id, name="", email="", role=role, organisation=organisation, zone="UTC")
    for id, role, organisation in (
        ("author", "lay", "A"), ("room", "lay", "B"), ("colleague", "lay", "A"), ("other", "lay", "B"),
        ("host", "facilitator", "B"), ("guest", GUEST, "A"),
    )
]  # fmt: skip
_TOLD = Story(id="y1", person_id="author", told_at=datetime(2027, 2, 1, tzinfo=UTC))
_WAYS = [
    ("only me", replace(_TOLD, wish="private")),
    ("the facilitators", replace(_TOLD, wish="facilitators")),
    ("my room", _TOLD),
    ("my organisation, not yet asked again", replace(_TOLD, wish="organisation")),
    ("my organisation, asked again", replace(_TOLD, wish="organisation", further_at=_TOLD.told_at)),
    ("everyone, not yet asked again", replace(_TOLD, wish="community")),
    ("everyone, asked again", replace(_TOLD, wish="community", further_at=_TOLD.told_at)),
    ("noted by a host, not yet approved", replace(_TOLD, state=StoryState.WAITING)),
    ("taken back", _TOLD.taken_back(AFTER)),
]
