"""Signing in and out: looking at a link spends nothing, pressing its button does."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.facilitation import signing_in
from bot.ports import BadSignature, Desk
from bot.web.facilitate.guarded import session_in, signed_in_by, signed_out_by


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/enter")
    def link() -> ResponseReturnValue:
        key = request.args.get("key", "")
        try:
            person = signing_in.whose(desk, key)
        except BadSignature:
            return _closed()
        return render_template("facilitate/enter.html", key=key, person=person)

    @pages.post("/enter")
    def enter() -> ResponseReturnValue:
        try:
            session = signing_in.enter(desk, request.form.get("key", ""))
        except BadSignature:
            return _closed()
        page = redirect(url_for("facilitate.home"), 303)
        signed_in_by(desk, page, session)
        return page

    @pages.post("/leave")
    def leave() -> ResponseReturnValue:
        """Sign out: this session ends, also where somebody copied it."""
        signing_in.sign_out(desk, session_in(desk, request))
        page = make_response(render_template("facilitate/signed_out.html", why="left"))
        signed_out_by(desk, page)
        return page


def _closed() -> ResponseReturnValue:
    return render_template("facilitate/signed_out.html", why="used"), 403
