"""The plan: looked at, checked against another file, and rehearsed; it is changed at the machine alone."""

from datetime import date

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.facilitation import plan_pages, rehearsing
from bot.files.plan import PlanReading, read_plan
from bot.ports import Desk
from bot.voice import plan_pages as words
from bot.web.facilitate.guarded import reader, shown, tried


def register(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/plan")
    def plan() -> ResponseReturnValue:
        return _page(desk)

    @pages.get("/plan.toml")
    def plan_file() -> ResponseReturnValue:
        made = Response(plan_pages.written(desk), content_type="text/plain; charset=utf-8")
        made.headers["Content-Disposition"] = 'attachment; filename="plan.toml"'
        return made

    @pages.post("/plan")
    def check_plan() -> ResponseReturnValue:
        file = request.files.get("plan")
        text = _text(file.read() if file else b"")
        if not text:
            return _page(desk, said=words.NO_FILE), 400
        return _compared(desk, read_plan(text))

    @pages.get("/session/<int:month>/rehearsal")
    def rehearsal(month: int) -> ResponseReturnValue:
        seen = plan_pages.last_rehearsal(desk, reader().person, month)
        return render_template("facilitate/rehearsal.html", seen=seen, around=seen.around)

    @pages.post("/session/<int:month>/rehearsal")
    def rehearse(month: int) -> ResponseReturnValue:
        until = _until()
        seen = plan_pages.rehearse(desk, reader().person, month, until)
        return render_template("facilitate/rehearsal.html", seen=seen, around=seen.around)


def _compared(desk: Desk, reading: PlanReading) -> ResponseReturnValue:
    """What was noticed in a file, and what it would change."""
    if reading.plan is None:
        return _page(desk, reading, said=words.UNUSABLE)
    found: list[str] = []
    new = reading.plan

    def compare() -> str:
        found.extend(plan_pages.compared(desk, new))
        return words.SOUND

    said, status = tried(compare)
    return _page(desk, reading, found, said), status


def _page(
    desk: Desk, reading: PlanReading | None = None, lines: list[str] | None = None, said: str = ""
) -> str:
    seen = plan_pages.seen(desk, reader().person)
    found = reading.findings if reading else ()
    return shown(desk, "plan", seen=seen, findings=found, lines=lines or [], said=said)


def _text(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return ""


def _until() -> date | None:
    return rehearsing.day_of(request.form.get("until", ""))
