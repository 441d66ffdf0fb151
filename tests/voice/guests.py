"""Everything that is said to guests from outside, of them, and by mail."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.domain.effects import Effect
from bot.domain.guests import Guest, GuestQuestion
from bot.facilitation import guest_pages
from bot.ports import Desk, Memory
from bot.voice import guests as words
from bot.voice import mail as mail_words
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from tests.faults.community import NOON

Said = tuple[str, Message | View]
FACILITATOR = "p014"
LETTERS = ("invitation", "brief", "takes-place", "moved", "thanks")


def guests_said(
    desk: Desk,
    memory: Memory,
    seated: list[str],
    effect: Callable[..., Effect],
    say: Callable[[Effect], Message | View],
) -> Iterator[Said]:
    """From the invitation to thanks; a swap; what facilitators and people see."""
    facilitator, reader = memory.people.get(FACILITATOR), memory.people.get(seated[4])
    ada = Guest(
        id="g8", session_id="s02", slot="", name=reader.name, email="ada@guests.example",
        zone="America/Sao_Paulo", at=NOON, by=FACILITATOR, in_slack=True,
    )  # fmt: skip
    bo = replace(ada, id="g9", name="Bo", instead_of="g8")
    memory.guests.save(ada)
    yield "window guest", guest_pages.window(desk, facilitator, session_id="s02")
    yield "window guest swap", guest_pages.window(desk, facilitator, guest_id="g8")
    asked = {"session_id": "s02", "person_id": seated[5], "at": NOON}
    memory.guest_questions.save(GuestQuestion(id="q1", text="What <helped> you?", **asked))
    for what in LETTERS:
        yield f"page guest {what}", say(effect("guest", "g8", _facts(what)))
    memory.sessions.save(memory.sessions.get("s02").called_off())
    yield "page guest called off", say(effect("guest", "g8", _facts("called-off")))
    memory.sessions.save(memory.sessions.get("s02").on_again())
    yield "page guests", fitted(guest_pages.page(desk, facilitator, "s02", lead=words.thanked(ada)))
    yield "page guests for people", fitted(guest_pages.page(desk, reader, "s02"))
    yield "letter notice guest", say(effect("notice", seated[4], {"session": "s02"}, stands=True))
    memory.guests.save(bo)
    facts = {"session": "s02", "guest": "g9", "before": "g8"}
    yield "letter guest-news", say(effect("guest-news", seated[4], facts, stands=True))
    for gone in ("g8", "g9"):
        memory.guests.remove(gone)
    for page, name in (
        ("", "page mail welcome"),
        ("https://here/me", "page mail welcome to a page"),
    ):
        hello = mail_words.welcome(reader, community=desk.house.name, aim="To learn.", page=page)
        yield name, Message(text=hello)
    for note, said in (
        ("refused", mail_words.not_sent(reader.name, "Soon", "No.")),
        ("in doubt", mail_words.maybe_sent(reader.name, "Soon")),
    ):
        yield f"letter trouble mail {note}", say(effect("trouble", FACILITATOR, {"words": said}))


def _facts(what: str) -> dict[str, str]:
    return {"guest": "g8", "what": what}
