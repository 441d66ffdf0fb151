"""The plan in words, for facilitators in a browser."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.programme import LearningPlan, PlannedSession
from bot.domain.sessions import Session
from bot.voice.words import count, local

NOTHING_DIFFERENT = "Nothing is different."
NOT_REHEARSED = "This session was not rehearsed yet."
NO_FILE = "Choose a file first: a plan as a text file in UTF-8, such as plan.toml."
UNUSABLE = "This plan cannot be used yet. Mend what stands below."
SOUND = "This plan is sound. Nothing was changed: this is what it would change."
BARE = "This plan is sound."


@dataclass(frozen=True, kw_only=True)
class Row:
    """One session of the plan."""

    month: int
    title: str
    when: str
    stage: str
    mode: str
    prompts: str
    over: bool


def row(
    session: Session,
    planned: PlannedSession,
    prompts: int,
    zone: str,
    now: datetime,
    place: MeetingPlace = ZOOM,
) -> Row:
    return Row(
        month=session.month,
        title=session.title,
        when=local(session.starts_at, zone),
        stage=planned.stage,
        mode=f"on {place.name}" if session.virtual else "in person",
        prompts=count(prompts, "question"),
        over=session.ends_at <= now,
    )


def lead(plan: LearningPlan, sessions: int) -> str:
    asked = sum(len(plan.prompts_of(one.month)) for one in plan.sessions)
    made = count(len(plan.artefacts), "thing")
    return (
        f"{count(sessions, 'session')}, {count(asked, 'question')}, {made} to make along the way."
    )
