"""All that is kept of one person as a page for them: to open, read and keep."""

from collections.abc import Mapping
from typing import Any

from bot.voice import about_person as words
from bot.web.alone import alone


def page(facts: Mapping[str, Any], community: str) -> str:
    """The whole page as HTML, its style within it, nothing loaded; every word is escaped."""
    return alone(
        "about_person.html",
        words=words,
        intro=words.intro(community, facts["made_at"]),
        sections=words.sections(facts),
    )
