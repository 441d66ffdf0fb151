"""Stories in words: who sees one, what becomes of it, and that it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.stories import FAR, Story
from bot.voice import blocks as b
from bot.voice.message import Block, Message
from bot.voice.seeing import signature
from bot.voice.ways import word_button
from bot.voice.words import count, escape, local_day, name

SEEN_BY = {
    "private": "Only you see it.",
    "facilitators": "Only the facilitators see it.",
    "room": "The people in your room and the facilitators see it.",
    "organisation": "People of {organisation} and the facilitators see it.",
    "community": "Everyone in the community sees it.",
}
NAMED = {
    "name": "It has your name.",
    "first": "It has your first name only.",
    "none": "It does not have your name.",
}
FURTHER = {
    "organisation": "people of {organisation}",
    "community": "everyone in the community",
}
AS_AGREED = "You have left. What you told stays as you agreed, for those who may see it, unless you take it back."
NOBODY_YET = "Nobody else sees it until you have said who may."
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
        where = f", for “{escape(self.title)}”" if self.title else ""
        return f"Told on {local_day(self.story.told_at, self.zone)}{where}."


def reach(own: OwnStory) -> str:
    """Who sees it now, under which name, and how much further it may go."""
    scope, place = own.story.scope_at(own.now), _organisation(own)
    lines = [SEEN_BY[scope].format(organisation=place)]
    if scope != "private":
        lines.append(NAMED[own.story.signed])
    if own.story.may_ask_further:
        further = FURTHER[own.story.wish].format(organisation=place)
        lines.append(f"It goes to {further} only once you have said so again.")
    if own.story.outside_at:
        lines.append("You said that it may be used outside this community, too.")
    return " ".join(lines)


def _organisation(own: OwnStory) -> str:
    return name(own.organisation) if own.organisation else "your organisation"


def standing(own: OwnStory) -> str:
    """What the message that asked says once a story was told."""
    if own.story.gone:
        return "You took it back. It is gone from here."
    return f"Thank you for telling it. {reach(own)}"


def own_buttons(own: OwnStory, *, left: bool = False) -> list[Block]:
    """Read or change it, or take it back; whoever has left may take it back."""
    if own.story.gone:
        return []
    title = f" told on {local_day(own.story.told_at, own.zone)}"
    change = b.button(
        "Read or change it", "story:open", own.story.id, says=f"Read or change the story{title}"
    )
    back = b.button("Take it back", "story:back", own.story.id, says=f"Take back the story{title}")
    buttons = [back] if left else [change, back]
    if own.page:
        buttons.append(b.button("My stories outside Slack", "story:page", url=own.page))
    return [b.actions(*buttons)]


def card(own: OwnStory) -> Message:
    """To its teller: what was kept, and how to change it."""
    if own.story.told:
        lead = f"{own.told} Thank you. {reach(own)}"
    elif own.story.gone:
        lead = f"{own.told} You took it back. It is gone from here."
    else:
        lead = (
            f"{own.told} Somebody has noted it, as you gave leave. Nobody else sees it until you have read it and said "
            "who may."
        )
    return Message(text=lead, blocks=(b.section(lead), *own_buttons(own)))


def further(own: OwnStory) -> Message:
    """After the days of reflection: may it go further?"""
    if own.story.gone:
        return Message(text="You took that story back. It is gone from here.")
    if not own.story.may_ask_further:
        line = f"{own.told} {reach(own)}"
        return Message(text=line, blocks=(b.section(line), *own_buttons(own)))
    place = _organisation(own)
    wider = FURTHER[own.story.wish].format(organisation=place)
    line = (
        f"{own.told} You thought it might go to {wider}. Is that still right? If you say nothing, it stays as it is. "
        f"{SEEN_BY[own.story.scope_at(own.now)]}"
    )
    near = "Keep it to my room" if FAR[own.story.wish] == "room" else "Keep it as it is"
    buttons = b.actions(
        b.button("Yes, let it go further", "story:further", own.story.id, style="primary"),
        b.button(near, "story:near", own.story.id),
        b.button("Take it back", "story:back", own.story.id),
    )
    return Message(text=line, blocks=(b.section(line), buttons))


def shared(signed: str, title: str, story_id: str) -> Message:
    """To the community: somebody let a story go to everyone. The words themselves are not in it."""
    about = f" It is about “{escape(title)}”." if title else ""
    line = f"{signed} told a story for everyone in the community.{about} Press to read it."
    button = b.actions(b.button("Read it", "story:read", story_id))
    return Message(text=line, blocks=(b.section(line), button))


def own_list(stories: Sequence[OwnStory], *, of: str = "", left: bool = False) -> Message:
    """My stories, or those of somebody who asked a facilitator to take one back: never their words."""
    if not stories:
        line = f"{name(of)} has told no story here." if of else "You have told no story here."
        lead = line
    else:
        whose = f"Stories of {name(of)}" if of else "Your stories"
        lead = f"{whose}: {len(stories)}. Their words are not shown in this message."
    blocks: list[Block] = [b.section(lead)]
    said = [own.told if of else f"{own.told} {reach(own)}" for own in stories[:MOST_OWN]]
    for own, line in zip(stories, said, strict=False):
        taking = b.button("Take it back for them", "story:back", own.story.id)
        blocks += [b.section(line), *([b.actions(taking)] if of else own_buttons(own, left=left))]
    if len(stories) > MOST_OWN:
        blocks.append(b.section(older(len(stories) - MOST_OWN)))
    if left:
        said.append(AS_AGREED)
        blocks += [b.section(AS_AGREED), word_button()]
    elif not of:
        blocks.append(b.actions(*doors()))
    return Message(text=" ".join([lead, *said]), blocks=tuple(blocks))


def older(number: int) -> str:
    return f"And {count(number, 'older one')}."


def doors() -> list[dict[str, Any]]:
    """Tell one, or read those told to me."""
    return [
        b.button("Tell a story", "story:tell"),
        b.button("Stories I may read", "story:list"),
    ]


def home_part(stories: Sequence[OwnStory]) -> list[Block]:
    """My stories on the Home page."""
    shown: list[Block] = [b.section("*My stories*")] if stories else []
    for own in stories[:MOST_AT_HOME]:
        shown += [b.section(f"{own.told} {reach(own)}"), *own_buttons(own)]
    if len(stories) > MOST_AT_HOME:
        rest = older(len(stories) - MOST_AT_HOME)
        shown.append(b.section(f"{rest} Type `/convene story` to see all of them."))
    return [*shown, b.actions(*doors())]


def note_offer(teller: str, person_id: str) -> Message:
    line = f"Write down what {name(teller)} told aloud, with their leave. They read it before anyone else sees it."
    button = b.actions(b.button("Write it down", "story:note", person_id))
    return Message(text=line, blocks=(b.section(line), button))


def signed_as(full_name: str, signed: str) -> str:
    """How a story begins that is signed as its teller chose."""
    return "Someone" if signed == "none" else signature(full_name, signed)
