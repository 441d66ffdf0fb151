"""The page's doors: one whole page, a fragment for each part of it, and forms that do what people do."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import structlog
from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from bot.demo.live import clock, ledger, sayings, slack, tour, zoom
from bot.demo.live.news import News
from bot.demo.live.outside import Away, Levers, Outside
from bot.demo.live.ways import by_script
from bot.domain.errors import FacilitationError
from bot.web import answers
from bot.web.guard import from_this_machine

HOUSE = Path(answers.__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PARTS = ("people", "clock", "levers", "zoom", "faults", "ledger")
LARGEST = 512 * 1024

log = structlog.get_logger(__name__)


def create_page(levers: Levers) -> Flask:
    """The sandbox's page. `levers` are what it may pull besides speaking to the world and the bot."""
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, SEND_FILE_MAX_AGE_DEFAULT=0)
    outside = Outside(levers)
    news = News(outside)
    app.extensions["news"] = news
    _guard(app)
    _explain(app)
    sayings.register(app, outside)
    for part in (slack, clock, zoom, ledger, tour):
        part.register(app, outside, news)
    _open(app, outside, news)
    return app


def _open(app: Flask, outside: Outside, news: News) -> None:
    @app.get("/")
    def page() -> ResponseReturnValue:
        seats = slack.seats(outside, request.args)
        return render_template(
            "page.html", community=outside.levers.community, epoch=outside.levers.epoch, seats=seats,
            numbers=news.numbers(_parts(seats)), tour=tour.stops(outside), **_beside(outside, seats),
        )  # fmt: skip

    @app.get("/news")
    def wait_for_news() -> ResponseReturnValue:
        asked = request.args.to_dict()
        window = asked.pop("window", "")
        seen = {part: int(number) for part, number in asked.items()}
        return jsonify(parts=news.wait(seen, window=window), epoch=outside.levers.epoch)

    @app.get("/house/<name>")
    def house(name: str) -> ResponseReturnValue:
        if name not in {"tokens.css"}:
            return "", 404
        return Response((HOUSE / name).read_bytes(), mimetype="text/css")


def _parts(seats: Sequence[slack.Seat]) -> list[str]:
    return [*PARTS, *(f"slack-{seat.screen.person['id']}" for seat in seats)]


def _beside(outside: Outside, seats: Sequence[slack.Seat]) -> dict[str, str]:
    """Links to the page with somebody beside, a facilitator at first, and with one person alone."""
    query = seats[0].query
    mine = {"a": query["person"], "ap": query["place"]}
    helpers = {person.id for person in outside.levers.community.facilitators}
    others = {p: id for p, id in outside.members().items() if id != query["person"]}
    chosen = next((id for p, id in others.items() if p in helpers), next(iter(others.values()), ""))
    return {"beside": "/?" + urlencode({**mine, "b": chosen}), "alone": "/?" + urlencode(mine)}


def _guard(app: Flask) -> None:
    """Only this machine's own browser, and only this page's own forms: it can end a process."""

    @app.before_request
    def from_here_alone() -> ResponseReturnValue | None:
        origin = request.headers.get("Origin")
        foreign = origin is not None and origin != request.host_url.rstrip("/")
        if not from_this_machine(request) or (request.method == "POST" and foreign):
            return "The sandbox is only for the machine on which it runs.", 403
        return None

    @app.after_request
    def safe(response: Response) -> Response:
        for header, said in {**answers.SAFE, "Content-Security-Policy": POLICY}.items():
            response.headers.setdefault(header, said)
        return response


def _explain(app: Flask) -> None:
    @app.errorhandler(FacilitationError)
    def explained(trouble: FacilitationError) -> ResponseReturnValue:
        status = 503 if isinstance(trouble, Away) else 409
        return _told(trouble.message, status)

    @app.errorhandler(ValueError)
    @app.errorhandler(KeyError)
    def misunderstood(trouble: Exception) -> ResponseReturnValue:
        log.warning("page_misunderstood", fault=type(trouble).__name__)
        return _told("That was not understood. Load the page anew and try once more.", 400)

    @app.errorhandler(HTTPException)
    def refused(refusal: HTTPException) -> ResponseReturnValue:
        return _told(str(refusal.description), refusal.code or 500)


def _told(why: str, status: int) -> ResponseReturnValue:
    """A refusal in words. The page's script reads it as an answer: what people are told is no fault of the page's."""
    if not by_script():
        return render_template("trouble.html", why=why), status
    if request.method == "POST":
        return jsonify(error=why)
    return render_template("trouble_part.html", why=why)
