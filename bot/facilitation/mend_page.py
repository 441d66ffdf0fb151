"""The fewest moves that mend a session's rooms, on a page: looked at first, made on a yes to exactly that."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.roster import Participant
from bot.facilitation import mending
from bot.facilitation.mending import Asked
from bot.facilitation.setting import Setting
from bot.facilitation.this_session import Around, around
from bot.ports import Desk
from bot.voice import mending as words
from bot.voice.mail import plain


@dataclass(frozen=True, kw_only=True)
class MendPage:
    """What would be done, line by line, and the mark of exactly that."""

    around: Around
    lines: Sequence[str]
    changes: bool
    base: int
    mark: str


def page(desk: Desk, reader: Participant, month: int) -> MendPage:
    """What the facts ask of these rooms; nothing changes by looking. Raises NoRoomsYet, TooLate."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = setting.session_of(month)
        mend = mending.look(setting, session, Asked())
        return MendPage(
            around=around(setting, session, reader),
            lines=plain(words.preview(mend).text).splitlines(),
            changes=mend.changes,
            base=mend.base,
            mark=mend.mark,
        )


def carry_out(desk: Desk, reader: Participant, month: int, base: int, mark: str) -> str:
    """Do what was looked at, and nothing else; what was done and who hears of it. Raises ChangedMeanwhile."""
    with desk.store.begin() as memory:
        session = Setting(desk, memory).session_of(month).id
        done, plan, back = mending.carry_out(desk, session, base=base, mark=mark, by=reader.id)
        return plain(words.done(done, version=plan.version, back=back).text)
