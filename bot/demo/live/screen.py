"""What one person sees in Slack, made ready for drawing: conversations, days, threads, who wrote and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo.live.drawing import Seer
from bot.demo.live.outside import Json, Outside


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message as it stands in the conversation. `new` is the first unread one; `day` opens another day."""

    surface: Json
    author: str
    by_app: bool
    at: datetime
    day: str = ""
    new: bool = False
    replies: list["Message"] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.surface["id"])


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Everything one person has before them."""

    person: Json
    places: list[Json]
    place: Json | None
    messages: list[Message]
    home: Json | None
    modal: Json | None
    modal_depth: int
    shortcuts: list[Json]
    seer: Seer
    new: str = ""

    @property
    def local(self) -> datetime:
        return self.seer.now.astimezone(ZoneInfo(self.person["zone"] or "UTC"))

    @property
    def more(self) -> str:
        """The stamp of the oldest message shown, if there are older ones."""
        if not self.place or not self.place["more"] or not self.messages:
            return ""
        return str(self.messages[0].surface["ts"])

    @property
    def everywhere(self) -> list[Json]:
        return [each for each in self.shortcuts if each["kind"] == "global"]

    @property
    def on_messages(self) -> list[Json]:
        return [each for each in self.shortcuts if each["kind"] == "message"]


def screen_of(
    outside: Outside, person: str, place: str, *, limit: str = "", new: str = ""
) -> Screen:
    """Ask the pretend Slack for it. `new`: where the unread ones began when the person came. Raises Refused, Away."""
    told = outside.world(f"/sandbox/person/{person}/screen", place=place, limit=limit)
    slack = outside.world("/sandbox/slack")
    now = datetime.fromisoformat(outside.world("/now")["now"])
    someone, shown = told["person"], told["place"]
    seer = Seer(
        names={id: each["name"] for id, each in slack["names"].items()},
        zone=someone["zone"], locale=someone["locale"], now=now, me=someone["id"],
    )  # fmt: skip
    first_new = new or (shown["unread_from"] if shown else "")
    messages = _messages(shown["messages"], slack, seer, first_new) if shown else []
    return Screen(
        person=someone, places=told["places"], place=shown, messages=messages, home=told["home"],
        modal=told["modal"], modal_depth=told["modal_depth"], shortcuts=slack["shortcuts"], seer=seer, new=first_new,
    )  # fmt: skip


def _messages(told: Sequence[Json], slack: Json, seer: Seer, new: str) -> list[Message]:
    """Messages in order, replies under the message that began their thread where that is shown."""
    roots: dict[str, Message] = {}
    shown: list[Message] = []
    day = ""
    for surface in told:
        message = _message(surface, slack, seer)
        root = roots.get(surface.get("thread") or "")
        if root is not None:
            root.replies.append(message)
            continue
        today = _day(message.at, seer)
        opens = today if today != day else ""
        shown.append(replace(message, day=opens, new=surface["ts"] == new))
        roots[surface["ts"]], day = shown[-1], today
    return shown


def _message(surface: Json, slack: Json, seer: Seer) -> Message:
    known = slack["names"].get(surface.get("author", ""), {"name": "Slack", "bot": False})
    at = datetime.fromisoformat(surface["at"]).astimezone(ZoneInfo(seer.zone or "UTC"))
    return Message(surface=surface, author=known["name"], by_app=bool(known.get("bot")), at=at)


def _day(at: datetime, seer: Seer) -> str:
    days = (at.date() - seer.now.astimezone(at.tzinfo).date()).days
    near = {0: "Today", -1: "Yesterday"}.get(days)
    return near or f"{at:%A} {at.day} {at:%B}" + (f" {at.year}" if abs(days) > 300 else "")
