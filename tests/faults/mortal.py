"""Processes that deliver one effect each and die where they are told: one line of JSON in, one exit status out.

The parent opens nothing, so that every child it forks is a process of its own with a store and adapters of its own.
"""

import json
import os
import sys
from typing import Any

from bot.files.defaults import default_plan_path
from bot.main import plan_from
from scheduler.effects import deliver
from scheduler.failpoints import VARIABLE
from tests.faults.desks import desk_in, take_up

LIVED = 0


def live_and_die(wish: dict[str, Any]) -> None:
    """In a child: take up what an earlier one left, and deliver this effect with a failpoint armed."""
    os.dup2(2, 1)  # what is logged must not stand between the exit statuses
    desk = desk_in(wish["told"], wish["url"], hasty=False)
    if wish.get("after_another"):
        take_up(desk)
    os.environ[VARIABLE] = wish["failpoint"]
    deliver(desk, wish["effect"])


def child(wish: dict[str, Any]) -> int:
    """The exit status of a process that lives for this wish."""
    born = os.fork()
    if born == 0:
        try:
            live_and_die(wish)
        finally:
            os._exit(LIVED)
    return os.waitstatus_to_exitcode(os.waitpid(born, 0)[1])


def main() -> None:
    plan_from(default_plan_path().read_text(encoding="utf-8"))  # read once, known to every child
    for line in sys.stdin:
        print(child(json.loads(line)), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
