"""Who may see the facilitators' pages and send their forms: asked in one place, before any of them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, Request, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from bot.domain.errors import FacilitationError, NoSuchThing
from bot.facilitation import signing_in
from bot.facilitation.signing_in import SESSION_GOOD_FOR, SignedIn
from bot.ports import BadSignature, Desk, MemoryAway

OPEN = frozenset({"facilitate.link", "facilitate.enter"})  # these prove by their key who asks
ALSO_BY_KEY = frozenset({"facilitate.day"})  # a signed link of its own opens these, too
NAME = "convener-facilitating"
CHANGING = frozenset({"POST"})

log = structlog.get_logger(__name__)


def guarded(desk: Desk) -> Blueprint:
    """The pages' common door: without a session that holds, or with a form that was made elsewhere, nothing opens."""
    pages = Blueprint("facilitate", __name__, url_prefix="/facilitate")

    @pages.before_request
    def who() -> ResponseReturnValue | None:
        try:
            if request.method in CHANGING:
                _from_our_page(request)
            if not _opened_by_key(request):
                g.signed_in = _signed_in(desk, request)
        except BadSignature:
            log.info("facilitators_page_stopped")
            return render_template("facilitate/signed_out.html"), 403
        return None

    @pages.errorhandler(FacilitationError)
    def explained(trouble: FacilitationError) -> ResponseReturnValue:
        if isinstance(trouble, MemoryAway):
            log.error("web_trouble", exc_info=trouble)
            return render_template("fallen.html", why=trouble.message), 503
        status = 404 if isinstance(trouble, NoSuchThing) else 409
        return render_template("facilitate/refused.html", why=trouble.message), status

    @pages.context_processor
    def around() -> dict[str, Any]:
        return {"signed_in": g.get("signed_in")}

    return pages


def reader() -> SignedIn:
    """Who has signed in, on a page of these."""
    found: SignedIn = g.signed_in
    return found


def tried(act: Callable[[], str] | None) -> tuple[str, int]:
    """What somebody reads of what they did, and whether it could be; a page stands around it either way.

    What is not there at all is a page of its own: NoSuchThing goes on.
    """
    try:
        return (act() if act else ""), 200
    except (MemoryAway, NoSuchThing):
        raise
    except FacilitationError as no:
        return no.message, 409


def cookie_of(desk: Desk) -> str:
    """What the cookie is called: bound to this very host where the pages come over https."""
    return f"__Host-{NAME}" if _https(desk) else NAME


def signed_in_by(desk: Desk, response: AnyResponse, session: str) -> None:
    """Let this browser show the session: to this host alone, to no script, and from no other site."""
    response.set_cookie(
        cookie_of(desk),
        session,
        max_age=SESSION_GOOD_FOR,
        path="/",
        secure=_https(desk),
        httponly=True,
        samesite="Strict",
    )


def signed_out_by(desk: Desk, response: AnyResponse) -> None:
    response.delete_cookie(
        cookie_of(desk), path="/", secure=_https(desk), httponly=True, samesite="Strict"
    )


def session_in(desk: Desk, asked: Request) -> str:
    return asked.cookies.get(cookie_of(desk), "")


def _https(desk: Desk) -> bool:
    return desk.house.public_url.startswith("https://")


def _opened_by_key(asked: Request) -> bool:
    """Whether the page itself looks at the key it was asked with."""
    return asked.endpoint in OPEN or (asked.endpoint in ALSO_BY_KEY and "key" in asked.args)


def _signed_in(desk: Desk, asked: Request) -> SignedIn:
    session = session_in(desk, asked)
    found = signing_in.signed_in(desk, session)
    if asked.method in CHANGING:
        signing_in.check_form(desk, session, asked.form.get("proof", ""))
    return found


def _from_our_page(asked: Request) -> None:
    """Whether the browser says that one of our own pages sent this, where it says anything. Raises BadSignature.

    Our pages send no referrer, so a form's origin reads “null” from them too.
    """
    site, origin = asked.headers.get("Sec-Fetch-Site", ""), asked.headers.get("Origin", "null")
    if site not in {"", "same-origin"}:
        raise BadSignature("sent from another site")
    if origin != "null" and urlsplit(origin).netloc.casefold() != asked.host.casefold():
        raise BadSignature("sent from another origin")
