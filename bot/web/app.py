"""The web door: Slack's and Zoom's posts, health, operators' look, and facilitators' pages."""

from collections.abc import Callable

from flask import Flask, Request, Response, request

from bot.domain.languages import say, spoken_tag
from bot.ports import Acts, Desk, Workers
from bot.web import (
    answers,
    calendars,
    facilitate,
    guard,
    health,
    install,
    mail,
    metrics,
    operate,
    own_acts,
    own_page,
    start,
    stories,
    zoom,
)

LARGEST = 512 * 1024  # Slack and Zoom stay far below


def create_app(
    desk: Desk,
    *,
    slack_door: Callable[[Request], Response] | None = None,
    simulated: bool = False,
    workers: Callable[[], Workers] | None = None,
    rest: health.Rest | None = None,
    metrics_token: str = "",
    acts: Acts | None = None,
    pace: guard.Pace | None = None,
) -> Flask:
    """The web application. Without `slack_door` (Socket Mode) there is no /slack/events.

    With a `metrics_token` whoever brings it may read /metrics, else only this machine. `simulated` marks every page
    as a rehearsal: the time and the people are pretended. `workers` tells who is at work where others than this
    process do what falls due; `rest` makes this process do it at once, and waits at most so many seconds for it.
    `acts` lets participants do on their own pages what they can do in Slack. `pace` is how often one address may ask.
    """
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600
    app.jinja_env.globals.update(
        community=desk.house.name,
        simulated=simulated,
        own_parts=acts is not None,
        say=say,
        lang=spoken_tag,
        meets_on=desk.meetings.place,
    )
    answers.register(app, https=desk.house.public_url.startswith("https://"))
    guard.register(app, desk.house.public_url, pace or guard.Pace())
    health.register(app, desk, workers, rest)
    for part in (calendars, facilitate, install, mail, operate, start, stories, zoom):
        part.register(app, desk)
    own_page.register(app, desk, acts)
    if acts:
        own_acts.register(app, desk, acts)
    metrics.register(app, desk, metrics_token)
    if slack_door:
        _open_to_slack(app, slack_door)
    return app


def _open_to_slack(app: Flask, slack_door: Callable[[Request], Response]) -> None:
    @app.post("/slack/events")
    def slack_events() -> Response:
        return slack_door(request)
