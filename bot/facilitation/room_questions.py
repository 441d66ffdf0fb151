"""What is asked in a round that people spend in rooms: one question each, of several the one for their role."""

from bot.domain.calendar import round_instants
from bot.domain.programme import Prompt, When
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.setting import Setting


def questions_in(setting: Setting, session: Session, round_key: str) -> list[Prompt]:
    """All that the plan asks in this round."""
    prompts = setting.planned(session).prompts
    return [p for p in prompts if p.when is When.ROOM and p.round == round_key]


def question_for(
    setting: Setting, session: Session, round_key: str, person: Participant
) -> Prompt | None:
    """The question of a round that this person is asked: where there are several, that of their role, else the last."""
    asked = questions_in(setting, session, round_key)
    own = [p for p in asked if person.role in p.audience]
    return next(iter([*own, *asked[-1:]]), None)


def newest_for(setting: Setting, session: Session, person: Participant) -> Prompt | None:
    """The question of the newest round in rooms that has begun, where it has one."""
    planned = setting.planned(session)
    begun = [r.key for r, starts, _ in round_instants(session, planned) if starts <= setting.now]
    asked = (question_for(setting, session, key, person) for key in reversed(begun))
    return next(filter(None, asked), None)
