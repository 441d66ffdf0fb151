"""From what needs a hand to where it is done: a page where there is one, else the words to type in Slack."""

import re
from dataclasses import dataclass

from flask import url_for

from bot.voice.this_session import OPEN_ANSWERS, OPEN_ROOMS

COMMAND = re.compile(r"/convene (?P<word>[a-z]+)(?: (?P<month>\d+))?(?P<more>[^.,]*)")
PAGES = {
    "rooms": (OPEN_ROOMS, "facilitate.rooms"),
    "synthesis": (OPEN_ANSWERS, "facilitate.synthesis"),
}


@dataclass(frozen=True, kw_only=True)
class Need:
    """What needs a hand, and the page where it is done; empty where that is in Slack alone."""

    words: str
    page: str = ""
    address: str = ""


def with_way(words: str, month: int) -> Need:
    """The need with its page, found by the command that stands in it."""
    for found in COMMAND.finditer(words):
        if found["word"] in PAGES:
            page, endpoint = PAGES[found["word"]]
            address = url_for(endpoint, month=int(found["month"] or month))
            return Need(words=words, page=page, address=address)
    return Need(words=words)
