"""Everything that is said where the group decides its hours."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from bot.domain.effects import Effect
from bot.domain.hour_polls import NOW, ROTATION, HourVote, PollState, Says
from bot.facilitation import hour_decisions, hour_pages
from bot.facilitation.hour_pages import Wanted
from bot.ports import Desk, Memory
from bot.voice import hour_decisions as words
from bot.voice import hour_poll_forms as forms
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from tests.faults.community import NOON

Said = tuple[str, Message | View]
FACILITATOR, ONE, OTHER = "p014", "p020", "p021"


def hours_said(
    desk: Desk,
    memory: Memory,
    line: Callable[[str], str],
    effect: Callable[..., Effect],
    say: Callable[[Effect], Message | View],
) -> Iterator[Said]:
    """Compared, put to the group, answered, closed and decided."""

    def letter(kind: str, reader: str, poll: str, **more: object) -> Message | View:
        return say(effect(kind, reader, {"poll": poll, **more}, stands=True))

    poll = memory.hour_polls.get("h1")
    yield "window hours answer", hour_pages.answer_window(desk, "h1", ONE)
    yield "page hours standing nobody", fitted(hour_pages.page(desk, FACILITATOR))
    vote = HourVote(
        id=f"h1:{ONE}",
        poll_id="h1",
        person_id=ONE,
        at=NOON,
        said={NOW: Says.CANNOT, ROTATION: Says.HARD},
        hard=line("I care for my mother then"),
        noted_by=FACILITATOR,
    )
    memory.hour_votes.save(vote)
    memory.hour_votes.save(
        replace(vote, id=f"h1:{OTHER}", person_id=OTHER, said={NOW: Says.CANNOT}, hard="")
    )
    yield "letter hours-asked answered", letter("hours-asked", ONE, "h1")
    yield "letter hours-reminder answered", letter("hours-reminder", ONE, "h1")
    yield "window hours answer again", hour_pages.answer_window(desk, "h1", ONE)
    yield "home hours answered", say(effect("home", ONE, {}))
    yield "page hours standing", fitted(hour_pages.page(desk, FACILITATOR))
    yield "window hours close", hour_pages.close_window(desk, "h1", FACILITATOR)
    kept, taken = memory.hour_polls.get("h2"), memory.hour_polls.get("h3")
    closed = replace(poll, state=PollState.CLOSED, counts=kept.counts, answered=14)
    memory.hour_polls.save(closed)
    yield "letter hours-asked over", letter("hours-asked", ONE, "h1")
    yield "letter hours-reminder over", letter("hours-reminder", OTHER, "h1")
    yield "letter hours-came undecided", letter("hours-came", ONE, "h1", decided=False)
    yield "letter hours-came facilitator", letter("hours-came", FACILITATOR, "h1", decided=False)
    yield "letter hours-came told since", letter("hours-came", ONE, "h3", decided=False)
    memory.hour_polls.save(replace(closed, counts=(), answered=0))
    yield "letter hours-came nobody", letter("hours-came", ONE, "h1", decided=False)
    memory.hour_polls.save(closed)
    yield "page hours closed", fitted(hour_pages.page(desk, FACILITATOR))
    yield "window hours take", hour_decisions.take_window(desk, "h1", ROTATION, FACILITATOR)
    yield "window hours take nothing", hour_decisions.take_window(desk, "h1", NOW, FACILITATOR)
    yield "window hours keep", hour_decisions.keep_window(desk, "h1", FACILITATOR)
    yield "page hours taken", Message(text=f"{words.taken(3, 1)} {words.taken(1, 2)} {words.KEPT}")
    yield "page hours receipts", Message(text=f"{forms.SENT} {forms.CLOSED} {forms.SAID}")
    memory.hour_polls.save(replace(kept, id="h1"))
    yield "page hours compared", fitted(hour_pages.page(desk, FACILITATOR))
    yield "page hours nothing ahead", forms.compared([])
    yield "window hours ask", hour_pages.ask_window(desk, FACILITATOR)
    wanted = Wanted(ways=(NOW, ROTATION), closes=date(2027, 2, 24), word=line("Say it as it is"))
    yield "window hours preview", hour_pages.preview(desk, wanted, FACILITATOR)
    memory.hour_polls.save(poll)
    for each in memory.hour_votes.find():
        memory.hour_votes.remove(each.id)
    assert taken == memory.hour_polls.get("h3")
