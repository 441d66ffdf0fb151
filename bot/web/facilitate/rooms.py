"""The board: people are moved between rooms by hand, by keys or by a form; then a look at who would hear of it."""

from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from bot.domain.errors import ChangedMeanwhile, FacilitationError
from bot.facilitation import mend_page, room_board
from bot.facilitation.room_board import Wanted
from bot.ports import Desk, MemoryAway
from bot.voice.room_board import TOLD
from bot.web.answers import SAFE
from bot.web.facilitate.guarded import reader
from bot.web.facilitate.reading import number

MOVES = f"{SAFE['Content-Security-Policy']}; script-src 'self'; connect-src 'self'"
PART = "X-Board"  # the page's own script asks for the board alone


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/session/<int:month>/rooms")
    def rooms(month: int) -> ResponseReturnValue:
        return _page(desk, month, said=TOLD if "told" in request.args else "")

    @pages.post("/session/<int:month>/rooms")
    def change(month: int) -> ResponseReturnValue:
        try:
            said = room_board.change(desk, reader().person, month, _wanted())
        except MemoryAway:
            raise
        except FacilitationError as no:
            return _page(desk, month, said=no.message, status=409)
        return _page(desk, month, said=said)

    @pages.get("/session/<int:month>/rooms/version")
    def version(month: int) -> ResponseReturnValue:
        number, state = room_board.version_now(desk, month)
        return jsonify(version=number, state=state)

    _publishing(pages, desk)
    _mending(pages, desk)


def _publishing(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/session/<int:month>/rooms/publish")
    def before(month: int) -> ResponseReturnValue:
        return _asked(desk, month)

    @pages.post("/session/<int:month>/rooms/publish")
    def publish(month: int) -> ResponseReturnValue:
        base = number(request.form.get("base", ""))
        try:
            room_board.publish_as_seen(desk, reader().person, month, base)
        except ChangedMeanwhile as changed:
            return _asked(desk, month, said=changed.message), 409
        return redirect(url_for("facilitate.rooms", month=month, told=1), 303)


def _mending(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/session/<int:month>/rooms/mend")
    def fewest(month: int) -> ResponseReturnValue:
        return _fewest(desk, month)

    @pages.post("/session/<int:month>/rooms/mend")
    def mend(month: int) -> ResponseReturnValue:
        base, mark = number(request.form.get("base", "")), request.form.get("mark", "")
        try:
            said = mend_page.carry_out(desk, reader().person, month, base, mark)
        except ChangedMeanwhile as changed:
            return _fewest(desk, month, said=changed.message), 409
        return _page(desk, month, said=said)


def _fewest(desk: Desk, month: int, said: str = "") -> str:
    seen = mend_page.page(desk, reader().person, month)
    return render_template("facilitate/mend.html", seen=seen, around=seen.around, said=said)


def _asked(desk: Desk, month: int, said: str = "") -> str:
    seen = room_board.before_publishing(desk, reader().person, month)
    return render_template("facilitate/publish.html", seen=seen, around=seen.around, said=said)


def _page(desk: Desk, month: int, *, said: str = "", status: int = 200) -> Response:
    seen = room_board.board(desk, reader().person, month, number(request.args.get("with", "")))
    name = "board" if PART in request.headers else "rooms"
    page = make_response(
        render_template(f"facilitate/{name}.html", seen=seen, around=seen.around, said=said), status
    )
    page.headers["Content-Security-Policy"] = MOVES
    return page


def _wanted() -> Wanted:
    form = request.form
    return Wanted(
        act=form.get("act", ""),
        base=number(form.get("base", "")),
        person=form.get("person", ""),
        other=form.get("other", ""),
        room=form.get("room", ""),
    )
