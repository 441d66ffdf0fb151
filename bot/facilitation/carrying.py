"""What is still going comes along to the next session; at the second time its owner is asked whether to let it go.

At half-way everybody is asked so of everything they took on, and nothing is counted against anyone. Before the last
session the ending asks instead.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.effects import Duty, Effect
from bot.domain.followup import ActionItem, Progress
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation.actions import going, owners_name, show_action
from bot.facilitation.actions import own as own_action
from bot.facilitation.ending import last_session
from bot.facilitation.setting import Setting
from bot.facilitation.telling import owe
from bot.facilitation.traces import trace
from bot.ports import Desk
from bot.voice import carrying as words
from bot.voice.message import Message

AHEAD, OLD = timedelta(days=3), timedelta(days=14)  # what is younger has not been asked about yet
SECOND, LONG_ENOUGH = 2, 6  # of times; of months that a programme has, to have a half-way


def carry(setting: Setting, duty: Duty) -> datetime | None:
    """Take along what is still going, and ask owners where it was taken along before."""
    session = setting.session(duty.facts["session"])
    if session.cancelled or session.starts_at <= setting.now:
        return None
    half_way, last = is_half_way(setting, session), last_session(setting) == session
    asked: dict[str, list[str]] = {}
    for action in going(setting):
        if action.state is Progress.PROPOSED:
            continue
        carried = action.carried + (setting.now - action.at >= OLD)
        setting.memory.actions.save(replace(action, carried=carried))
        again = carried > action.carried and carried >= SECOND
        if not last and (half_way or again):
            asked.setdefault(action.owner, []).append(action.id)
    for owner, actions in asked.items():
        person = setting.one(owner)
        if person:
            facts = {"actions": actions, "session": session.id, "half": half_way}
            key = f"action-carried:{owner}:{session.id}"
            owe(setting, "action-carried", key, person, facts, expires_at=session.ends_at)
    return None


def is_half_way(setting: Setting, session: Session) -> bool:
    """Whether the second half begins here."""
    months = setting.plan.months
    return months >= LONG_ENOUGH and session.month == months // 2 + 1


def keep(desk: Desk, value: str, person_id: str) -> ActionItem:
    """Go on with it: it is as if it had been taken on today."""
    action_id, _, session_id = value.partition("|")
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        action = own_action(setting, action_id, person_id)
        kept = replace(action, carried=0, kept_in=session_id)
        memory.actions.save(kept)
        trace(setting, person_id, "action is kept", action.id)
        show_action(setting, kept)
        return kept


def letter(setting: Setting, effect: Effect, person: Participant) -> Message | None:
    """All that one owner is asked about, each as it stands now; None where nothing of it is theirs any more."""
    found = (setting.memory.actions.seek(id) for id in effect.payload["actions"])
    mine = [a for a in found if a and a.owner == person.id]
    if not effect.remote_id and not any(not a.ended for a in mine):
        return None
    session = str(effect.payload["session"])
    return words.carried(mine, session=session, half=bool(effect.payload["half"]))


def carried_along(setting: Setting, session: Session) -> list[str]:
    """What comes along to a session that is ahead, for facilitators; never since when."""
    if session.starts_at <= setting.now:
        return []
    along = [a for a in going(setting) if a.carried]
    return words.along([(a, owners_name(setting, a)) for a in along])
