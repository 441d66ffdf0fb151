"""A participant's own pages below /me/TOKEN: looking changes nothing, and posting does what buttons in Slack do."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.domain.errors import FacilitationError
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation import own_data, own_page, own_pages, personal_links
from bot.facilitation.setting import Setting
from bot.ports import Acts, BadSignature, Desk, Filled, MemoryAway
from bot.voice import own_pages as words
from bot.voice.message import View
from bot.web.drawing.drawn import Pen
from bot.web.drawing.filled import left_empty, typed_into, values_of
from bot.web.own_page import answered

WINDOW = "own-window"
STEP = re.compile(r"[:|]\d+$")  # which of several was chosen
OPEN_FOR = timedelta(days=2)  # so long may somebody take over what they write


def register(app: Flask, desk: Desk, acts: Acts) -> None:
    pages = OwnPages(desk, acts)

    @app.get("/me/<token>/<page>")
    def own_part(token: str, page: str) -> ResponseReturnValue:
        return answered(lambda: pages.page(token, page))

    @app.get("/me/<token>/kept.json")
    def own_kept(token: str) -> ResponseReturnValue:
        return answered(lambda: pages.kept(token))

    @app.get("/me/<token>/window")
    def own_window(token: str) -> ResponseReturnValue:
        return answered(lambda: pages.window(token))

    @app.post("/me/<token>/press")
    def own_press(token: str) -> ResponseReturnValue:
        return answered(lambda: pages.pressed(token))

    @app.post("/me/<token>/window")
    def own_sent(token: str) -> ResponseReturnValue:
        return answered(lambda: pages.sent(token))


class OwnPages:
    """The pages of whoever holds a link."""

    def __init__(self, desk: Desk, acts: Acts) -> None:
        self.desk, self.acts = desk, acts

    def person(self, token: str) -> Participant:
        with self.desk.store.read() as memory:
            return own_page.reader(Setting(self.desk, memory), token)

    def page(self, token: str, name: str, said: str = "") -> ResponseReturnValue:
        """One page as it is now."""
        if name not in own_pages.PAGES:
            abort(404)
        with self.desk.store.read() as memory:
            setting = Setting(self.desk, memory)
            person = own_page.reader(setting, token)
            menu = own_pages.open_to(setting, person)
            if name not in menu:
                abort(404)
            blocks = own_pages.blocks_of(setting, person, name)
        noted = say(words.NOTED) if request.args.get("noted") else ""
        return render_template(
            "own_part.html", token=token, page=name, menu=menu, labels=words.LABELS, blocks=blocks,
            said=said or noted, pen=Pen(self.acts, token, name),
        )  # fmt: skip

    def kept(self, token: str) -> ResponseReturnValue:
        """All that is kept of somebody, as a file."""
        with self.desk.store.read() as memory:
            setting = Setting(self.desk, memory)
            found = own_data.facts(setting, own_page.reader(setting, token))
        whole = json.dumps(found, ensure_ascii=False, indent=1)
        made = Response(whole, content_type="application/json; charset=utf-8")
        made.headers["Content-Disposition"] = 'attachment; filename="kept-of-me.json"'
        return made

    def window(self, token: str) -> ResponseReturnValue:
        """The window that a button opens."""
        person = self.person(token)
        act, value = request.args.get("act", ""), request.args.get("value", "")
        try:
            view = self.acts.open(person, act, value)
        except FacilitationError as no:
            return self._only_words(token, _back(), _explained(no))
        return self._drawn(token, person, view, opener=f"{act}|{value}")

    def pressed(self, token: str) -> ResponseReturnValue:
        """A button that does something at once; then its page as it is."""
        person = self.person(token)
        act, _, value = _chosen().partition("|")
        try:
            self.acts.press(person, act, value, key=self._key(person, act, value))
        except FacilitationError as no:
            return self._only_words(token, _back(), _explained(no))
        return redirect(self._home(token, _back(), noted="1"), 303)

    def sent(self, token: str) -> ResponseReturnValue:
        """A window that was filled in."""
        person = self.person(token)
        opener = request.form.get("opener", "")
        try:
            carried = self._carried(person)
        except BadSignature:
            return self._again(token, person, opener, say(words.PUT_AWAY))
        filled = Filled(
            form=carried["form"], known=carried["known"], values=values_of(request.form),
            key=self._key(person, carried["form"]),
        )  # fmt: skip
        act, _, value = _chosen().partition("|")
        if left_empty(request.form) and not act:
            return self._again(token, person, opener, say(words.EMPTY), request.form["window"])
        try:
            if act:
                view: View | None = self.acts.change(person, act, value, filled)
            else:
                view = self.acts.send(person, filled)
        except FacilitationError as no:
            return self._again(token, person, opener, _explained(no), request.form["window"])
        if view is None:
            return redirect(self._home(token, _back(), noted="1"), 303)
        return self._drawn(token, person, view, opener="")

    def _again(
        self, token: str, person: Participant, opener: str, said: str, window: str = ""
    ) -> ResponseReturnValue:
        """The same window with what was typed in it, and why it was not taken."""
        act, _, value = opener.partition("|")
        try:
            view = self.acts.open(person, act, value)
        except FacilitationError:
            return self._only_words(token, _back(), said)
        body = view.body | {"blocks": typed_into(view.body["blocks"], values_of(request.form))}
        return self._drawn(token, person, View(body=body), opener, said=said, window=window)

    def _drawn(
        self,
        token: str,
        person: Participant,
        view: View,
        opener: str,
        said: str = "",
        window: str = "",
    ) -> ResponseReturnValue:
        body = view.body
        back = _back()
        sends = "submit" in body
        if sends and not window:
            window = self._signed(person, body)
        return render_template(
            "own_window.html", token=token, view=body, back=back, said=said, opener=opener,
            window=window if sends else "", pen=Pen(self.acts, token, back), home=self._home(token, back),
        )  # fmt: skip

    def _only_words(self, token: str, back: str, said: str) -> ResponseReturnValue:
        return render_template(
            "own_words.html", said=words.on_page(said), home=self._home(token, back)
        )

    def _signed(self, person: Participant, body: dict[str, Any]) -> str:
        """What a window carries, so that nobody else's can be put in its place."""
        with self.desk.store.read() as memory:
            setting = Setting(self.desk, memory)
            known = str(body.get("private_metadata", ""))
            return personal_links.mint(
                setting, WINDOW, person.id, form=str(body["callback_id"]), known=known
            )

    def _carried(self, person: Participant) -> dict[str, str]:
        with self.desk.store.read() as memory:
            setting, token = Setting(self.desk, memory), request.form.get("window", "")
            facts = dict(personal_links.read(setting, WINDOW, token, max_age=OPEN_FOR))
        if facts.get("person") != person.id:
            raise BadSignature("somebody else's window")
        return facts

    def _key(self, person: Participant, act: str, value: str = "") -> str:
        """The same for the same press of the same page, sent twice. What was answered is no part of it."""
        mark = request.form.get("mark", "")[:64]
        about = STEP.sub("", value) if act.startswith("answer:") else value
        return f"own:{person.id}:{mark}:{STEP.sub('', act)}:{sha256(about.encode()).hexdigest()}"

    def _home(self, token: str, page: str, noted: str | None = None) -> str:
        if page in own_pages.PAGES:
            return url_for("own_part", token=token, page=page, noted=noted)
        return url_for("own", token=token, noted=noted)


def _back() -> str:
    """The page on which it was pressed."""
    return request.values.get("back", "")


def _chosen() -> str:
    """The button that was pressed, or what was chosen from a list."""
    return request.form.get("press", "") or request.form.get("pick", "")


def _explained(no: FacilitationError) -> str:
    if isinstance(no, MemoryAway):
        raise no  # nothing is known of what became of it
    return no.message
