"""Who may see what: one table, and the one place that answers for all that is kept of people."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.roster import GUEST, ONCE, Participant
from bot.domain.stories import SIGNED, Story


class Onlooker(StrEnum):
    """What somebody is to whoever something is of."""

    AUTHOR = "author"
    LEFT_AUTHOR = "author who left"
    ROOM = "same room"
    HOST = "keeps time or notes there"
    SUBGROUP = "same subgroup"
    ORGANISATION = "own organisation"
    COMMUNITY = "community"
    FACILITATORS = "facilitators"
    ABOUT = "facilitator a word is about"
    GUEST = "guest"
    LEFT = "others who left"
    STRANGER = "stranger"


class Thing(StrEnum):
    """What is kept of people, beside their answers and stories."""

    REPLY = "reply"
    ATTENDANCE = "attendance"
    STAY = "stay"
    SEAT = "seat"
    PROPOSED = "proposed"
    WISH = "wish"
    DETAILS = "details"
    ACCESS = "access"
    ACTION = "action"
    HELP = "help"
    BRANCH = "branch"
    CALL = "call"
    DRAFT = "draft"
    PUBLISHED = "published"
    CHECK_BACK = "check_back"
    LEAVE = "leave"
    LOOP = "loop"
    TOLD = "told"
    NEEDED = "needed"
    HAND_OVER = "hand_over"
    READING = "reading"
    PART = "part"
    TURN = "turn"
    DELEGATE = "delegate"
    AGREED = "agreed"
    REMARK = "remark"
    HOURS = "hours"
    GUEST_QUESTION = "guest_question"
    GUEST_LIST = "guest_list"
    AUDIT = "audit"
    DEED = "deed"


def _seen_by(*who: Onlooker) -> frozenset[Onlooker]:
    return frozenset(who)


_O = Onlooker
_EVERYONE = _seen_by(
    _O.AUTHOR, _O.ROOM, _O.HOST, _O.SUBGROUP, _O.ORGANISATION, _O.COMMUNITY, _O.FACILITATORS
)

SEEN_BY: Mapping[str, frozenset[Onlooker]] = {
    # answers, by what their question said
    "private": _seen_by(_O.AUTHOR),
    "facilitators": _seen_by(_O.AUTHOR, _O.FACILITATORS),
    "room": _seen_by(_O.AUTHOR, _O.ROOM, _O.FACILITATORS),
    "subgroup": _seen_by(_O.AUTHOR, _O.SUBGROUP, _O.FACILITATORS),
    "organisation": _seen_by(_O.AUTHOR, _O.ORGANISATION, _O.FACILITATORS),
    "community": _EVERYONE,
    "anonymous": _seen_by(),
    # all else
    Thing.REPLY: _seen_by(_O.AUTHOR, _O.FACILITATORS),
    Thing.ATTENDANCE: _seen_by(_O.AUTHOR, _O.HOST, _O.FACILITATORS),
    Thing.STAY: _seen_by(_O.AUTHOR, _O.HOST, _O.FACILITATORS),
    Thing.SEAT: _seen_by(_O.AUTHOR, _O.ROOM, _O.HOST, _O.FACILITATORS),
    Thing.PROPOSED: _seen_by(_O.FACILITATORS),
    Thing.WISH: _seen_by(_O.AUTHOR, _O.FACILITATORS),
    Thing.DETAILS: _seen_by(_O.AUTHOR, _O.FACILITATORS),
    Thing.ACCESS: _seen_by(_O.FACILITATORS),
    Thing.ACTION: _seen_by(_O.AUTHOR, _O.SUBGROUP, _O.FACILITATORS),
    Thing.HELP: _EVERYONE,
    Thing.BRANCH: _EVERYONE,
    Thing.CALL: _seen_by(_O.AUTHOR, _O.LEFT_AUTHOR, _O.FACILITATORS),
    Thing.DRAFT: _seen_by(_O.FACILITATORS),
    Thing.PUBLISHED: _EVERYONE,
    Thing.CHECK_BACK: _seen_by(_O.AUTHOR, _O.FACILITATORS),
    Thing.LEAVE: _seen_by(_O.AUTHOR, _O.LEFT_AUTHOR, _O.FACILITATORS),
    Thing.LOOP: _seen_by(_O.FACILITATORS),
    Thing.TOLD: _EVERYONE,
    Thing.NEEDED: _seen_by(_O.FACILITATORS),
    Thing.HAND_OVER: _seen_by(_O.FACILITATORS),
    Thing.READING: _EVERYONE,
    Thing.PART: _EVERYONE,
    Thing.TURN: _seen_by(_O.AUTHOR, _O.FACILITATORS),
    Thing.DELEGATE: _seen_by(_O.AUTHOR, _O.FACILITATORS),
    Thing.AGREED: _EVERYONE,
    Thing.REMARK: _seen_by(_O.AUTHOR, _O.FACILITATORS),
    Thing.HOURS: _seen_by(_O.AUTHOR, _O.FACILITATORS),
    Thing.GUEST_QUESTION: _seen_by(_O.AUTHOR, _O.FACILITATORS, _O.GUEST),
    Thing.GUEST_LIST: _seen_by(_O.FACILITATORS),
    Thing.AUDIT: _seen_by(),
    Thing.DEED: _seen_by(_O.FACILITATORS),
}  # fmt: skip
# stories, by how far their tellers let them go; whoever leaves keeps what they told
STORY_SEEN_BY: Mapping[str, frozenset[Onlooker]] = {
    scope: SEEN_BY[scope] | {Onlooker.LEFT_AUTHOR}
    for scope in ("private", "facilitators", "room", "organisation", "community")
}


@dataclass(frozen=True, kw_only=True)
class Circle:
    """The people around one thing: whose it is, who shared the room, who keeps it, who facilitates."""

    own: frozenset[str] = frozenset()
    organisation: str = ""
    room: frozenset[str] = frozenset()
    keepers: frozenset[str] = frozenset()
    subgroup: frozenset[str] = frozenset()
    facilitators: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()

    def sees(self, person: Participant, story: Story, now: datetime) -> bool:
        """Whether this person may see this story now."""
        around = replace(self, own=frozenset({story.person_id}), room=self.room | set(story.let_in))
        return not story.gone and around.lets(person, STORY_SEEN_BY[story.scope_at(now)])

    def lets(self, person: Participant | None, seen_by: frozenset[Onlooker]) -> bool:
        """Whether one of those who may see it is what this person is to it. The one place that says so."""
        return bool(seen_by & self.onlooker(person))

    def onlooker(self, person: Participant | None) -> set[Onlooker]:
        """All that this person is to it. Whoever it is about, a guest and whoever left are that and nothing else."""
        if person is None:
            return {Onlooker.STRANGER}
        if person.has_left:
            return {Onlooker.LEFT_AUTHOR if person.id in self.own else Onlooker.LEFT}
        if person.id in self.own:
            return {Onlooker.AUTHOR}
        if person.id in self.about:
            return {Onlooker.ABOUT}
        if person.id in self.facilitators:
            return {Onlooker.FACILITATORS}
        if person.standing == ONCE:
            return {Onlooker.ROOM} if person.id in self.room else {Onlooker.GUEST}
        return {Onlooker.GUEST} if person.role == GUEST else self._beside(person)

    def _beside(self, person: Participant) -> set[Onlooker]:
        """What somebody of the community is to it."""
        same = bool(self.organisation) and person.organisation == self.organisation
        near = {
            Onlooker.ROOM: person.id in self.room,
            Onlooker.HOST: person.id in self.keepers,
            Onlooker.SUBGROUP: person.id in self.subgroup,
            Onlooker.ORGANISATION: same,
        }
        return {Onlooker.COMMUNITY} | {kind for kind, is_so in near.items() if is_so}


def sees(person: Participant | None, what: str, circle: Circle) -> bool:
    """Whether this person may see an answer that goes so far, or a thing of this kind, from where they stand."""
    return circle.lets(person, SEEN_BY[what])


def narrower(new: str, old: str) -> bool:
    """Whether somebody may not see what goes this far, who could before."""
    return not STORY_SEEN_BY[new] >= STORY_SEEN_BY[old]


def takes_away(old: Story, new: Story, now: datetime) -> bool:
    """Whether a new choice takes something away: a reader, some of the name, or use outside."""
    return (
        narrower(new.scope_at(now), old.scope_at(now))
        or not set(old.let_in) <= set(new.let_in)
        or SIGNED.index(new.signed) > SIGNED.index(old.signed)
        or (old.outside_at is not None and new.outside_at is None)
    )
