"""A subgroup's own small meeting on Zoom: one for each time it is asked for, made through the ledger like any other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.civil_time import zone_named
from bot.domain.effects import Effect, Owed
from bot.domain.errors import FacilitationError
from bot.domain.followup import Subgroup
from bot.domain.meeting_times import suggest
from bot.domain.meetings import MeetingWish, SmallMeeting
from bot.facilitation.meeting_steps import CloseMeeting, OpenMeeting
from bot.facilitation.meetings import host_of
from bot.facilitation.own_subgroups import alive
from bot.facilitation.own_subgroups import own as own_group
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Outcome, Rendered, opaque
from bot.facilitation.telling import owe, owe_channel, say_to_subgroup, touch_all
from bot.facilitation.traces import trace
from bot.ports import Desk, Refused
from bot.voice import small_meetings as words
from bot.voice import troubles
from bot.voice.message import Message, View
from bot.voice.words import spelled

OPENS, CLOSES, TOLD = "small-meeting", "small-meeting-close", "subgroup-meets"
LENGTHS, SOONEST, AHEAD = (30, 45, 60), timedelta(minutes=15), timedelta(days=60)
BETWEEN = timedelta(minutes=15)  # a host's meeting may run over
SUGGESTED = 8


class NoZoom(FacilitationError):
    """Nothing here makes meetings. Meet where it suits you, and share the link in the subgroup."""


class NoHour(FacilitationError):
    """Choose an hour that is ahead, within the next two months: one of the list, or a day and an hour such as 15:30."""


class NoHostFree(FacilitationError):
    """All our Zoom hosts hold another meeting at that hour, and a host can hold one at a time. Choose another hour."""


def window(desk: Desk, subgroup_id: str, person_id: str) -> View:
    """Where somebody of it says when they would like to meet."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        subgroup = alive(setting, subgroup_id, person_id)
        if not setting.desk.house.zoom_hosts:
            return words.no_zoom(setting.place)
        people = list(setting.some(subgroup.members).values())
        slots = suggest(people, now=setting.now, most=SUGGESTED) if people else []
        return words.form(subgroup, setting.person(person_id), slots)


def ask(
    desk: Desk,
    subgroup_id: str,
    by: str,
    *,
    slot: datetime | None = None,
    own: tuple[date, time] | None = None,
    minutes: int = 45,
) -> SmallMeeting:
    """Ask Zoom for a meeting: at an hour of the list, or on a day and an hour by one's own clock.

    The same hour asked for again is the same meeting. Raises IsClosed, NoZoom, NoHour, NoHostFree.
    """
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        subgroup, person = alive(setting, subgroup_id, by), setting.person(by)
        if not setting.desk.house.zoom_hosts:
            raise NoZoom
        starts = _ahead(setting, datetime.combine(*own, zone_named(person.zone)) if own else slot)
        if minutes not in LENGTHS:
            raise NoHour
        same = memory.small_meetings.find(subgroup_id=subgroup.id, starts_at=starts)
        if standing := next((m for m in same if m.stands), None):
            return standing
        meeting = SmallMeeting(
            id=f"m{memory.numbers.next('small-meeting')}",
            subgroup_id=subgroup.id,
            by=by,
            at=setting.now,
            starts_at=starts,
            minutes=minutes,
            zone=person.zone,
            host=_free_host(setting, starts, starts + timedelta(minutes=minutes)),
        )
        memory.small_meetings.save(meeting)
        _owe(setting, OPENS, _key(meeting), meeting, expires_at=meeting.starts_at)
        trace(setting, by, "asked for a subgroup's meeting on Zoom", meeting.id)
        return meeting


def _ahead(setting: Setting, starts: datetime | None) -> datetime:
    """This hour, where it is one that can be asked for. Raises NoHour."""
    if starts is None or not SOONEST <= starts - setting.now <= AHEAD:
        raise NoHour
    return starts.astimezone(setting.now.tzinfo)


def _free_host(setting: Setting, starts: datetime, ends: datetime) -> str:
    """The first host who holds nothing else then, whether a session or another small meeting."""
    busy = {host for host, a, z in _held(setting) if a < ends + BETWEEN and starts < z + BETWEEN}
    free = [host for host in setting.desk.house.zoom_hosts if host not in busy]
    if not free:
        raise NoHostFree
    return free[0]


def _held(setting: Setting) -> Iterator[tuple[str, datetime, datetime]]:
    for session in setting.sessions() if setting.begun else []:
        if session.virtual and not session.cancelled:
            yield host_of(setting, session), session.starts_at, session.ends_at
    for other in setting.memory.small_meetings.find(state=("wanted", "made")):
        yield other.host, other.starts_at, other.ends_at


def _key(meeting: SmallMeeting) -> str:
    return f"subgroup:{meeting.subgroup_id}:meeting:{meeting.id}"


def _told_key(meeting: SmallMeeting) -> str:
    return f"subgroup:{meeting.subgroup_id}:meets:{meeting.id}"


def _owe(
    setting: Setting, kind: str, key: str, meeting: SmallMeeting, *, expires_at: datetime
) -> None:
    setting.memory.effects.owe(
        Owed(key=key, kind=kind, target=meeting.id, not_before=setting.now, expires_at=expires_at)
    )


def render_open(setting: Setting, effect: Effect) -> Rendered:
    meeting = setting.memory.small_meetings.get(effect.target)
    if not meeting.stands:
        return Drop(why="it was called off")
    name = setting.memory.subgroups.get(meeting.subgroup_id).name
    wish = MeetingWish(
        ref=opaque(_key(meeting)),
        host=meeting.host,
        topic=spelled(f"{setting.desk.house.name}: {name}")[:200],
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        zone=meeting.zone,
    )
    return OpenMeeting(wish=wish)


def settled_open(setting: Setting, effect: Effect, outcome: Outcome) -> None:
    """Tell the subgroup how to join; one that was called off meanwhile is removed again."""
    meeting, made = setting.memory.small_meetings.get(effect.target), outcome.meeting
    if made is None:
        return
    known = replace(
        meeting,
        state="made" if meeting.stands else meeting.state,
        meeting_id=made.id,
        join_url=made.join_url,
        passcode=made.passcode,
        dial_in=made.dial_in,
    )
    setting.memory.small_meetings.save(known)
    if not known.stands:
        _owe_closing(setting, known)
        return
    subgroup = setting.memory.subgroups.get(known.subgroup_id)
    say_to_subgroup(setting, subgroup, TOLD, _told_key(known), {"meeting": known.id})


def tell_in(setting: Setting, subgroup: Subgroup) -> None:
    """In a place that is new: what is ahead, for nobody there can read what an earlier one was told."""
    for meeting in setting.memory.small_meetings.find(subgroup_id=subgroup.id, state="made"):
        if meeting.ends_at > setting.now and subgroup.channel:
            key = f"{_told_key(meeting)}:{setting.memory.numbers.next(_told_key(meeting))}"
            owe_channel(setting, TOLD, key, subgroup.channel, {"meeting": meeting.id})


def refused_open(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """Zoom would not make it: whoever asked hears why, and the facilitators, who can do something about a licence."""
    meeting = setting.memory.small_meetings.get(effect.target)
    setting.memory.small_meetings.save(replace(meeting, state="refused"))
    name = setting.memory.subgroups.get(meeting.subgroup_id).name
    _trouble(setting, effect, meeting, troubles.no_small_meeting(name, refusal.reason))


def _trouble(setting: Setting, effect: Effect, meeting: SmallMeeting, said: str) -> None:
    hear = {p.id: p for p in setting.facilitators} | setting.some([meeting.by])
    for person in hear.values():
        owe(setting, "trouble", f"{effect.key}:refused:{person.id}", person, {"words": said})


def letter(setting: Setting, effect: Effect) -> Message | Drop:
    """When it is in each city, and how to join."""
    meeting = setting.memory.small_meetings.get(effect.payload["meeting"])
    if not meeting.stands and not effect.remote_id:
        return Drop(why="it was called off")
    subgroup = setting.memory.subgroups.get(meeting.subgroup_id)
    known = setting.some(subgroup.members)
    return words.told(meeting, subgroup, [known[p] for p in subgroup.members if p in known])


def call_off(desk: Desk, meeting_id: str, person_id: str) -> SmallMeeting:
    """It does not take place: anybody of the subgroup may say so, and Zoom's meeting is removed."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        meeting = memory.small_meetings.get(meeting_id)
        own_group(setting, meeting.subgroup_id, person_id)
        if meeting.stands and meeting.ends_at > setting.now:
            meeting = _called_off(setting, meeting)
            trace(setting, person_id, "called off a subgroup's meeting", meeting.id)
        return meeting


def call_off_all(setting: Setting, subgroup: Subgroup) -> None:
    """What a subgroup that closes still had ahead."""
    for meeting in setting.memory.small_meetings.find(subgroup_id=subgroup.id):
        if meeting.stands and meeting.starts_at > setting.now:
            _called_off(setting, meeting)


def _called_off(setting: Setting, meeting: SmallMeeting) -> SmallMeeting:
    gone = replace(meeting, state="gone")
    setting.memory.small_meetings.save(gone)
    if gone.meeting_id:
        _owe_closing(setting, gone)
    touch_all(setting, _told_key(gone))
    return gone


def _owe_closing(setting: Setting, meeting: SmallMeeting) -> None:
    ends = max(meeting.ends_at, setting.now) + timedelta(days=1)
    _owe(setting, CLOSES, f"{_key(meeting)}:close", meeting, expires_at=ends)


def render_close(setting: Setting, effect: Effect) -> Rendered:
    return CloseMeeting(meeting_id=setting.memory.small_meetings.get(effect.target).meeting_id)


def refused_close(setting: Setting, effect: Effect, refusal: Refused) -> None:
    """Zoom keeps it: whoever asked for it and the facilitators hear that it is theirs to end."""
    meeting = setting.memory.small_meetings.get(effect.target)
    name = setting.memory.subgroups.get(meeting.subgroup_id).name
    _trouble(setting, effect, meeting, troubles.not_removed(name, refusal.reason))
