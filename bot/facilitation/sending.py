"""Sending letters: at an hour when people may be spoken to, and brought up to date where they stand."""

from datetime import timedelta

from bot.domain.effects import Effect
from bot.domain.errors import NoSuchThing
from bot.domain.roster import Participant
from bot.facilitation import (
    heartbeat,
    helping,
    home,
    leaving,
    small_meetings,
    story_letters,
    subgroup_digests,
    subgroup_letters,
    subgroups,
    synthesis,
    taking_back,
)
from bot.facilitation.actions import owners_name
from bot.facilitation.audience import said_yes
from bot.facilitation.bundles import who_left, words_now
from bot.facilitation.change_news import MOVED, OFF, ON, may_wake
from bot.facilitation.letters import LETTERS
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Edit, Postpone, Rendered, Say, SayIn, ShowHome, Words
from bot.facilitation.telling import is_late, speakable, stands
from bot.voice import followup
from bot.voice.fit import fitted, with_sorry

CHANGES = frozenset({OFF, ON, MOVED})
OF_CALLS = frozenset({"call", "call-waits", "call-card"})
TO_LEAVERS = taking_back.TOLD | {leaving.ASKED}
AT_ANY_HOUR = frozenset({"card", "host-sheet", "host-card", "room-news", "zoom-news"})


def say(setting: Setting, effect: Effect) -> Rendered:
    """The message of one letter to one person, unless they have left or it is their night."""
    person = setting.one(effect.target) or who_left(setting, effect, TO_LEAVERS)
    if person is None:
        return Drop(why="the person has left")
    if _wants_nothing(effect, person):
        return Drop(why="the person wanted to hear nothing")
    if effect.kind == "story-gone" and (later := taking_back.not_yet(setting, effect)):
        return later
    at_peace = speakable(setting, person, setting.now)
    if at_peace > setting.now and not _may_wake(setting, effect, person):
        return Postpone(until=at_peace)
    in_private = LETTERS.get(effect.kind)
    words = in_private(setting, effect, person) if in_private else _channel_words(setting, effect)
    if isinstance(words, Drop):
        return words
    return Say(
        person=person, message=fitted(with_sorry(words) if is_late(setting, effect) else words)
    )


def _wants_nothing(effect: Effect, person: Participant) -> bool:
    """Whoever put us off or pauses hears nothing but answers, and that a session they said yes to is called off."""
    spoken = effect.kind in {
        "welcome",
        "offer",
        "call-card",
        "story-card",
        "story-gone",
        *CHANGES,
        leaving.ASKED,
    }
    return not (person.hears_of_sessions or person.facilitates or spoken)


def _may_wake(setting: Setting, effect: Effect, person: Participant) -> bool:
    """A session's own messages may come at night, to those who said they come; and answers to one's own act."""
    if effect.kind in {"card", "host-sheet", "offer", "story-card", *OF_CALLS}:
        return True
    if effect.kind in CHANGES:
        return may_wake(setting, effect, person)
    if effect.kind == heartbeat.KIND:
        return heartbeat.near(setting)
    session_id = effect.payload.get("session")
    if effect.kind not in AT_ANY_HOUR or not session_id:
        return False
    session = setting.session(session_id)
    begun = session.starts_at - timedelta(hours=2) <= setting.now <= session.ends_at
    return begun and (person.facilitates or said_yes(setting, session, person.id))


def say_in_channel(setting: Setting, effect: Effect) -> Rendered:
    """The message of one letter in a channel; in private to a person who cannot be in it."""
    if setting.one(effect.target):
        return say(setting, effect)
    words = _channel_words(setting, effect)
    return words if isinstance(words, Drop) else SayIn(channel=effect.target, message=fitted(words))


def _channel_words(setting: Setting, effect: Effect) -> Words:
    if effect.kind == "story-shared":
        return story_letters.shared(setting, effect)
    if effect.kind == "synthesis-out":
        return synthesis.post(setting, effect)
    if effect.kind == "branch":
        branch = setting.memory.branches.get(effect.payload["branch"])
        begun = setting.memory.subgroups.seek(branch.subgroup_id) if branch.subgroup_id else None
        return followup.branch_post(branch, setting.people, begun)
    if effect.kind == "subgroup-opened":
        return subgroup_letters.hello(setting, effect)
    if effect.kind == "subgroup-word":
        return subgroup_letters.word(setting, effect)
    if effect.kind == subgroup_digests.KIND:
        return subgroup_digests.letter(setting, effect)
    if effect.kind == small_meetings.TOLD:
        return small_meetings.letter(setting, effect)
    if effect.kind == "help-wanted":
        return helping.post(setting, effect)
    if effect.kind == "subgroup-closed":
        return subgroups.farewell(setting, effect)
    action = setting.memory.actions.get(effect.payload["action"])
    return followup.action_agreed(action, owners_name(setting, action))


def edit(setting: Setting, effect: Effect) -> Rendered:
    """What a message that stands should say now."""
    original = setting.memory.effects.seek(effect.payload["of"])
    if original is None or not stands(original):
        return Drop(why="the message is not there")
    try:
        words = words_of(setting, original)
    except NoSuchThing:
        return Drop(why="what it was about is gone")
    return (
        words if isinstance(words, Drop) else Edit(mark=original.remote_id, message=fitted(words))
    )


def words_of(setting: Setting, original: Effect) -> Words:
    """What a message that stands says now, to a person or in a channel."""
    of_letter = original.kind in LETTERS
    return words_now(setting, original) if of_letter else _channel_words(setting, original)


def show_home(setting: Setting, effect: Effect) -> Rendered:
    person = setting.memory.people.seek(effect.target)
    if person is None:
        return Drop(why="nobody is known by that")
    return ShowHome(person=person, view=home.home_of(setting, person))
