"""What the facilitators' desk says: the list with something held and something of their own, previews and windows."""

from collections.abc import Iterator
from datetime import date

from bot.domain.programme import Prompt, PromptType, When
from bot.domain.roster import Participant
from bot.facilitation import on_behalf, prompt_desk, prompt_windows
from bot.facilitation.prompt_desk import Act, offset_to
from bot.facilitation.prompt_pages import preview, prompts_page
from bot.ports import Desk, Memory
from bot.voice.fit import fitted
from bot.voice.message import Message, View
from bot.voice.prompt_desk import preview as in_a_window
from bot.voice.prompt_desk import preview_typed


def desk_said(
    desk: Desk, memory: Memory, seated: list[str], facilitator: Participant
) -> Iterator[tuple[str, Message | View]]:
    """With words of people's own making in a question of the facilitators'."""
    yield "page prompts", fitted(prompts_page(desk, 2, facilitator))
    yield "page prompts with a story", fitted(prompts_page(desk, 4, facilitator))
    for name, key in (("words", "takeaway"), ("notice", "room-news"), ("anonymous", "heard")):
        seen = preview(desk, "s02", key, facilitator)
        yield f"window what people get {name}", in_a_window(seen)
        yield f"page what people get {name}", fitted(preview_typed(seen))
    act = Act(session_id="s02", prompt="takeaway", by=facilitator.id)
    prompt_desk.hold(desk, act)
    idea = memory.branches.get("b1").idea
    own = Prompt(
        key="",
        when=When.POST,
        send=offset_to(memory.sessions.get("s02"), When.POST, date(2027, 3, 2)),
        audience=("all",),
        type=PromptType.CHOICE,
        text=idea.replace("{", "").replace("}", "")[:280],
        choices=("Yes", idea.replace("{", "").replace("}", "")[:60]),
        visibility="community",
        minutes=1,
    )
    prompt_desk.write(desk, "s02", own, by=facilitator.id)
    yield "page prompts changed", fitted(prompts_page(desk, 2, facilitator, lead="Held."))
    yield "window other words", prompt_windows.reword_window(desk, "s02", "own-1")
    yield "window another day", prompt_windows.move_window(desk, "s02", "takeaway")
    yield "window new question", prompt_windows.write_window(desk, "s02", facilitator)
    yield "window by telephone", on_behalf.window(desk, seated[0])
    for change in memory.prompt_changes.find():
        memory.prompt_changes.remove(change.id)
