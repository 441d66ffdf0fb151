"""Sending letters: at an hour when people may be spoken to, and brought up to date where they stand."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain.effects import Effect, Late
from bot.domain.errors import NoSuchThing
from bot.domain.roster import Participant
from bot.facilitation import heartbeat, home, story_letters, taking_back
from bot.facilitation.actions import owners_name
from bot.facilitation.audience import said_yes
from bot.facilitation.calling_off import may_wake
from bot.facilitation.letters import GONE, LETTERS, Words
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Edit, Postpone, Rendered, Say, SayIn, ShowHome
from bot.facilitation.telling import speakable, stands
from bot.voice import changes, followup
from bot.voice.fit import fitted, with_sorry

LATE = timedelta(days=1)
CHANGES = frozenset({"called-off", "takes-place"})
OF_A_SESSION = frozenset({"notice", "card", "room-news", "host-card", "host-sheet", "rooms-page"})
AT_ANY_HOUR = frozenset({"card", "call", "host-sheet", "host-card", "room-news", "zoom-news"})


def say(setting: Setting, effect: Effect) -> Rendered:
    """The message of one letter to one person, unless they have left or it is their night."""
    person = setting.one(effect.target) or _left(setting, effect, taking_back.TOLD)
    if person is None:
        return Drop(why="the person has left")
    if effect.kind == "story-gone" and (later := taking_back.not_yet(setting, effect)):
        return later
    at_peace = speakable(setting, person, setting.now)
    if at_peace > setting.now and not _may_wake(setting, effect, person):
        return Postpone(until=at_peace)
    words = LETTERS[effect.kind](setting, effect, person)
    if isinstance(words, Drop):
        return words
    return Say(
        person=person, message=fitted(with_sorry(words) if _is_late(setting, effect) else words)
    )


def _left(setting: Setting, effect: Effect, kinds: Collection[str]) -> Participant | None:
    """Somebody who has left, where a message of these kinds concerns them all the same."""
    return setting.memory.people.seek(effect.target) if effect.kind in kinds else None


def _is_late(setting: Setting, effect: Effect) -> bool:
    """Whether it comes more than a day after its hour, and we owe a word about that."""
    due = effect.payload.get("due")
    return (
        effect.late is Late.SORRY
        and bool(due)
        and setting.now - datetime.fromisoformat(str(due)) > LATE
    )


def _may_wake(setting: Setting, effect: Effect, person: Participant) -> bool:
    """A session's own messages may come at night, to those who said they come; and answers to one's own act."""
    if effect.kind in {"card", "call", "host-sheet", "offer", "story-card"}:
        return True
    if effect.kind in CHANGES:
        return may_wake(setting, setting.session(effect.payload["session"]), person)
    if effect.kind == heartbeat.KIND:
        return heartbeat.near(setting)
    session_id = effect.payload.get("session")
    if effect.kind not in AT_ANY_HOUR or not session_id:
        return False
    session = setting.session(session_id)
    begun = session.starts_at - timedelta(hours=2) <= setting.now <= session.ends_at
    return begun and (person.facilitates or said_yes(setting, session, person.id))


def say_in_channel(setting: Setting, effect: Effect) -> Rendered:
    """The message of one letter in a channel."""
    words = _channel_words(setting, effect)
    return words if isinstance(words, Drop) else SayIn(channel=effect.target, message=fitted(words))


def _channel_words(setting: Setting, effect: Effect) -> Words:
    if effect.kind == "story-shared":
        return story_letters.shared(setting, effect)
    if effect.kind == "branch":
        return followup.branch_post(
            setting.memory.branches.get(effect.payload["branch"]), setting.people
        )
    if effect.kind == "subgroup-opened":
        return followup.subgroup_opened(
            setting.memory.subgroups.get(effect.payload["subgroup"]), setting.people
        )
    action = setting.memory.actions.get(effect.payload["action"])
    return followup.action_agreed(action, owners_name(setting, action))


def edit(setting: Setting, effect: Effect) -> Rendered:
    """What a message that stands should say now."""
    original = setting.memory.effects.seek(effect.payload["of"])
    if original is None or not stands(original):
        return Drop(why="the message is not there")
    try:
        words = _words_now(setting, original)
    except NoSuchThing:
        return Drop(why="what it was about is gone")
    return (
        words if isinstance(words, Drop) else Edit(mark=original.remote_id, message=fitted(words))
    )


def _words_now(setting: Setting, original: Effect) -> Words:
    if original.kind not in LETTERS:
        return _channel_words(setting, original)
    person = setting.one(original.target) or _left(setting, original, taking_back.MENDED)
    session = setting.memory.sessions.seek(str(original.payload.get("session", "")))
    if person and session and session.cancelled and original.kind in OF_A_SESSION:
        return changes.instead(session, zone=person.zone)
    return LETTERS[original.kind](setting, original, person) if person else GONE


def show_home(setting: Setting, effect: Effect) -> Rendered:
    person = setting.one(effect.target)
    if person is None:
        return Drop(why="the person has left")
    return ShowHome(person=person, view=home.home_of(setting, person))
