"""A sandbox of a few people, its page open on 127.0.0.1, as `convener sandbox` opens it."""

import csv
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.demo.community import Community, community_for
from bot.demo.levers import Levers
from bot.demo.live import create_page
from bot.demo.sandbox import Sandbox
from bot.demo.wish import Wish
from bot.files.defaults import sample_roster_path
from bot.web.serving import serve_web
from tests.plays.scripts import plan_of

THREADS = 32  # as the sandbox has: each window keeps one waiting for news
FEW = "p005 p014 p030 p033 p039 p045 p062"  # one room, and Nadia, who facilitates
ELEVEN = "p003 p005 p007 p011 p014 p030 p033 p039 p045 p047 p062"  # two rooms, and Nadia
DOZEN = f"{ELEVEN} p027"  # and Osric, who facilitates with her
PLAN = plan_of(2, bare=True, keep=["takeaway"])  # one session; asked is who comes and what stays


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A sandbox with its page."""

    url: str
    sandbox: Sandbox
    levers: Levers


Opens = Callable[..., Opened]


@pytest.fixture(scope="session")
def first_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where databases of the first day are kept for all plays: each community is set up once."""
    return tmp_path_factory.mktemp("first-days")


@pytest.fixture
def opens(first_days: Path, tmp_path: Path) -> Iterator[Opens]:
    """Opens a sandbox; time stands still in it until somebody moves it."""
    with ExitStack() as held:
        yield partial(opened, held, tmp_path, first_days)
        for kept in tmp_path.glob("sandbox/first-day-*"):
            shutil.copy(kept, first_days)


def opened(
    held: ExitStack,
    folder: Path,
    first_days: Path,
    people: str = FEW,
    plan: str = PLAN,
    names: dict[str, str] | None = None,
) -> Opened:
    """Open it with these people of the sample, by id; `names` are other names for some of them."""
    community = _community(folder, people.split(), plan, names or {})
    shutil.copytree(first_days, folder / "sandbox")
    sandbox = Sandbox(community, folder / "sandbox")
    held.callback(sandbox.world.close)
    held.callback(lambda: sandbox.product.kill())
    sandbox.open()
    levers = Levers(sandbox)
    held.callback(levers.close)
    levers.pause()
    return Opened(url=_page(held, levers), sandbox=sandbox, levers=levers)


def _page(held: ExitStack, levers: Levers) -> str:
    page = create_page(levers)
    server = serve_web(page, "127.0.0.1:0", threads=THREADS)
    held.callback(server.close)
    held.callback(page.extensions["news"].close)
    return server.url


def _community(folder: Path, people: list[str], plan: str, names: dict[str, str]) -> Community:
    """These people, and a learning plan of one short month."""
    roster, plan_file = folder / "roster.csv", folder / "plan.toml"
    with sample_roster_path().open(encoding="utf-8", newline="") as sample:
        rows = list(csv.DictReader(sample))
    with roster.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, rows[0])
        written.writeheader()
        for row in (row for row in rows if row["person_id"] in people):
            written.writerow(
                row | {"display_name": names.get(row["person_id"], row["display_name"])}
            )
    plan_file.write_text(plan, encoding="utf-8")
    return community_for(Wish(roster=roster, plan=plan_file, from_month=1))
