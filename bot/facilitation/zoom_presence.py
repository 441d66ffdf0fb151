"""Who was there by what Zoom tells: settled some minutes after the meeting, put right by what comes late.

Where Zoom told nothing by itself it is asked, once the session is over; where it says no, people tell by hand.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar import round_instants
from bot.domain.effects import Duty, Effect
from bot.domain.meetings import Visit
from bot.domain.presence import NO_ROOM, ZOOM, Presence
from bot.domain.programme import Note
from bot.domain.seen import Seen, Spans, Who, seen_in
from bot.domain.sessions import RoomPlan, Session
from bot.domain.sightings import Gathering, Sighting, What, gather
from bot.facilitation.meeting_steps import ReadVisits
from bot.facilitation.meetings import placements
from bot.facilitation.other_rounds import OWN_WAYS
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Outcome, Rendered
from bot.facilitation.telling import owe, owe_zoom, touch_home
from bot.voice import troubles
from bot.voice.presence import zoom_saw

KIND = "zoom-presence"
SETTLED = timedelta(minutes=5)  # after the end, most news is there
LOOKS = (timedelta(minutes=15), timedelta(hours=2), timedelta(hours=14))  # after the planned end
FORGET = timedelta(days=1)  # Zoom's last repeat comes within 85 minutes
EARLY = timedelta(hours=2)


def first_look(session: Session) -> Duty:
    """To see who was there, when the session is over."""
    due = session.ends_at + LOOKS[0]
    return Duty(key=f"{session.id}:{KIND}", kind=KIND, due_at=due, facts={"session": session.id})


def settle_again(setting: Setting, session: Session, *, over: datetime | None) -> None:
    """Something was told: fold it soon after the meeting ends, or at once where it was folded before."""
    settled = setting.memory.notes.seek(_note(session)) is not None
    if over and over >= session.starts_at and not settled:
        at = max(over + SETTLED, setting.now)
    elif settled:
        at = setting.now
    else:
        return
    setting.memory.duties.plan(first_look(session))
    setting.memory.duties.again(f"{session.id}:{KIND}", at)


def look_back(setting: Setting, duty: Duty) -> datetime | None:
    """Write down who was there; ask Zoom where it told less than all; at last forget what it told piece by piece."""
    session = setting.session(duty.facts["session"])
    record = setting.memory.meetings.seek(session.id)
    if session.cancelled or record is None or record.state == "gone":
        return None
    if not setting.place.tells_presence:
        return None
    if setting.now >= session.ends_at + FORGET:
        forget(setting, session)
        return None
    if not settle(setting, session) and setting.now >= session.ends_at + LOOKS[0]:
        _ask(setting, session)
    looks = [session.ends_at + wait for wait in (*LOOKS, FORGET)]
    return next(at for at in looks if at > setting.now)


def forget(setting: Setting, session: Session) -> None:
    """Forget what Zoom told piece by piece."""
    for piece in setting.memory.sightings.find(session_id=session.id):
        setting.memory.sightings.remove(piece.id)


def heard(setting: Setting, session: Session, until: datetime) -> Gathering:
    """All that Zoom told of a session, put together."""
    return gather(setting.memory.sightings.find(session_id=session.id), until)


def who_is(setting: Setting, session: Session) -> Who:
    record = setting.memory.meetings.seek(session.id)
    return Who.of(setting.people.values(), [record.host] if record else [])


def homes(plan: RoomPlan | None) -> dict[str, str]:
    return {p: room.name for room in plan.rooms for p in room.people} if plan else {}


def settle(setting: Setting, session: Session) -> bool:
    """Fold what was told into who was there; whether it was told whole."""
    told = heard(setting, session, min(setting.now, session.ends_at))
    plan = setting.memory.plans.published(session.id)
    if not told.guests:
        return False
    seen = seen_in(
        told,
        who_is(setting, session),
        homes(plan),
        starts=session.starts_at,
        ends=session.ends_at,
        spans=own_spans(setting, session),
    )
    unseen = _not_seen(setting, session, plan, seen) if told.whole else []
    _write(setting, session, seen, unseen)
    _remember(setting, session, seen)
    return told.whole


def own_spans(setting: Setting, session: Session) -> Spans:
    """When people sit in the session's own rooms; all of it where no round is drawn in another way."""
    planned = setting.planned(session)
    placed = round_instants(session, planned)
    others = [
        r for r, _, _ in placed if r.format in OWN_WAYS and r.format != planned.rooms.strategy
    ]
    if not others:
        return ()
    return [(begins, ends) for r, begins, ends in placed if r.in_rooms and r not in others]


def _not_seen(
    setting: Setting, session: Session, plan: RoomPlan | None, seen: Seen
) -> Sequence[str]:
    """Those whom Zoom would have named, and did not see.

    Nobody, where more were there without a name than may be without one: one of those may have come otherwise.
    """
    came = seen.there.keys() | seen.looked_in | {p for who in seen.either for p in who}
    if plan is None or not any(p in plan.seated for p in seen.there):
        return []
    seats = [p for p in placements(setting, session, plan) if p.person.id not in came]
    nameless = [p.person.id for p in seats if p.status != "confirmed"]
    nameless += [p.id for p in setting.facilitators if p.id not in came]
    if seen.unnamed > len(nameless):
        return []
    return [p.person.id for p in seats if p.status == "confirmed"]


def _write(setting: Setting, session: Session, seen: Seen, unseen: Iterable[str]) -> None:
    """Keep what Zoom says of each who takes part, in place of what it said before."""
    ours = {p.id for p in setting.people.values() if not p.facilitates}
    said = {p: (True, room) for p, room in seen.there.items() if p in ours}
    said |= {p: (False, "") for p in unseen if p in ours}
    before = setting.memory.presences.find(session_id=session.id, source=ZOOM)
    words = [
        Presence(
            session_id=session.id,
            person_id=person,
            was_there=there,
            room=room,
            at=session.ends_at,
            source=ZOOM,
        )
        for person, (there, room) in sorted(said.items())
    ]
    for word in before:
        if word.person_id not in said:
            setting.memory.presences.remove(word.id)
    for word in words:
        setting.memory.presences.save(word)
    for person in {word.person_id for word in set(before) ^ set(words)}:
        touch_home(setting, person)


def _note(session: Session) -> str:
    return f"zoom-saw:{session.id}"


def _remember(setting: Setting, session: Session, seen: Seen, silent: str = "") -> None:
    """What the facilitators' page says beside the rooms."""
    facts = {
        "unnamed": seen.unnamed,
        "either": [sorted(who) for who in seen.either],
        "silent": silent,
    }
    setting.memory.notes.save(Note(id=_note(session), text=json.dumps(facts)))


def zoom_words(setting: Setting, session: Session) -> list[str]:
    """What Zoom saw beside the rooms, for the facilitators' page."""
    note = setting.memory.notes.seek(_note(session))
    if note is None:
        return []
    told = json.loads(note.text)
    words = setting.memory.presences.find(session_id=session.id, room=NO_ROOM)
    return zoom_saw(
        told["unnamed"],
        [_names(setting, who) for who in told["either"]],
        _names(setting, [word.person_id for word in words]),
        told["silent"],
    )


def _names(setting: Setting, people: Iterable[str]) -> list[str]:
    return [setting.people[p].name for p in people if p in setting.people]


def _ask(setting: Setting, session: Session) -> None:
    """Owe Zoom the question who was there; once for each look."""
    number = sum(1 for wait in LOOKS if setting.now >= session.ends_at + wait)
    key = f"{session.id}:meeting:seen:{number}"
    owe_zoom(setting, "meeting-seen", key, session, expires_at=session.ends_at + FORGET)


def render_seen(setting: Setting, effect: Effect) -> Rendered:
    """The question, while it is not answered."""
    session = setting.session(effect.target)
    record = setting.memory.meetings.seek(session.id)
    if session.cancelled or record is None or record.state == "gone":
        return Drop(why="there was no meeting")
    if heard(setting, session, session.ends_at).whole:
        return Drop(why="Zoom has told it all by itself")
    return ReadVisits(
        meeting_id=record.meeting_id, since=session.starts_at - EARLY, until=session.ends_at
    )


def settled_seen(setting: Setting, effect: Effect, outcome: Outcome) -> None:
    """Put the list beside what was told, and fold it all; or say that Zoom does not tell."""
    session = setting.session(effect.target)
    for visit in outcome.visits:
        for piece in _pieces(session, visit):
            setting.memory.sightings.add(piece)
    if outcome.visits:
        settle(setting, session)
    for why in outcome.troubles.values():
        _by_hand(setting, session, why)


def _pieces(session: Session, visit: Visit) -> Iterable[Sighting]:
    """One joining as the news of it would have been; the meeting was over when the last one left."""
    at = f"{session.id}:{visit.instance}:{visit.connection}"
    joined = Sighting(
        id=f"{at}:joined",
        session_id=session.id,
        what=What.JOINED,
        at=visit.came,
        instance=visit.instance,
        connection=visit.connection,
        address=visit.address,
    )
    yield joined
    yield replace(joined, id=f"{at}:left", what=What.LEFT, at=visit.went)
    held = replace(joined, connection="", address="")
    yield replace(held, id=f"{at}:started", what=What.STARTED, at=visit.held_from)
    yield replace(held, id=f"{at}:ended", what=What.ENDED, at=visit.went)


def _by_hand(setting: Setting, session: Session, why: str) -> None:
    """Zoom says no: the facilitators hear once for each reason, and the page says it every time."""
    note = setting.memory.notes.seek(_note(session))
    if note is None:
        _remember(setting, session, Seen(), silent=why)
    for person in setting.facilitators:
        words = troubles.nobody_told(session.title, why, session.month)
        owe(setting, "trouble", f"zoom-silent:{why[:60]}:{person.id}", person, {"words": words})
