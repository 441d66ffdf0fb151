"""The programme at a glance: the sessions, what their hours ask of each place, and what came of the months so far."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bot.facilitation.programme_page import programme_page
from bot.ports import Desk
from bot.web.charts import drawn
from bot.web.facilitate.guarded import reader


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/programme")
    def programme() -> ResponseReturnValue:
        seen = programme_page(desk, reader().person)
        return render_template(
            "facilitate/programme.html", seen=seen, around=seen.around, drawn=drawn
        )
