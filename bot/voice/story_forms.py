"""The windows of stories: telling, changing, noting for somebody, reading, and taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.languages import say, to_say
from bot.domain.stories import Story, Way
from bot.voice import blocks as b
from bot.voice.forms import facts, said
from bot.voice.message import Block, View
from bot.voice.seeing import SCOPE_LABELS, SIGNED_LABELS
from bot.voice.stories import OwnStory, older, reach
from bot.voice.words import count, escape, local_day, name, spelled

YOURS = to_say(
    "It stays yours. You choose who sees it, and can change it or take it back at any time, also after you have left. "
    "The facilitators see it, too, unless you choose “Only me”. Your room is who sits with you when rooms are told; "
    "before that only the facilitators see it."
)
SLOWLY = to_say("Further than your room it goes only after I have asked you again, {when}.")
HIDDEN = to_say(
    "Stories are shown here and nowhere else, so that they can be taken back. Please do not copy them."
)
NOT_HERE = to_say("No story is here for you to read just now.")
UNREADABLE = to_say("The words of this story cannot be read any more.")
MOST_READ, AT_ONCE = 15, 600  # each of so many letters may take five once it is escaped


@dataclass(frozen=True, kw_only=True)
class ReadStory:
    """One story as somebody else may read it, at this moment."""

    text: str | None
    signed: str
    when: datetime
    title: str
    way: Way


def story_form(
    own: OwnStory | None,
    *,
    asked: str = "",
    text: str = "",
    scope: str = "room",
    later: Sequence[tuple[str, str]] = (),
    days: int,
    most: int,
    known: str,
) -> View:
    """Where a story is told, read by its teller and changed. `asked` is in Slack's formatted text."""
    story = own.story if own else None
    blocks: list[Block] = [b.section(f"*{asked}*")] if asked else []
    if own and story:
        blocks.append(b.context(f"{own.told} {reach(own)}"))
    box = b.text_input("text", most=most, long=True, value=text)
    hint = say(
        "Leave out whatever you wish. Short is fine, up to {most} characters. A link to a recording will do, too.",
        most=most,
    )
    chosen = story.wish if story and story.told else scope
    signed = story.signed if story else "name"
    blocks += [
        b.context(say(YOURS)),
        b.field("text", say("Your story"), box, hint=hint),
        b.field("scope", say("Who may see it"), b.radio("scope", _keys(SCOPE_LABELS), chosen=chosen)),
        b.field("signed", say("Under which name"), b.radio("signed", _keys(SIGNED_LABELS), chosen=signed)),
        b.context(say(SLOWLY).format(when=after_days(days))),
        *_later(later, story),
        *(_outside(story) if own and story and story.reflected(own.now, own.days) else []),
    ]  # fmt: skip
    return View(body=b.form("story", say("Your story"), blocks, submit=say("Keep it"), facts=known))


def after_days(days: int) -> str:
    return (
        say("in a week")
        if days == 7
        else say("in {number_of_days}", number_of_days=count(days, "day", "days"))
        if days
        else say("soon")
    )


def _keys(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(say(label), key) for key, label in labels.items()]


def _later(later: Sequence[tuple[str, str]], story: Story | None) -> list[Block]:
    """Whoever joined the room after it was told: only if the teller agrees."""
    if not later or story is None:
        return []
    options = [b.option(spelled(label), key) for label, key in later[:10]]
    made: dict[str, Any] = {"type": "checkboxes", "action_id": "let_in", "options": options}
    ticked = [o for o in options if o["value"] in story.let_in]
    made |= {"initial_options": ticked} if ticked else {}
    hint = say("They joined your room later. They see it only if you tick them.")
    return [b.field("let_in", say("May they see it, too?"), made, hint=hint, optional=True)]


def _outside(story: Story | None) -> list[Block]:
    choices = [(say("No"), "no"), (say("Yes, such as in a report"), "yes")]
    chosen = "yes" if story and story.outside_at else "no"
    box = b.radio("outside", choices, chosen=chosen)
    return [b.field("outside", say("May it be used outside this community?"), box)]


def note_form(teller: str, known: str, most: int, mates: Sequence[tuple[str, str]] = ()) -> View:
    """Where somebody writes down what was told aloud, once leave was given; by whom, chosen from `mates`, if any."""
    lead = say(
        "What {teller} told aloud. Write it in their own words, only with their leave, and leave out what they "
        "would not want written. They read it first; nobody else sees it before they say yes.",
        teller=name(teller) if teller else say("somebody in your room"),
    )
    answers = [
        (say("Yes, they said I may write it down"), "yes"),
        (say("No, or I did not ask"), "no"),
    ]
    who = [(spelled(label), key) for label, key in mates]
    blocks = [
        b.section(lead),
        *([b.field("teller", say("Who told it?"), b.select("teller", who))] if who else []),
        b.field("text", say("The story"), b.text_input("text", most=most, long=True)),
        b.field("leave", say("Did they give you leave?"), b.radio("leave", answers)),
    ]
    return View(
        body=b.form(
            "story_note", say("A story told aloud"), blocks, submit=say("Keep it"), facts=known
        )
    )


def back_form(own: OwnStory | None, *, on_request: str = "") -> View:
    """The one question before a story is taken back."""
    if own is None or own.story.gone:
        return said(
            say("It is gone"), say("That story is already gone. Nothing more needs to be done.")
        )
    whose = (
        say(
            "This is the story of {on_request}. Take it back only if they asked you to. ",
            on_request=name(on_request),
        )
        if on_request
        else ""
    )
    line = say("{whose}{told} It goes from here at once: from digests, and from all that is kept. This cannot be "
"undone. Copies that people made I cannot reach.", whose=whose, told=own.told)  # fmt: skip
    label = say("Take it back for them") if on_request else say("Take it back")
    known, asked = facts(story=own.story.id), [b.section(line)]
    return View(
        body=b.form(
            "story_back",
            say("Take it back?"),
            asked,
            submit=label,
            close=say("Leave it as it is"),
            facts=known,
        )
    )


def _whole(text: str) -> list[str]:
    """A story in as many parts as Slack needs to show all of it."""
    if len(escape(text)) <= b.SECTION_TEXT:
        return [escape(text)]
    return [escape(text[n : n + AT_ONCE]) for n in range(0, len(text), AT_ONCE)]


def reading(stories: Sequence[ReadStory], zone: str, more: int = 0) -> View:
    """Stories as they may be read at this moment."""
    lines: list[str] = [] if stories else [say(NOT_HERE)]
    for one in stories:
        about = say(", for “{title}”", title=escape(one.title)) if one.title else ""
        aloud = say(" It was told aloud.") if one.way is Way.ALOUD else ""
        lines.append(f"*{one.signed}*, {local_day(one.when, zone)}{about}.{aloud}")
        lines += _whole(one.text) if one.text else [f"_{say(UNREADABLE)}_"]
    if more:
        lines.append(older(more))
    lines += [f"_{say(HIDDEN)}_"] if stories else []
    return said(say("Stories"), *lines)
