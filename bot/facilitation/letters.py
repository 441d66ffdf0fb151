"""Letters: what each kind of message says to its reader now, found at the moment it leaves."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.agreed import AGREEMENTS, AIM
from bot.domain.answers import Asking
from bot.domain.civil_time import in_quiet_hours
from bot.domain.effects import Effect
from bot.domain.roster import FEWER, Participant
from bot.domain.sessions import Session
from bot.facilitation import (
    action_letters,
    actions_desk,
    agreed,
    attendance,
    ballots,
    calling_off,
    calls,
    carrying,
    delegates,
    ending_letters,
    free_words,
    guests,
    handing_over,
    heartbeat,
    helping,
    hour_decisions,
    hour_polls,
    leaves,
    leaving,
    moving,
    near_branches,
    roster_imports,
    sheets,
    story_letters,
    subgroup_letters,
    subgroup_pulse,
    synthesis,
    taking_back,
    thread_words,
    turns,
)
from bot.facilitation.asking_to_take import ASKS
from bot.facilitation.audience import attends, concerns, said_yes
from bot.facilitation.bibliography import for_session
from bot.facilitation.digests import gathered, number_of_answers, open_loops
from bot.facilitation.facts import prompt_put, question_of
from bot.facilitation.invitations import invitation, room_question
from bot.facilitation.room_letters import host_card_now, room_news
from bot.facilitation.rounds import closes_at
from bot.facilitation.setting import Setting
from bot.facilitation.steps import GONE, Drop, Words
from bot.facilitation.story_reach import withdrawn_from
from bot.voice import digests, dry_run, followup, prompts, sessions, welcome
from bot.voice.message import Message
from bot.voice.words import local

Letter = Callable[[Setting, Effect, Participant], Words]
HELD_BACK = "a facilitator held it back"


def _welcome(setting: Setting, effect: Effect, person: Participant) -> Words:
    return welcome.welcome(
        person,
        community=setting.desk.house.name,
        aim=agreed.in_force(setting, AIM).text,
        hour=setting.rules.local_hour,
        place=setting.place,
    )


def _prompt(setting: Setting, effect: Effect, person: Participant) -> Words:
    """A question as it stands; one that no longer concerns this person does not leave."""
    asking = setting.memory.askings.get(effect.payload["asking"])
    if not effect.remote_id and not prompt_put(setting, asking).asked:
        return Drop(why=HELD_BACK)
    if not effect.remote_id and not _still_asked(setting, asking, person):
        return GONE
    return question_put(setting, asking)


def question_put(setting: Setting, asking: Asking, *, afresh: bool = False) -> Words:
    """What somebody is asked, in full; nothing, where a fact that its words name is not known.

    `afresh`: as it is when it comes, for eyes that must not see what was answered.
    """
    asked = question_of(setting, asking)
    if afresh:
        asked = replace(asked, response=None, story=None, noted="", reworded="")
    if not asked.words:
        return Drop(why="a fact that its words name is not known")
    if asking.subject and asked.prompt.use == "actions":
        action = setting.memory.actions.get(asking.subject)
        return followup.action_check(action, asked.words, answered=asking.state == "answered")
    return prompts.question(asked)


def _still_asked(setting: Setting, asking: Asking, person: Participant) -> bool:
    session, prompt = setting.session(asking.session_id), prompt_put(setting, asking)
    if asking.subject and prompt.use == "actions":
        action = setting.memory.actions.get(asking.subject)
        return not action.ended and action.owner == person.id
    if session.cancelled or not person.wants_messages:
        return False
    if prompt.optional and person.standing == FEWER:
        return False
    if "room" in prompt.audience or "room_host" in prompt.audience:
        return True  # put to the host and scribe of the moment
    return concerns(setting, session, prompt, person)


def _reminder(setting: Setting, effect: Effect, person: Participant) -> Words:
    asking = setting.memory.askings.get(effect.payload["asking"])
    asked = question_of(setting, asking)
    session = setting.session(asking.session_id)
    if not effect.remote_id and not asked.prompt.asked:
        return Drop(why=HELD_BACK)
    asked_for = asking.state == "later" or (asking.state == "open" and person.standing != FEWER)
    waiting = asked_for and person.wants_messages and not session.cancelled
    if not (waiting or effect.remote_id) or not asked.words:
        return Drop(why="answered or put aside")
    answered = number_of_answers(setting, session, asked.prompt)
    until = closes_at(session, asked.prompt, setting.now)
    return prompts.reminder(asked, until=local(until, person.zone), answered=answered)


def _notice(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    if not _concerned(setting, session, person) and not effect.remote_id:
        return GONE
    return sessions.notice(invitation(setting, session, person))


def _concerned(setting: Setting, session: Session, person: Participant) -> bool:
    if session.cancelled or not (person.hears_of_sessions or person.facilitates):
        return False
    return person.facilitates or attends(setting, session, person)


def _card(setting: Setting, effect: Effect, person: Participant) -> Words:
    """The session card. In quiet hours it comes only to people who said they come."""
    session = setting.session(effect.payload["session"])
    if not effect.remote_id:
        asleep = in_quiet_hours(setting.now, person.zone, setting.rules)
        if not _concerned(setting, session, person) or (
            asleep and not said_yes(setting, session, person.id)
        ):
            return GONE
    asked, now_in_rooms = room_question(setting, session, person)
    said = sessions.card(
        invitation(setting, session, person),
        now_in_rooms=now_in_rooms,
        question_id=asked,
        agreements=agreed.in_force(setting, AGREEMENTS).lines,
        readings=for_session(setting, session, person),
    )
    return attendance.with_button(setting, session, "scribe", person, said)


def _digest(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    loops = open_loops(setting, session) if effect.kind == "synthesis" else ()
    return digests.digest(
        session,
        gathered(setting, session, effect.kind, reader=person, ref=effect.key),
        kind=effect.kind,
        open_loops=loops,
        withdrawn=withdrawn_from(setting, effect.key, person) > 0,
        lived=setting.perspectives.lived,
    )


def _offer(setting: Setting, effect: Effect, person: Participant) -> Words:
    return free_words.offer(setting, effect.payload["heard"], effect.payload["asking"])


def _dry_copy(setting: Setting, effect: Effect, person: Participant) -> Words:
    """What somebody else would have read in a dry run, with nothing in it that they answered."""
    letter = setting.memory.effects.seek(effect.payload["of"])
    reader = setting.one(letter.target) if letter else None
    if letter is None or reader is None:
        return GONE
    asking = setting.memory.askings.seek(str(letter.payload.get("asking", "")))
    own = LETTERS[letter.kind]
    said = question_put(setting, asking, afresh=True) if asking else own(setting, letter, reader)
    return said if isinstance(said, Drop) else dry_run.copy(said, reader.name)


def _or_gone(found: Callable[[Setting, Effect, Participant], Message | None]) -> Letter:
    return lambda setting, effect, person: found(setting, effect, person) or GONE


LETTERS: dict[str, Letter] = {
    "welcome": _welcome,
    "prompt": _prompt,
    "reminder": _reminder,
    "notice": _notice,
    "card": _card,
    "room-news": room_news,
    "host-card": host_card_now,
    "host-sheet": sheets.host_sheet,
    "rooms-page": sheets.rooms_page,
    "publish-reminder": sheets.publish_reminder,
    "rooms-word": sheets.rooms_word,
    "zoom-news": sheets.zoom_news,
    "zoom-refused": sheets.zoom_refused,
    "called-off": _or_gone(calling_off.called_off_letter),
    "takes-place": _or_gone(calling_off.takes_place_letter),
    "moved": _or_gone(moving.letter),
    "digest": _digest,
    "synthesis": _digest,
    "call": calls.letter,
    calls.WAITS: calls.letter,
    "call-card": calls.card,
    "action-asked": action_letters.asked,
    "action-back": action_letters.one(followup.WITH_YOU_AGAIN),
    actions_desk.KIND: actions_desk.letter,
    "action-carried": _or_gone(carrying.letter),
    "action-stuck": action_letters.one(followup.COULD_USE_HELP),
    near_branches.KIND: near_branches.letter,
    "branch-ripe": action_letters.branch_ripe,
    "help-met": helping.met,
    "subgroup-news": subgroup_letters.news,
    "subgroup-kept": subgroup_letters.not_taken,
    subgroup_pulse.KIND: subgroup_pulse.letter,
    "trouble": lambda setting, effect, person: sheets.trouble(effect),
    guests.NEWS: guests.news,
    heartbeat.KIND: heartbeat.letter,
    "low-heard": ballots.letter,
    "leave-asked": leaves.letter,
    handing_over.LIST: handing_over.letter,
    ASKS: handing_over.asked_letter,
    roster_imports.MISSING: roster_imports.letter,
    leaving.ASKED: leaving.stories_letter,
    "check-back": synthesis.check_back,
    thread_words.KIND: thread_words.letter,
    delegates.KIND: delegates.letter,
    turns.ASKED: turns.letter,
    turns.OPEN: turns.open_letter,
    agreed.KIND: agreed.letter,
    hour_polls.ASKED: hour_polls.letter,
    hour_polls.REMINDER: hour_polls.reminder,
    hour_polls.CAME: hour_polls.came,
    hour_decisions.SET: hour_decisions.letter,
    **ending_letters.LETTERS,
    "offer": _offer,
    "story-card": story_letters.card,
    "story-further": story_letters.further,
    "story-gone": taking_back.gone,
    "story-copies": taking_back.copies,
    "dry-copy": _dry_copy,
}
