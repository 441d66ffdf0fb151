"""Stories in words: who sees one, what becomes of it, and that it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.languages import say, to_say
from bot.domain.stories import FAR, Story
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.seeing import signature
from bot.voice.ways import word_button
from bot.voice.words import count, escape, local_day, name

SEEN_BY = {
    "private": to_say("Only you see it."),
    "facilitators": to_say("Only the facilitators see it."),
    "room": to_say("The people in your room and the facilitators see it."),
    "organisation": to_say("People of {organisation} and the facilitators see it."),
    "community": to_say("Everyone in the community sees it."),
}
NAMED = {
    "name": to_say("It has your name."),
    "first": to_say("It has your first name only."),
    "none": to_say("It does not have your name."),
}
FURTHER = {
    "organisation": to_say("people of {organisation}"),
    "community": to_say("everyone in the community"),
}
AS_AGREED = to_say(
    "You have left. What you told stays as you agreed, for those who may see it, unless you take it back."
)
NOBODY_YET = to_say("Nobody else sees it until you have said who may.")
MOST_OWN, MOST_AT_HOME = 20, 5  # a message has room for 50 blocks, and each takes two


@dataclass(frozen=True, kw_only=True)
class OwnStory:
    """One story as its teller sees it. `when` and `title` say in which month it was told, `page` is a personal link."""

    story: Story
    now: datetime
    zone: str
    organisation: str
    days: int
    title: str = ""
    page: str = ""

    @property
    def told(self) -> str:
        """Told on Wed 3 March, for “Where it hurts”."""
        where = say(", for “{title}”", title=escape(self.title)) if self.title else ""
        return say(
            "Told on {local_day}{where}.",
            local_day=local_day(self.story.told_at, self.zone),
            where=where,
        )


def reach(own: OwnStory) -> str:
    """Who sees it now, under which name, and how much further it may go."""
    scope, place = own.story.scope_at(own.now), _organisation(own)
    lines = [say(SEEN_BY[scope]).format(organisation=place)]
    if scope != "private":
        lines.append(say(NAMED[own.story.signed]))
    if own.story.may_ask_further:
        further = say(FURTHER[own.story.wish]).format(organisation=place)
        lines.append(say("It goes to {further} only once you have said so again.", further=further))
    if own.story.outside_at:
        lines.append(say("You said that it may be used outside this community, too."))
    return " ".join(lines)


def _organisation(own: OwnStory) -> str:
    return name(own.organisation) if own.organisation else say("your organisation")


def standing(own: OwnStory) -> str:
    """What the message that asked says once a story was told."""
    if own.story.gone:
        return say("You took it back. It is gone from here.")
    return say("Thank you for telling it. {reach}", reach=reach(own))


def own_buttons(own: OwnStory, *, left: bool = False) -> list[Block]:
    """Read or change it, or take it back; whoever has left may take it back."""
    if own.story.gone:
        return []
    title = say(" told on {local_day}", local_day=local_day(own.story.told_at, own.zone))
    change = b.button(
        say("Read or change it"),
        "story:open",
        own.story.id,
        says=say("Read or change the story{title}", title=title),
    )
    back = b.button(
        say("Take it back"),
        "story:back",
        own.story.id,
        says=say("Take back the story{title}", title=title),
    )
    buttons = [back] if left else [change, back]
    if own.page:
        buttons.append(b.button(say("My stories outside Slack"), "story:page", url=own.page))
    return [b.actions(*buttons)]


def card(own: OwnStory) -> Message:
    """To its teller: what was kept, and how to change it."""
    if own.story.told:
        lead = say("{told} Thank you. {reach}", told=own.told, reach=reach(own))
    elif own.story.gone:
        lead = say("{told} You took it back. It is gone from here.", told=own.told)
    else:
        lead = say(
            "{told} Somebody has noted it, as you gave leave. Nobody else sees it until you have read it and said "
            "who may.",
            told=own.told,
        )
    return Message(text=lead, blocks=(b.section(lead), *own_buttons(own)))


def further(own: OwnStory) -> Message:
    """After the days of reflection: may it go further?"""
    if own.story.gone:
        return Message(text=say("You took that story back. It is gone from here."))
    if not own.story.may_ask_further:
        line = f"{own.told} {reach(own)}"
        return Message(text=line, blocks=(b.section(line), *own_buttons(own)))
    place = _organisation(own)
    wider = say(FURTHER[own.story.wish]).format(organisation=place)
    line = say(
        "{told} You thought it might go to {wider}. Is that still right? If you say nothing, it stays as it is. "
        "{seen_by}",
        told=own.told,
        wider=wider,
        seen_by=say(SEEN_BY[own.story.scope_at(own.now)]),
    )
    near = say("Keep it to my room") if FAR[own.story.wish] == "room" else say("Keep it as it is")
    buttons = b.actions(
        b.button(say("Yes, let it go further"), "story:further", own.story.id, style="primary"),
        b.button(near, "story:near", own.story.id),
        b.button(say("Take it back"), "story:back", own.story.id),
    )
    return Message(text=line, blocks=(b.section(line), buttons))


def shared(signed: str, title: str, story_id: str) -> Message:
    """To the community: somebody let a story go to everyone. The words themselves are not in it."""
    about = say(" It is about “{title}”.", title=escape(title)) if title else ""
    line = say(
        "{signed} told a story for everyone in the community.{about} Press to read it.",
        signed=signed,
        about=about,
    )
    button = b.actions(b.button(say("Read it"), "story:read", story_id))
    return Message(text=line, blocks=(b.section(line), button))


def own_list(stories: Sequence[OwnStory], *, of: str = "", left: bool = False) -> Message:
    """My stories, or those of somebody who asked a facilitator to take one back: never their words."""
    if not stories:
        line = (
            say("{of} has told no story here.", of=name(of))
            if of
            else say("You have told no story here.")
        )
        lead = line
    else:
        whose = say("Stories of {of}", of=name(of)) if of else say("Your stories")
        lead = say(
            "{whose}: {number}. Their words are not shown in this message.",
            whose=whose,
            number=len(stories),
        )
    blocks: list[Block] = [b.section(lead)]
    said = [own.told if of else f"{own.told} {reach(own)}" for own in stories[:MOST_OWN]]
    for own, line in zip(stories, said, strict=False):
        taking = b.button(say("Take it back for them"), "story:back", own.story.id)
        blocks += [b.section(line), *([b.actions(taking)] if of else own_buttons(own, left=left))]
    if len(stories) > MOST_OWN:
        blocks.append(b.section(older(len(stories) - MOST_OWN)))
    if left:
        said.append(say(AS_AGREED))
        blocks += [b.section(say(AS_AGREED)), word_button()]
    elif not of:
        blocks.append(b.actions(*doors()))
    return Message(text=" ".join([lead, *said]), blocks=tuple(blocks))


def older(number: int) -> str:
    return say("And {number_of_older}.", number_of_older=count(number, "older one", "older ones"))


def doors() -> list[dict[str, Any]]:
    """Tell one, or read those told to me."""
    return [
        b.button(say("Tell a story"), "story:tell"),
        b.button(say("Stories I may read"), "story:list"),
    ]


def home_part(stories: Sequence[OwnStory]) -> list[Block]:
    """My stories on the Home page."""
    shown: list[Block] = [b.section(say("*My stories*"))] if stories else []
    for own in stories[:MOST_AT_HOME]:
        shown += [b.section(f"{own.told} {reach(own)}"), *own_buttons(own)]
    if len(stories) > MOST_AT_HOME:
        rest = older(len(stories) - MOST_AT_HOME)
        shown.append(b.section(say("{rest} Type `/convene story` to see all of them.", rest=rest)))
    return [*shown, b.actions(*doors())]


def note_offer(teller: str, person_id: str) -> Message:
    line = say(
        "Write down what {teller} told aloud, with their leave. They read it before anyone else sees it.",
        teller=name(teller),
    )
    button = b.actions(b.button(say("Write it down"), "story:note", person_id))
    return Message(text=line, blocks=(b.section(line), button))


def signed_as(full_name: str, signed: str) -> str:
    """How a story begins that is signed as its teller chose."""
    return say("Someone") if signed == "none" else signature(full_name, signed)
