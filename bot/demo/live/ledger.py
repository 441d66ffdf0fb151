"""The ledger pane: everything the bot owes or has done, quiet hours at work, and switches for what can go wrong."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue

from bot.demo.live import nights, owed
from bot.demo.live.news import News
from bot.demo.live.outside import Away, Json, Outside
from bot.demo.live.ways import done

SHOWN = 60
FILTERS = {
    "": "Newest",
    "ready": "Waiting",
    "unknown": "Being looked up",
    "dead": "Refused",
    "cancelled": "Withheld",
}


@dataclass(frozen=True, kw_only=True)
class Switch:
    """Something that can go wrong: its words, and the plan of faults it sets."""

    words: str
    plan: Json

    def is_on(self, told: Json) -> bool:
        """Whether this very plan is followed now."""
        kinds = set(self.plan.get("kinds") or told["kinds"])
        return bool(told["rate"] == self.plan["rate"] and kinds == set(told["kinds"]))


SWITCHES = {
    "replies": Switch(words="One reply in five is lost", plan={"rate": 0.2, "kinds": ["reset"], "seed": 1}),
    "limits": Switch(words="One call in three is rate limited", plan={"rate": 0.33, "kinds": ["429"], "seed": 1}),
    "mixed": Switch(words="One call in ten goes wrong somehow", plan={"rate": 0.1, "seed": 1}),
}  # fmt: skip


def shown(outside: Outside, only: str = "") -> Json:
    """Rows, sums, nights and switches as the pane draws them; what the bot cannot tell just now is None."""
    now = datetime.fromisoformat(outside.world("/now")["now"])
    told = {
        "only": only,
        "filters": FILTERS,
        "faults": _faults(outside),
        "state": outside.levers.state(),
    }
    community = outside.levers.community
    try:
        newest = outside.bot("/operate/effects", state=only, limit=SHOWN)
        waiting = outside.bot("/operate/effects", state="ready", limit=5000)
    except Away:
        return {**told, "rows": None, "states": {}, "nights": []}
    return {
        **told,
        "rows": list(reversed(owed.rows(newest["effects"], community, now))),
        "total": newest["total"],
        "states": newest["states"],
        "nights": nights.nights(waiting["effects"], community, now),
    }


def _faults(outside: Outside) -> Json:
    """Which switches are on."""
    told = outside.world("/sandbox/faults")
    chosen = next((name for name, switch in SWITCHES.items() if switch.is_on(told)), "")
    return {"down": told["down"], "chosen": chosen, "rate": told["rate"], "struck": told["struck"]}


def register(app: Flask, outside: Outside, news: News) -> None:
    app.add_template_global(lambda: shown(outside, request.args.get("only", "")), "ledger")
    app.jinja_env.globals["switches"] = SWITCHES

    @app.get("/ledger")
    def ledger_pane() -> ResponseReturnValue:
        return render_template("ledger.html")

    @app.post("/faults/<any(down, up):way>")
    def down_or_up(way: str) -> ResponseReturnValue:
        outside.moves("/sandbox/faults", **{way: [request.form["system"]]})
        return done()

    @app.post("/faults/plan")
    def plan() -> ResponseReturnValue:
        chosen = request.form.get("plan", "")
        outside.moves("/sandbox/faults", **(SWITCHES[chosen].plan if chosen else {"rate": 0}))
        return done()
