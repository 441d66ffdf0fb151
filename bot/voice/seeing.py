"""Who will see an answer, said before it is given; and what may be shown to whom."""

from bot.voice.words import name

WHO_SEES = {
    "private": "Only you see this.",
    "facilitators": "Only the facilitators see your answer.",
    "room": "The people in your room and the facilitators see your answer.",
    "organisation": "People of {organisation} and the facilitators see your answer.",
    "subgroup": "Your subgroup and the facilitators see your answer.",
    "community": "Everyone in the community sees your answer, with your name.",
    "anonymous": "Nobody sees who answered what. Results are shown only from five answers on. "
    "Once sent, it cannot be changed or taken back.",
}

SCOPE_LABELS = {
    "room": "My room, and the facilitators",
    "organisation": "My organisation, and the facilitators",
    "community": "Everyone in the community",
    "facilitators": "Only the facilitators",
    "private": "Only me",
}
SIGNED_LABELS = {"name": "With my name", "first": "First name only", "none": "Without my name"}


def who_sees(visibility: str, organisation: str = "") -> str:
    """One sentence for the message that asks, in Slack's formatted text."""
    template = WHO_SEES.get(visibility, WHO_SEES["facilitators"])
    return template.format(organisation=name(organisation) if organisation else "your organisation")


def signature(full_name: str, signed: str) -> str:
    """How a person's words are signed, as that person chose."""
    if signed == "none":
        return "someone"
    return name(full_name.split()[0] if signed == "first" and full_name.split() else full_name)
