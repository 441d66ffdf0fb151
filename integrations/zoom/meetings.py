"""Meetings in Zoom: made once, found again after a lost reply, with their rooms read back."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.domain.meetings import ZOOM, Meeting, MeetingWish, OnlineRoom, Visit
from bot.domain.pace import Pace
from bot.ports import Clock, ComeBack, Finding, Gone, Json, Refused, Uncertain
from integrations.zoom.checks import findings
from integrations.zoom.client import ZoomClient, new_session
from integrations.zoom.paces import paces
from integrations.zoom.past import visits_of
from integrations.zoom.reading import (
    TOPIC,
    agenda_of,
    meeting_in,
    number_in,
    objects,
    ref_in,
    shortened,
    zulu,
)
from integrations.zoom.seats import breakout_room
from integrations.zoom.token import Timeout, Tokens

API, OAUTH = "https://api.zoom.us/v2", "https://zoom.us/oauth/token"
SCHEDULED = 2  # a single meeting: a recurring one cannot change its rooms from month to month
PAGE, PAGES = 300, 20
ROUNDING = timedelta(minutes=1)
SETTINGS: Mapping[str, Any] = {
    "waiting_room": False,  # nobody is free to let late-comers in, and it would switch off the next line
    "join_before_host": True,
    "jbh_time": 10,
    "mute_upon_entry": True,
    "approval_type": 2,
    "meeting_authentication": False,  # guests and patients need no Zoom account
    "encryption_type": "enhanced_encryption",  # end-to-end encryption forbids rooms given ahead
    "auto_recording": "none",
    "use_pmi": False,
}
OURS_ALONE = ("breakout_room", "alternative_hosts")

log = logging.getLogger(__name__)


class ZoomMeetings:
    """A Zoom account as a place to meet. Implements the port `Meetings`."""

    place = ZOOM

    def __init__(
        self,
        *,
        account_id: str,
        client_id: str,
        client_secret: str,
        hosts: Sequence[str],
        clock: Clock,
        oauth_url: str = OAUTH,
        api_base_url: str = API,
        settings: Mapping[str, Any] | None = None,
        max_rooms: int = 50,
        max_preassigned: int = 200,
        plan: str = "pro",
        timeout: Timeout = (5, 20),
    ) -> None:
        self._hosts, self._limits = tuple(hosts), (max_rooms, max_preassigned)
        self._account, self._plan, self._clock = account_id, plan, clock
        chosen = {k: v for k, v in (settings or {}).items() if k not in OURS_ALONE}
        self._settings = {**SETTINGS, **chosen}
        tokens = Tokens(
            account_id=account_id,
            client_id=client_id,
            client_secret=client_secret,
            oauth_url=oauth_url,
            session=new_session(oauth_url),
            timeout=timeout,
        )
        session = new_session(api_base_url)
        self._zoom = ZoomClient(
            tokens=tokens,
            api_base_url=api_base_url,
            clock=clock,
            session=session,
            timeout=timeout,
        )

    def paces(self, act: str, *, host: str = "") -> Sequence[Pace]:
        """What one act (a method's name) takes of how often we may ask; a change also of the host's day."""
        return paces(self._account, self._plan, act, host=host, now=self._clock.now())

    def open(self, wish: MeetingWish) -> Meeting:
        """Make the meeting. Never repeated blindly: after Uncertain, `find` it first."""
        made = self._zoom.post(_host_path(wish.host), self._body(wish))
        if not number_in(made.get("id")):
            raise Uncertain("Zoom's answer names no meeting.")
        try:
            return meeting_in({"agenda": f"ref: {wish.ref}", **made}, host=wish.host)
        except Refused:  # it was made all the same: look it up, and judge what is found
            raise Uncertain("Zoom's answer says too little about the meeting.") from None

    def find(self, wish: MeetingWish) -> Meeting | None:
        """The meeting made for this wish, by its ref; the earliest one where there are several."""
        made = self._made_for(wish)
        if len(made) > 1:
            log.warning("several meetings in Zoom hold one reference: %d", len(made))
        for meeting_id in made:
            try:
                return self.read(meeting_id)
            except Gone:  # removed since the list was made
                continue
        return None

    def doubles(self, wish: MeetingWish) -> tuple[str, ...]:
        """The numbers of further meetings made for the same wish, for a person to remove."""
        return tuple(self._made_for(wish)[1:])

    def read(self, meeting_id: str) -> Meeting:
        """The meeting as it is now. Raises Gone."""
        return meeting_in(self._zoom.get(_path(meeting_id)))

    def assign_rooms(self, meeting_id: str, rooms: Sequence[OnlineRoom]) -> Meeting:
        """Give the whole list of rooms, read it back, and say what was kept. Raises Gone."""
        most_rooms, most_people = self._limits
        listed = breakout_room(rooms, max_rooms=most_rooms, max_people=most_people)
        self._zoom.patch(_path(meeting_id), {"settings": {"breakout_room": listed}})
        return self._read_back(meeting_id)

    def move(self, meeting_id: str, *, starts_at: datetime, minutes: int, zone: str) -> Meeting:
        """Put the meeting at another time. Raises Gone; Refused where Zoom kept the old time."""
        body = {"start_time": zulu(starts_at), "duration": minutes, "timezone": zone}
        self._zoom.patch(_path(meeting_id), body)
        meeting = self._read_back(meeting_id)
        kept = meeting.starts_at
        if kept is None or abs(kept - starts_at) > ROUNDING:  # Zoom passes over a time in the past
            raise Refused(
                "Zoom kept the old time: it takes only a time that is still to come.",
                code="not_moved",
            )
        return meeting

    def close(self, meeting_id: str) -> None:
        """Remove the meeting; one that is gone already counts as removed."""
        try:
            self._zoom.delete(_path(meeting_id))
        except Gone:
            return

    def visits(self, meeting_id: str, *, since: datetime, until: datetime) -> Sequence[Visit]:
        """Who was in the meeting, for each time it began between these instants and is over. Raises Gone."""
        return visits_of(self._zoom, meeting_id, since=since, until=until)

    def start_link(self, meeting_id: str) -> str:
        """The host's own link, fetched now, for one redirect. Never stored, logged or posted."""
        link = self._zoom.get(_path(meeting_id)).get("start_url")
        if not isinstance(link, str) or not link:
            raise Refused("Zoom gives no start link for this meeting.", code="no_start_link")
        return link

    def check(self) -> list[Finding]:
        """Whether the account can do what we need of it."""
        return findings(self._zoom, self._hosts)

    def _body(self, wish: MeetingWish) -> Json:
        return {
            "topic": shortened(wish.topic.strip(), TOPIC),
            "agenda": agenda_of(wish),
            "type": SCHEDULED,
            "start_time": zulu(wish.starts_at),
            "timezone": wish.zone,
            "duration": wish.minutes,
            "settings": dict(self._settings),
        }

    def _read_back(self, meeting_id: str) -> Meeting:
        try:
            return self.read(meeting_id)
        except ComeBack as busy:  # the change itself was made: the caller must not hear "not done"
            raise Uncertain(f"Zoom took the change, but reading it back failed. {busy}") from None

    def _made_for(self, wish: MeetingWish) -> list[str]:
        found = [
            each for each in self._upcoming(wish.host) if ref_in(each.get("agenda")) == wish.ref
        ]
        found.sort(
            key=lambda each: (str(each.get("created_at")), number_in(each.get("id")).zfill(20))
        )
        return [number_in(each.get("id")) for each in found]

    def _upcoming(self, host: str) -> Iterator[Json]:
        query: dict[str, str | int] = {"type": "upcoming", "page_size": PAGE}
        for _ in range(PAGES):
            page = self._zoom.get(_host_path(host), **query)
            yield from objects(page.get("meetings"))
            mark = page.get("next_page_token")
            if not mark or mark == query.get("next_page_token"):
                return
            query["next_page_token"] = str(mark)
        raise Refused(
            "The Zoom host has more meetings than can be looked through.", code="too_many"
        )


def _path(meeting_id: str) -> str:
    return f"/meetings/{quote(meeting_id, safe='')}"


def _host_path(host: str) -> str:
    return f"/users/{quote(host, safe='')}/meetings"
