"""The sandbox's own paths, for a page or a script: the clock, what each person sees, what they do, faults, Zoom."""

from collections.abc import Callable
from typing import Any, Protocol

from bot.domain.roster import Participant
from integrations.sandbox.faults import Faults, read_plan
from integrations.sandbox.fields import CannotFill
from integrations.sandbox.people import Person
from integrations.sandbox.record import Record
from integrations.sandbox.screen import NotThere
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_reading import controls, words_of_text
from integrations.sandbox.slack_things import Json, Post, Sheet
from integrations.sandbox.time import MovableClock
from integrations.sandbox.wire import Answer, Asked, Door, as_json, not_found
from integrations.sandbox.zoom import ZoomStandIn
from integrations.sandbox.zoom_things import zulu


class Stage(Protocol):
    """The pretend world, as far as the switchboard looks at it."""

    clock: MovableClock
    record: Record
    faults: Faults
    slack: SlackStandIn
    zoom: ZoomStandIn
    participants: dict[str, Participant]

    def person(self, id: str, *, settle: float = 1.0) -> Person: ...


class Switchboard:
    """One local port over the whole pretend world."""

    def __init__(self, world: Stage, *, port: int = 0) -> None:
        self.world = world
        self.door = Door(self._answer, port=port)

    @property
    def url(self) -> str:
        return self.door.url

    @property
    def clock_url(self) -> str:
        return f"{self.door.url}/now"

    def close(self) -> None:
        self.door.shut()

    def _answer(self, asked: Asked) -> Answer:
        parts = [part for part in asked.path.split("/") if part]
        if parts == ["now"]:
            return self.world.clock.answer(asked)
        if parts[:1] != ["sandbox"]:
            return not_found()
        try:
            return self._sandbox(asked, parts[1:])
        except (NotThere, CannotFill) as trouble:
            return as_json({"error": str(trouble)}, status=409)
        except (AttributeError, KeyError, TypeError, ValueError) as trouble:
            return as_json({"error": f"not understood: {trouble}"}, status=400)

    def _sandbox(self, asked: Asked, parts: list[str]) -> Answer:
        match asked.verb, parts:
            case "GET", ["people"]:
                return as_json({"people": [self._entry(id) for id in self.world.participants]})
            case "GET", ["person", id]:
                return as_json(self._person(id))
            case "POST", ["person", id, "act"]:
                return as_json(self._act(id, asked.json()))
            case "GET", ["faults"]:
                return as_json(self.world.faults.as_json())
            case "POST", ["faults"]:
                return as_json(self._set_faults(asked.json()))
            case "GET", ["zoom"]:
                return as_json(self._zoom())
            case "GET", ["record"]:
                calls = self.world.record.since(int(asked.query.get("since", "0")))
                return as_json({"calls": [call.as_json() for call in calls]})
        return not_found()

    def _entry(self, id: str) -> Json:
        one, place = self.world.participants[id], self.world.slack.place
        direct = place.direct_if_any(id)
        return {
            "id": id,
            "roster_id": one.id,
            "name": one.name,
            "role": one.role,
            "zone": one.zone,
            "unread": len(direct.unread(id)) if direct else 0,
        }

    def _person(self, id: str) -> Json:
        person = self.world.person(id)
        with self.world.slack.place.lock:
            form = self.world.slack.place.top_sheet(person.id)
            page = self.world.slack.place.home(person.id)
            talks = self.world.slack.place.seen_by(person.id)
            return {
                **self._entry(person.id),
                "modal": self._surface(person, form) if form else None,
                "home": self._surface(person, page) if page else None,
                "whispers": person.whispers(),
                "conversations": [
                    {
                        "id": talk.id,
                        "kind": talk.kind,
                        "name": talk.name,
                        "unread": len(talk.unread(person.id)),
                        "messages": [self._surface(person, post) for post in talk.standing()],
                    }
                    for talk in talks
                ],
            }

    def _surface(self, person: Person, surface: Post | Sheet) -> Json:
        reader = person.reader()
        told: Json = {
            "words": person.words(surface),
            "blocks": surface.blocks,
            "buttons": [each.words for each in controls(surface.blocks, reader)],
        }
        if isinstance(surface, Post):
            names = self.world.slack.place.people
            author = names[surface.author].name
            return {**told, "ts": surface.ts, "author": author, "edited": bool(surface.edited_ts)}
        labels = [words_of_text(block.get("label"), reader) for block in surface.blocks]
        return {**told, "fields": [label for label in labels if label], "errors": surface.errors}

    def _act(self, id: str, wish: Json) -> Json:
        person = self.world.person(id)
        acts: dict[str, Callable[..., str]] = {
            "types": person.types,
            "says": person.says,
            "presses": person.presses,
            "chooses": person.chooses,
            "fills": person.fills,
            "submits": person.submits,
            "closes": person.closes,
            "edits": person.edits,
            "deletes": person.deletes,
            "opens_home": person.opens_home,
            "runs_shortcut": person.runs_shortcut,
        }
        details: dict[str, Any] = {name: value for name, value in wish.items() if name != "act"}
        if wish.get("act") not in acts:
            raise ValueError(f"an act is one of {', '.join(sorted(acts))}")
        words = acts[wish["act"]](**details)
        ack = person.ack
        taken = {"ok": ack.ok, "milliseconds": round(ack.seconds * 1000, 1)} if ack else None
        return {"words": words, "ack": taken}

    def _set_faults(self, wish: Json) -> Json:
        faults = self.world.faults
        down, up = wish.pop("down", None), wish.pop("up", None)
        if wish:
            faults.set(read_plan(wish))
        if up is not None:
            faults.up(*up)
        if down is not None:
            faults.down(*down)
        return faults.as_json()

    def _zoom(self) -> Json:
        account = self.world.zoom.account
        with account.lock:
            return {
                "hosts": [host.as_json() for host in account.hosts.values()],
                "meetings": [
                    {
                        **meeting.brief(),
                        "rooms": meeting.rooms,
                        "live": meeting.live is not None,
                        "here": [
                            {"name": one.name, "room": one.room, "since": zulu(one.joined)}
                            for one in (meeting.live.here() if meeting.live else [])
                        ],
                    }
                    for meeting in account.meetings.values()
                    if not meeting.deleted
                ],
            }
