"""What is said where rooms are mended: before anything is done, afterwards, and when it is taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.facilitation import mending, views
from bot.ports import Desk, Memory
from bot.voice import mending as words
from bot.voice.message import Message
from tests.voice.community import Still

FACILITATOR = "p014"


def mends(desk: Desk, memory: Memory, seated: list[str]) -> Iterator[tuple[str, Message]]:
    """A host and two more of the first room drop out; it has six, and five is the least."""
    starts = memory.sessions.get("s02").starts_at
    away = seated[:3]
    mend = mending.preview(desk, "s02", leave=away)
    yield "page mend", words.preview(mend)
    yield "page mend nothing", words.preview(replace(mend, rooms=mend.before, moves=(), notices=()))
    yield "page mend waiting", words.preview(mending.preview(desk, "s03", leave=away))
    for when, hours in (("near", -1), ("during", 0.1)):
        then = replace(desk, clock=Still(starts + timedelta(hours=hours)))
        yield f"page mend {when}", words.preview(mending.preview(then, "s02", leave=away))
    done, plan, back = mending.carry_out(desk, "s02", base=mend.base, by=FACILITATOR, leave=away)
    yield "page mend done", words.done(done, version=plan.version, back=back)
    yield "page rooms mended", views.rooms_now(desk, "s02")
    _, told = mending.undo(desk, "s02", by=FACILITATOR)
    yield "page mend undone", words.undone(views.names_of(desk, told), published=True)
    yield "page mend undone unpublished", words.undone((), published=False)
    yield "page mend left", words.left_as_it_is()
