"""The people: a list to search in, and one person with the Zoom address that may be put right."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation import people_page
from bot.facilitation.this_session import around_now
from bot.ports import Desk
from bot.web.answers import in_words
from bot.web.facilitate.guarded import reader
from bot.web.facilitate.reading import number


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/people")
    def people() -> ResponseReturnValue:
        wanted, page = request.args.get("q", ""), max(number(request.args.get("page", "")), 1)
        seen = people_page.people_page(desk, wanted, page)
        around = around_now(desk, reader().person)
        return render_template("facilitate/people.html", seen=seen, around=around, wanted=wanted)

    @pages.get("/people/<person>")
    def person(person: str) -> ResponseReturnValue:
        return _one(desk, person)

    @pages.post("/people/<person>")
    def zoom(person: str) -> ResponseReturnValue:
        people_page.person_page(desk, person)  # who is not there is no question of addresses
        address, by = request.form.get("zoom", ""), reader().person.id
        said = in_words(lambda: people_page.put_zoom_right(desk, person, address, by=by))
        return _one(desk, person, said)


def _one(desk: Desk, person: str, said: str = "") -> str:
    seen, around = people_page.person_page(desk, person), around_now(desk, reader().person)
    return render_template("facilitate/person.html", seen=seen, around=around, said=said)
