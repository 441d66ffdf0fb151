"""Who will see an answer, said before it is given; and what may be shown to whom."""

from bot.domain.languages import say, to_say
from bot.domain.programme import Prompt, PromptType, When
from bot.voice.words import escape, name

WRITTEN = to_say("It goes into what is written after the session.")

WHO_SEES = {
    "private": to_say("Only you see this."),
    "facilitators": to_say("Only the facilitators see your answer."),
    "room": to_say("The people in your room and the facilitators see your answer."),
    "organisation": to_say("People of {organisation} and the facilitators see your answer."),
    "subgroup": to_say("Your subgroup and the facilitators see your answer."),
    "community": to_say("Everyone in the community sees your answer, with your name."),
    "anonymous": to_say(
        "Nobody sees who answered what. Results are shown only from five answers on. "
        "Once sent, it cannot be changed or taken back."
    ),
}

DONE_IS_TOLD = to_say(
    "Once it is done, everyone hears before the next session what was done, without a name."
)

USED_FOR = {
    "rooms": to_say("It decides the rooms."),
    "feedback": to_say("It helps to make the next session better."),
    "synthesis": WRITTEN,
    "subgroup": to_say("It may become a subgroup."),
    "attendance": to_say("It goes into who was there."),
    "artefact": to_say("It goes into what your organisation works on."),
    "actions": to_say("It stands beside the action."),
    "progress": to_say("It shows where help is needed."),
    "bibliography": to_say("It goes into the reading list."),
}

SCOPE_LABELS = {
    "room": to_say("My room, and the facilitators"),
    "organisation": to_say("My organisation, and the facilitators"),
    "community": to_say("Everyone in the community"),
    "facilitators": to_say("Only the facilitators"),
    "private": to_say("Only me"),
}
UNSIGNED, NAMELESS = to_say("someone"), to_say("without a name")
SIGNED_LABELS = {
    "name": to_say("With my name"),
    "first": to_say("First name only"),
    "none": to_say("Without my name"),
}


def who_sees(visibility: str, organisation: str = "") -> str:
    """One sentence for the message that asks, in Slack's formatted text."""
    template = say(WHO_SEES.get(visibility, WHO_SEES["facilitators"]))
    return template.format(
        organisation=name(organisation) if organisation else say("your organisation")
    )


def where_goes(prompt: Prompt, *, opens: str, artefact: str = "") -> str:
    """Where an answer goes, in one sentence; `opens` is the day of the session that it may open."""
    if prompt.visibility == "private" or prompt.type is PromptType.NOTICE:
        return ""
    if prompt.type is PromptType.STORY:
        return say("It goes no further than you let it.")
    if prompt.use:
        return say(USED_FOR.get(prompt.use, WRITTEN))
    if artefact:
        return say("It is offered for “{artefact}”.", artefact=escape(artefact))
    return (
        say("It is used to open the session of {opens}.", opens=opens)
        if prompt.when is When.PRE
        else say(WRITTEN)
    )


def signature(full_name: str, signed: str) -> str:
    """How a person's words are signed, as that person chose."""
    if signed == "none":
        return say(UNSIGNED)
    return name(full_name.split()[0] if signed == "first" and full_name.split() else full_name)
