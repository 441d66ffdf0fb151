"""What hosts and guests do in the pretend Zoom, as it comes over the switchboard."""

from collections.abc import Callable

from integrations.sandbox import zoom_showing
from integrations.sandbox.pretend_world import PretendWorld
from integrations.sandbox.raw import writable
from integrations.sandbox.screen import NotThere
from integrations.sandbox.zoom_live import NotRunning
from integrations.sandbox.zoom_showing import BY_TELEPHONE, GUEST, SIGNED_IN
from integrations.sandbox.zoom_things import Attendee, Json, ZoomMeeting

LONGEST_NAME = 64  # as Zoom's own field takes it
HOWS = (SIGNED_IN, GUEST, BY_TELEPHONE)
SETTINGS = ("breakout_rooms", "assign_when_scheduling")


def set_host(world: PretendWorld, wish: Json) -> Json:
    """Change what a host's account allows; the host as they are then. Raises NotThere."""
    account, settings = world.zoom.account, {name: wish[name] for name in SETTINGS if name in wish}
    if not all(isinstance(allowed, bool) for allowed in settings.values()):
        raise ValueError("a setting is true or false")
    with account.lock:
        one = account.hosts.get(str(wish["email"]).casefold())
        if one is None:
            raise NotThere("Zoom knows no such host")
        for name, allowed in settings.items():
            setattr(one, name, allowed)
        account.bell.ring("zoom", [one.email])
        return zoom_showing.host(one)


def take(world: PretendWorld, number: str, wish: Json) -> Json:
    """Let somebody do something in a meeting; the meeting as it is then. Raises NotThere, NotRunning, CannotFill."""
    details = dict(wish)
    act = _ACTS.get(str(details.pop("act", "")))
    if act is None:
        raise ValueError(f"an act is one of {', '.join(sorted(_ACTS))}")
    with world.zoom.account.lock:
        meeting = _meeting(world, number)
        act(world, meeting, **details)
        return zoom_showing.meeting(world, meeting)


def _meeting(world: PretendWorld, number: str) -> ZoomMeeting:
    meetings = world.zoom.account.meetings
    found = meetings.get(int(number)) if number.isdecimal() else None
    if found is None or found.deleted:
        raise NotThere("this meeting is not there any more")
    return found


def _start(world: PretendWorld, meeting: ZoomMeeting) -> None:
    """The host comes in, which opens it."""
    if meeting.live is not None:
        raise NotRunning("this meeting runs already")
    world.zoom.stage.join(meeting.id, meeting.host.name, email=meeting.host.email)


def _end(world: PretendWorld, meeting: ZoomMeeting) -> None:
    _must_run(meeting)
    world.zoom.stage.end(meeting.id)


def _open_rooms(world: PretendWorld, meeting: ZoomMeeting) -> None:
    _must_run(meeting)
    world.zoom.stage.open_rooms(meeting.id)


def _close_rooms(world: PretendWorld, meeting: ZoomMeeting) -> None:
    _must_run(meeting)
    if not (meeting.live and meeting.live.open):
        raise NotRunning("no rooms are open")
    world.zoom.stage.close_rooms(meeting.id)


def _must_run(meeting: ZoomMeeting) -> None:
    if meeting.live is None:
        raise NotRunning("the host has not started this meeting yet")


def _join(
    world: PretendWorld,
    meeting: ZoomMeeting,
    *,
    member: str = "",
    name: str = "",
    email: str = "",
    how: str = SIGNED_IN,
) -> None:
    """Somebody of the roster, or anybody by name and address, comes in."""
    if how not in HOWS:
        raise ValueError(f"one comes {', '.join(HOWS)}")
    if member:
        name, email = _of_roster(world, member)
    if meeting.host.email != email.casefold() or how != SIGNED_IN:
        _must_run(meeting)
    world.zoom.stage.join(
        meeting.id,
        _name(name),
        email=writable(email.strip()) if how == SIGNED_IN else "",
        guest=how == GUEST,
        phone=how == BY_TELEPHONE,
        member=member,
    )


def _of_roster(world: PretendWorld, member: str) -> tuple[str, str]:
    one = world.participants.get(member)
    if one is None:
        raise NotThere("nobody on the roster has this id")
    return one.name, one.zoom_email or one.email


def _name(name: str) -> str:
    plain = " ".join(writable(name).split())
    if not plain or len(plain) > LONGEST_NAME:
        raise NotThere(f"a name has 1 to {LONGEST_NAME} letters")
    return plain


def _leave(world: PretendWorld, meeting: ZoomMeeting, *, attendee: str) -> None:
    world.zoom.stage.leave(meeting.id, _attendee(meeting, attendee))


def _place(world: PretendWorld, meeting: ZoomMeeting, *, attendee: str, room: str) -> None:
    world.zoom.stage.place(meeting.id, _attendee(meeting, attendee), room)


def _attendee(meeting: ZoomMeeting, id: str) -> Attendee:
    _must_run(meeting)
    for one in meeting.live.here() if meeting.live else ():
        if one.user_id == id:
            return one
    raise NotRunning("this person is not in the meeting any more")


_ACTS: dict[str, Callable[..., None]] = {
    "start": _start,
    "end": _end,
    "open_rooms": _open_rooms,
    "close_rooms": _close_rooms,
    "join": _join,
    "leave": _leave,
    "place": _place,
}
