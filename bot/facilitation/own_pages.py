"""A participant's own pages, one thing each: what Slack shows them on Home, in messages and for a command."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot.domain.agreed import AGREEMENTS, AIM
from bot.domain.effects import Effect, State
from bot.domain.errors import FacilitationError
from bot.domain.languages import say
from bot.domain.onlookers import Thing
from bot.domain.programme import PromptType
from bot.domain.roster import GUEST, ONCE, Participant
from bot.facilitation import (
    agreed,
    artefact_windows,
    been_there,
    bibliography,
    bundles,
    coming_for,
    helping,
    home,
    hour_polls,
    leaves,
    others_said,
    own_data,
    parts,
    personal_links,
    seats,
    stories,
    subgroups,
)
from bot.facilitation.actions import going, untold
from bot.facilitation.attendance import last_time
from bot.facilitation.facts import prompt_put, question_of
from bot.facilitation.invitations import invitation
from bot.facilitation.letters import LETTERS
from bot.facilitation.own_stories import PURPOSE, as_own
from bot.facilitation.pausing import paused_until
from bot.facilitation.setting import Setting
from bot.facilitation.sight import may_see
from bot.facilitation.steps import Drop, came
from bot.voice import followup
from bot.voice import home as home_words
from bot.voice import hour_polls as hour_words
from bot.voice import own_pages as words
from bot.voice import pausing as pause_words
from bot.voice import stories as story_words
from bot.voice.blocks import section
from bot.voice.leaves import home_part as leaves_part
from bot.voice.message import Block, Message
from bot.voice.prompts import question

LATELY = timedelta(days=45)
MOST_LETTERS, MOST_ANSWERED, MOST_BRANCHES = 12, 10, 12
OF_A_QUESTION = frozenset({"prompt", "reminder"})

Blocks = Sequence[Block]
Page = Callable[[Setting, Participant], Blocks]


def _said(message: Message) -> Blocks:
    return message.blocks or (section(message.text),)


def _questions(setting: Setting, person: Participant) -> Blocks:
    waits = [question(one).blocks for one in home.waiting(setting, person)]
    answered = setting.memory.askings.find(person_id=person.id, state=("answered", "declined"))
    newest = sorted(answered, key=lambda one: one.session_id, reverse=True)[:MOST_ANSWERED]
    asked = [question_of(setting, one) for one in newest]
    told = [
        question(one).blocks
        for one in asked
        if one.words and one.asks and one.prompt.use != "actions"
    ]
    shown = words.or_nothing(words.apart(waits), say(words.NO_QUESTION))
    return [*shown, *words.headed(say(words.ANSWERED), words.apart(told))]


def _room(setting: Setting, person: Participant) -> Blocks:
    session = coming_for.next_for(setting, person)
    seen = invitation(setting, session, person) if session else None
    mine = parts.own(setting, session, person) if session else ()
    shown = [section(line) for line in _seat(setting, person)]
    if person.facilitates or person.standing == ONCE:
        return shown
    been = words.been(last_time(setting, person), been_there.home_words(setting, person))
    return [*shown, *words.room_ways(seen, mine), *been]


def _seat(setting: Setting, person: Participant) -> list[str]:
    """My room, who is in it, and why I sit there, in words."""
    try:
        return [one(setting.desk, person.id).text for one in (seats.own_seat, seats.why_here)]
    except FacilitationError as none:
        return [none.message]


def _actions(setting: Setting, person: Participant) -> Blocks:
    mine = [
        *home_words.own_actions(going(setting, person.id)),
        *home_words.untold(untold(setting, person.id)),
    ]
    asked = words.apart(_said(one) for one in helping.asked_of(setting, person))
    shown = words.or_nothing(mine, say(words.NO_ACTION))
    return [*shown, *words.note_action(), *words.headed(say(words.OTHERS_ASK), asked)]


def _stories(setting: Setting, person: Participant) -> Blocks:
    told = [as_own(setting, one, person) for one in stories.of_person(setting, person.id)]
    if person.has_left:
        return story_words.own_list(told, left=True).blocks
    return [*story_words.home_part(told), *leaves_part(leaves.of_person(setting, person.id))]


def _others(setting: Setting, person: Participant) -> Blocks:
    newest = home.newest_synthesis(setting) if may_see(setting, person, Thing.PUBLISHED) else None
    said = others_said.window(setting.desk, person).body["blocks"]
    return [*(home_words.came(*newest) if newest else []), *said]


def _together(setting: Setting, person: Participant) -> Blocks:
    own = _said(subgroups.page(setting.desk, person))
    posts = []
    if may_see(setting, person, Thing.BRANCH):
        ideas = [one for one in setting.memory.branches.find() if not one.subgroup_id]
        newest = sorted(ideas, key=lambda one: one.at, reverse=True)[:MOST_BRANCHES]
        posts = [followup.branch_post(one, setting.people).blocks for one in newest]
    return [*own, *words.headed(say(words.IDEAS), words.apart(posts)), *words.name_branch()]


def _thread(setting: Setting, person: Participant) -> Blocks:
    return _said(artefact_windows.page(setting.desk, person, ""))


def _readings(setting: Setting, person: Participant) -> Blocks:
    return _said(bibliography.page(setting.desk, person.id))


def _agreed(setting: Setting, person: Participant) -> Blocks:
    return words.apart(
        _said(agreed.page(setting.desk, person.id, what)) for what in (AIM, AGREEMENTS)
    )


def _hours(setting: Setting, person: Participant) -> Blocks:
    return words.or_nothing(
        hour_words.on_home(hour_polls.open_for(setting, person)), say(words.NO_HOURS)
    )


def _letters(setting: Setting, person: Participant) -> Blocks:
    """What was written to somebody lately, each as it reads now."""
    left = setting.memory.effects.find(target=person.id, states=[State.DONE, State.CANCELLED])
    mine = [one for one in left if _is_letter(setting, one)]
    newest = sorted(mine, key=lambda one: (one.not_before, one.id), reverse=True)
    shown: dict[str, Blocks] = {}  # by its words: what was said twice stands there once
    for letter in newest:
        message = _letter(setting, letter) if len(shown) < MOST_LETTERS else None
        if message and message.text not in shown:
            dated = words.dated(letter.not_before, person.zone, _said(message))
            shown[message.text] = dated
    return words.or_nothing(words.apart(shown.values()), say(words.NO_LETTER))


def _is_letter(setting: Setting, effect: Effect) -> bool:
    recent = effect.not_before > setting.now - LATELY
    if not recent or not came(effect) or effect.kind not in LETTERS:
        return False
    return effect.kind not in OF_A_QUESTION or _only_tells(setting, effect)


def _only_tells(setting: Setting, effect: Effect) -> bool:
    """Whether it is a notice, and asks nothing: questions have a page of their own."""
    asking = setting.memory.askings.seek(str(effect.payload["asking"]))
    return asking is not None and prompt_put(setting, asking).type is PromptType.NOTICE


def _letter(setting: Setting, effect: Effect) -> Message | None:
    try:
        said = bundles.letter_now(setting, effect)
    except (FacilitationError, LookupError):
        return None  # what it was about is gone
    return None if isinstance(said, Drop) else said


def _me(setting: Setting, person: Participant) -> Blocks:
    if person.has_left:
        return leaving_words(setting)
    pause = pause_words.on_home(person, paused_until(setting.memory, person.id))
    return [*words.about(person, setting.place), *pause, *words.ends()]


def leaving_words(setting: Setting) -> Blocks:
    """To somebody who has left: that they have, and how they come back."""
    view = home_words.after_leaving(setting.desk.house.name, "")
    return list(view.body["blocks"])


def _kept(setting: Setting, person: Participant) -> Blocks:
    address = setting.desk.house.public_url
    token = personal_links.mint(setting, PURPOSE, person.id)
    return words.kept(own_data.counted(setting, person), f"{address}/me/{token}/kept.json")


PAGES: Mapping[str, Page] = {
    "questions": _questions,
    "room": _room,
    "actions": _actions,
    "stories": _stories,
    "others": _others,
    "together": _together,
    "thread": _thread,
    "readings": _readings,
    "agreed": _agreed,
    "hours": _hours,
    "letters": _letters,
    "me": _me,
    "kept": _kept,
}
FOR_LEAVERS, FOR_ONCE = ("stories", "me", "kept"), ("room", "letters", "me", "kept")
NOT_FOR_GUESTS = frozenset({"stories", "others", "thread", "readings", "agreed"})


def open_to(setting: Setting, person: Participant) -> Sequence[str]:
    """The pages that this person has, in their order."""
    if person.has_left:
        return FOR_LEAVERS
    if not setting.begun:
        return ("me",)
    if person.standing == ONCE:
        return FOR_ONCE
    return [one for one in PAGES if person.role != GUEST or one not in NOT_FOR_GUESTS]


def blocks_of(setting: Setting, person: Participant, page: str) -> Blocks:
    """What stands on a page now; what cannot be shown, in words."""
    try:
        return PAGES[page](setting, person)
    except FacilitationError as no:
        return [section(no.message)]
