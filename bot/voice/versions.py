"""Why rooms are as they are: one line for each version of them."""

MENDED = "mended with the fewest moves"
FOLLOWED = "followed who comes"
MOVED = "the session was moved"
ANOTHER_KEEPER = "another keeps time or takes notes"


def back_to(version: int) -> str:
    return f"back to version {version}"


def swapped(one: str, other: str) -> str:
    return f"{one} and {other} changed places"


def moved(who: str, room: str) -> str:
    return f"{who} moved to {room}"


def pinned(who: str, *, keep: bool) -> str:
    return f"{who} {'stays' if keep else 'need not stay'} in their room"
