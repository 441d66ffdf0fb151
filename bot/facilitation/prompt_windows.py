"""The windows of the facilitators' desk, with what they must show; and a question of their own, read from one."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from bot.domain.civil_time import local_date, quiet, zone_named
from bot.domain.programme import Prompt, PromptType, When
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.prompt_desk import offset_to, prompt_of, version_of, write
from bot.facilitation.rounds import due_at
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice import prompt_forms
from bot.voice.message import View
from bot.voice.prompt_desk import CIRCLES

MINUTES = {
    PromptType.TEXT: 2,
    PromptType.CHOICE: 1,
    PromptType.SCALE: 1,
    PromptType.STORY: 5,
    PromptType.NOTICE: 1,
}
ASKED_SOON = timedelta(days=1)


def reword_window(desk: Desk, session_id: str, key: str) -> View:
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        prompt = prompt_of(setting, session, key)
        asked = len(memory.askings.find(session_id=session.id, prompt=key))
        version = version_of(setting, session, key)
        return prompt_forms.reword_form(session, prompt, version, asked=asked)


def move_window(desk: Desk, session_id: str, key: str) -> View:
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        prompt = prompt_of(setting, session, key)
        now = due_at(setting, session, prompt, session.zone).astimezone(zone_named(session.zone))
        version = version_of(setting, session, key)
        hours = [hour for hour in map(time, range(24)) if not quiet(hour, setting.rules)]
        return prompt_forms.move_form(session, prompt, version, now=now, hours=hours)


def write_window(desk: Desk, session_id: str, reader: Participant) -> View:
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session(session_id)
        roles = [(label, role) for role, label in setting.plan.labels.items()]
        circles = [(label[:1].upper() + label[1:], key) for key, label in CIRCLES.items()]
        on = local_date(setting.now + ASKED_SOON, reader.zone)
        return prompt_forms.write_form(session, [*circles, *roles], on=on)


def write_new(
    desk: Desk, session_id: str, said: Mapping[str, str], day: date, *, by: str
) -> Prompt:
    """Keep a question as a window brought it back: before the session or after it, by its day."""
    with desk.store.read() as memory:
        prompt = _read(Setting(desk, memory).session(session_id), said, day)
    return write(desk, session_id, prompt, by=by)


def _read(session: Session, said: Mapping[str, str], day: date) -> Prompt:
    kind = PromptType(said["type"])
    when = When.PRE if day < local_date(session.starts_at, session.zone) else When.POST
    scale = kind is PromptType.SCALE
    return Prompt(
        key="",
        when=when,
        send=offset_to(session, when, day),
        audience=(said["audience"],),
        type=kind,
        text=said.get("text", "").strip(),
        help=said.get("help", "").strip(),
        visibility=said["visibility"],
        minutes=MINUTES[kind],
        choices=lines_of(said.get("choices", "")) if kind is PromptType.CHOICE else (),
        low=said.get("low", "").strip() if scale else "",
        high=said.get("high", "").strip() if scale else "",
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Each line that says something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
