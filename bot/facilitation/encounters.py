"""Who has met whom until now, in the rooms as they really were where that is known, else as people were told."""

from collections.abc import Mapping, Sequence

from bot.domain.encounters import Rooms, encounters
from bot.domain.presence import as_they_were
from bot.domain.roster import Participant
from bot.facilitation.past import rooms_told, told_and_known
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice.encounters import encounters_page
from bot.voice.message import Message


def told_rooms(desk: Desk) -> tuple[Sequence[Participant], Mapping[int, Sequence[Rooms]]]:
    """Everybody who had a seat or came without one, and by its month the rooms of each session."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        sessions: dict[int, list[Rooms]] = {}
        seen: set[str] = set()
        for session, plan, said in told_and_known(setting, setting.sessions()):
            rooms = as_they_were(rooms_told(plan), said)
            sessions[session.month] = [[room.people for room in rooms]]
            seen |= {p for room in (*rooms, *rooms_told(plan)) for p in room.people}
        return [p for p in setting.people.values() if p.id in seen], sessions


def who_has_met(desk: Desk) -> Message:
    """For facilitators: how far people have met until now."""
    people, sessions = told_rooms(desk)
    return encounters_page(encounters(sessions, people))
