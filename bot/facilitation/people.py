"""People: imported, welcomed once, known by their Slack account, and described as they wish."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import count

from bot.domain.civil_time import next_local_hour, zone_named
from bot.domain.errors import Ambiguous, FacilitationError, NoSuchThing
from bot.domain.roster import Participant
from bot.facilitation import calls, publishing, timetable
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch, touch_home
from bot.facilitation.traces import AT_THE_MACHINE, trace
from bot.ports import Desk, Member, Memory, parted
from bot.voice.words import fold

LONGEST_ADDRESS, LONGEST_LANGUAGE = 254, 35


class TooLong(FacilitationError):
    """That is too long for an address or a language. A language is a short code, such as en or pt-BR."""


class ElsewhereAlready(FacilitationError):
    """Hello. I know you by another Slack account, in another workspace. Write to me there; or a facilitator can let
    this one be yours.
    """


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


def import_roster(
    desk: Desk,
    people: Sequence[Participant],
    *,
    back: Collection[str] = (),
    by: str = AT_THE_MACHINE,
) -> Imported:
    """Take over the roster, all of it or nothing; importing the same again changes nothing.

    Whoever is known by their address under another id stays the person they were. Those in `back`, by id, take part
    again; nobody leaves by an import.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        added, changed, same = [], [], 0
        by_address = _others(setting, people)
        for person in people:
            old = _known_as(memory, person) or by_address.get(person.email.casefold())
            new = _merged(old, _with_new_id(memory, person), back)
            if old is None:
                added.append(new.id)
            elif old != new:
                changed.append(new.id)
            else:
                same += 1
            memory.people.save(new)
        if setting.begun:
            begin_with(setting, added)
        if added or changed:
            calls.follow_team(Setting(desk, memory))
            trace(
                setting,
                by,
                f"imported people: {len(added)} new, {len(changed)} changed",
                "",
            )
        return Imported(added=tuple(added), changed=tuple(changed), same=same)


def _known_as(memory: Memory, person: Participant) -> Participant | None:
    """Whoever has this id, unless they were erased: the same row of a roster is somebody new then."""
    found = memory.people.seek(person.id)
    return None if found is None or found.erased else found


def _with_new_id(memory: Memory, person: Participant) -> Participant:
    """Under an id that nobody ever had, where the roster's is that of somebody who was erased."""
    found = memory.people.seek(person.id)
    if found is None or not found.erased:
        return person
    tries = (f"{person.id}n{number}" for number in count(2))
    return replace(person, id=next(id for id in tries if memory.people.seek(id) is None))


def _others(setting: Setting, people: Sequence[Participant]) -> dict[str, Participant]:
    """Those whom the roster does not name by their id, by address."""
    named = {person.id for person in people}
    return {p.email.casefold(): p for p in setting.memory.people.find() if p.id not in named}


def _merged(old: Participant | None, new: Participant, back: Collection[str]) -> Participant:
    """What the roster says, with what only we know: the Slack account, and whether they take part."""
    if old is None:
        return new
    slack_id = old.slack_id if old.email.casefold() == new.email.casefold() else ""
    here = old.has_left and old.id in back
    standing = "active" if here else old.standing
    return replace(new, id=old.id, slack_id=slack_id, standing=standing)


def begin_with(setting: Setting, person_ids: Sequence[str]) -> None:
    """Welcome people who are new, and let the timetable reckon with where they live."""
    timetable.plan_all(setting)
    for person_id in person_ids:
        welcome(setting, setting.people[person_id])


def welcome(setting: Setting, person: Participant) -> None:
    """Say hello at the next hour when this person may be spoken to, once."""
    at = next_local_hour(setting.now, person.zone, setting.rules)
    owe(setting, "welcome", f"welcome:{person.id}", person, {}, at=at)


def stand(desk: Desk, person_id: str, standing: str) -> Participant:
    """That's fine, fewer, later, or not for me: whether a person hears from us. It ends a pause."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        person = replace(setting.person(person_id), standing=standing)
        memory.people.save(person)
        memory.duties.cancel(pause_duty(person_id))
        memory.notes.remove(pause_note(person_id))
        # whoever asked not to hear from us must not hear from a restored backup either
        note = memory.forget_list.keep if person.wants_messages else memory.forget_list.add
        note("taking-part", person_id, setting.now)
        touch(setting, f"welcome:{person_id}")
        touch_home(setting, person_id)
        return person


def pause_duty(person_id: str) -> str:
    return f"pause-ends:{person_id}:"


def pause_note(person_id: str) -> str:
    return f"pause:{person_id}"


def describe(
    desk: Desk, person_id: str, *, zone: str, language: str, zoom_email: str
) -> Participant:
    """Take over a person's own city, language and Zoom address. Raises UnknownZone."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        zone_named(zone)
        if len(zoom_email) > LONGEST_ADDRESS or len(language) > LONGEST_LANGUAGE:
            raise TooLong
        old = setting.person(person_id)
        new = replace(old, zone=zone, language=language, zoom_email=zoom_email.strip())
        memory.people.save(new)
        if setting.begun:
            _follow(Setting(desk, memory), old, new)
        touch(setting, f"welcome:{person_id}")
        touch_home(setting, person_id)
        return new


def _follow(setting: Setting, old: Participant, new: Participant) -> None:
    """What is to come follows another city, what was sent out already another Zoom address."""
    if old.zone != new.zone:
        timetable.plan_all(setting)
    if old.zoom_email.casefold() != new.zoom_email.casefold():
        publishing.follow_address(setting, new.id)


def known(desk: Desk, member_id: str) -> Participant | None:
    """The person of this community behind a Slack account, if we have met."""
    with desk.store.read() as memory:
        found = memory.people.find(slack_id=member_id)
        return next((p for p in found if not p.has_left), None)


def known_ever(desk: Desk, member_id: str) -> Participant | None:
    """The same, and whoever has left."""
    with desk.store.read() as memory:
        found = memory.people.find(slack_id=member_id)
        return next(iter(sorted(found, key=lambda p: p.has_left)), None)


def meet(desk: Desk, member: Member) -> Participant | None:
    """Recognise a Slack account by its address, and remember it.

    The first workspace in which somebody was met stays theirs: whoever runs another one could give anybody's address
    to an account there. Raises ElsewhereAlready.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        everyone = setting.people.values()
        wanted = member.email.strip().casefold()
        person = next(
            (p for p in everyone if wanted and p.email.strip().casefold() == wanted), None
        )
        if person is None:
            return None
        if person.slack_id and parted(person.slack_id)[0] != parted(member.id)[0]:
            raise ElsewhereAlready
        if person.slack_id and person.slack_id != member.id:
            trace(setting, person.id, "is known by another Slack account now", person.id)
        met = replace(person, slack_id=member.id)
        memory.people.save(met)
        return met


def person_named(setting: Setting, wanted: str) -> Participant:
    """The person meant by a name, a first name, an id, an address or a mention. Raises Ambiguous, NoSuchThing."""
    return person_among(setting.people.values(), wanted)


def person_among(people: Collection[Participant], wanted: str) -> Participant:
    """The same among these people alone. Raises Ambiguous, NoSuchThing."""
    asked = wanted.strip().strip("@,.")
    exact = [p for p in people if _is(p, asked)]
    if len(exact) == 1:
        return exact[0]
    near = exact or [p for p in people if fold(asked) and fold(asked) in fold(p.name)]
    if len(near) == 1:
        return near[0]
    if near:
        candidates = ", ".join(sorted(p.name for p in near)[:5])
        raise Ambiguous(name=asked, candidates=candidates)
    raise NoSuchThing(
        what="person", name=asked or "nobody", hint="Write the name as on the roster."
    )


def _is(person: Participant, asked: str) -> bool:
    mention = asked.removeprefix("<@").removesuffix(">").split("|")[0]
    if person.slack_id and mention == person.slack_id:
        return True
    known_as = {person.id, person.email, person.name, person.first_name}
    return fold(asked) in {fold(k) for k in known_as}
