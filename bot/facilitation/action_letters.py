"""What people read in private about actions and branches, as they stand when it leaves."""

from collections.abc import Callable

from bot.domain.effects import Effect
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation.actions import owners_name
from bot.facilitation.setting import Setting
from bot.voice import followup as words
from bot.voice.message import Message


def asked(setting: Setting, effect: Effect, person: Participant) -> Message:
    """Would its owner take it on; or, where they said no, back to whoever wrote it."""
    action = setting.memory.actions.get(effect.payload["action"])
    writer = setting.people.get(action.by)
    subgroup = setting.memory.subgroups.seek(action.subgroup_id) if action.subgroup_id else None
    where = subgroup.name if subgroup else say(words.NEXT_STEPS)
    by = writer.name if writer else say("Someone")
    refused = action.owner == action.by != person.id
    return words.action_asked(action, by=by, where=where, refused=refused)


def one(lead: str) -> Callable[[Setting, Effect, Participant], Message]:
    """One line about one action, after these words."""

    def line(setting: Setting, effect: Effect, person: Participant) -> Message:
        action = setting.memory.actions.get(effect.payload["action"])
        return Message(
            text=f"{say(lead)} {words.action_line(action, owners_name(setting, action))}."
        )

    return line


def branch_ripe(setting: Setting, effect: Effect, person: Participant) -> Message:
    return words.branch_ripe(setting.memory.branches.get(effect.payload["branch"]), setting.people)
