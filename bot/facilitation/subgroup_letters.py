"""What a subgroup reads in its place, and its people in private, as it stands when it leaves."""

from bot.domain.effects import Effect
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.facilitation.actions import going, owners_name
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.voice import subgroup_news as words
from bot.voice.message import Message
from bot.voice.words import WHO_LEFT


def hello(setting: Setting, effect: Effect) -> Message:
    """The first words in its place; in one that it has left, where it goes on."""
    subgroup = setting.memory.subgroups.get(effect.payload["subgroup"])
    in_private = setting.one(effect.target) is not None
    again = effect.key.count(":") > 2 + in_private  # a second place, where nothing was said yet
    still = going(setting, subgroup=subgroup.id) if again else []
    return words.opened(
        subgroup,
        setting.people,
        elsewhere=not in_private and effect.target != subgroup.channel,
        still=[(action, owners_name(setting, action)) for action in still],
    )


def word(setting: Setting, effect: Effect) -> Message | Drop:
    """One line about what has changed."""
    subgroup = setting.memory.subgroups.get(effect.payload["subgroup"])
    what, who = str(effect.payload["what"]), str(effect.payload["who"])
    if subgroup.closed and not effect.remote_id:
        return Drop(why="the subgroup is closed")
    return words.word(subgroup, what, setting.one(who) if who else None)


def news(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """You are part of it; and whether Slack lets you into its place."""
    subgroup = setting.memory.subgroups.get(effect.payload["subgroup"])
    convenor = words.convenor_of(subgroup, setting.some([subgroup.convenor]))
    return words.news(subgroup, convenor, out=person.id in subgroup.uninvited)


def not_taken(setting: Setting, effect: Effect, person: Participant) -> Message | Drop:
    """Whoever was asked to convene would rather not."""
    subgroup = setting.memory.subgroups.get(effect.payload["subgroup"])
    who = setting.memory.people.seek(effect.payload["who"])
    if subgroup.closed or subgroup.convenor != person.id:
        return Drop(why="the subgroup is with somebody else, or closed")
    return words.not_taken(subgroup, who.name if who else say(WHO_LEFT))
