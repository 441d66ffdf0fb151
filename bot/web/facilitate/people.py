"""The people: the list, one of them, and what a facilitator may put right about them."""

from collections.abc import Callable

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation import delegates, people_pages
from bot.facilitation.delegates import Named
from bot.ports import Desk
from bot.voice.mail import plain
from bot.voice.people_pages import ADDRESS_KEPT
from bot.web.facilitate.guarded import reader, tried


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/people")
    def people() -> ResponseReturnValue:
        wanted = request.args.get("q", "").strip()
        seen = people_pages.everyone(desk, reader().person, wanted)
        return render_template("facilitate/people.html", seen=seen)

    @pages.get("/people/<person_id>")
    def person(person_id: str) -> ResponseReturnValue:
        return _one(desk, person_id)

    @pages.post("/people/<person_id>/zoom")
    def zoom_address(person_id: str) -> ResponseReturnValue:
        return _one(desk, person_id, lambda: _zoom_address(desk, person_id))

    @pages.post("/people/<person_id>/instead")
    def instead(person_id: str) -> ResponseReturnValue:
        return _one(desk, person_id, lambda: _sends(desk, person_id))


def _one(desk: Desk, person_id: str, act: Callable[[], str] | None = None) -> ResponseReturnValue:
    """The person's page, after what was done; what could not be done stands on it in words."""
    said, status = tried(act)
    seen = people_pages.one(desk, reader().person, person_id)
    return render_template("facilitate/person.html", seen=seen, said=said), status


def _zoom_address(desk: Desk, person_id: str) -> str:
    address = request.form.get("address", "")
    people_pages.set_zoom_address(desk, person_id, address, by=reader().person.id)
    return ADDRESS_KEPT


def _sends(desk: Desk, person_id: str) -> str:
    """Somebody comes for them, or that is taken back."""
    form, by = request.form, reader().person.id
    session = form.get("session", "")
    if form.get("back"):
        return plain(delegates.take_back(desk, session, person_id, by=by).text)
    named = Named(
        id=form.get("colleague", ""), name=form.get("name", ""), email=form.get("email", "")
    )
    return plain(delegates.send(desk, session, person_id, named, by=by).text)
