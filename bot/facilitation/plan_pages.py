"""The plan in a browser: what it holds, what another file would change, and what a session would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.programme import LearningPlan
from bot.domain.roster import Participant
from bot.facilitation import rehearsing
from bot.facilitation.plan_changes import differences
from bot.facilitation.setting import Setting
from bot.facilitation.this_session import Around, around, chosen
from bot.ports import Desk
from bot.voice import plan_pages as words
from bot.voice import rehearsal as rehearsal_words
from bot.voice.plan_pages import Row


@dataclass(frozen=True, kw_only=True)
class PlanSeen:
    """What the plan that runs holds, session by session."""

    title: str
    lead: str
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What a rehearsal says, line by line."""

    around: Around
    lead: str
    lines: Sequence[str]
    begun: bool


def seen(desk: Desk, reader: Participant) -> PlanSeen:
    """The plan at a glance. Raises NoProgramme."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        rows = [
            words.row(
                session,
                setting.planned(session),
                len(setting.plan.prompts_of(session.month)),
                reader.zone,
                setting.now,
                setting.place,
            )
            for session in setting.sessions()
        ]
        return PlanSeen(
            title=setting.plan.title, lead=words.lead(setting.plan, len(rows)), rows=rows
        )


def written(desk: Desk) -> str:
    """The plan's own file, as it was loaded. Raises NoProgramme."""
    with desk.store.read() as memory:
        return Setting(desk, memory).programme.plan_text


def compared(desk: Desk, plan: LearningPlan) -> Sequence[str]:
    """What this plan would change, a line each; nothing is changed. Raises OnlyPromptsAndWords, NoProgramme."""
    return differences(desk, plan).lines or (words.NOTHING_DIFFERENT,)


def last_rehearsal(desk: Desk, reader: Participant, month: int) -> Ahead:
    """What the last rehearsal of a session said. Raises NoSuchThing."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        kept = rehearsing.kept(setting, session.id)
        known = rehearsing.known(setting, reader.zone)
        lines = list(rehearsal_words.lines(session, kept, known, None)) if kept else []
        return Ahead(
            around=around(setting, session, reader),
            lead=rehearsal_words.head(session, kept, known) if kept else words.NOT_REHEARSED,
            lines=lines,
            begun=kept is not None,
        )


def rehearse(desk: Desk, reader: Participant, month: int, until: date | None) -> Ahead:
    """Rehearse a session on a copy, and what has changed since the last time. It takes some seconds.

    Raises NoSuchThing, NotThatDay, NoRehearsals.
    """
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        session = chosen(setting, month)
        end = rehearsing.until_of(setting, session, until)
        place = around(setting, session, reader)
    shown = rehearsing.rehearse(desk, session.id, end, zone=reader.zone)
    lines = rehearsal_words.lines(session, shown.rehearsed, shown.known, shown.change)
    return Ahead(
        around=place,
        lead=rehearsal_words.head(session, shown.rehearsed, shown.known),
        lines=list(lines),
        begun=True,
    )
