"""The online meeting of a session: made once, given its rooms, read back, and never more promised than it keeps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.effects import Effect
from bot.domain.meetings import MeetingRecord, MeetingWish, OnlineRoom
from bot.domain.programme import Note
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation.audience import community
from bot.facilitation.closing import open_key, owe_closing
from bot.facilitation.meeting_steps import AssignRooms, OpenMeeting
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Outcome, Rendered, opaque
from bot.facilitation.telling import owe, owe_zoom, touch, touch_all, touch_home
from bot.ports import Refused
from bot.voice import troubles
from bot.voice.rooms import Placement
from bot.voice.words import spelled


def rooms_key(plan: RoomPlan) -> str:
    return f"{plan.session_id}:meeting:rooms:v{plan.version}"


def owe_meeting(setting: Setting, session: Session) -> None:
    """See that a virtual session gets its one meeting. In person there is none."""
    if not session.virtual or not setting.meets_online:
        return
    key = open_key(setting, session.id)
    owe_zoom(setting, "meeting-open", key, session, expires_at=session.ends_at)


def host_of(setting: Setting, session: Session) -> str:
    """The Zoom host whose turn it is; nobody where one link stands."""
    hosts = setting.desk.house.zoom_hosts or ("",)
    return hosts[(session.month - 1) % len(hosts)]


def wish_of(setting: Setting, session: Session) -> MeetingWish:
    return MeetingWish(
        ref=opaque(open_key(setting, session.id)),
        host=host_of(setting, session),
        topic=spelled(f"{setting.desk.house.name}: {session.title}")[:200],
        starts_at=session.starts_at,
        minutes=session.minutes,
        zone=session.zone,
        agenda=setting.planned(session).purpose,
    )


def render_open(setting: Setting, effect: Effect) -> Rendered:
    session = setting.session(effect.target)
    if session.cancelled or not session.virtual:
        return Drop(why="the session does not take place on Zoom")
    return OpenMeeting(wish=wish_of(setting, session))


def settled_open(setting: Setting, effect: Effect, outcome: Outcome) -> None:
    """Keep how to join, and send the rooms where they are published already."""
    meeting = outcome.meeting
    if meeting is None:
        return
    another = setting.memory.meetings.seek(effect.target) is not None
    setting.memory.meetings.save(MeetingRecord.of(effect.target, meeting))
    session = setting.session(effect.target)
    if session.cancelled or not session.virtual:  # changed while it was being made
        owe_closing(setting, session)
    elif published := setting.memory.plans.published(effect.target):
        (owe_rooms_again if another else owe_rooms)(setting, published)
    (show_session if another else refresh)(setting, session)


def show_session(setting: Setting, session: Session) -> None:
    """Let all that stands of a session say what holds now: whether it takes place, and how to join."""
    for prefix in (f"{session.id}:", f"change:{session.id}:"):
        touch_all(setting, prefix)
    for person in setting.people.values():
        touch_home(setting, person.id)


def owe_list(setting: Setting, session: Session, plan: RoomPlan) -> None:
    """Send Zoom the rooms while it still takes them: not any more once the session is on."""
    if session.starts_at > setting.now:
        owe_rooms(setting, plan)


def owe_rooms(setting: Setting, plan: RoomPlan) -> None:
    """See that Zoom gets exactly these rooms; an older list that has not left is not sent any more."""
    session = setting.session(plan.session_id)
    if not session.virtual or not setting.places_people:
        return
    setting.memory.effects.cancel(f"{session.id}:meeting:rooms:", "newer rooms are published")
    _owe_list(setting, plan, rooms_key(plan))


def owe_rooms_again(setting: Setting, plan: RoomPlan) -> None:
    """See that Zoom gets the same rooms once more, since somebody's address there has changed."""
    if setting.session(plan.session_id).virtual and setting.places_people:
        number = setting.memory.numbers.next(f"{rooms_key(plan)}:again")
        _owe_list(setting, plan, f"{rooms_key(plan)}:again:{number}")


def _owe_list(setting: Setting, plan: RoomPlan, key: str) -> None:
    session = setting.session(plan.session_id)
    owe_zoom(
        setting,
        "meeting-rooms",
        key,
        session,
        expires_at=session.starts_at,
        after=open_key(setting, session.id),
        version=plan.version,
    )


def left_out(setting: Setting, session_id: str) -> frozenset[str]:
    """Addresses that Zoom would not take for this session."""
    note = setting.memory.notes.seek(f"zoom-left-out:{session_id}")
    return frozenset(note.text.split("\n")) if note else frozenset()


def _leave_out(setting: Setting, session_id: str, addresses: Sequence[str]) -> None:
    everyone = left_out(setting, session_id) | {a.casefold() for a in addresses}
    setting.memory.notes.save(
        Note(id=f"zoom-left-out:{session_id}", text="\n".join(sorted(everyone)))
    )


def render_rooms(setting: Setting, effect: Effect) -> Rendered:
    """The whole list for the rooms that people were told last."""
    session = setting.session(effect.target)
    record = setting.memory.meetings.seek(session.id)
    plan = setting.memory.plans.published(session.id)
    if session.cancelled or record is None or record.state == "gone" or plan is None:
        return Drop(why="there is no meeting or there are no rooms to send")
    if not setting.place.places_people:
        return Drop(why="nobody is placed ahead where we meet now")
    wished = online_rooms(setting, plan)
    if record.rooms_mark == mark_of(wished) and record.state == "confirmed":
        return Drop(why="Zoom has these rooms already")
    sent = tuple(a for r in wished for a in r.addresses)
    setting.memory.meetings.save(replace(record, state="sent", sent=sent, confirmed=()))
    return AssignRooms(meeting_id=record.meeting_id, host=record.host, rooms=wished)


def online_rooms(setting: Setting, plan: RoomPlan) -> list[OnlineRoom]:
    """The rooms as Zoom can know them: addresses only, each once, within Zoom's limits."""
    house = setting.desk.house
    used: set[str] = set(left_out(setting, plan.session_id))
    most = house.max_preassigned + len(used)
    rooms = []
    for room in plan.rooms[: house.max_rooms]:
        addresses = []
        for person in room.people:
            address = setting.people[person].zoom_email.strip() if person in setting.people else ""
            if address and address.casefold() not in used and len(used) < most:
                used.add(address.casefold())
                addresses.append(address)
        rooms.append(OnlineRoom(name=room.name, addresses=tuple(addresses)))
    return rooms


def mark_of(rooms: Sequence[OnlineRoom]) -> str:
    """The same for the same rooms, so that a list that has not changed is not sent again."""
    return opaque(repr([(r.name, r.addresses) for r in rooms]))


def settled_rooms(setting: Setting, effect: Effect, outcome: Outcome) -> None:
    """Compare what Zoom kept with what it was sent, and tell facilitators who must be placed by hand."""
    record, plan = (
        setting.memory.meetings.get(effect.target),
        setting.memory.plans.version(effect.target, int(effect.payload["version"])),
    )
    if outcome.meeting is None or plan is None:
        return
    wished = online_rooms(setting, plan)
    kept = {(r.name, a.casefold()) for r in outcome.meeting.rooms for a in r.addresses}
    sent = tuple(a for r in wished for a in r.addresses)
    confirmed = tuple(a for r in wished for a in r.addresses if (r.name, a.casefold()) in kept)
    record = replace(
        record,
        sent=sent,
        confirmed=confirmed,
        rooms_mark=mark_of(wished),
        state="confirmed" if confirmed or not sent else "without_rooms",
        trouble=troubles.DROPPED if sent and not outcome.meeting.rooms else "",
    )
    setting.memory.meetings.save(record)
    tell_placements(setting, setting.session(effect.target))


def refused_rooms(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """Zoom would not take the rooms: once more without those it names; else the session runs all the same."""
    record = setting.memory.meetings.seek(effect.target)
    plan = setting.memory.plans.published(effect.target)
    if record is None or plan is None:
        return
    blamed = {address.casefold() for address in refusal.named}
    sent = [a for room in online_rooms(setting, plan) for a in room.addresses]
    named = [a for a in sent if a.casefold() in blamed]
    if named:
        _leave_out(setting, effect.target, named)
        _owe_list(
            setting, plan, f"{rooms_key(plan)}:without:{len(left_out(setting, effect.target))}"
        )
        return
    setting.memory.meetings.save(
        replace(record, state="without_rooms", trouble=troubles.rooms_refused(refusal.reason))
    )
    tell_placements(setting, setting.session(effect.target))


def refused_open(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """Zoom would not make the meeting: facilitators hear why, in time to open one by hand."""
    session = setting.session(effect.target)
    for person in setting.facilitators:
        owe(
            setting,
            "zoom-refused",
            f"{effect.key}:refused:{person.id}",
            person,
            {"session": session.id, "why": refusal.reason},
        )


def tell_placements(setting: Setting, session: Session) -> None:
    """Tell facilitators who cannot be placed, again only when that changes; bring what shows the rooms up to date."""
    plan = setting.memory.plans.published(session.id)
    record = setting.memory.meetings.seek(session.id)
    by_hand = [p for p in placements(setting, session, plan) if p.by_hand] if plan else []
    trouble = record.trouble if record else ""
    if plan and (by_hand or trouble):
        same = opaque(repr((sorted((p.person.id, p.status) for p in by_hand), trouble)))
        for person in setting.facilitators:
            _tell_placements(setting, session, f"{session.id}:zoom-news:{person.id}:{same}", person)
    refresh(setting, session)


def _tell_placements(setting: Setting, session: Session, key: str, person: Participant) -> None:
    near = session.starts_at - setting.now < timedelta(hours=12)
    if not owe(setting, "zoom-news", key, person, {"session": session.id}, quiet=not near):
        touch(setting, key)


def refresh(setting: Setting, session: Session) -> None:
    for person in setting.facilitators:
        touch(setting, f"{session.id}:rooms-page:{person.id}")


def zoom_cannot_place(setting: Setting) -> list[Participant]:
    """Who has no address that Zoom knows: none on the roster, or one it would not take for the session that is next."""
    session = setting.next_session() if setting.begun else None
    refused = left_out(setting, session.id) if session else frozenset()
    known = {p.id: p.zoom_email.strip().casefold() for p in community(setting)}
    return [p for p in community(setting) if not known[p.id] or known[p.id] in refused]


def placements(setting: Setting, session: Session, plan: RoomPlan) -> list[Placement]:
    """How each seated person gets into their room: planned, sent, confirmed, no Zoom address or guest."""
    return placed(setting, session, plan.rooms)


def placed(setting: Setting, session: Session, rooms: Sequence[Room]) -> list[Placement]:
    """The same for some of the rooms, without asking for everyone."""
    if not session.virtual or not setting.place.places_people:
        return []
    record = setting.memory.meetings.seek(session.id)
    refused = left_out(setting, session.id)
    sent = {a.casefold() for a in record.sent} if record else set()
    confirmed = {a.casefold() for a in record.confirmed} if record else set()

    def status(address: str) -> str:
        wanted = address.strip().casefold()
        if not wanted:
            return "no Zoom address"
        if wanted in refused:
            return "guest"
        if record is None or wanted not in sent:
            return "planned"
        if wanted in confirmed:
            return "confirmed"
        return "sent" if record.state == "sent" else "guest"

    here = setting.some([p for room in rooms for p in room.people])
    return [
        Placement(person=here[p], room=room.name, status=status(here[p].zoom_email))
        for room in rooms
        for p in room.people
        if p in here
    ]
