"""The board of answers and themes: dragged, ticked or written; published only as it was seen."""

from collections.abc import Callable

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.facilitation import synthesis_board
from bot.facilitation.synthesis import DraftChanged
from bot.facilitation.synthesis_board import Wish
from bot.ports import Desk
from bot.voice.synthesis_board import CHANGED, PUBLISHED
from bot.web.facilitate.guarded import reader, tried
from bot.web.facilitate.rooms import MOVES


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/session/<int:month>/synthesis")
    def synthesis(month: int) -> ResponseReturnValue:
        return _page(desk, month, (lambda: PUBLISHED) if "published" in request.args else None)

    @pages.post("/session/<int:month>/synthesis")
    def step(month: int) -> ResponseReturnValue:
        return _page(
            desk, month, lambda: synthesis_board.take(desk, reader().person, month, _wish())
        )

    @pages.get("/session/<int:month>/synthesis/publish")
    def look(month: int) -> ResponseReturnValue:
        return _preview(desk, month)

    @pages.post("/session/<int:month>/synthesis/publish")
    def goes_out(month: int) -> ResponseReturnValue:
        try:
            synthesis_board.publish(desk, reader().person, month, request.form.get("seen", ""))
        except DraftChanged:
            return _preview(desk, month, CHANGED), 409
        return redirect(url_for("facilitate.synthesis", month=month, published=1), 303)


def _page(desk: Desk, month: int, act: Callable[[], str] | None) -> ResponseReturnValue:
    said, status = tried(act)
    only = request.values.get("question", "")
    seen = synthesis_board.board(desk, reader().person, month, only)
    page = make_response(
        render_template("facilitate/synthesis.html", seen=seen, around=seen.around, said=said),
        status,
    )
    page.headers["Content-Security-Policy"] = MOVES
    return page


def _preview(desk: Desk, month: int, said: str = "") -> str:
    seen = synthesis_board.preview(desk, reader().person, month)
    return render_template("facilitate/outgoing.html", seen=seen, around=seen.around, said=said)


def _wish() -> Wish:
    form = request.form
    return Wish(
        step=form.get("step", ""),
        theme=form.get("theme", ""),
        into=form.get("into", ""),
        words=form.get("words", ""),
        answers=form.getlist("answers"),
        dissent=form.get("dissent") == "yes",
    )
