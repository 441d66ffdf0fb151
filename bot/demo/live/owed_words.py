"""What each kind of entry in the ledger and each duty is called, in a few plain words."""

from bot.demo.community import Community
from bot.demo.live.owed_keys import Key
from bot.demo.live.owed_tables import DUTIES, EFFECTS, HAPPENS, STANDING
from bot.demo.narration import plainly
from bot.domain.programme import Offset, Prompt, PromptType

LONGEST = 80


def of_effect(community: Community, entry: Key) -> str:
    """What an entry of the ledger does."""
    return (
        f"Brings up to date: {standing(community, entry)}"
        if entry.is_edit
        else _said(community, entry)
    )


def standing(community: Community, entry: Key) -> str:
    """A message that stands there: a question by its words, all else by what it is."""
    prompt = entry.prompt(community) if entry.kind in {"prompt", "reminder"} else None
    if prompt is not None and prompt.use != "rooms":
        return shortly(prompt.text)
    asked = "the question whether they come" if prompt else ""
    return asked or STANDING.get(entry.kind, "a message")


def _said(community: Community, entry: Key) -> str:
    prompt = entry.prompt(community) if entry.kind in {"prompt", "reminder"} else None
    if prompt is not None:
        return _asks(prompt, again=entry.kind == "reminder")
    if entry.kind == "notice" and entry.third.isdigit():
        offset = community.plan.reminders.session_notices[int(entry.third)]
        return f"{EFFECTS[entry.kind]}, {how_far(offset)}"
    return EFFECTS.get(entry.kind, EFFECTS["edit"])


def _asks(prompt: Prompt, *, again: bool) -> str:
    words = "whether they come" if prompt.use == "rooms" else shortly(prompt.text)
    if prompt.type is PromptType.NOTICE:
        return f"Tells: {words}"
    verb = "Asks once more" if again else "Asks"
    return f"{verb} {words}" if prompt.use == "rooms" else f"{verb}: {words}"


def happens(kind: str, number: int) -> str:
    """What happens when so many entries of this kind leave."""
    one, many = HAPPENS[kind]
    return one if number == 1 else many.format(number)


def of_duty(community: Community, entry: Key) -> str:
    """What happens once a duty falls due."""
    prompt = entry.prompt(community) if entry.kind == "round" else None
    if prompt is None:
        return DUTIES[entry.kind]
    if prompt.use == "rooms":
        return "People are asked whether they come"
    done = "told" if prompt.type is PromptType.NOTICE else "asked"
    return f"People are {done}: {shortly(prompt.text)}"


def shortly(text: str) -> str:
    """A prompt's words, cut at a word where they are long."""
    whole = plainly(text).strip("“”")
    short = whole if len(whole) <= LONGEST else f"{whole[:LONGEST].rpartition(' ')[0]} ..."
    return f"“{short}”"


def how_far(offset: Offset) -> str:
    """So long before or after a session: a week ahead, 2 days afterwards."""
    return f"{_length(offset)} {'ahead' if offset.before else 'afterwards'}"


def around(offset: Offset, title: str) -> str:
    """The same with the session's title: a week before “Beginnings”."""
    if not offset.length:
        return f"at the end of “{title}”"
    return f"{_length(offset)} {'before' if offset.before else 'after'} “{title}”"


def _length(offset: Offset) -> str:
    minutes = abs(round(offset.length.total_seconds() / 60))
    units = {"week": 7 * 24 * 60, "day": 24 * 60, "hour": 60, "minute": 1}
    unit = next(name for name, length in units.items() if minutes % length == 0)
    number = minutes // units[unit]
    if number == 1:
        return f"{'an' if unit == 'hour' else 'a'} {unit}"
    return f"{number} {unit}s"
