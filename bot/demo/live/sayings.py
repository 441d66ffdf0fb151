"""What every template of the page may say: times, cities, people, and where links lead."""

from datetime import datetime
from urllib.parse import urlencode

from flask import Flask

from bot.demo.live.outside import Json, Outside
from bot.demo.pages import city
from bot.web.drawing.emoji import EMOJI

OFFERED = ("thumbsup", "heart", "pray", "tada", "eyes")


def register(app: Flask, outside: Outside) -> None:
    app.add_template_global(city, "city")
    app.add_template_global(when, "when")
    app.add_template_global(way, "way")
    app.add_template_global(reactions, "reactions")
    app.add_template_global(lambda: everyone(outside), "everyone")
    app.jinja_env.globals["signs"] = [(name, EMOJI[name]) for name in OFFERED]

    app.add_template_global(lambda role: part(outside, role), "part")


def part(outside: Outside, role: str) -> str:
    """What a role is called, without what the plan says in brackets."""
    return outside.levers.community.plan.labels.get(role, role).partition(" (")[0]


def when(at: datetime | str) -> str:
    """An instant of the pretend world's, short: Mon 8 Feb 10:00 UTC."""
    instant = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{instant:%a} {instant.day} {instant:%b %H:%M} UTC"


def way(side: str, person: str, place: str) -> str:
    """The whole page with this person at this place."""
    return "/?" + urlencode({side: person, f"{side}p": place})


def reactions(surface: Json) -> list[tuple[str, str, int]]:
    """Each reaction to a message: its name, its sign, how many."""
    told = surface.get("reactions") or ()
    return [(r["name"], EMOJI.get(r["name"], f":{r['name']}:"), len(r["users"])) for r in told]


def everyone(outside: Outside) -> dict[str, list[Json]]:
    """The whole roster with unread messages, by organisation."""
    groups: dict[str, list[Json]] = {}
    for one in outside.world("/sandbox/people")["people"]:
        groups.setdefault(one["organisation"], []).append(one)
    return groups
