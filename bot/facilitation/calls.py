"""A word with a facilitator: at once, privately, and never to the one it is about."""

from dataclasses import replace

from bot.domain.followup import Call
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe, touch
from bot.facilitation.traces import trace
from bot.ports import Desk


def ask_for_a_word(desk: Desk, person_id: str, text: str = "", *, about: str = "") -> Call:
    """Let the facilitators know that somebody would like a word. It goes at once, whatever the hour."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        number = memory.numbers.next("call")
        call = Call(
            id=f"c{number}",
            person_id=person_id,
            at=setting.now,
            text=" ".join([about, text]).strip(),
        )
        memory.calls.save(call)
        for facilitator in setting.facilitators:
            if facilitator.id == person_id:
                continue
            key = f"call:{call.id}:{facilitator.id}"
            owe(setting, "call", key, facilitator, {"call": call.id}, at=setting.now, quiet=False)
        return call


def take_call(desk: Desk, call_id: str, facilitator: str) -> Call:
    """The facilitator who presses first answers; the others see that."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        call = memory.calls.get(call_id)
        if not call.taken_by:
            call = replace(call, taken_by=facilitator)
            memory.calls.save(call)
            trace(setting, facilitator, "took a call for a word", call.id)
        for other in setting.facilitators:
            touch(setting, f"call:{call.id}:{other.id}")
        return call
