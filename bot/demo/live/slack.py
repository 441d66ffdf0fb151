"""The Slack pane: one person's conversations, Home and forms, and everything they can do there."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from bot.demo.live import typed
from bot.demo.live.drawing import draw
from bot.demo.live.news import News
from bot.demo.live.outside import Json, Outside
from bot.demo.live.screen import Screen, screen_of
from bot.demo.live.ways import answered, done


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One of the two places in front of Slack: who sits there and what they look at."""

    side: str
    screen: Screen
    query: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where the pane is fetched anew."""
        return f"/slack/{self.side}?{urlencode(self.query)}"


def seats(outside: Outside, asked: Mapping[str, str]) -> list[Seat]:
    """Who sits before Slack: somebody who lives with an illness at first, and whoever was put beside them."""
    first = asked.get("a") or _first(outside)
    people = {"a": first, "b": asked.get("b", "") if asked.get("b") != first else ""}
    return [
        seat(outside, side, person, asked.get(f"{side}p", ""))
        for side, person in people.items()
        if person
    ]


def _first(outside: Outside) -> str:
    people = outside.world("/sandbox/people")["people"]
    community = outside.levers.community
    lay = {p.id for p in community.people.values() if community.is_lay(p)}
    return str(next((p["id"] for p in people if p["roster_id"] in lay), people[0]["id"]))


def seat(outside: Outside, side: str, person: str, place: str, **more: str) -> Seat:
    """A seat with everything that its person sees now."""
    query = {"person": person, "place": place, **{k: v for k, v in more.items() if v}}
    return Seat(side=side, screen=screen_of(outside, person, place, **more), query=query)


def register(app: Flask, outside: Outside, news: News) -> None:
    app.add_template_filter(draw, "drawn")
    _show(app, outside)
    _act(app, outside)
    _say(app, outside)
    _follow_links(app, outside)


def _show(app: Flask, outside: Outside) -> None:
    @app.get("/slack/<any(a, b):side>")
    def slack_pane(side: str) -> ResponseReturnValue:
        asked = request.args
        more = {name: asked.get(name, "") for name in ("limit", "new")}
        shown = seat(outside, side, asked["person"], asked.get("place", ""), **more)
        return render_template("slack.html", seat=shown)

    @app.get("/people/<any(a, b):side>")
    def people_menu(side: str) -> ResponseReturnValue:
        return render_template("people.html", side=side, chosen=request.args.get("person", ""))

    @app.get("/commands")
    def commands() -> ResponseReturnValue:
        return jsonify(outside.world("/sandbox/slack")["commands"])


def _act(app: Flask, outside: Outside) -> None:
    @app.post("/act/<person>/uses")
    def uses(person: str) -> ResponseReturnValue:
        """Press or choose something; what was typed around it goes along."""
        wish = typed.wish_of(request.form)
        told = _as(outside, person).acts(person, "uses", surface=request.form["surface"], **wish)
        return answered(told)

    @app.post("/act/<person>/submits")
    def submits(person: str) -> ResponseReturnValue:
        told = _as(outside, person).acts(person, "submits", values=typed.values_of(request.form))
        return answered(told)

    @app.post("/act/<person>/suggests")
    def suggests(person: str) -> ResponseReturnValue:
        block, action = request.form["of"].split("|", 1)
        typed_words = request.form.get("typed", "")
        told = outside.acts(
            person, "suggests", surface=request.form["surface"], block=block, action=action, typed=typed_words
        )  # fmt: skip
        return jsonify(options=told.get("options", []))

    @app.post("/act/<person>/<any(closes, opens_home):act>")
    def simply(person: str, act: str) -> ResponseReturnValue:
        return answered(_as(outside, person).acts(person, act))

    @app.post(
        "/act/<person>/<any(dismisses, removes, rewrites, reacts, unreacts, runs, reads, joins, leaves):act>"
    )
    def on_something(person: str, act: str) -> ResponseReturnValue:
        facts = {name: value for name, value in request.form.items() if value}
        chosen = outside if act == "reads" else _as(outside, person)
        return answered(chosen.acts(person, act, **facts))


def _as(outside: Outside, person: str) -> Outside:
    """Whoever acts by hand acts alone from now on."""
    outside.claims(person)
    return outside


def _say(app: Flask, outside: Outside) -> None:
    @app.post("/act/<person>/says")
    def says(person: str) -> ResponseReturnValue:
        """A line in a conversation: a command if it begins with a stroke, else a message."""
        words = request.form["text"].strip()
        facts = {"channel": request.form["channel"], "thread": request.form.get("thread", "")}
        if not words:
            return done()
        mine = _as(outside, person)
        if words.startswith("/") and not facts["thread"]:
            return answered(mine.acts(person, "types", line=words, channel=facts["channel"]))
        return answered(mine.acts(person, "says", text=words, **facts))


def _follow_links(app: Flask, outside: Outside) -> None:
    @app.post("/act/<person>/follows")
    def follows(person: str) -> ResponseReturnValue:
        """A link as the person's browser would open it; one to a meeting leads into the pretend Zoom."""
        url = request.form["url"]
        target = _through_the_bot(outside, url)
        meeting = _meeting_behind(outside, target)
        if meeting is None:
            return done({"open": url})
        _as(outside, person)
        host = "/s/" in urlsplit(target).path
        who = {"email": meeting["host"], "name": "Host"} if host else {"member": person}
        outside.moves(f"/sandbox/zoom/{meeting['id']}/act", act="join", how="signed in", **who)
        return done({"told": f"In the Zoom meeting “{meeting['topic']}” now."})


def _through_the_bot(outside: Outside, url: str) -> str:
    if not url.startswith(outside.levers.bot + "/"):
        return url
    status, location = outside.leads_to(url)
    return location if 300 <= status < 400 and location else url


def _meeting_behind(outside: Outside, url: str) -> Json | None:
    """The Zoom meeting that a link leads to, if it is one."""
    meetings = outside.world("/sandbox/zoom")["meetings"]
    parts = urlsplit(url).path.split("/")
    found = [m for m in meetings if str(m["id"]) in parts and m["state"] != "over"]
    return found[0] if found else None
