"""What is written about stories: never their words, but who sees them and what can be done."""

from bot.domain.effects import Effect
from bot.domain.roster import Participant
from bot.facilitation.own_stories import as_own
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.voice import stories
from bot.voice.message import Message

Words = Message | Drop


def card(setting: Setting, effect: Effect, person: Participant) -> Words:
    """A story's card for its teller."""
    story = setting.memory.stories.get(effect.payload["story"])
    if story.gone and not effect.remote_id:
        return Drop(why="taken back")
    return stories.card(as_own(setting, story, person))


def further(setting: Setting, effect: Effect, person: Participant) -> Words:
    """May it go further? Not asked where it was taken back, or told anew meanwhile."""
    story = setting.memory.stories.get(effect.payload["story"])
    if not effect.remote_id and not story.may_ask_further:
        return Drop(why="there is nothing to ask any more")
    return stories.further(as_own(setting, story, person))


def shared(setting: Setting, effect: Effect) -> Words:
    """To the community's channel: a story may be read by everyone."""
    story = setting.memory.stories.get(effect.payload["story"])
    if story.scope_at(setting.now) != "community":
        return Drop(why="it does not go so far any more")
    teller = setting.memory.people.get(story.person_id)
    session = setting.memory.sessions.seek(story.session_id)
    signed = stories.signed_as(teller.name, story.signed)
    return stories.shared(signed, session.title if session else "", story.id)
