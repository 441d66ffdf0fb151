"""News from the meeting place: taken once, and kept until it can be folded into attendance."""

from bot.facilitation.once import once
from bot.ports import Desk, Json, MeetingEvent


def take(desk: Desk, event: MeetingEvent) -> None:
    """Take one piece of news; a repeat, or news of a meeting that is not ours, changes nothing."""

    def keep() -> Json:
        return {"kind": event.kind, "meeting": event.meeting_id}

    once(desk, f"zoom:{event.digest}", keep)
