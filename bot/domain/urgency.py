"""What leaves first when not everything can leave at once."""

from enum import IntEnum


class Urgency(IntEnum):
    """The smaller, the sooner."""

    URGENT = 0
    USUAL = 1
    PATIENT = 2


# a session that is near or has changed, and what answers somebody's own act
_URGENT = (
    "call",
    "call-card",
    "call-waits",
    "called-off",
    "card",
    "edit",
    "host-card",
    "host-sheet",
    "mail",
    "meeting-close",
    "meeting-move",
    "meeting-open",
    "meeting-rooms",
    "moved",
    "offer",
    "room-news",
    "story-card",
    "story-gone",
    "story-unshared",
    "takes-place",
    "zoom-news",
    "zoom-refused",
)
# what goes to everybody, and is as good a few minutes later; and what tells of things stuck, for it leaves after them
_PATIENT = (
    "digest",
    "heartbeat",
    "meeting-seen",
    "notice",
    "prompt",
    "reminder",
    "synthesis",
    "welcome",
)
_CLASSES = dict.fromkeys(_URGENT, Urgency.URGENT) | dict.fromkeys(_PATIENT, Urgency.PATIENT)


def urgency_of(kind: str) -> Urgency:
    """How urgent effects of this kind are."""
    return _CLASSES.get(kind, Urgency.USUAL)
