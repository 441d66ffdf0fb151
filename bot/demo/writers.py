"""People of an organisation write what the plan asks of them: some begin, others go on, and some of it stays empty."""

from collections.abc import Sequence
from datetime import timedelta

from bot.demo import phrases
from bot.demo.almanac import Gathering
from bot.demo.stage import Stage
from bot.domain.programme import Artefact, ArtefactField

AFTER = timedelta(days=2)  # so long after a session people sit down and write
STEPS, LINES_OF_STEPS = 3, 90
LEFT_EMPTY = 0.3  # the share of artefacts of which the last part stays empty


def plan_writing(stage: Stage, session: Gathering) -> None:
    """In the days after the session of its month, two people of each organisation write an artefact between them."""
    due = [a for a in stage.community.plan.artefacts if a.due_month == session.month]
    for artefact in due:
        for organisation, people in _organisations(stage).items():
            if artefact.owner != "organisation" and not stage.habits.sometimes(
                0.5, "tries", organisation
            ):
                continue  # what is meant for subgroups an organisation may begin by itself
            for number in range(1, artefact.minimum + 1):
                _plan(stage, session, artefact, number, people)


def _organisations(stage: Stage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in stage.community.seatable:
        found.setdefault(person.organisation, []).append(person.id)
    return found


def _plan(
    stage: Stage, session: Gathering, artefact: Artefact, number: int, people: Sequence[str]
) -> None:
    facts = (artefact.key, number, session.month)
    empty = stage.habits.sometimes(LEFT_EMPTY, "empty", people[0], *facts)
    fields = [f for f in artefact.fields if f.form in {"words", "log"}]
    fields = fields[:-1] if empty else fields
    half = (len(fields) + 1) // 2
    title = f"{artefact.title} {number}" if artefact.minimum > 1 else artefact.title
    pair = stage.habits.some(people, 2, "writers", *facts)
    for turn, (person, part) in enumerate(zip(pair, (fields[:half], fields[half:]), strict=False)):
        at = stage.habits.looks_at(session.ends_at + AFTER, "writes", person, *facts, days=turn * 2)
        stage.later(at, _writes, stage, person, title, part)


def _writes(stage: Stage, person: str, title: str, fields: Sequence[ArtefactField]) -> None:
    hands = stage.hands(person)
    hands.types("/convene thread")
    if hands.opens("Write", near=title) and hands.sends(
        {field.label: _words(stage, person, title, field) for field in fields}
    ):
        stage.diary.written.append(title)
        stage.diary.notes(stage.now, person, f"write in “{title}”")


def _words(stage: Stage, person: str, title: str, field: ArtefactField) -> str:
    """Something that fits; where the plan asks for steps, a few, and as many lines where it asks for one for each."""
    chance = stage.habits.chance("artefact", person, title, field.key)
    if not field.repeat and not field.each:
        return phrases.something(chance, phrases.LINES, field.max_chars)
    most = min(LINES_OF_STEPS, field.max_chars // STEPS - 1)
    return "\n".join(phrases.something(chance, phrases.LINES, most) for _ in range(STEPS))
