"""Who was in a meeting that is over: every page of every holding, as far as Zoom tells."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import unquote

import pytest

from bot.ports import ComeBack, Gone, Refused
from integrations.zoom.past import in_path
from tests.integrations.pretend_zoom import NOON, PretendZoom, StoppedClock
from tests.integrations.wire import told

MEETING = "95204914252"
HOUR = timedelta(hours=1)


def row(user, came=0, went=60, **more):
    stamp = [(NOON + timedelta(minutes=m)).strftime("%Y-%m-%dT%H:%M:%SZ") for m in (came, went)]
    seconds = (went - came) * 60
    return {"user_id": user, "name": "Ada Quill", "user_email": f"{user}@example.org",
            "join_time": stamp[0], "leave_time": stamp[1], "duration": seconds, **more}  # fmt: skip


class PastZoom(PretendZoom):
    """A Zoom that remembers when a meeting was held, and who was there, two to a page."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, tuple[datetime, list[dict]]] = {}

    def _obey(self, asked):
        if asked.path.endswith("/instances"):
            times = [{"uuid": u, "start_time": at.isoformat()} for u, (at, _) in self.held.items()]
            return told({"meetings": times})
        if asked.path.endswith("/participants"):
            coded = asked.path.removeprefix("/v2/past_meetings/").removesuffix("/participants")
            uuid = unquote(unquote(coded))
            assert coded == in_path(uuid), "Zoom would not know this meeting"
            return told(self._page(self.held[uuid][1], asked))
        return super()._obey(asked)

    def _page(self, rows, asked):
        start = int(asked.query.get("next_page_token", "0"))
        following = str(start + 2) if start + 2 < len(rows) else ""
        return {"next_page_token": following, "participants": rows[start : start + 2]}


@pytest.fixture
def zoom() -> Iterator[PastZoom]:
    made = PastZoom()
    yield made
    made.peer.close()


def visits(zoom):
    place = zoom.meetings_for(StoppedClock())
    return place.visits(MEETING, since=NOON - HOUR, until=NOON + HOUR)


def test_every_page_of_every_holding_about_that_time_is_read(zoom):
    zoom.held = {
        "abc==": (NOON, [row(str(n), n) for n in range(5)]),
        "/d//e==": (NOON + HOUR / 2, [row(9, 30, 40, user_email="")]),
        "tested the day before": (NOON - 24 * HOUR, [row("7")]),
    }
    found = visits(zoom)

    assert [(v.instance, v.connection, v.address) for v in found] == [
        *(("abc==", str(n), f"{n}@example.org") for n in range(5)),
        ("/d//e==", "9", ""),
    ]
    assert (found[1].held_from, found[1].came, found[1].went) == (
        NOON, NOON + timedelta(minutes=1), NOON + HOUR,
    )  # fmt: skip
    assert "example.org" not in repr(found)


@pytest.mark.parametrize(
    ("uuid", "path"),
    [
        ("abc==", "abc%3D%3D"),
        ("a/b==", "a%2Fb%3D%3D"),
        ("/ab==", "%252Fab%253D%253D"),
        ("a//b", "a%252F%252Fb"),
    ],
)
def test_a_uuid_is_coded_twice_where_it_begins_with_a_slash_or_holds_two(uuid, path):
    assert in_path(uuid) == path


def test_rows_that_say_too_little_are_left_out(zoom):
    rows = [row("1", join_time=None), row("2", leave_time="soon"), row("3", 50, 20), row("4")]
    zoom.held = {"abc": (NOON, rows)}

    assert [v.connection for v in visits(zoom)] == ["4"]


def test_while_zoom_has_not_worked_it_out_it_is_asked_again(zoom):
    zoom.held = {"abc": (NOON, [row("1", duration=0), row("2", duration=0)])}

    with pytest.raises(ComeBack, match="not worked out"):
        visits(zoom)


@pytest.mark.parametrize(
    ("status", "code", "kind", "words"),
    [
        (404, 3001, Gone, "no longer in Zoom"),
        (400, 12702, Refused, "more than a year"),
        (400, 200, Refused, "paid accounts"),
        (400, 4711, Refused, "lacks a permission"),
    ],
)
def test_a_no_is_a_no_in_words(zoom, status, code, kind, words):
    zoom.held = {"abc": (NOON, [row("1")])}
    answer = told(
        {"code": code, "message": "No [meeting:read:list_past_participants:admin]"}, status
    )
    zoom.misbehave("GET", answer, path="/participants")

    with pytest.raises(kind, match=words):
        visits(zoom)


def test_a_meeting_that_was_never_held_was_visited_by_nobody(zoom):
    assert visits(zoom) == ()


def test_zoom_that_answers_one_page_for_ever_is_not_asked_for_ever(zoom):
    zoom.held = {"abc": (NOON, [row("1")])}
    zoom._page = lambda rows, asked: {"next_page_token": "0", "participants": rows}

    assert len(visits(zoom)) == 2
