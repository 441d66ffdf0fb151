"""A gesture counts once, however often Slack or a nervous finger repeats it."""

from collections.abc import Callable

from bot.ports import AlreadyTaken, Desk, Json, Memory


def once(desk: Desk, gesture: str, act: Callable[[], Json]) -> Json:
    """Do what a gesture asks, in one transaction with the mark that it was done.

    A repeat gets the first one's answer and changes nothing. Errors leave no mark: the gesture may be made again.
    """
    gesture = desk.vault.mark(
        "gesture", gesture
    )  # it names who pressed what, and to the second when
    try:
        with desk.store.begin() as memory:
            earlier = memory.inbox.answer_to(gesture)
            if earlier is not None:
                return earlier
            answer = act()
            memory.inbox.keep(gesture, answer, desk.clock.now())
            return answer
    except AlreadyTaken:
        with desk.store.read() as memory:
            return memory.inbox.answer_to(gesture) or {}


def happened(desk: Desk, memory: Memory, gesture: str) -> bool:
    """Whether this gesture was made before; asking leaves no mark."""
    return memory.inbox.answer_to(desk.vault.mark("gesture", gesture)) is not None


def first_time(desk: Desk, gesture: str) -> bool:
    """Whether this gesture is new; from now on it is not."""
    fresh: list[bool] = []

    def mark() -> Json:
        fresh.append(True)
        return {}

    once(desk, gesture, mark)
    return bool(fresh)
