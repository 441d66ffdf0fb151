"""What is kept for how long, and why, in words for whoever runs the machine and for facilitators."""

from collections.abc import Mapping
from datetime import datetime

from bot.voice.words import count, local_day

# kind by kind: one, several, why it is kept until then
KINDS: Mapping[str, tuple[str, str, str]] = {
    "inbox": ("mark of a gesture", "marks of gestures", "so that nothing that is sent twice is done twice"),
    "troubles": ("word on a trouble", "words on troubles", "so that facilitators can read what went wrong"),
    "sightings": ("piece of news from Zoom", "pieces of news from Zoom", "to know who was there"),
    "unsaid": ("word nobody took as an answer", "words nobody took as answers", "so that its writer can decide"),
    "people": ("person, with all their words", "people, with all their words", "for the programme, and to look back"),
}  # fmt: skip
ELSEWHERE = (
    "A word with a facilitator loses its words so many days after it was settled (settled_words_days); news from Zoom "
    "goes a day after its session; backups go after [backup] keep_days. The audit, and what was counted, stay.",
)


def kept_for(kind: str, days: int) -> str:
    since = " after the programme" if kind == "people" else ""
    return f"{count(days, 'day')}{since}"


def goes(kind: str, number: int) -> str:
    one, many, _ = KINDS[kind]
    return count(number, one, many) if number else "-"


def soon(at: datetime, zone: str) -> str:
    return (
        f"On {local_day(at, zone)} {at.year} everybody's words and details are erased, so many days after the "
        "programme as the settings say (retention_days). To take along before then what was learned: "
        "`convener export`. What goes when: `convener retention`."
    )


def people_at(at: datetime | None, zone: str) -> str:
    if at is None:
        return "No programme has begun: nobody's words go by themselves."
    return f"People's words and details go on {local_day(at, zone)} {at.year}, or the night after."
