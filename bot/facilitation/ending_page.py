"""How far the end of a programme is: for facilitators' pages and Home, the status, and the machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.civil_time import day_level_instant
from bot.domain.ending import to_follow
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.facilitation import ending, retention
from bot.facilitation.actions import going
from bot.facilitation.own_stories import own_address
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice import ending_page as words
from bot.voice.message import Block
from bot.voice.prompts import blanks_shown
from bot.voice.this_session import Check


@dataclass(frozen=True, kw_only=True)
class EndingPage:
    """The list to tick off, and what comes next by itself; `facts` are the same for programs."""

    lead: str
    checks: Sequence[Check]
    next: Sequence[str]
    facts: dict[str, object]


def purge_at(setting: Setting) -> datetime | None:
    """From when on everybody's words and details go: it follows the last session and retention_days."""
    return retention.people_go_at(setting)


def figures(setting: Setting) -> words.Figures:
    """What is open just now."""
    actions, _ = ending.unanswered(setting)
    last = ending.over(setting)
    return words.Figures(
        actions=len(going(setting)),
        unsaid=len(actions),
        subgroups=len(ending.open_groups(setting)),
        loops=len(ending.untold(setting)),
        export=_archive(setting, last) if last else "",
        over=last is not None,
        gone=last is not None and all(person.erased for person in setting.memory.people.find()),
    )


def _archive(setting: Setting, last: Session) -> str:
    """The newest export made since the programme ended, by its name; empty where there is none."""
    made = [e for e in setting.memory.exports.find() if e.at >= last.ends_at]
    newest = max(made, key=lambda e: e.at, default=None)
    return newest.name or newest.id if newest else ""


def checks_now(setting: Setting, zone: str) -> list[Check]:
    at = purge_at(setting)
    return words.checks(figures(setting), at, zone) if at else []


def page(desk: Desk, zone: str) -> EndingPage | None:
    """The whole of it; None where there is no programme that could end."""
    with desk.store.read() as memory:
        return page_of(Setting(desk, memory), zone)


def page_of(setting: Setting, zone: str) -> EndingPage | None:
    last, purge = ending.last_session(setting), purge_at(setting)
    if last is None or purge is None:
        return None
    now = figures(setting)
    steps = [(name, at) for name, at in ending.coming(setting, last).items()]
    asked = [(text, at) for text, at in questions_to_come(setting, last, zone)]
    purges = [] if now.gone else [("purge", purge)]
    said = [(at, words.step(name, at, zone)) for name, at in [*steps, *purges]]
    said += [(at, words.question(text, at, zone)) for text, at in asked]
    return EndingPage(
        lead=words.is_over(last, zone) if now.over else words.ends(last, zone),
        checks=words.checks(now, purge, zone),
        next=[line for _, line in sorted(said)],
        facts=_facts(last, now, purge, [*steps, *asked]),
    )


def _facts(
    last: Session, now: words.Figures, purge: datetime, following: Sequence[tuple[str, datetime]]
) -> dict[str, object]:
    return {
        "last_session": last.month,
        "ends_at": last.ends_at,
        "over": now.over,
        "actions_open": now.actions,
        "actions_without_a_word": now.unsaid,
        "subgroups_open": now.subgroups,
        "loops_untold": now.loops,
        "export": now.export or None,
        "people_go_at": purge,
        "next": [{"what": what, "at": at} for what, at in following],
    }


def questions_to_come(setting: Setting, last: Session, zone: str) -> list[tuple[str, datetime]]:
    """What the plan still asks, long after the last session and before all is erased, each with its hour there."""
    purge, found = purge_at(setting), []
    for prompt in to_follow(setting.planned(last)):
        if prompt.send:
            at = day_level_instant(last.starts_at, last.ends_at, prompt.send, zone, setting.rules)
            found.append((blanks_shown(prompt.text), at))
    return [(text, at) for text, at in found if at > setting.now and (purge is None or at < purge)]


def is_near(setting: Setting) -> bool:
    """Whether the ending has begun: people were asked, or the programme is over."""
    last = ending.last_session(setting)
    return last is not None and (
        last.ends_at <= setting.now or ending.done_at(setting, "ask", last.id) is not None
    )


def card(setting: Setting, zone: str) -> EndingPage | None:
    """The page for whoever facilitates, from when the ending has begun."""
    return page_of(setting, zone) if is_near(setting) else None


def needs(setting: Setting) -> list[str]:
    """What waits for facilitators between the question and the close, and what people were not told."""
    last = ending.last_session(setting)
    if last is None or not is_near(setting):
        return []
    found, zone = [], setting.desk.house.default_zone
    actions, groups = ending.unanswered(setting)
    if (actions or groups) and not ending.done_at(setting, "close", last.id):
        closes = words.day_of(ending.moments_of(setting, last).close, zone)
        found.append(words.need(len(actions), len(groups), closes))
    loops = ending.untold(setting)
    return [*found, *([words.loops_wait(len(loops))] if loops else [])]


def home_part(setting: Setting, person: Participant) -> list[Block]:
    """What stands on Home once the programme is over; nothing before."""
    last, purge = ending.over(setting), purge_at(setting)
    if last is None or purge is None:
        return []
    later = [
        words.question(*one, person.zone) for one in questions_to_come(setting, last, person.zone)
    ]
    day = words.day_of(purge, person.zone)
    return words.on_home(last, person, day, later, own_address(setting, person.id))


def said(setting: Setting, zone: str) -> str:
    """That the programme is over, in a sentence; empty while it goes on."""
    last = ending.over(setting)
    return words.is_over(last, zone) if last else ""
