"""The facts that a prompt's words may name, as one person would hear them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape

from bot.domain.answers import Asking
from bot.domain.languages import say
from bot.domain.programme import Prompt, PromptType
from bot.domain.roster import Participant
from bot.domain.sessions import Room, Session
from bot.facilitation.audience import rooms_of
from bot.facilitation.calendar_links import calendar_of
from bot.facilitation.own_stories import story_behind
from bot.facilitation.setting import Setting
from bot.facilitation.told import told_before
from bot.voice import rooms
from bot.voice.followup import EVERYONE, NO_DATE
from bot.voice.languages import speaking
from bot.voice.prompts import MORE_CLEARLY, NOTED, Question, filled
from bot.voice.seeing import where_goes
from bot.voice.words import day, escape, local_day, local_hour, name, names


def session_facts(
    setting: Setting, session: Session, person: Participant, subject: str = ""
) -> Mapping[str, str]:
    """Everything a prompt of this session may name, escaped, in its plan's language; what is not known is left out."""
    with speaking(setting.plan.language):
        return _facts(setting, session, person, subject)


def _facts(
    setting: Setting, session: Session, person: Participant, subject: str
) -> Mapping[str, str]:
    room = room_now(setting, session, person.id)
    known = {
        "session_title": escape(session.title),
        "local_date": local_day(session.starts_at, person.zone),
        "local_time": local_hour(session.starts_at, person.zone),
        "organisation": name(person.organisation),
        "you_said_we_did": escape(told_before(setting, session)),
        **(room_facts(setting, room, person) if room else {}),
        **(action_facts(setting, subject) if subject else {}),
    }
    return {key: value for key, value in known.items() if value}


def room_now(setting: Setting, session: Session, person_id: str) -> Room | None:
    rooms = rooms_of(setting, session)
    return rooms.room_of(person_id) if rooms else None


def room_facts(setting: Setting, room: Room, person: Participant) -> dict[str, str]:
    here = setting.some({*room.people, room.host})
    mates = [here[p].name for p in room.people if p != person.id and p in here]
    host = here.get(room.host)
    keeper = name(host.name) if host else say(rooms.SOMEONE_YOU_CHOOSE)
    if host and host.id == person.id:
        keeper = say("{name} (you)", name=keeper)
    return {
        "room_name": name(room.name),
        "room_people": names(mates) or say(rooms.NOBODY_ELSE),
        "room_host": keeper,
    }


def action_facts(setting: Setting, action_id: str) -> dict[str, str]:
    action = setting.memory.actions.seek(action_id)
    if action is None:
        return {}
    subgroup = setting.memory.subgroups.seek(action.subgroup_id) if action.subgroup_id else None
    return {
        "action_title": escape(action.what),
        "subgroup_name": name(subgroup.name) if subgroup else say(EVERYONE),
        "due_date": day(action.due) if action.due else say(NO_DATE),
    }


def _filled_in(choices: Sequence[str], facts: Mapping[str, str]) -> tuple[str, ...] | None:
    """The plan's choices with facts put in, for buttons; None where one is missing."""
    said = [filled(choice, facts) for choice in choices]
    whole = tuple(unescape(one) for one in said if one is not None)
    return whole if len(whole) == len(said) else None


def prompt_put(setting: Setting, asking: Asking) -> Prompt:
    """The prompt behind an asking, with the choices that it was put with."""
    prompt = setting.plan.prompt(setting.session(asking.session_id).month, asking.prompt)
    return replace(prompt, choices=asking.choices) if asking.choices else prompt


def question_of(setting: Setting, asking: Asking) -> Question:
    """One question as its person sees it now. It has no words where a fact that it names is not known."""
    session = setting.session(asking.session_id)
    person = setting.memory.people.get(asking.person_id)
    prompt = prompt_put(setting, asking)
    facts = session_facts(setting, session, person, asking.subject)
    choices = asking.choices or _filled_in(prompt.choices, facts)
    response = setting.memory.responses.seek(asking.id)
    return Question(
        prompt=replace(prompt, choices=choices or prompt.choices),
        asking=asking,
        words=(filled(prompt.text, facts) if choices is not None else "") or "",
        help=filled(prompt.help, facts) or "",
        organisation=person.organisation,
        response=response,
        story=story_behind(setting, asking.id) if prompt.type is PromptType.STORY else None,
        calendar=calendar_of(setting, person.id) if prompt.use == "rooms" else "",
        goes=_goes(setting, session, prompt, person),
        closed=asking.state == "closed" or session.cancelled,
        reworded=_said_by(setting, asking.reworded_by, say(MORE_CLEARLY)),
        noted=_said_by(setting, response.noted_by if response else "", say(NOTED)),
    )


def _goes(setting: Setting, session: Session, prompt: Prompt, person: Participant) -> str:
    made = prompt.feeds.partition(".")[0]
    title = next((a.title for a in setting.plan.artefacts if a.key == made), "")
    return where_goes(prompt, opens=local_day(session.starts_at, person.zone), artefact=title)


def _said_by(setting: Setting, who: str, words: str) -> str:
    person = setting.memory.people.seek(who) if who else None
    return words.format(who=name(person.name)) if person else ""
