"""/convene: one command, its first word says what; each answers at once, in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from slack_bolt import Ack, App

from bot.domain.agreed import AGREEMENTS, AIM
from bot.domain.errors import FacilitationError
from bot.domain.roster import ONCE, Participant
from bot.facilitation import (
    actions,
    actions_desk,
    branches,
    hour_pages,
    loops,
    pausing,
    signing_in,
    subgroups,
    views,
    voices,
)
from bot.facilitation.once import once
from bot.facilitation.setting import may_facilitate
from bot.ports import Desk, Json
from bot.slack import agreed, gestures, synthesis
from bot.slack.answering import shown
from bot.slack.gestures import Body, Gesture, date_of
from bot.slack.guests import guest
from bot.slack.leaving import people
from bot.slack.people import facilitator, only_facilitators, teller, whoever, with_accounts
from bot.slack.prompts_command import prompts
from bot.slack.reading import reading
from bot.slack.rooms_command import rooms
from bot.slack.session_command import session
from bot.slack.stories import story
from bot.slack.thread import thread
from bot.slack.who_command import who, why
from bot.slack.wish_command import wishes
from bot.voice import help_page, receipts
from bot.voice.message import Message

BY_DATE = re.compile(r"\s+by\s+(\d{4}-\d{2}-\d{2})\s*$")
MONTH = re.compile(r"^(\d{1,2})\b\s*")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A command as it was typed: who, and what comes after the sub-command."""

    person: Participant
    rest: str

    @property
    def month(self) -> int | None:
        found = MONTH.match(self.rest)
        return int(found[1]) if found else None

    @property
    def after_month(self) -> str:
        return MONTH.sub("", self.rest)


class OnlyThisOnce(FacilitationError):
    """You come for somebody this once: /convene mine shows your session and your room. All else is for those who take
    part all along.
    """


FOR_ONCE = frozenset({"mine", "who", "why", "help"})
Said = Callable[[Desk, Typed], Message]


def _branch(desk: Desk, typed: Typed) -> Message:
    branch = branches.name_branch(desk, idea=typed.rest, by=typed.person.id)
    return Message(text=receipts.named(branch.idea))


def _action(desk: Desk, typed: Typed) -> Message:
    found = BY_DATE.search(typed.rest)
    due = date_of(found[1]) if found else None
    what = BY_DATE.sub("", typed.rest)
    action = actions.agree_action(
        desk, what=what, owner=typed.person.id, by=typed.person.id, due=due
    )
    return Message(text=receipts.agreed(action, typed.person.name))


def _pause(desk: Desk, typed: Typed) -> Message:
    """pause, pause until 2027-03-10, pause off."""
    word = typed.rest.casefold().removeprefix("until").strip()
    if word in {"off", "end", "over"}:
        return pausing.go_on(desk, typed.person.id)
    return pausing.pause(desk, typed.person.id, until=date_of(word) if word else None)


def _help(desk: Desk, typed: Typed) -> Message:
    return help_page.help_page(facilitates=may_facilitate(desk, typed.person))


FOR_ALL: dict[str, Said] = {
    "mine": lambda desk, typed: views.mine(desk, typed.person.id),
    "who": lambda desk, typed: who(desk, typed.person, typed.rest),
    "why": lambda desk, typed: why(desk, typed.person, typed.rest),
    "branch": _branch,
    "action": _action,
    "subgroup": lambda desk, typed: subgroups.page(desk, typed.person, typed.rest),
    "pause": _pause,
    "story": lambda desk, typed: story(desk, typed.person, typed.rest),
    "take": lambda desk, typed: story(desk, typed.person, ""),  # take back
    "thread": lambda desk, typed: thread(desk, typed.person, typed.rest),
    "reading": lambda desk, typed: reading(desk, typed.person, typed.rest),
    "aim": lambda desk, typed: agreed.shown(desk, typed.person, AIM, typed.rest),
    "agreements": lambda desk, typed: agreed.shown(desk, typed.person, AGREEMENTS, typed.rest),
    "guest": lambda desk, typed: guest(desk, typed.person, typed.rest),
    "help": _help,
}
FOR_FACILITATORS: dict[str, Said] = {
    "plan": lambda desk, typed: views.programme(desk, typed.person),
    "session": lambda desk, typed: session(desk, typed.person, typed.month, typed.after_month),
    "rooms": lambda desk, typed: rooms(desk, typed.person, typed.month, typed.after_month),
    "prompt": lambda desk, typed: prompts(desk, typed.person, typed.month, typed.after_month),
    "people": lambda desk, typed: people(desk, typed.person, typed.rest),
    "actions": lambda desk, typed: actions_desk.page(desk, typed.rest),
    "synthesis": lambda desk, typed: synthesis.page(desk, typed.person, typed.rest),
    "loops": lambda desk, typed: loops.page(desk),
    "voice": lambda desk, typed: voices.page(desk, typed.month),
    "hours": lambda desk, typed: hour_pages.page(desk, typed.person.id),
    "status": lambda desk, typed: views.status(desk, typed.person),
}


def register(app: App, desk: Desk) -> None:
    """Listen to /convene."""

    @app.command("/convene")
    def convene(ack: Ack, body: Body) -> None:
        gesture = gestures.command(body)
        person = teller(desk, gesture.member)
        gesture = replace(gesture, value=with_accounts(desk, gesture))

        def do() -> Json:
            if person.has_left:  # what they told stays theirs to take back
                return shown(story(desk, person, ""))
            return shown(answer(desk, person, gesture.value))

        private = _private(desk, gesture)
        said = shown(private) if private else once(desk, gesture.key, do)
        ack(text=said["text"], blocks=said["blocks"] or None)


def _private(desk: Desk, gesture: Gesture) -> Message | None:
    """What is answered and kept nowhere, not even with what was answered to this gesture."""
    word, _, rest = gesture.value.partition(" ")
    if word.casefold() == "thread":
        return thread(desk, whoever(desk, gesture.member), " ".join(rest.split()))
    if word.casefold() == "web":
        return signing_in.offer(desk, facilitator(desk, gesture.member).id)
    if word.casefold() != "wishes":
        return None
    return wishes(desk, facilitator(desk, gesture.member), rest.strip(), gesture=gesture.key)


def answer(desk: Desk, person: Participant, line: str) -> Message:
    """What one line of /convene is answered with, for this person."""
    word, _, rest = line.partition(" ")
    word = word.casefold() or "help"
    typed = Typed(person=person, rest=" ".join(rest.split()))
    if person.standing == ONCE and word not in FOR_ONCE:
        raise OnlyThisOnce
    if word in FOR_ALL:
        return FOR_ALL[word](desk, typed)
    if word in FOR_FACILITATORS:
        only_facilitators(desk, person)
        return FOR_FACILITATORS[word](desk, typed)
    known = help_page.words_known(facilitates=may_facilitate(desk, person))
    return help_page.unknown(word, next(iter(get_close_matches(word, known, n=1, cutoff=0.5)), ""))
