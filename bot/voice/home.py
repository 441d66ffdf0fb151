"""The Home page in words and buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.followup import ActionItem, Subgroup
from bot.domain.languages import say, to_say
from bot.domain.parts import Part
from bot.domain.roster import GUEST, ONCE, Participant
from bot.voice import blocks as b
from bot.voice import hour_polls
from bot.voice.bibliography import ADD
from bot.voice.calls import not_right
from bot.voice.followup import action_buttons, by_when, leave_to_tell
from bot.voice.leaves import Wanted
from bot.voice.leaves import home_part as leaves_part
from bot.voice.message import Block, View
from bot.voice.parts import back_button
from bot.voice.pausing import on_home
from bot.voice.presence import WHO_SEES
from bot.voice.prompts import Question, ways_to_answer
from bot.voice.sessions import (
    Invitation,
    answered,
    coming_buttons,
    elsewhere_words,
    room_words,
    where,
)
from bot.voice.stories import OwnStory, home_part
from bot.voice.ways import calendar_button
from bot.voice.were_you_there import LastTime, last_time
from bot.voice.words import escape, name, spelled

RATHER_NOT = to_say("Someone you would rather not share a room with?")


@dataclass(frozen=True, kw_only=True)
class Mine:
    """Everything of one person's own."""

    person: Participant
    community: str
    seen: Invitation | None
    questions: Sequence[Question]
    actions: Sequence[ActionItem]
    subgroups: Sequence[Subgroup]
    progress: str
    needs: Sequence[str] | None  # for whoever facilitates, on the roster or by the settings
    last: LastTime | None = None
    aim: str = ""
    been: str = ""  # where I was with you, in words
    paused_until: date | None = None
    stories: Sequence[OwnStory] = ()
    leaves: Sequence[Wanted] = ()
    loops: str = ""
    parts: Sequence[Part] = ()  # what I do at the next session
    readings: str = ""  # for the next session
    untold: Sequence[ActionItem] = ()
    hours: hour_polls.Seen | None = None  # which hours the group is asked about
    page: str = ""  # the address of one's own page outside Slack
    over: Sequence[Block] = ()  # what remains once the programme is over
    came: tuple[str, str] | None = None  # the newest synthesis: its session's title and id


def before_the_start(community: str) -> View:
    return View(
        body=b.page(
            [
                b.section(
                    say(
                        "{community} has not begun yet. You hear from me when it does.",
                        community=escape(community),
                    )
                )
            ]
        )
    )


def after_leaving(community: str, page: str) -> View:
    """All that stands on the page of somebody who has left."""
    stories = [b.button(say("My stories"), "story:page", url=page)] if page else []
    how = "" if page else say(" To take one back, write /convene take back")
    return View(
        body=b.page(
            [
                b.section(
                    say(
                        "You have left {community}. I write to you no more.",
                        community=escape(community),
                    )
                ),
                b.section(say("What you told is still yours.{how}", how=how)),
                b.section(
                    say(
                        "To come back, tell any facilitator, or press “A word with a facilitator”: you are the same "
                        "person to us, with all you said before."
                    )
                ),
                b.actions(*stories, b.button(say("A word with a facilitator"), "call:open")),
            ]
        )
    )


def home(mine: Mine) -> View:
    """My next session in my own time, my room, my questions, my actions; for facilitators what needs them first."""
    blocks: list[Block] = [
        b.header(say("Hello {first_name}", first_name=spelled(mine.person.first_name))),
        b.context(mine.progress),
    ]
    if mine.person.standing == ONCE:
        word = b.button(say("A word with a facilitator"), "call:open")
        return View(body=b.page([*blocks, *_next_session(mine), b.actions(word)]))
    if mine.needs is not None:
        blocks += _needs(mine.needs)
        blocks += [b.context(mine.loops)] if mine.loops else []
    blocks += _next_session(mine)
    blocks += mine.over
    blocks += [b.context(mine.readings)] if mine.readings else []
    blocks += questions(mine.questions)
    blocks += hour_polls.on_home(mine.hours)
    blocks += own_actions(mine.actions)
    blocks += untold(mine.untold)
    blocks += _to_know(mine)
    blocks += [b.divider(), _doors(mine.person, mine.page)]
    blocks += home_part(mine.stories) if mine.person.role != GUEST else []
    blocks += leaves_part(mine.leaves)
    if not mine.person.facilitates:
        blocks.append(b.actions(b.button(say(RATHER_NOT), "room:wish")))
    blocks += on_home(mine.person, mine.paused_until)
    blocks.append(b.actions(b.button(say("I am leaving"), "leaving:own")))
    return View(body=b.page(blocks))


def _to_know(mine: Mine) -> list[Block]:
    """What waits for no answer: what came of the last session, where I was with you, my subgroups, our aim."""
    blocks = came(*mine.came) if mine.came else []
    blocks += last_time(mine.last) if mine.last else []
    been = f"{mine.been} {say(WHO_SEES)}" if mine.been and not mine.last else mine.been
    blocks += [b.context(been)] if been else []
    blocks += [
        b.section(say("*Subgroup:* {name}", name=escape(s.name))) for s in mine.subgroups[:5]
    ]
    return [*blocks, *([b.context(mine.aim)] if mine.aim else [])]


def _needs(needs: Sequence[str]) -> list[Block]:
    if not needs:
        return [b.section(say("*Everything is ready.* Nothing needs you just now."))]
    listing = "\n".join(f"• {escape(need)}" for need in needs)
    return [b.section(say("*Needs you: {number}*\n{listing}", number=len(needs), listing=listing))]


def _next_session(mine: Mine) -> list[Block]:
    if mine.seen is None:
        return []
    session = mine.seen.session
    lines = [
        say("*Next: “{title}”*", title=escape(session.title)),
        mine.seen.when,
        where(mine.seen),
        room_words(mine.seen),
        *elsewhere_words(mine.seen),
        *mine.seen.parts,
    ]
    shown = [b.section("\n".join(filter(None, lines)))]
    own = calendar_button(mine.seen.calendar)
    if mine.person.facilitates:
        return [*shown, b.actions(*own)] if own else shown
    buttons = [not_right(session)] if mine.seen.room else []
    buttons += [back_button(part, session) for part in mine.parts]
    if buttons:
        shown.append(b.actions(*buttons))
    return [
        *shown,
        b.context(answered(mine.seen)),
        b.actions(*coming_buttons(mine.seen), *own),
    ]


def came(title: str, session: str) -> list[Block]:
    read = b.button(say("Read it, and what it rests on"), "synthesis:read", session)
    return [
        b.section(say("*What came of “{title}”* is written.", title=escape(title))),
        b.actions(read),
    ]


def questions(questions: Sequence[Question]) -> list[Block]:
    if not questions:
        return [b.context(say("No question waits for you."))]
    shown: list[Block] = [b.section(say("*Questions that wait for you*"))]
    for asked in questions[:8]:
        shown += [b.section(asked.words), b.context(asked.who_sees), *ways_to_answer(asked)]
    return shown


def own_actions(actions: Sequence[ActionItem]) -> list[Block]:
    if not actions:
        return []
    shown: list[Block] = [b.section(say("*What I took on*"))]
    for action in actions[:8]:
        shown += [
            b.section(f"“{escape(action.what)}”, {by_when(action.due)}"),
            b.actions(*action_buttons(action)),
        ]
    return shown


def untold(actions: Sequence[ActionItem]) -> list[Block]:
    """What is done, where its owner may let everyone hear of it."""
    shown: list[Block] = []
    for action in actions[:3]:
        shown += [
            b.section(say("*Done:* “{what}”", what=escape(action.what))),
            *leave_to_tell(action),
        ]
    return shown


def _doors(person: Participant, page: str) -> Block:
    """What can be opened; to a guest no door that is closed to them."""
    ours = [
        b.button(say("Our organisation's thread"), "thread:home"),
        b.button(say("What others said"), "answers:read"),
        b.button(say(ADD), "reading:add"),
    ]
    return b.actions(
        b.button(say("Name a branch"), "branch:open"),
        b.button(say("Note an action"), "action:note"),
        *(ours if person.role != GUEST else []),
        b.button(say("My details"), "details:open"),
        b.button(say("A word with a facilitator"), "call:open"),
        *([b.button(say("My page outside Slack"), "own:page", url=page)] if page else []),
    )


def signed(person: Participant) -> str:
    return name(person.name)


def progress(month: int, months: int) -> str:
    """How far the programme is; month 0 is after its end."""
    return (
        say("Month {month} of {months}.", month=month, months=months)
        if month
        else say("The programme is over. Thank you.")
    )
