"""The sandbox's own paths, for a page or a script: the clock, what people see and do, Zoom, faults, news."""

from integrations.sandbox import acts, showing, spoken, zoom_acts, zoom_showing
from integrations.sandbox.faults import read_plan
from integrations.sandbox.fields import CannotFill
from integrations.sandbox.pretend_world import PretendWorld
from integrations.sandbox.screen import NotThere
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import Json
from integrations.sandbox.wire import Answer, Asked, Door, as_json, not_found
from integrations.sandbox.zoom_live import NotRunning
from integrations.sandbox.zoom_refusal import ZoomRefusal

CANNOT_BE = (NotThere, CannotFill, NotRunning, SlackRefusal, ZoomRefusal)
NOT_UNDERSTOOD = (AttributeError, KeyError, OverflowError, TypeError, ValueError)


class Switchboard:
    """One local port over the whole pretend world."""

    def __init__(self, world: PretendWorld, *, port: int = 0) -> None:
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
            told = self._sandbox(asked, asked.verb, *parts[1:])
            return not_found() if told is None else as_json(told)
        except CANNOT_BE as trouble:
            return as_json({"error": str(trouble)}, status=409)
        except NOT_UNDERSTOOD as trouble:
            return as_json({"error": f"not understood: {trouble}"}, status=400)

    def _sandbox(self, asked: Asked, *way: str) -> Json | None:
        world = self.world
        match way:
            case "GET", "slack":
                return showing.slack(world.slack)
            case "GET", "people":
                return {"people": showing.people(world)}
            case (_, "person", id, *rest):
                return self._person(asked, id, (asked.verb, *rest))
            case (_, "zoom", *rest):
                return self._zoom(asked, (asked.verb, *rest))
            case "GET", "news":
                since, wait = asked.query.get("since", "0"), asked.query.get("wait", "0")
                return world.bell.wait(int(since), float(wait))
            case "GET", "record":
                calls = world.record.since(int(asked.query.get("since", "0")))
                return {"calls": [call.as_json() for call in calls]}
            case "GET", "faults":
                return world.faults.as_json()
            case "POST", "faults":
                return self._set_faults(asked.json())
        return None

    def _person(self, asked: Asked, id: str, way: tuple[str, ...]) -> Json | None:
        if not self.world.slack.place.is_human(self.world.person(id).id):
            raise NotThere("this is the app itself")
        match way:
            case ("GET",):
                return spoken.screen(self.world, id)
            case "GET", "screen":
                return self._screen(asked, id)
            case "POST", "act":
                return acts.take(self.world.person(id), asked.json())
        return None

    def _screen(self, asked: Asked, id: str) -> Json:
        query = asked.query
        at, before = query.get("place", ""), query.get("before", "")
        limit = int(query.get("limit") or showing.PAGE)
        return showing.screen(self.world, id, at=at, before=before, limit=limit)

    def _zoom(self, asked: Asked, way: tuple[str, ...]) -> Json | None:
        match way:
            case ("GET",):
                return zoom_showing.zoom(self.world)
            case "POST", "host":
                return zoom_acts.set_host(self.world, asked.json())
            case "POST", meeting, "act":
                return zoom_acts.take(self.world, meeting, asked.json())
        return None

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
