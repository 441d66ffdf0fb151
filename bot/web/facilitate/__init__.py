"""The facilitators' pages: signed in by a link from Slack, every page asked for anew whether that still holds."""

from flask import Flask

from bot.ports import Desk
from bot.web.facilitate import (
    audit,
    day,
    doors,
    home,
    people,
    plan,
    programme,
    rooms,
    rosters,
    synthesis,
    thread,
    work,
)
from bot.web.facilitate.guarded import guarded

PARTS = (audit, day, doors, home, people, plan, programme, rooms, rosters, synthesis, thread, work)


def register(app: Flask, desk: Desk) -> None:
    pages = guarded(desk)
    for part in PARTS:
        part.register(pages, desk)
    app.register_blueprint(pages)
