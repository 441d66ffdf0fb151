"""The community's learning in words: what its tables are called, and what they leave out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import fmean

from bot.domain.ballots import Shown
from bot.domain.learning import Learning
from bot.domain.programme import PromptType
from bot.domain.sessions import Session
from bot.voice.words import count

NOBODY, EVERYONE, ALL = "without a name", "everyone", "all"
LOCKED = "locked: set CONVENER_SECRET_KEY as it was when people answered, and export once more"
WENT_ON = "it went on by itself"
TAKEN_BACK = "contains withdrawn material: please rewrite"
TABLES = {
    "agreements": "How people want to be with each other",
    "sessions": "Sessions",
    "questions": "What was asked",
    "answers": "Answers",
    "results": "Answers without names",
    "stories": "Stories",
    "sentences": "What was understood",
    "told": "You said, and this happened",
    "actions": "Actions",
    "subgroups": "Subgroups",
    "branches": "Branches",
    "artefacts": "What was made",
    "readings": "Readings",
}
LEFT_OUT = (
    "Answers for the facilitators, for a room, for a subgroup or for oneself.",
    "Who comes, who came, access needs and wishes about rooms; of the first two there are figures.",
    "Answers without names of which fewer than five are there; who gave any of them is known to nobody.",
    "Stories whose tellers have not said, when asked once more, that they may go beyond this community.",
    "Whatever was taken back. What is taken back later stays in this copy: the facilitators are told to remove it.",
)
KEEP = (
    "Keep this where only those read it for whom it was made. People whose name stands beside an answer chose that "
    "for their organisation or the community, not for the world."
)


def yes(so: object) -> str:
    return "yes" if so else ""


def state(session: Session, now: datetime) -> str:
    """Called off, over or to come."""
    if session.cancelled:
        return "called off"
    return "over" if session.ends_at <= now else "to come"


def sides(shown: Shown) -> Mapping[str, Sequence[str]]:
    """All who answered, and each side where that gives nobody away."""
    found = {ALL: shown.said, "lived experience": shown.lay, "others": shown.others}
    return {who: said for who, said in found.items() if said}


def results(kind: PromptType, said: Sequence[str]) -> list[tuple[str, int]]:
    """The average of a scale, else each answer and how often it was given."""
    if kind is PromptType.SCALE:
        return [(f"{fmean(map(float, said)):.1f}", len(said))]
    return sorted(Counter(said).items())


def summary(learning: Learning) -> str:
    """18 sessions, 412 answers, 9 stories, 120 readings."""
    return ", ".join(
        [
            count(len(learning["sessions"]), "session"),
            count(len(learning["answers"]), "answer"),
            count(len(learning["stories"]), "story", "stories"),
            count(len(learning["readings"]), "reading"),
        ]
    )
