"""What becomes of what is in hand when a programme ends, in words: asked once, and nothing is counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.followup import ActionItem, Progress, Subgroup
from bot.domain.languages import say, to_say
from bot.domain.sessions import Session
from bot.domain.synthesis import Loop
from bot.voice import blocks as b
from bot.voice.followup import action_line, it_stands
from bot.voice.forms import facts, person_select
from bot.voice.message import Block, Message, View
from bot.voice.words import count, escape, local_day, name, names

# in the ledger, of what was held back; in the audit
GOES_ON = "the programme goes on"
WENT_ON, LET_GO = "an action went on beyond the programme", "an action was let go at the end"
HAND_ON = to_say("Hand it on")
ONE_LEFT = to_say("Of each, say what becomes of it. Nothing is counted.")
UNSAID = to_say(
    "What you say nothing about stays with you, in your own hands; a subgroup of which nobody says that it goes on "
    "closes with thanks."
)
MOVED = to_say("Our programme ends at another time than I said. What you said here holds.")
YOURS = to_say("It stays yours beyond the programme.")
WITH_ANOTHER = to_say("It is with somebody else now. Thank you.")
BY_ITSELF = to_say("It goes on by itself after the programme.")
OVER = to_say("It is closed. Thank you.")
ALL_SAID = to_say("Nothing any more: of everything it is said what becomes of it.")
MOST, LISTED = 12, 8
NOBODY = to_say("Nobody else is here who could be asked.")


@dataclass(frozen=True, kw_only=True)
class InHand:
    """What somebody is asked about: their actions, each with the name of whoever is asked to take it on, and the
    subgroups they convene. `kept` is the id of the session by which what was kept is known.
    """

    person: str
    actions: Sequence[tuple[ActionItem, str]]
    subgroups: Sequence[Subgroup]
    kept: str


def asked(hand: InHand, last: Session, zone: str, *, moved: bool) -> Message:
    """All that one person has in hand, each with what may become of it."""
    when = local_day(last.starts_at, zone)
    first = say(
        "“{title}” on {when} is the last session of our programme. This is what you have in hand.",
        title=escape(last.title),
        when=when,
    )
    lead = say(MOVED) if moved else f"{first} {say(ONE_LEFT)}"
    shown: list[Block] = [b.section(lead), b.context(say(UNSAID))]
    lines = [lead, say(UNSAID)]
    for action, waits in hand.actions[:MOST]:
        _add(shown, lines, f"“{escape(action.what)}”", *_of_action(hand, action, waits))
    for group in hand.subgroups[: MOST // 2]:
        _add(shown, lines, say("Subgroup “{name}”", name=escape(group.name)), *_of_group(group))
    more = max(len(hand.actions) - MOST, 0) + max(len(hand.subgroups) - MOST // 2, 0)
    if more:
        lines.append(say("There are {more} more: see my Home page.", more=more))
        shown.append(b.context(lines[-1]))
    return Message(text="\n".join(lines), blocks=tuple(shown))


def _add(
    shown: list[Block], lines: list[str], line: str, said: str, buttons: Sequence[Block]
) -> None:
    shown.append(b.section(line))
    shown += [b.context(said)] if said else []
    shown += [b.actions(*buttons)] if buttons else []
    lines.append(f"{line} {said}".strip())


def _of_action(hand: InHand, action: ActionItem, waits: str) -> tuple[str, list[Block]]:
    if action.ended:
        return say("{it_stands} Thank you.", it_stands=it_stands(action)), []
    if action.owner != hand.person:
        return say(WITH_ANOTHER), []
    if action.kept_in == hand.kept:
        return say(YOURS), []
    asks = (
        say("{waits} is asked for a yes; until then it is yours.", waits=name(waits))
        if waits
        else ""
    )
    what = b.cut(action.what, 45)
    return asks, [
        b.button(say("Done"), "action:done", action.id, says=say("Done: {what}", what=what)),
        b.button(
            say("It stays mine"),
            "action:keep",
            f"{action.id}|{hand.kept}",
            says=say("It stays mine: {what}", what=what),
        ),
        b.button(say(HAND_ON), "action:hand", action.id, says=say("Hand it on: {what}", what=what)),
        b.button(
            say("Let it go"), "action:let_go", action.id, says=say("Let it go: {what}", what=what)
        ),
    ]


def _of_group(group: Subgroup) -> tuple[str, list[Block]]:
    if group.closed:
        return (say(BY_ITSELF if group.went_on else OVER)), []
    if group.pulse == "beyond":
        return say(BY_ITSELF), []
    title = b.cut(group.name, 45)
    return "", [
        b.button(
            say("It goes on by itself"),
            "pulse:beyond",
            group.id,
            says=say("It goes on: {title}", title=title),
        ),
        b.button(
            say("Hand over"), "subgroup:hand", group.id, says=say("Hand over: {title}", title=title)
        ),
        b.button(
            say("Close it"), "subgroup:close", group.id, says=say("Close: {title}", title=title)
        ),
    ]


def hand_form(action: ActionItem, who: Sequence[tuple[str, str]], *, waits: str) -> View:
    """Who is asked to take an action on from its owner."""
    asks = [b.context(say("{waits} is asked just now.", waits=name(waits)))] if waits else []
    blocks = [
        b.section(f"“{escape(action.what)}”"),
        b.field("person", say("Who is asked to take it on?"), person_select("person", who)),
        b.context(say("They are asked for a yes. Until they say so it stays with you.")),
        *asks,
    ]
    known = facts(action=action.id)
    return View(
        body=b.form("action_hand", say(HAND_ON), blocks, submit=say("Ask them"), facts=known)
    )


def is_asked(person: str) -> str:
    return say("I ask {person} for a yes. Until then it stays as it is.", person=name(person))


def still_open(
    last: Session, zone: str, actions: Sequence[tuple[ActionItem, str]], groups: Sequence[Subgroup],
    loops: Sequence[Loop], *, closes: str, moved: bool,
) -> Message:  # fmt: skip
    """To facilitators before the last session: what nobody has said anything about."""
    if moved:
        text = say("The programme goes on: what is open is named again before it ends.")
        return Message(text=text, blocks=(b.section(text),))
    lead = say(
        "“{title}” on {day} is the last session. Open until now:",
        title=escape(last.title),
        day=local_day(last.starts_at, zone),
    )
    parts = [*_open_actions(actions), *_open_groups(groups), *_untold(loops)] or [say(ALL_SAID)]
    foot = say(
        "On {closes} what is left closes by itself: an action stays with whoever took it on, what nobody here "
        "took on is let go with thanks, and so is a subgroup of which nobody says that it goes on. Hand on or "
        "let go what you like with `/convene actions`.",
        closes=closes,
    )
    shown = (b.section(f"*{lead}*"), *(b.section(part) for part in parts), b.context(foot))
    return Message(text="\n".join([lead, *parts, foot]), blocks=shown)


def _open_actions(actions: Sequence[tuple[ActionItem, str]]) -> list[str]:
    if not actions:
        return []
    lines = [f"• {action_line(action, owner)}" for action, owner in actions[:LISTED]]
    return [
        "\n".join(
            [
                say(
                    "{number_of_actions} without a word:",
                    number_of_actions=count(len(actions), "action", "actions"),
                ),
                *lines,
                *_more(actions),
            ]
        )
    ]


def _open_groups(groups: Sequence[Subgroup]) -> list[str]:
    if not groups:
        return []
    some = names(group.name for group in groups[:LISTED])
    return [
        say(
            "{number_of_subgroups} without a word: {some}.",
            number_of_subgroups=count(len(groups), "subgroup", "subgroups"),
            some=some,
        )
    ]


def _untold(loops: Sequence[Loop]) -> list[str]:
    """What people said, by its words where they were not taken back."""
    if not loops:
        return []
    lines = [f"• “{escape(loop.said)}”" for loop in loops[:LISTED] if loop.said]
    lead = say(
        "{number_of_things} people said, and have not heard what became of it (`/convene loops`):",
        number_of_things=count(len(loops), "thing", "things"),
    )
    return ["\n".join([lead, *lines, *_more(loops)])]


def _more(things: Sequence[object]) -> list[str]:
    return [say("• and {what} more", what=len(things) - LISTED)] if len(things) > LISTED else []


def goes_on(group: Subgroup, people: Sequence[str], still: Sequence[ActionItem]) -> Message:
    """The last words in the place of a subgroup that goes on by itself."""
    lines = [
        say(
            "The programme is over, and “{name}” goes on by itself. Thank you, {people}.",
            name=escape(group.name),
            people=names(people),
        ),
        say(
            "This place stays yours. I write here no more, and what you took on is in your own hands."
        ),
    ]
    waits = [a for a in still if a.state is not Progress.PROPOSED]
    if waits:
        lines.append(
            say("With you: ") + ", ".join(f"“{escape(a.what)}”" for a in waits[:MOST]) + "."
        )
    return Message(text=" ".join(lines), blocks=tuple(b.section(line) for line in lines))


def here_again(group: Subgroup) -> Message:
    """In place of these, where a session was added since."""
    text = say(
        "The programme goes on with one more session, and I am here again for “{name}”.",
        name=escape(group.name),
    )
    return Message(text=text, blocks=(b.section(text),))
