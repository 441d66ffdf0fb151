"""How soon a participant's own pages are there after 16 of 18 months, with the sample's people and with a thousand.

Server time and bytes of each page, one person after another; the bound is 150 ms and 100 kB, and 1 s with a thousand.
"""

import logging
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog
from flask.testing import FlaskClient

from bot.domain.answers import Asking, Reply, Response, Rsvp
from bot.domain.effects import Owed
from bot.domain.followup import ActionItem, Branch
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan, Session
from bot.facilitation import own_page, own_pages
from bot.facilitation.setting import Setting
from bot.facilitation.steps import NO_ACCOUNT
from bot.files.defaults import default_plan_path
from bot.ports import Desk
from bot.slack.own_acts import OwnActs
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore
from bot.web.app import create_app
from tests.facilitation.company import Company
from tests.plays.scripts import sample_people

ROUNDS, ASKED = 7, 5  # people whose pages are looked at
MANY, IN_A_ROOM, LETTERS, IDEAS, TAKEN = 1_000, 6, 12, 100, 5
NOW = "2028-05-20T09:00"
BOUNDS = {"few": 150, "many": 1_000}  # ms
BYTES = 100_000


def people(number: int) -> list[Participant]:
    """So many of the sample's kind, each with a name and an address of their own."""
    known = sorted(sample_people().values(), key=lambda one: one.id)
    return [
        replace(
            one, id=f"p{n:04}", name=f"{one.name} {n}", email=f"p{n}@example.org", line_manager=""
        )
        for n in range(number)
        for one in [known[n % len(known)]]
    ]


def lived(desk: Desk, everyone: Sequence[Participant]) -> None:
    """Sixteen months of answers, rooms, letters, actions and ideas, written down at once."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        for session in setting.sessions()[:16]:
            _a_month(setting, session, [one.id for one in everyone])
        for n, one in enumerate(everyone):
            for taken in range(TAKEN):
                action = ActionItem(
                    id=f"a{n}-{taken}",
                    what=f"Ring ward {taken}",
                    owner=one.id,
                    by=one.id,
                    at=setting.now,
                )
                memory.actions.save(action)
        for n in range(IDEAS):
            idea = Branch(
                id=f"b{n}", idea=f"Idea {n}", by=everyone[n % len(everyone)].id, at=setting.now
            )
            memory.branches.save(idea)


def _a_month(setting: Setting, session: Session, ids: Sequence[str]) -> None:
    memory, at = setting.memory, session.starts_at - timedelta(days=3)
    names = [ids[n : n + IN_A_ROOM] for n in range(0, len(ids), IN_A_ROOM)]
    rooms = tuple(Room(name=f"Room {n}", people=tuple(who)) for n, who in enumerate(names, 1))
    memory.plans.add(
        RoomPlan(session_id=session.id, version=1, rooms=rooms, state="published", at=at)
    )
    asked = [one for one in setting.plan.prompts_of(session.month) if not one.anonymous][:ASKED]
    for one in ids:
        memory.replies.save(
            Reply(session_id=session.id, person_id=one, answer=Rsvp.YES, at=at, by=one)
        )
        for prompt in asked:
            id = f"{session.id}:{prompt.key}:{one}"
            asking = Asking(
                id=id, session_id=session.id, prompt=prompt.key, person_id=one, state="answered"
            )
            memory.askings.save(asking)
            said = Response(
                id=id, session_id=session.id, prompt=prompt.key, person_id=one, text="What I said " * 8,
                visibility="community", at=at,
            )  # fmt: skip
            memory.responses.save(said)
        if one in ids[: 2 * ROUNDS]:  # of those who are looked at
            _letters(setting, session, one, at)


def _letters(setting: Setting, session: Session, person: str, at: datetime) -> None:
    for n in range(LETTERS):
        key = f"{session.id}:notice:{n}:{person}"
        owed = Owed(
            key=key, kind="notice", target=person, payload={"session": session.id}, not_before=at
        )
        setting.memory.effects.owe(owed)
        setting.memory.effects.cancel(key, NO_ACCOUNT)


def measured(client: FlaskClient, link: str, page: str) -> tuple[float, int]:
    begun = time.perf_counter()
    answer = client.get(f"{link}/{page}" if page != "today" else link)
    took = (time.perf_counter() - begun) * 1000
    assert answer.status_code == 200, (page, answer.status_code)
    return took, len(answer.data)


def look(number: int, bound: int, folder: str) -> bool:
    url = f"sqlite:///{folder}/{number}"
    upgrade(url)
    company = Company(SqlStore(url), "2026-12-01T09:00", public_url="http://localhost")
    everyone = people(number)
    company.begins(everyone, default_plan_path().read_text(encoding="utf-8"), (2027, 1))
    company.clock.instant = datetime.fromisoformat(NOW).replace(tzinfo=UTC)
    lived(company.desk, everyone)
    client = create_app(company.desk, acts=OwnActs(company.desk)).test_client()
    with company.desk.store.read() as memory:
        seen = [one for one in everyone if not one.facilitates][:ROUNDS]
        links = [f"/me/{own_page.token(Setting(company.desk, memory), one.id)}" for one in seen]
    print(f"  {number} people, 16 months: milliseconds of the server (bound {bound}), kB")
    held = True
    for page in ("today", *own_pages.PAGES):
        measured(client, links[0], page)
        found = [measured(client, link, page) for link in links]
        middle, worst = statistics.median(t for t, _ in found), max(t for t, _ in found)
        size = max(size for _, size in found)
        fine = worst <= bound and size <= BYTES
        held = held and fine
        print(
            f"  {page:12} {middle:8.0f} {worst:8.0f} {size / 1000:8.1f}  {'held' if fine else 'NOT held'}"
        )
    return held


def main() -> None:
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        for number, bound in ((len(sample_people()), BOUNDS["few"]), (MANY, BOUNDS["many"])):
            look(number, bound, folder)


if __name__ == "__main__":
    main()
