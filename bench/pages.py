"""How long the facilitators' pages take and how heavy they are: after eighteen months, and with a thousand people."""

import logging
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import requests
import structlog

from bot.domain.answers import Response
from bot.domain.programme import PromptType
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import publishing, rooms, signing_in
from bot.facilitation.people import import_roster
from bot.facilitation.programmes import load_plan
from bot.facilitation.setting import Setting
from bot.facilitation.traces import trace
from bot.files.defaults import default_plan_path, sample_roster_path
from bot.files.plan_prompt import prompt_faults
from bot.files.roster import read_roster
from bot.main import plan_from
from bot.ports import Desk, House
from bot.store.history import upgrade
from bot.store.sql_store import SqlStore
from bot.web.app import create_app
from bot.web.serving import serve_web
from integrations.calendar.feed import write_feed
from integrations.links import SignedLinks
from integrations.vault import SecretVault

SECRET, PLACE = "only-for-this-bench", "http://127.0.0.1"
USUAL, MANY = 0.15, 1.0  # seconds of the server: the promises
HEAVIEST = 100_000  # bytes before pictures
ROUNDS, WARM, ACTS = 15, 2, 3_000
PICTURES = re.compile(rb"<svg.*?</svg>", re.DOTALL)
PAGES = (
    "/facilitate/",
    "/facilitate/session/{month}/rooms",
    "/facilitate/session/{month}/rooms/version",
    "/facilitate/session/{month}/rooms/publish",
    "/facilitate/session/{month}/rooms/mend",
    "/facilitate/session/{month}/day",
    "/facilitate/session/{month}/synthesis",
    "/facilitate/session/{month}/rehearsal",
    "/facilitate/plan",
    "/facilitate/actions",
    "/facilitate/thread",
    "/facilitate/thread/persona",
    "/facilitate/programme",
    "/facilitate/people",
    "/facilitate/people/p001",
    "/facilitate/audit",
)


SAID = "She rang the ward three times, and was glad that somebody knew her name when she came."


@dataclass
class Hand:
    """A clock that is set by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@contextmanager
def house(times: int, held: int) -> Iterator[Desk]:
    """The sample community, so many times over, after so many sessions whose rooms were told; the next is proposed."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/pages.sqlite3"
        upgrade(url)
        desk = Desk(
            store=SqlStore(url), clock=Hand(datetime(2027, 1, 2, 12, tzinfo=UTC)), messenger=None, meetings=None,
            news=None, links=SignedLinks(SECRET), vault=SecretVault(SECRET),
            house=House(name="The bench", public_url=PLACE), read_plan=plan_from, prompt_faults=prompt_faults,
            write_feed=write_feed,
        )  # fmt: skip
        furnish(desk, times, held)
        yield desk
        desk.store.close()


def furnish(desk: Desk, times: int, held: int) -> None:
    text = default_plan_path().read_text(encoding="utf-8")
    plan = plan_from(text)
    sample = read_roster(sample_roster_path(), roles=plan.labels, today=date(2027, 1, 2)).people
    crowd = [one for one in sample if one.facilitates]
    for number in range(times):
        crowd += [_again(one, number) for one in sample if not one.facilitates]
    import_roster(desk, crowd)
    load_plan(desk, text, plan, start=(2027, 1))
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        sessions, who = setting.sessions(), setting.facilitators[0].id
        for number in range(ACTS):
            trace(setting, who, f"did act {number}", sessions[0].id)
    for session in sessions[: held + 1]:
        desk.clock.at = session.starts_at - timedelta(days=4)
        rooms.draw_now(desk, session.id, by=who)
        if session is not sessions[held]:
            publishing.publish(desk, session.id, by=who)
        with desk.store.begin() as memory:
            answer(Setting(desk, memory), session)


def answer(setting: Setting, session: Session) -> None:
    """Everybody says something to each question that asks for words."""
    for prompt in setting.plan.prompts_of(session.month):
        if prompt.type is not PromptType.TEXT or prompt.anonymous:
            continue
        for person in setting.people.values():
            setting.memory.responses.save(
                Response(
                    id=f"{session.id}:{prompt.key}:{person.id}", session_id=session.id, prompt=prompt.key,
                    person_id=person.id, text=SAID, visibility="community", at=setting.now,
                )
            )  # fmt: skip


def _again(person: Participant, number: int) -> Participant:
    """The same person once more, as somebody else."""
    return replace(
        person,
        id=f"{person.id}x{number}" if number else person.id,
        name=f"{person.name} {number}" if number else person.name,
        email=f"{number}.{person.email}" if number else person.email,
        zoom_email=f"{number}.{person.zoom_email}" if number and person.zoom_email else "",
        line_manager="" if number else person.line_manager,
    )


def look(desk: Desk, month: int, bound: float) -> None:
    server = serve_web(create_app(desk), "127.0.0.1:0", threads=2)
    kept = requests.Session()
    with desk.store.read() as memory:
        who = Setting(desk, memory).facilitators[0].id
    key = signing_in.way_in(desk, who, by=who).partition("key=")[2]
    kept.post(f"{server.url}/facilitate/enter", data={"key": key}, timeout=60)
    for path in PAGES:
        times, page = [], b""
        for _ in range(WARM + ROUNDS):
            begun = time.perf_counter()
            answer = kept.get(server.url + path.format(month=month), timeout=60)
            times.append(time.perf_counter() - begun)
            assert answer.status_code == 200, (path, answer.status_code)
            page = PICTURES.sub(b"", answer.content)
        tell(path, times, len(page), bound)
    server.close()


def tell(path: str, times: list[float], size: int, bound: float) -> None:
    first, middle, worst = times[0], statistics.median(times[WARM:]), max(times[WARM:])
    light = size < HEAVIEST or bound == MANY  # how heavy a page is counts in a usual community
    held = "held" if middle < bound and light else "NOT held"
    took = ", ".join(f"{each * 1000:5.0f}" for each in (middle, worst, first))
    print(
        f"{path:42} {took} ms (middle, worst, first) of {bound * 1000:4.0f}"
        f"   {size / 1000:6.1f} kB of {HEAVIEST / 1000:.0f}: {held}"
    )


def main() -> None:
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    for times, held, bound in ((1, 16, USUAL), (18, 1, MANY)):
        with house(times, held) as desk:
            with desk.store.read() as memory:
                people = len(memory.people.find())
            print(f"{people} people, {held} sessions held")
            look(desk, held + 1, bound)


if __name__ == "__main__":
    main()
