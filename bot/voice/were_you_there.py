"""On Home after a session: were you there, as far as it is known, with two buttons."""

from dataclasses import dataclass

from bot.domain.languages import say
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Block
from bot.voice.presence import WHO_SEES
from bot.voice.words import escape, local_day


@dataclass(frozen=True, kw_only=True)
class LastTime:
    """The session that is over, and whether this person was there; None where nobody has said so."""

    session: Session
    zone: str
    was_there: bool | None
    unseen: bool = False


def last_time(last: LastTime) -> list[Block]:
    """On one's own page: how one is remembered, and the way to put it right."""
    words = say(
        "Last time, “{title}”, {local_day}",
        title=escape(last.session.title),
        local_day=local_day(last.session.starts_at, last.zone),
    )
    away = say(": Zoom did not see you.") if last.unseen else say(": you could not be there.")
    said = {True: say(": you were there."), False: away, None: "."}
    button = (
        b.button(say("I was there after all"), "presence:there", last.session.id)
        if last.was_there is False
        else b.button(say("I could not be there"), "presence:absent", last.session.id)
    )
    return [b.context(f"{words}{said[last.was_there]} {say(WHO_SEES)}"), b.actions(button)]
