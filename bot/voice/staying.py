"""Coming for part of a session, in words."""

from collections.abc import Sequence

from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.forms import facts
from bot.voice.message import View
from bot.voice.words import clean, name, quoted

WHICH, LABEL = to_say("Which part?"), to_say("I can be there for")
AT_ONCE = 10  # Slack shows no more boxes in one group
SAVED = to_say("Thank you. You can change it at any time until the session ends.")


def stretch(hour: str, title: str) -> str:
    """20:15 In rooms."""
    return f"{hour} {clean(title)}"


def part(titles: Sequence[str]) -> str:
    """What somebody reads who said that they come for part of it."""
    if not titles:
        return say("You said you can be there for part of it.")
    return say("You said you can be there for part of it: {titles}.", titles=quoted(titles))


def line(person: str, titles: Sequence[str]) -> str:
    """What a host reads of it."""
    which = f": {quoted(titles)}" if titles else ""
    return say("{person} comes for part of it{which}.", person=name(person), which=which)


def form(session: str, options: Sequence[tuple[str, str]], chosen: Sequence[str]) -> View:
    """The window in which one says which part one comes for."""
    seen = say(
        "Tick what you can be there for. Whoever keeps time in your room sees it, and facilitators do."
    )
    parts = [options[at : at + AT_ONCE] for at in range(0, len(options), AT_ONCE)]
    fields = [
        b.field(
            f"rounds{number}",
            say(LABEL),
            b.checkboxes("rounds", some, chosen=chosen),
            optional=True,
        )
        for number, some in enumerate(parts)
    ]
    return View(
        body=b.form("staying", say(WHICH), [b.section(seen), *fields], facts=facts(session=session))
    )
