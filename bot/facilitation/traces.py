"""The audit: who did what, so that several facilitators can share the work."""

from bot.domain.followup import Trace
from bot.facilitation.setting import Setting


def trace(setting: Setting, who: str, did: str, about: str) -> None:
    """Write down one act. `who` is a person's id, or empty where the bot did it by itself."""
    number = setting.memory.numbers.next("trace")
    setting.memory.traces.save(
        Trace(id=f"t{number:06}", at=setting.now, who=who or "convener", did=did, about=about)
    )
