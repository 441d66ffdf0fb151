"""The audit: who did what, so that several facilitators can share the work, and anybody can see it was allowed.

It holds ids, kinds of acts and version numbers; never a name and never what somebody wrote. So its lines need not
go when a person is forgotten: without the person their id says nothing.
"""

from datetime import datetime

from bot.domain.followup import Trace
from bot.facilitation.setting import Setting
from bot.ports import Desk

AT_THE_MACHINE = "machine"  # whoever may call `convener` there; the machine knows who that was
BY_ITSELF = "convener"


def trace(setting: Setting, who: str, did: str, about: str) -> None:
    """Write down one act. `who` is a person's id, or empty where the bot did it by itself."""
    number = setting.memory.numbers.next("trace")
    setting.memory.traces.add(
        Trace(id=f"t{number:06}", at=setting.now, who=who or BY_ITSELF, did=did, about=about)
    )


def audit(desk: Desk, *, since: datetime | None = None, who: str = "") -> list[Trace]:
    """The lines of the audit, oldest first; of one person, or from an instant on, where that is asked for."""
    with desk.store.read() as memory:
        lines = memory.traces.find(who=who) if who else memory.traces.find()
        return [line for line in lines if since is None or line.at >= since]
