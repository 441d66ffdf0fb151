"""The thread: every organisation at a glance, one in whole, one artefact side by side."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation import thread_pages
from bot.ports import Desk
from bot.web.facilitate.guarded import reader


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/thread")
    def thread() -> ResponseReturnValue:
        name = request.args.get("organisation", "").strip()
        if not name:
            seen = thread_pages.overview(desk, reader().person)
            return render_template("facilitate/threads.html", seen=seen)
        one = thread_pages.thread(desk, reader().person, name)
        return render_template("facilitate/thread.html", seen=one)

    @pages.get("/thread/<artefact>")
    def side_by_side(artefact: str) -> ResponseReturnValue:
        seen = thread_pages.compared(desk, reader().person, artefact)
        return render_template("facilitate/compared.html", seen=seen)
