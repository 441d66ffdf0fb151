"""Whom a wish for a word with a facilitator reaches: never those it is about."""

from bot.domain.calls import Call
from bot.domain.onlookers import Thing
from bot.domain.roster import Participant
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.ports import Desk


def team_of(setting: Setting, call: Call) -> list[Participant]:
    """The facilitators who may know of it; where all of them have gone since, those whom the settings name."""
    nearly = {call.person_id, *call.skips}
    return reached(setting, call) or [p for p in setting.named_first if p.id not in nearly]


def reached(setting: Setting, call: Call) -> list[Participant]:
    return [one for one in setting.facilitators if reaches(setting, call, one)]


def reaches(setting: Setting, call: Call, one: Participant) -> bool:
    """Whether a facilitator who did not ask for it may know of it."""
    own, about = frozenset({call.person_id}), frozenset(call.skips)
    return one.id not in own and may_see(setting, one, Thing.CALL, own=own, about=about)


def may_answer(desk: Desk, call_id: str, person_id: str) -> bool:
    """Whether this person is one of those whom a call reaches."""
    with desk.store.read() as memory:
        call = memory.calls.seek(call_id)
        team = team_of(Setting(desk, memory), call) if call else []
        return person_id in {one.id for one in team}
