"""Who will see an answer, said before it is given; and what may be shown to whom."""

from bot.domain.programme import Prompt, PromptType, When
from bot.voice.words import escape, name

WRITTEN = "It goes into what is written after the session."

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

DONE_IS_TOLD = (
    "Once it is done, everyone hears before the next session what was done, without a name."
)

USED_FOR = {
    "rooms": "It decides the rooms.",
    "feedback": "It helps to make the next session better.",
    "synthesis": WRITTEN,
    "subgroup": "It may become a subgroup.",
    "attendance": "It goes into who was there.",
    "artefact": "It goes into what your organisation works on.",
    "actions": "It stands beside the action.",
    "progress": "It shows where help is needed.",
    "bibliography": "It goes into the reading list.",
}

SCOPE_LABELS = {
    "room": "My room, and the facilitators",
    "organisation": "My organisation, and the facilitators",
    "community": "Everyone in the community",
    "facilitators": "Only the facilitators",
    "private": "Only me",
}
UNSIGNED, NAMELESS = "someone", "without a name"
SIGNED_LABELS = {"name": "With my name", "first": "First name only", "none": "Without my name"}


def who_sees(visibility: str, organisation: str = "") -> str:
    """One sentence for the message that asks, in Slack's formatted text."""
    template = WHO_SEES.get(visibility, WHO_SEES["facilitators"])
    return template.format(organisation=name(organisation) if organisation else "your organisation")


def where_goes(prompt: Prompt, *, opens: str, artefact: str = "") -> str:
    """Where an answer goes, in one sentence; `opens` is the day of the session that it may open."""
    if prompt.visibility == "private" or prompt.type is PromptType.NOTICE:
        return ""
    if prompt.type is PromptType.STORY:
        return "It goes no further than you let it."
    if prompt.use:
        return USED_FOR.get(prompt.use, WRITTEN)
    if artefact:
        return f"It is offered for “{escape(artefact)}”."
    return f"It is used to open the session of {opens}." if prompt.when is When.PRE else WRITTEN


def signature(full_name: str, signed: str) -> str:
    """How a person's words are signed, as that person chose."""
    if signed == "none":
        return UNSIGNED
    return name(full_name.split()[0] if signed == "first" and full_name.split() else full_name)
