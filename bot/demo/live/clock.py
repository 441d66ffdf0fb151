"""The clock pane and the bar above: what time it is there, what comes next and why, and the hands of the clock."""

from datetime import datetime

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from bot.demo.live import owed
from bot.demo.live.news import News
from bot.demo.live.outside import Away, Json, Levers, Outside
from bot.demo.live.ways import done

STEPS = {"event": "Next event", "hour": "An hour", "day": "A day", "session": "Next session"}
RATES = {"1": "as in life", "60": "a minute each second", "600": "ten minutes each second"}
DUE = 12


def hands(outside: Outside) -> Json:
    """What time it is there, how fast it goes, and whether a step is being taken."""
    state, told = outside.levers.state(), outside.world("/now")
    now = datetime.fromisoformat(told["now"])
    way = _way(state["step"], now)
    return {"now": now, "rate": told["rate"], "state": state, "steps": STEPS, "way": way}


def shown(outside: Outside) -> Json:
    """The hands, and what is due; None where the bot cannot tell."""
    told = hands(outside)
    try:
        due = _due(outside, told["now"])
    except Away:
        due = None
    return {**told, "due": due, "rates": RATES}


def _way(step: Json | None, now: datetime) -> float:
    """How much of a step is behind us, from 0 to 1."""
    if not step or step["done"] or not step["goal"] or not step.get("began"):
        return 1.0
    began, goal = datetime.fromisoformat(step["began"]), datetime.fromisoformat(step["goal"])
    return min(max((now - began) / (goal - began), 0.0), 1.0) if goal > began else 0.0


def _due(outside: Outside, now: datetime) -> list[owed.Due]:
    told = outside.bot("/operate/effects", state="ready,unknown", waiting=1, limit=2000)
    return owed.due(told["waiting"], told["effects"], outside.levers.community, now)[:DUE]


def register(app: Flask, outside: Outside, news: News) -> None:
    app.add_template_global(lambda: shown(outside), "clock")
    app.add_template_global(lambda: hands(outside), "hands")
    _show(app, outside.levers)
    _move(app, outside.levers)
    _pull(app, outside.levers)


def _show(app: Flask, levers: Levers) -> None:
    @app.get("/clock")
    def clock_pane() -> ResponseReturnValue:
        return render_template("clock.html")

    @app.get("/bar")
    def bar() -> ResponseReturnValue:
        return render_template("bar.html")

    @app.get("/levers/state")
    def state() -> ResponseReturnValue:
        return jsonify(levers.state())


def _move(app: Flask, levers: Levers) -> None:
    @app.post("/levers/step")
    def step() -> ResponseReturnValue:
        levers.step(request.form["to"])
        return done()

    @app.post("/levers/play")
    def play() -> ResponseReturnValue:
        levers.play(float(request.form["rate"]))
        return done()


def _pull(app: Flask, levers: Levers) -> None:
    @app.post("/levers/mine")
    def mine() -> ResponseReturnValue:
        levers.mine(request.form["person"])
        return done()

    @app.post("/levers/others")
    def others() -> ResponseReturnValue:
        levers.others(request.form["on"] == "yes")
        return done()

    @app.post("/levers/<any(stop, pause, kill, start, begin_again):lever>")
    def pull(lever: str) -> ResponseReturnValue:
        getattr(levers, lever)()
        return done()
