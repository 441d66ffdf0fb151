"""A person's own page: the stories they told, without their words, a way to take one back, and a way to a person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape

import structlog
from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue

from bot.domain.errors import FacilitationError
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.domain.stories import Story
from bot.facilitation import calls, leaving, personal_links, stories, taking_back
from bot.facilitation.own_stories import GOOD_FOR, PURPOSE, as_own
from bot.facilitation.setting import Setting
from bot.ports import BadSignature, Desk, MemoryAway
from bot.voice.leaving import OWN
from bot.voice.stories import reach
from bot.voice.words import local_day

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One story on the page: when it was told, and for what."""

    id: str
    told: str
    title: str
    seen: str


class Closed(Exception):
    """The link opens nothing."""


def register(app: Flask, desk: Desk) -> None:
    @app.get("/me/stories")
    def mine() -> ResponseReturnValue:
        return _answered(
            lambda: _page(desk, request.args.get("key", ""), request.args.get("story", ""))
        )

    @app.post("/me/stories")
    def back() -> ResponseReturnValue:
        return _answered(
            lambda: _taken_back(desk, request.form.get("key", ""), request.form.get("story", ""))
        )

    @app.post("/me/word")
    def word() -> ResponseReturnValue:
        form = request.form
        return _answered(
            lambda: _asked(desk, form.get("key", ""), form.get("text", ""), form.getlist("skips"))
        )

    @app.post("/me/leave")
    def leave() -> ResponseReturnValue:
        form = request.form
        return _answered(lambda: _leaves(desk, form.get("key", ""), yes=form.get("yes") == "yes"))


def _answered(page: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    try:
        return page()
    except (Closed, stories.NotAvailable) as stop:
        log.info("stories_page_stopped", why=type(stop).__name__)
        return render_template("not_available.html"), 403 if isinstance(stop, Closed) else 404


def _page(desk: Desk, key: str, chosen: str) -> ResponseReturnValue:
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = _person(setting, key)
        told = [_listed(setting, story, person) for story in stories.of_person(setting, person.id)]
        team = calls.others(setting, person.id)
    asked = next((one for one in told if one.id == chosen), None)
    if chosen and asked is None:
        raise stories.NotAvailable
    return render_template(
        "my_stories.html", told=told, asked=asked, key=key, person=person, team=team
    )


def _listed(setting: Setting, story: Story, person: Participant) -> Listed:
    session = setting.memory.sessions.seek(story.session_id)
    told = local_day(story.told_at, person.zone)
    title = session.title if session else ""
    return Listed(
        id=story.id, told=told, title=title, seen=unescape(reach(as_own(setting, story, person)))
    )


def _person(setting: Setting, key: str) -> Participant:
    """Whom a link was made for, also after they have left. Raises Closed."""
    try:
        return personal_links.holder(setting, PURPOSE, key, max_age=GOOD_FOR)
    except BadSignature:
        raise Closed from None


def _taken_back(desk: Desk, key: str, story_id: str) -> ResponseReturnValue:
    with desk.store.read() as memory:
        person = _person(Setting(desk, memory), key)
    said = taking_back.take_back(desk, story_id, person.id)
    return render_template("story_gone.html", said=said, key=key)


def _asked(desk: Desk, key: str, text: str, skips: Sequence[str]) -> ResponseReturnValue:
    """A word with a facilitator, asked for from anywhere: by somebody without Slack, or who has left."""
    with desk.store.read() as memory:
        person = _person(Setting(desk, memory), key)
    try:
        said = calls.receipt(desk, calls.ask_for_a_word(desk, person.id, text, skips=skips))
    except calls.NobodyHears as nobody:
        said = nobody.message
    return render_template("word_asked.html", said=said, key=key)


def _leaves(desk: Desk, key: str, *, yes: bool) -> ResponseReturnValue:
    """I am leaving: first what would happen, then, with a yes, it does."""
    with desk.store.read() as memory:
        person = _person(Setting(desk, memory), key)
    lines: list[str] = []
    try:
        if yes and not person.has_left:
            leaving.leave(desk, person.id, by=person.id)
        if yes or person.has_left:
            lines, yes = [say(OWN)], True
        else:
            lines = "\n".join(map(unescape, leaving.own_words(desk, person.id))).split("\n")
    except MemoryAway:
        raise  # nothing is known of whether they have left
    except FacilitationError as no:
        lines, yes = [no.message], True  # there is nothing to say yes to
    return render_template("leaving.html", lines=lines, key=key, asks=not yes)
