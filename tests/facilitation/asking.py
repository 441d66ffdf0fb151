"""Plans for stories about how much is said on a day, and what reached whom when."""

from datetime import datetime

from tests.plays.scripts import plan_of, sample_people


def plan_with(*questions: str, keep: tuple[str, ...] = ()) -> str:
    """One session on Wednesday 17 February 2027, 20:00 UTC, with nothing but these questions and whether one comes."""
    return plan_of(2, bare=True, keep=keep, more="\n".join(questions))


def came(company, name: str) -> list[datetime]:
    """When each message came to somebody, by their own clock."""
    person = sample_people()[name]
    return [said.at.astimezone(person.tz) for said in company.told(person)]


def labels(said) -> list[str]:
    """The words on all buttons of a message, in their order."""
    return [
        element["text"]["text"]
        for block in said.message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]
