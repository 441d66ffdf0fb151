"""What the bibliography, the aim and the agreements say, each page and window by a name of its own."""

from collections.abc import Iterator

from bot.domain.agreed import AGREEMENTS, AIM
from bot.facilitation import agreed, bibliography
from bot.ports import Desk, Memory
from bot.voice.bibliography import About
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from tests.voice.community import Flavour

FACILITATOR = "p014"


def library_said(
    desk: Desk, memory: Memory, flavour: Flavour, person_id: str
) -> Iterator[tuple[str, Message | View]]:
    """Two readings of one person's, one of them said in plain words and for a session; two comments."""
    yield "page reading nothing found", bibliography.page(desk, person_id, wanted="xyzzy")
    wrote = flavour.wrote("Waiting is work that nobody sees.")
    about = About(source="lived", summary=wrote, named=True, session="s02")
    yield "page reading added", bibliography.suggest(desk, "10.1136/bmj.k3617", by=person_id)
    link = f"{wrote} https://example.org/a?b=1&c=<d>"
    yield (
        "page reading added with words",
        bibliography.suggest(desk, link, by=person_id, about=about),
    )
    yield "page reading added again", bibliography.suggest(desk, link, by=FACILITATOR)
    yield "page reading", fitted(bibliography.page(desk, person_id))
    yield "window reading", bibliography.add_window(desk, person_id, wrote)
    newest = max(memory.references.find(), key=lambda one: len(one.suggested_by))
    yield "window reading more", bibliography.more_window(desk, person_id, newest.id)
    yield "window reading meanwhile", bibliography.more_window(desk, person_id, newest.id, about)
    yield from agreed_said(desk, flavour, person_id)


def agreed_said(
    desk: Desk, flavour: Flavour, person_id: str
) -> Iterator[tuple[str, Message | View]]:
    """The aim and the agreements before and after they are written anew."""
    wrote = flavour.wrote("Care that is made together.")
    yield "page agreements", agreed.page(desk, person_id, AGREEMENTS)
    remark = agreed.say(desk, AIM, wrote, by=person_id)
    yield "page aim commented", agreed.page(desk, person_id, AIM)
    yield "page aim facilitator", agreed.page(desk, FACILITATOR, AIM)
    yield "window aim comment", agreed.remark_window(desk, person_id, AIM)
    yield "window aim settle", agreed.settle_window(desk, FACILITATOR, remark.id)
    yield "window aim edit", agreed.edit_window(desk, FACILITATOR, AIM)
    agreed.write(desk, AIM, wrote[:1000], by=FACILITATOR, base=1, takes_up=[remark.id])
    yield "window aim edit meanwhile", agreed.edit_window(desk, FACILITATOR, AIM, "Mine")
    yield "window aim history", agreed.history(desk, person_id, AIM)
