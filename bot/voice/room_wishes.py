"""Private wishes about rooms in words: for whoever asks, and for facilitators alone. No other page has any of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.languages import say, say_many, to_say
from bot.domain.room_wishes import RoomWish, WishKind
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice import forms
from bot.voice.message import Message, View
from bot.voice.rooms import mend_button, paragraphs
from bot.voice.words import escape, listed, local_day, name, names, spelled

WHO_KNOWS = to_say(
    "Only the facilitators know what you ask for here. Nobody else is told, no page or list shows it, "
    "and nobody asks you why."
)
FACILITATORS_ONLY = to_say("Only facilitators see this, and no other page or list shows any of it.")
ALWAYS, ONCE = "always", "once"
HOW_TO = to_say(
    "By hand: `/convene wishes apart Ada, Bo`, `/convene wishes together Ada, Bo` for an interpreter and the "
    "person they interpret for, with a month before it (`2 apart`) for that session alone; "
    "`/convene wishes end Ada, Bo`."
)


@dataclass(frozen=True, kw_only=True)
class OwnWishes:
    """What one person may ask for just now, and what they have asked for."""

    person: Participant
    people: Mapping[str, Participant]
    others: Sequence[Participant]
    wishes: Sequence[RoomWish]
    sessions: Mapping[str, Session]
    session: Session | None = None
    room: str = ""  # the room they were told, unless they have asked for another already


def about(wish: RoomWish, people: Mapping[str, Participant], reader: str = "") -> str:
    """Not with Ted Okulicz: plain words for a list to choose from. Whoever reads their own wish is left out."""
    others = [spelled(people[p].name) for p in wish.people if p in people and p != reader]
    if wish.kind is WishKind.ELSEWHERE:
        return ": ".join([*others, say("another room than {room}", room=spelled(wish.room))])
    return (
        say("not with {others}", others=listed(others))
        if reader
        else f"{wish.kind.value}: {listed(others)}"
    )


def how_long(wish: RoomWish, sessions: Mapping[str, Session]) -> str:
    """From now on, or for one session."""
    session = sessions.get(wish.session_id)
    return say("for month {month} only", month=session.month) if session else say("every time")


def own_form(own: OwnWishes) -> View:
    """Where a person asks for another room or for other company, and takes it back."""
    blocks = [b.section(say(WHO_KNOWS))]
    if own.room:
        blocks.append(_another_room(own.room))
    blocks += [_people_field("people", say("Not in a room with"), own.others), _scope(own.session)]
    blocks += _asked_before(own)
    known = forms.facts(session=own.session.id if own.session else "", room=own.room)
    return View(body=b.form("room_wish", say("Wishes about rooms"), blocks, facts=known))


def _another_room(room: str) -> dict[str, Any]:
    tick = {
        "type": "checkboxes",
        "action_id": "room",
        "options": [b.option(say("Another room this time"), "elsewhere")],
    }
    return b.field("room", say("You were told {room}", room=spelled(room)), tick, optional=True)


def _people_field(act: str, label: str, people: Sequence[Participant]) -> dict[str, Any]:
    who = [(spelled(p.name), p.id) for p in people]
    chosen = several(act, who)
    return b.field(
        act, label, chosen, optional=True, hint=say("One or more people. They are not told.")
    )


def several(act: str, who: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A list to choose several from."""
    return {**forms.person_select(act, who), "type": "multi_static_select"}


def _scope(session: Session | None) -> dict[str, Any]:
    choices = [(say("Every time"), ALWAYS)]
    choices += (
        [(say("Only next time, month {month}", month=session.month), ONCE)] if session else []
    )
    return b.field("scope", say("For how long"), b.radio("scope", choices, chosen=ALWAYS))


def _asked_before(own: OwnWishes) -> list[dict[str, Any]]:
    """What holds now, and a way to take it back."""
    if not own.wishes:
        return []
    told = [
        (f"{about(w, own.people, own.person.id)}, {how_long(w, own.sessions)}", w.id)
        for w in own.wishes
    ]
    lines = [f"• {name(said)}" for said, _ in told]
    return [
        b.divider(),
        *paragraphs([say("*What you have asked for*"), *lines]),
        b.field("ended", say("Take back"), several("ended", told), optional=True),
    ]


def receipt(*, asked: bool, ended: bool, rooms: bool, near: bool) -> str:
    """What happens next, without a name: it may be read over a shoulder."""
    back = say("What you took back no longer holds.") if ended else ""
    if not asked:
        return say("{back} Nobody else has been told.", back=back)
    if rooms and near:
        after = say(
            "The start is near, so rooms no longer change by themselves: facilitators see it now."
        )
    elif rooms:
        after = say(
            "Rooms are made already: facilitators see it now. If yours changes, you hear it from me."
        )
    else:
        after = say("The rooms are drawn with it.")
    keeps = say("You can take it back in the same place, at any time.")
    return " ".join(filter(None, [say("Thank you. It is kept, privately."), after, keeps, back]))


@dataclass(frozen=True, kw_only=True)
class AllWishes:
    """Every private wish, as facilitators may know it.

    `unkept` are the ids of those that the rooms of the next session do not keep, `conflict` says what cannot
    all be kept in it, `interpreted` are people whose access needs speak of an interpreter.
    """

    wishes: Sequence[RoomWish]
    people: Mapping[str, Participant]
    seated: Sequence[Participant]
    sessions: Mapping[str, Session]
    session: Session | None = None
    unkept: frozenset[str] = frozenset()
    conflict: str = ""
    interpreted: Sequence[Participant] = ()


def all_page(seen: AllWishes, *, lead: str = "") -> Message:
    """Who asked for what, what is not kept, and how to write down or end a wish."""
    there = say_many(
        "There is {number} private wish about rooms.",
        "There are {number} private wishes about rooms.",
        len(seen.wishes),
    )
    there = there if seen.wishes else say("There are no wishes about rooms.")
    first = f"{lead} {there} {say(FACILITATORS_ONLY)}".strip()
    lines = [_line(seen, wish) for wish in seen.wishes]
    hints = [*_conflict(seen), *map(_hint, seen.interpreted)]
    return Message(
        text="\n".join([first, *lines, *hints, say(HOW_TO)]),
        blocks=(
            b.section(first),
            *paragraphs(lines),
            *paragraphs(hints),
            b.context(say(HOW_TO)),
            b.actions(*_buttons(seen)),
        ),
    )


def _line(seen: AllWishes, wish: RoomWish) -> str:
    """Apart: Pearl and Ted, every time (asked by Pearl). Not kept in the rooms of month 2."""
    who = names(seen.people[p].name for p in wish.people)
    what = {
        WishKind.APART: say("*Apart*: {who}", who=who),
        WishKind.TOGETHER: say("*Together*: {who}", who=who),
        WishKind.ELSEWHERE: say("*Another room*: {who}, not {room}", who=who, room=name(wish.room)),
    }[wish.kind]
    by = seen.people.get(wish.by)
    own = wish.by in wish.people
    who_asked = (
        say("asked by {name}", name=name(by.name))
        if by and own
        else say("written down by {name}", name=name(by.name))
        if by
        else say("written down")
    )
    month = seen.session.month if seen.session else 0
    kept = (
        say(" *Not kept* in the rooms of month {month}.", month=month)
        if wish.id in seen.unkept
        else ""
    )
    return f"• {what}, {how_long(wish, seen.sessions)} ({who_asked}).{kept}"


def _conflict(seen: AllWishes) -> list[str]:
    """What contradicts what in the next session."""
    if not seen.conflict or not seen.session:
        return []
    return [
        say(
            "Month {month} cannot have rooms like this. {conflict}",
            month=seen.session.month,
            conflict=escape(seen.conflict),
        )
    ]


def _hint(person: Participant) -> str:
    who, needs = name(person.name), escape(person.access_needs)
    return say(
        "{who}'s access needs mention an interpreter: “{needs}”. If the interpreter is on the roster, write down "
        "that both are to be together.",
        who=who,
        needs=needs,
    )


def _buttons(seen: AllWishes) -> list[dict[str, Any]]:
    buttons = [b.button(say("Write down or end a wish"), "wishes:open")]
    if seen.unkept and seen.session:
        buttons.insert(0, mend_button(seen.session))
    return buttons


def all_form(seen: AllWishes) -> View:
    """Where facilitators write down a wish by hand, and end one."""
    kinds = [
        (say("Not in one room"), WishKind.APART.value),
        (say("In one room"), WishKind.TOGETHER.value),
    ]
    blocks = [
        b.section(say(FACILITATORS_ONLY)),
        b.field("kind", say("These people are to be"), b.radio("kind", kinds, chosen=kinds[0][1])),
        _people_field("people", say("Who"), seen.seated),
        _scope(seen.session),
    ]
    told = [(f"{about(w, seen.people)}, {how_long(w, seen.sessions)}", w.id) for w in seen.wishes]
    if told:
        blocks += [b.divider(), b.field("ended", say("End"), several("ended", told), optional=True)]
    known = forms.facts(session=seen.session.id if seen.session else "")
    return View(body=b.form("room_wishes", say("Private wishes"), blocks, facts=known))


def let_go() -> Message:
    """Tell whoever asked that a facilitator ended it; what it was is said nowhere."""
    return Message(
        text=say(
            "The facilitators let go of something you had asked of the rooms, so it no longer holds. What still "
            "holds stands behind “Someone you would rather not share a room with?” on my Home page, where you can ask "
            "again; “A word with a facilitator” is there, too."
        )
    )


def rooms_word(session: Session, unkept: int, *, zone: str) -> Message:
    """Tell a facilitator that something waits for them in private."""
    when = f"“{escape(session.title)}”, {local_day(session.starts_at, zone)}"
    if unkept:
        them = (
            say("a private wish is")
            if unkept == 1
            else say("{unkept} private wishes are", unkept=unkept)
        )
        said = say(
            "{when}: {them} not kept in the rooms. What is asked: `/convene wishes`",
            when=when,
            them=them,
        )
        buttons = [mend_button(session), b.button(say("Private wishes"), "wishes:open")]
    else:
        said = say(
            "{when}: no rooms are drawn, for not all that is asked of them can be kept. What contradicts what: "
            "`/convene wishes`. When one of it is let go, I draw them within the hour",
            when=when,
        )
        buttons = [b.button(say("Private wishes"), "wishes:open")]
    return Message(text=f"{said}.", blocks=(b.section(f"{said}."), b.actions(*buttons)))
