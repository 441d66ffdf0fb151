"""Somebody comes for somebody else, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.delegates import Delegate, Stands
from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts, person_select
from bot.voice.message import Block, Message, View
from bot.voice.ways import for_me
from bot.voice.words import escape, local, name

LATER = to_say("It is for this one session. The next time I ask you as usual.")
KEPT = to_say("Somebody comes for you")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Who comes for whom, for one of the two."""

    made: Delegate
    session: Session
    reader: Participant
    person: str
    delegate: str

    @property
    def when(self) -> str:
        return f"“{escape(self.session.title)}”, {local(self.session.starts_at, self.reader.zone)}"


def form(session: Session, who: Sequence[tuple[str, str]], zone: str) -> View:
    """Who comes: a colleague from the list, or somebody for this once."""
    blocks: list[Block] = [
        b.section(
            say(
                "Who comes for you to “{title}”, {local}? They get your seat, the notices and the link, and count for "
                "your organisation.",
                title=escape(session.title),
                local=local(session.starts_at, zone),
            )
        )
    ]
    if who:
        blocks.append(
            b.field("person", say("A colleague"), person_select("person", who), optional=True)
        )
    blocks += [
        b.field(
            "name", say("Or somebody else, by name"), b.text_input("name", most=80), optional=True
        ),
        b.field(
            "email", say("Their e-mail address"), b.text_input("email", most=254), optional=True
        ),
        b.context(
            say(
                "They see what concerns this session, and nothing of yours. {later}",
                later=say(LATER),
            )
        ),
    ]
    known = facts(session=session.id)
    return View(body=b.form("delegate", say("Somebody comes for me"), blocks, facts=known))


def sent(
    person: Participant, other: Participant, *, own: bool, known: bool, waits: bool = False
) -> Message:
    """To whoever arranged it: what follows, and how to undo it."""
    who, them = name(other.name), name(person.name)
    near = (
        say(" The start is near: a facilitator seats them with /convene rooms mend.")
        if waits
        else ""
    )
    far = say(
        " I have not met {who} in Slack yet: where they are not there, pass the link on to them.",
        who=who,
    )
    for_whom = say("you") if own else them
    line = (
        say("{who} comes for {them}. They get the notices and the link.", who=who, them=for_whom)
        if waits
        else say(
            "{who} comes for {them}. They have the seat, the notices and the link.",
            who=who,
            them=for_whom,
        )
    )
    line += near
    away = "" if known else far
    undo = say("on Home, “I come myself”") if own else f"/convene people {them} delegate off"
    return Message(text=say("{line}{away} To undo this: {undo}.", line=line, away=away, undo=undo))


def taken_back(person: Participant, delegate: str, *, own: bool) -> Message:
    who = say("you") if own else name(person.name)
    return Message(
        text=say(
            "{delegate} does not come for {who} any more. All is as it was before.",
            delegate=name(delegate),
            who=who,
        )
    )


def letter(seen: Seen, *, community: str) -> Message:
    """To the one who comes, or to the one they come for."""
    to_delegate = seen.reader.id == seen.made.delegate_id
    line = _to_delegate(seen, community) if to_delegate else _to_person(seen)
    buttons = _buttons(seen, to_delegate=to_delegate)
    return Message(text=line, blocks=(b.section(line), *([b.actions(*buttons)] if buttons else [])))


def _to_delegate(seen: Seen, community: str) -> str:
    if seen.made.state is Stands.CANNOT:
        return say(
            "You cannot come for {person} to {when}. I have told them.",
            person=name(seen.person),
            when=seen.when,
        )
    if not seen.made.comes:
        return say(
            "{person} needs nobody to come for them to {when} any more. Thank you for being ready.",
            person=name(seen.person),
            when=seen.when,
        )
    hello = say("Hello from {community}. ", community=escape(community)) if seen.made.guest else ""
    return say(
        "{hello}You come for {person} to {when}. I tell you your room and how to join in good time. You speak "
        "for yourself, not for them; nobody expects you to know what was said before.",
        hello=hello,
        person=name(seen.person),
        when=seen.when,
    )


def _to_person(seen: Seen) -> str:
    if seen.made.state is Stands.CANNOT:
        return say(
            "{delegate} cannot come for you to {when} after all. Come yourself, name somebody else, or leave it.",
            delegate=name(seen.delegate),
            when=seen.when,
        )
    if not seen.made.comes:
        return say(
            "{delegate} does not come for you to {when} any more.",
            delegate=name(seen.delegate),
            when=seen.when,
        )
    return say(
        "{delegate} comes for you to {when}. {later}",
        delegate=name(seen.delegate),
        when=seen.when,
        later=say(LATER),
    )


def _buttons(seen: Seen, *, to_delegate: bool) -> list[dict[str, object]]:
    id = seen.session.id
    if to_delegate:
        return [b.button(say("I cannot come"), "rsvp:no", id)] if seen.made.comes else []
    if seen.made.comes:
        return [b.button(say("I come myself"), "delegate:back", id)]
    return [
        b.button(say("I can come"), "rsvp:yes", id),
        for_me(id),
    ]


def nobody(person: Participant) -> Message:
    who = name(person.name)
    return Message(
        text=say(
            "Nobody comes for {who} next time. Write /convene people {who} delegate and a name on the roster, or a "
            "name and an e-mail address for somebody who comes this once.",
            who=who,
        )
    )


def comes(person: Participant, delegate: str) -> Message:
    who = name(person.name)
    return Message(
        text=say(
            "{delegate} comes for {who} next time. Write /convene people {who} delegate off to undo it.",
            delegate=name(delegate),
            who=who,
        )
    )
