"""The windows people write in: one question each, with who sees it above the box."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.languages import say, to_say
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.programme import Prompt
from bot.domain.roster import Participant
from bot.voice import blocks as b
from bot.voice.languages import spoken_here
from bot.voice.message import Block, View
from bot.voice.prompts import Question
from bot.voice.seeing import DONE_IS_TOLD
from bot.voice.words import spelled

LEVEL = {
    "delivery": to_say("Delivery: from day to day, with people"),
    "planning": to_say("Planning: how a service is run"),
    "strategic": to_say("Strategic: where the organisation goes"),
}
CONSENT_WORDING, OUTSIDE_WORDING = "story-consent/2", "story-outside/1"


def facts(**known: str) -> str:
    """Ids that a form carries and brings back."""
    return json.dumps(known, separators=(",", ":"))


def read_facts(text: str) -> dict[str, str]:
    return dict(json.loads(text or "{}"))


def answer_form(asked: Question) -> View:
    """Where a person writes an answer."""
    blocks = [b.section(f"*{asked.words}*"), b.context(asked.promise)]
    if asked.help:
        blocks.append(b.context(asked.help))
    blocks.append(_answer_field(asked))
    return View(
        body=b.form("answer", say("Your answer"), blocks, facts=facts(asking=asked.asking.id))
    )


def _answer_field(asked: Question) -> dict[str, Any]:
    prompt: Prompt = asked.prompt
    most = prompt.max_chars or 3000
    old = asked.response.text if asked.response else ""
    box = b.text_input("text", most=most, long=most > 120, value=old)
    return b.field(
        "text",
        say("Your answer"),
        box,
        hint=say("Up to {min} characters. Short is fine.", min=min(most, 3000)),
    )


def action_form(
    people: Sequence[Participant],
    *,
    owner: str,
    what: str = "",
    session: str = "",
    subgroup: str = "",
    due: str = "",
    serves: Sequence[tuple[str, str]] = (),
) -> View:
    """Who does what, by when; and if one likes, at which level, and what of the thread it serves."""
    who = [(spelled(p.name), p.id) for p in sorted(people, key=lambda p: p.name.casefold())]
    blocks = [
        b.field("what", say("What"), b.text_input("what", most=200, value=what)),
        _owner_field(who, owner),
        b.field("due", say("By when"), b.date_input("due", value=due), optional=True),
        *_what_for(serves),
        b.context(
            say(
                "The owner is asked for a yes, and asked after two weeks how it is going. No list of what is late."
            )
        ),
        *([b.context(say(DONE_IS_TOLD))] if subgroup else []),
    ]
    return View(
        body=b.form(
            "action", say("An action"), blocks, facts=facts(session=session, subgroup=subgroup)
        )
    )


def _owner_field(who: Sequence[tuple[str, str]], owner: str) -> dict[str, Any]:
    if len(who) <= 100:
        return b.field("owner", say("Who"), b.select("owner", who, chosen=owner))
    chosen = next((label for label, key in who if key == owner), "")
    return b.field(
        "owner",
        say("Who"),
        b.text_input("owner", most=120, value=chosen),
        hint=say("Their name as on the roster."),
    )


def _what_for(serves: Sequence[tuple[str, str]]) -> list[Block]:
    levels = b.select("level", [(say(label), key) for key, label in LEVEL.items()])
    asked = [b.field("level", say("At which level?"), levels, optional=True)]
    if serves:
        part = b.select("serves", serves)
        asked.append(
            b.field("serves", say("What of the thread does it serve?"), part, optional=True)
        )
    return asked


def branch_form(*, session: str = "", idea: str = "") -> View:
    """Name an idea to go further on."""
    blocks = [
        b.field(
            "idea",
            say("What would you like to go further on?"),
            b.text_input("idea", most=200, value=idea),
        ),
        b.context(
            say(
                "Everyone in the community sees it, with your name, and can say that they would like to join."
            )
        ),
    ]
    return View(body=b.form("branch", say("A branch"), blocks, facts=facts(session=session)))


def details_form(person: Participant, place: MeetingPlace = ZOOM) -> View:
    """City, language and Zoom address, as the person wants them."""
    zoom = b.text_input("zoom", most=200, value=person.zoom_email)
    blocks = [
        b.field("zone", say("Your time zone, by its city"), b.text_input("zone", most=60, value=person.zone),
                hint=say("Such as Europe/Stockholm or America/Sao_Paulo.")),
        b.field("language", say("Your language"), b.text_input("language", most=20, value=person.language),
                hint=say("A short code. I write in {languages}, else in English; answers in any language are welcome.",
                         languages=spoken_here())),
        b.field("zoom", say("The address you use in Zoom"), zoom, optional=True,
                hint=say("Zoom places you in your room by this address. Leave it empty if you dial in.")),
    ]  # fmt: skip
    blocks = blocks if place.places_people else blocks[:-1]
    return View(body=b.form("details", say("Your details"), blocks))


def people_form(
    callback: str, title: str, fields: Mapping[str, str], who: Sequence[tuple[str, str]], known: str
) -> View:
    """Choose one or two people; more than a hundred are grouped so that Slack can show them."""
    blocks = [b.field(key, label, person_select(key, who)) for key, label in fields.items()]
    return View(body=b.form(callback, title, blocks, submit=say("Do it"), facts=known))


def person_select(act: str, who: Sequence[tuple[str, str]]) -> dict[str, Any]:
    if len(who) <= 100:
        return b.select(act, who)
    groups = [who[i : i + 100] for i in range(0, len(who), 100)]
    return {
        "type": "static_select",
        "action_id": act,
        "placeholder": b.plain(say("Choose")),
        "option_groups": [
            {
                "label": b.plain(say("{first} to {last}", first=g[0][0][:30], last=g[-1][0][:30])),
                "options": [b.option(*pair) for pair in g],
            }
            for g in groups
        ],
    }


def move_form(who: Sequence[tuple[str, str]], rooms: Sequence[str], known: str) -> View:
    """Move one person to another room."""
    blocks = [
        b.field("person", say("Who"), person_select("person", who)),
        b.field("room", say("To which room"), b.select("room", [(room, room) for room in rooms])),
    ]
    return View(
        body=b.form("rooms_move", say("Move someone"), blocks, submit=say("Move"), facts=known)
    )


def said(title: str, *lines: str) -> View:
    """A window that only says something."""
    return to_read(title, [b.section(line) for line in lines])


def to_read(title: str, blocks: Sequence[Block]) -> View:
    """A window that is only read."""
    body = {
        "type": "modal",
        "title": b.plain(title, b.TITLE),
        "close": b.plain(say("Close")),
        "blocks": [*blocks],
    }
    return View(body=body)
