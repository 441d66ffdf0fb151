"""The session itself: a facilitator presses Start, people come in, rooms open, some must be placed by hand."""

from collections.abc import Iterator
from datetime import timedelta

from bot.demo import habits
from bot.demo.almanac import Gathering
from bot.demo.hands import TRIES
from bot.demo.letters import Letter
from bot.demo.product import pause
from bot.demo.stage import Stage
from bot.domain.roster import Participant
from bot.voice.words import count
from integrations.sandbox.zoom_things import Attendee, ZoomMeeting

START_BEFORE = timedelta(minutes=20)
REDIRECT = 302


def react(stage: Stage, letter: Letter) -> None:
    """The host sheet brings the Start button; the first facilitator who has it opens the meeting."""
    session = stage.session(letter.month)
    if letter.kind != "host-sheet" or session is None or not session.virtual:
        return
    at = session.starts_at - START_BEFORE
    stage.later(max(at, letter.at), _starts, stage, session, letter)


def _starts(stage: Stage, session: Gathering, letter: Letter) -> None:
    if session.month in stage.diary.started or not stage.lives.pretended(letter.person):
        return
    hands = stage.hands(letter.person)
    url = hands.person.link("Start the meeting", near=hands.first_line(letter))
    status, place = _follows(stage, url)
    stage.diary.started[session.month] = f"{status} {place}"
    if status == REDIRECT:
        where = "by the link" if stage.link else "to Zoom as its host"
        said = f"press “Start the meeting”, which leads {where}"
        stage.diary.notes(stage.now, letter.person, said, session.month)
        hands.presses("Start the meeting", near=hands.first_line(letter))


def _follows(stage: Stage, url: str) -> tuple[int, str]:
    """As people do: while the page says that Zoom is away for a moment, they try again."""
    status, place = 0, ""
    for _ in range(TRIES):
        status, place = stage.product.follows(url)
        if status < 500:
            break
        pause(0.05)
    return status, place


def plan_day(stage: Stage, session: Gathering) -> None:
    """What happens in Zoom, by the session's own agenda."""
    if not session.virtual or stage.link:
        stage.later(session.starts_at, _gather_by_themselves, stage, session)
        return
    stage.later(session.starts_at + timedelta(minutes=2), _come_in, stage, session)
    for key, begins, ends in session.spans():
        stage.later(begins + timedelta(minutes=1), _rooms_open, stage, session, key)
        stage.later(ends, _rooms_close, stage, session)
    stage.later(session.ends_at, _end, stage, session)


def meeting_of(stage: Stage, session: Gathering) -> ZoomMeeting | None:
    """The session's meeting in the pretend Zoom."""
    account = stage.world.zoom.account
    with account.lock:
        every = [m for m in account.meetings.values() if not m.deleted]
    return next((m for m in every if m.starts_at == session.starts_at), None)


def comers(stage: Stage, session: Gathering) -> list[Participant]:
    """Who really turns up: those who said so, but for some, and half of those who said nothing."""
    meant = stage.intentions(session.month)
    return [
        p
        for p in stage.community.seatable
        if stage.lives.pretended(p.id) and _turns_up(stage, session, p.id, meant.stays_away)
    ]


def _turns_up(stage: Stage, session: Gathering, person: str, stays_away: frozenset[str]) -> bool:
    said = stage.diary.reply(session.month, person)
    share = {habits.YES: 1.0, habits.PART: 1.0, habits.UNSURE: 0.6, habits.NO: 0.0}.get(said, 0.4)
    return person not in stays_away and stage.habits.sometimes(
        share, "turns up", session.month, person
    )


def _gather_by_themselves(stage: Stage, session: Gathering) -> None:
    """At tables, or by the link: nobody but they knows who came."""
    here = {p.id for p in comers(stage, session)}
    stage.diary.present[session.month] = here
    where = (
        "come by the link, and the rooms are opened by hand"
        if session.virtual
        else "come to the tables"
    )
    stage.diary.notes(stage.now, "", f"{len(here)} people {where}", session.month)


def _come_in(stage: Stage, session: Gathering) -> None:
    meeting = meeting_of(stage, session)
    if meeting is None or not _hosted(stage, meeting):
        return
    zoom, here = stage.world.zoom.stage, comers(stage, session)
    there = {attendee.name for attendee in meeting.live.here()} if meeting.live else set()
    for person in here:
        if person.name not in there:
            zoom.join(meeting.id, person.name, email=person.zoom_email, phone=not person.zoom_email)
    stage.diary.present[session.month] = {p.id for p in here}
    stage.diary.notes(
        stage.now,
        "",
        f"In Zoom: {count(len(here), 'person comes', 'people come')} in",
        session.month,
    )


def _hosted(stage: Stage, meeting: ZoomMeeting) -> bool:
    """Whether the meeting runs; whoever facilitates by themselves opens it as its host."""
    if _somebody_hosts(stage) and not _has_host(meeting):
        stage.world.zoom.stage.join(meeting.id, meeting.host.name, email=meeting.host.email)
    return meeting.live is not None


def _has_host(meeting: ZoomMeeting) -> bool:
    here = meeting.live.here() if meeting.live else []
    return any(attendee.email == meeting.host.email for attendee in here)


def _somebody_hosts(stage: Stage) -> bool:
    """Whether a facilitator is left whom nobody plays by hand. Where there are none at all the host comes alone."""
    team = stage.community.facilitators
    return not team or any(stage.lives.pretended(p.id) for p in team)


def _rooms_open(stage: Stage, session: Gathering, key: str) -> None:
    """The host recovers and opens the rooms; whoever Zoom did not place is placed by the host sheet."""
    meeting, rooms = meeting_of(stage, session), stage.rooms(session.month)
    if meeting is None or meeting.live is None or not meeting.live.rooms or rooms is None:
        return
    if meeting.live.open or not _somebody_hosts(stage):
        return  # whoever plays the host sees to it
    zoom = stage.world.zoom.stage
    placed, left = zoom.open_rooms(meeting.id)
    names = {p.name: p.id for p in stage.community.seatable}
    by_hand = 0
    for attendee, room in _to_place(
        left, names, rooms.room_of, {r["name"] for r in meeting.live.rooms}
    ):
        zoom.place(meeting.id, attendee, room)
        by_hand += 1
    stage.diary.placed[session.month] = (len(placed), by_hand)
    alone = count(len(placed), "person is placed by itself", "people are placed by themselves")
    said = f"In Zoom: rooms open; {alone}, {by_hand} by the host"
    stage.diary.notes(stage.now, "", said, session.month)


def _to_place(left, names, room_of, known) -> Iterator[tuple[Attendee, str]]:  # type: ignore[no-untyped-def]
    for attendee in left:
        room = room_of(names.get(attendee.name, ""))
        if room is not None and room.name in known:
            yield attendee, room.name


def _rooms_close(stage: Stage, session: Gathering) -> None:
    meeting = meeting_of(stage, session)
    if meeting is not None and meeting.live is not None and _somebody_hosts(stage):
        stage.world.zoom.stage.close_rooms(meeting.id)


def _end(stage: Stage, session: Gathering) -> None:
    meeting = meeting_of(stage, session)
    if meeting is not None and meeting.live is not None and _somebody_hosts(stage):
        stage.world.zoom.stage.end(meeting.id)
        stage.diary.notes(stage.now, "", "In Zoom: the meeting ends on time", session.month)
