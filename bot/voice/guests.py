"""Guests from outside: their invitation, their brief, thanks, and what facilitators see of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from bot.domain.guests import Guest, GuestQuestion, Standing
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.forms import facts
from bot.voice.message import Block, Message, View
from bot.voice.sessions import guest_line
from bot.voice.words import count, escape, length, local, name, names, spelled

MOST = 10
BY_MAIL, IN_SLACK = "mail", "slack"
SUBJECTS: Mapping[str, str] = {
    "invitation": "Your invitation: {title}, {when}",
    "brief": "Before we meet: {title}, {when}",
    "relieved": "You are not awaited any more: {title}, {when}",
    "called-off": "Called off: {title}, {when}",
    "takes-place": "It takes place after all: {title}, {when}",
    "moved": "Another time or place: {title}, {when}",
    "thanks": "Thank you for coming to “{title}”",
}
STATES = {Standing.INVITED: "invited", Standing.RELIEVED: "not coming", Standing.THANKED: "thanked"}


@dataclass(frozen=True, kw_only=True)
class Slot:
    """The part of a session a guest comes for, and when that is."""

    session: Session
    title: str
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True, kw_only=True)
class Meant:
    """All that a guest may know: the community, what it is for, what has been covered, and what people ask."""

    guest: Guest
    slot: Slot
    community: str
    aim: str
    covered: Sequence[str] = ()
    theme: str = ""
    brief: str = ""
    questions: Sequence[str] = ()
    where: str = ""

    @property
    def when(self) -> str:
        return local(self.slot.starts_at, self.guest.zone)


def letter(what: str, meant: Meant) -> str:
    """What a guest reads."""
    first, *rest = LETTERS[what](meant)
    return "\n\n".join([f"Hello {name(meant.guest.name)}. {first}", *rest])


def _invitation(meant: Meant) -> list[str]:
    return [
        f"{escape(meant.community)} would be glad to have you as a guest: “{escape(meant.slot.title)}”, {meant.when}, "
        f"{length(meant.slot.minutes)}.",
        f"Who we are: {escape(meant.aim)}",
        *_theme(meant),
        *_covered(meant),
        "Before we meet I write once more, with how to join and what people would like to ask you. If you cannot "
        "come, tell whoever asked you, or answer this mail.",
    ]


def _theme(meant: Meant) -> list[str]:
    theme = [f"What it is about: {escape(meant.theme)}"] if meant.theme else []
    return theme + ([f"What we hope for: {escape(meant.brief)}"] if meant.brief else [])


def _covered(meant: Meant) -> list[str]:
    if not meant.covered:
        return ["It is the first time that we meet."]
    listed = "\n".join(f"- {escape(title)}" for title in meant.covered)
    return [f"What we have met about so far:\n{listed}"]


def _brief(meant: Meant) -> list[str]:
    asked = "\n".join(f"- {escape(text)}" for text in meant.questions)
    return [
        f"We look forward to you: “{escape(meant.slot.title)}”, {meant.when}, {length(meant.slot.minutes)}.",
        meant.where,
        f"What people would like to ask you:\n{asked}"
        if asked
        else "Nobody has sent a question yet.",
        "People bring their own illness and care to this group. What they tell there stays there.",
    ]


def _relieved(meant: Meant) -> list[str]:
    return [
        f"We have changed our plan for {meant.when}: you need not come to “{escape(meant.slot.title)}”. Thank you for "
        "having been ready to. The entry in your calendar can go."
    ]


def _called_off(meant: Meant) -> list[str]:
    return [f"“{escape(meant.slot.title)}”, {meant.when}, does not take place. You need not come."]


def _takes_place(meant: Meant) -> list[str]:
    return [
        f"“{escape(meant.slot.title)}” takes place after all: {meant.when}. We would be glad to have you."
    ]


def _moved(meant: Meant) -> list[str]:
    place = "" if meant.slot.session.virtual else f" {meant.where}"  # the link comes with the brief
    return [
        f"“{escape(meant.slot.title)}” is at another time or place now: {meant.when}, {length(meant.slot.minutes)}."
        f"{place} If you cannot come then, tell whoever asked you."
    ]


def _thanks(meant: Meant) -> list[str]:
    return [
        f"Thank you for your time with us in “{escape(meant.slot.title)}”. It was good to have you."
    ]


LETTERS = {
    "invitation": _invitation,
    "brief": _brief,
    "relieved": _relieved,
    "called-off": _called_off,
    "takes-place": _takes_place,
    "moved": _moved,
    "thanks": _thanks,
}


def news(session: Session, guest: Guest, before: Guest, *, zone: str) -> Message:
    """To everyone who was told of another guest."""
    said = (
        f"On {local(session.starts_at, zone)} our guest in “{escape(session.title)}” is {name(guest.name)}, in place "
        f"of {name(before.name)}."
    )
    return Message(text=said, blocks=(b.section(said),))


def page(
    session: Session,
    guests: Sequence[tuple[Guest, Slot]],
    questions: Sequence[tuple[GuestQuestion, str]],
    *,
    zone: str,
    lead: str = "",
) -> Message:
    """A session's guests, for facilitators."""
    title = f"*Guests of “{escape(session.title)}”*, {local(session.starts_at, zone)}"
    blocks: list[Block] = [b.section(lead)] if lead else []
    blocks.append(b.section(title))
    lines = [lead, title.replace("*", "")]
    for guest, slot in guests[:MOST]:
        said = _one(guest, slot)
        lines.append(said)
        blocks.append(b.section(said))
        if guest.state is Standing.INVITED:
            blocks.append(b.actions(*_buttons(guest)))
    if not guests:
        lines.append(NOBODY)
        blocks.append(b.section(NOBODY))
    if questions:
        asked = "\n".join(f"• {escape(q.text)} ({name(who)})" for q, who in questions[:20])
        blocks.append(b.section(f"*{ASKED}*\n{asked}"))
        lines += [ASKED, asked]
    blocks.append(b.actions(b.button("Invite a guest", "guest:add", session.id, style="primary")))
    return Message(text="\n".join(filter(None, lines)), blocks=tuple(blocks))


ASKED = "What people would like to ask:"
NOBODY = "Nobody is invited."


def _one(guest: Guest, slot: Slot) -> str:
    road = "in Slack" if guest.in_slack else "by mail"
    there = local(slot.starts_at, guest.zone)
    return f"{name(guest.name)}, {escape(guest.email)}: {STATES[guest.state]}, {road}; “{escape(slot.title)}”, {there}."


def _buttons(guest: Guest) -> list[dict[str, object]]:
    who = spelled(guest.name)
    return [
        b.button(
            "Somebody else comes", "guest:swap", guest.id, says=f"Somebody else in place of {who}"
        ),
        b.button("Thank now", "guest:thank", guest.id, says=f"Thank {who} now"),
    ]


def public(session: Session, guests: Sequence[str], *, zone: str) -> Message:
    """A session's guests, for everybody."""
    who = guest_line(guests, session.month) if guests else NOBODY
    return Message(text=f"“{escape(session.title)}”, {local(session.starts_at, zone)}. {who}")


def form(slots: Sequence[tuple[str, str]], *, chosen: str, zone: str, before: Guest | None) -> View:
    """Who is invited, for what, and how they are written to."""
    road = IN_SLACK if before and before.in_slack else BY_MAIL
    lead = (
        f"In place of {name(before.name)}, who is told at once that they need not come, as is everyone who was told "
        "of them."
        if before
        else "They are written to at once: who we are, when it is in their own time, what has been covered. Two days "
        "before, how to join and what people ask. They see nothing else."
    )
    ways = [("By mail", BY_MAIL), ("In Slack, where they have this address", IN_SLACK)]
    where = before.zone if before else zone
    blocks = [
        b.section(lead),
        b.field("slot", "For which part", b.select("slot", slots, chosen=chosen)),
        b.field("name", "Their name", b.text_input("name", most=120)),
        b.field("email", "Their address", b.text_input("email", most=200)),
        b.field("zone", "Their time zone, by its city", b.text_input("zone", most=60, value=where),
                hint="Such as Europe/Stockholm or America/Sao_Paulo."),
        b.field("road", "How I write to them", b.radio("road", ways, chosen=road)),
    ]  # fmt: skip
    carried = facts(guest=before.id if before else "")
    title, submit = ("Somebody else comes", "Swap") if before else ("Invite a guest", "Invite")
    return View(body=b.form("guest", title, blocks, submit=submit, facts=carried))


def invited(guest: Guest, when: str) -> str:
    return f"{name(guest.name)} is written to: {when}. To change it: `/convene guest`."


def swapped(guest: Guest, before: Guest, told: int, *, both: bool) -> str:
    who = "Both are" if both else f"{name(guest.name)} is"
    hear = "hears" if told == 1 else "hear"
    others = f"{count(told, 'other')} {hear} of it, too" if told else "nobody else had been told"
    return f"{name(guest.name)} comes in place of {name(before.name)}. {who} written to; {others}."


def session_gone(guest: Guest) -> str:
    """To facilitators, where a plan has no such session any more."""
    who = unescape(name(guest.name))
    return f"The session {who} was invited to is not in the new plan. Nothing is sent to them: tell them."


def thanked(guest: Guest) -> str:
    return f"{name(guest.name)} is thanked."


def asked(guests: Sequence[str], briefed: Sequence[str]) -> str:
    """To whoever sent a question: who reads it, and with whose name; `briefed` had what was asked before."""
    to = [names(guests), "read" if len(guests) > 1 else "reads"] if guests else []
    if not guests and not briefed:
        to = ["The guest, once one is invited,", "reads"]
    known = "Facilitators see it with your name."
    read = f"{' '.join(to)} it without your name. " if to else ""
    have = "have" if len(briefed) > 1 else "has"
    late = f" {names(briefed)} {have} their letter already, so a facilitator may ask it for you."
    return f"Thank you. {read}{known}{late if briefed else ''}"


def slot_label(title: str, when: str) -> str:
    return f"{title}, {when}"


WHOLE = "the whole session"
