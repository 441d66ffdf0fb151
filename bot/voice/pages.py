"""Answers to commands: the sentence one came for first, then the rest."""

from collections.abc import Mapping, Sequence

from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.programme import LearningPlan, PlannedSession
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.on_behalf import offer
from bot.voice.rooms import paragraphs
from bot.voice.sessions import Invitation, agenda, answered, elsewhere_words, room_words, where
from bot.voice.words import city, count, escape, local, name

EVERYONE = {
    "mine": "my next session in my own time, my room, who welcomes and notices, my questions and actions",
    "who": "who sits with me next time: /convene who, or for one person of my room /convene who Pearl",
    "why": "why I sit where I sit",
    "branch": "name something you would like to go further on: /convene branch Texts before discharge",
    "action": "note what you take on: /convene action Ring the ward by 2027-03-10",
    "thread": "what my organisation writes, from its priority to what was learned: /convene thread, or compare persona",
    "subgroup": "my subgroups and those I could join: a time to meet, an action, the charter, the end",
    "pause": "hear nothing for a while: /convene pause, or /convene pause until 2027-03-10; off to end it",
    "story": "tell a story, read those told to you; for a room's host: /convene story note Pearl, with her leave",
    "take back": "my stories, to take one back",
    "reading": "what others should know: /convene reading add with a title, DOI or link; list; search waiting; export",
    "aim": "what we are here for: read it, say what you think; facilitators write it anew, and nothing is lost",
    "agreements": "how we want to be with each other, in the same way",
    "guest": "who comes from outside; to ask them something: /convene guest question 2 What helped you most?",
    "help": "this list",
}
FACILITATORS = {
    "plan": "the programme: which month, what is next, all dates",
    "session": "one session and what it needs: /convene session 2; agenda; rehearse; "
    "cancel because ..., uncancel; move 2027-04-28 15:00 because ..., minutes 75, swap 4; "
    "add 2027-05-12 15:00 like 5 TITLE",
    "rooms": "see, mend, swap, move, pin, undo, publish: /convene rooms 2 swap Ted Okulicz, Gil Brandmeyer",
    "prompt": "what is asked around a session: preview, re-word, move, hold, skip, ask more: /convene prompt 2 hold 3",
    "people": "who takes part: /convene people, or people Pearl; people Pearl leaves, or returns, or is away; "
    "people Darrow delegate Tamsin, or a name and an address for somebody who comes this once, or off; "
    "people attendance, or people Pearl attendance",
    "wishes": "private wishes about rooms, which only facilitators see: who is to be apart or together",
    "who": "where anybody sits, or would go if they came late: /convene who Pearl",
    "story back": "take a story back for somebody who asked you to: /convene story back Pearl",
    "synthesis": "read answers, sort them into themes, write and publish: /convene synthesis 2, or 2 lay",
    "loops": "you said, and this happened: what waits for an answer, with whom, and for how long",
    "voice": "who was heard, by month and by side, never one by one",
    "actions": "what people took on, by level, organisation or subgroup; change several: /convene actions planning",
    "hours": "which hours would be fair for the sessions ahead, asking the group, and deciding",
    "status": "what is ready and what needs you",
    "web": "your pages in the browser: this session, its rooms as a board, the day, the months",
}


def help_page(*, facilitates: bool) -> Message:
    """What one can type; most of it is also a button on Home or in a message."""
    known = {**EVERYONE, **(FACILITATORS if facilitates else {})}
    lead = "You need no commands for most of this: it is also a button on my Home page or in my messages."
    lines = [f"`/convene {word}`  {escape(what)}" for word, what in known.items()]
    return Message(text="\n".join([lead, *lines]), blocks=(b.section(lead), *paragraphs(lines)))


def words_known(*, facilitates: bool) -> list[str]:
    return [*EVERYONE, *(FACILITATORS if facilitates else {})]


def unknown(word: str, nearest: str) -> Message:
    hint = (
        f"Did you mean `/convene {nearest}`?"
        if nearest
        else "`/convene help` lists what I understand."
    )
    return Message(text=f"I do not know “{escape(word)}”. {hint}")


def nothing_yet() -> Message:
    return Message(text="The programme has not begun yet. You hear from me when it does.")


def mine(seen: Invitation | None, *, questions: int, actions: Sequence[str]) -> Message:
    """Everything of one's own in a few lines."""
    lines = _next(seen) if seen else ["No session is ahead."]
    lines.append(
        f"{count(questions, 'question')} waiting for you: they are on my Home page."
        if questions
        else ""
    )
    lines += [f"You took on {action}." for action in actions] or ["You have not taken on anything."]
    kept = [line for line in lines if line]
    return Message(text=" ".join(kept), blocks=tuple(b.section(line) for line in kept[:40]))


def _next(seen: Invitation) -> list[str]:
    return [
        f"Next: “{escape(seen.session.title)}”, {seen.when}.",
        where(seen),
        room_words(seen),
        *elsewhere_words(seen),
        *seen.parts,
        "" if seen.person.facilitates else answered(seen),
    ]


def programme(
    plan: LearningPlan,
    ahead: Sequence[Session],
    month: int,
    zone: str,
    *,
    load: Sequence[str] = (),
) -> Message:
    lead = (
        f"*{escape(plan.title)}*: month {month} of {plan.months}."
        if month
        else "All sessions are over."
    )
    lines = [f"{s.month}. {escape(s.title)}: {local(s.starts_at, zone)}{_how(s)}" for s in ahead]
    lines += [escape(line) for line in load]
    return Message(text="\n".join([lead, *lines]), blocks=(b.section(lead), *paragraphs(lines)))


def _how(session: Session) -> str:
    if session.cancelled:
        return ", called off"
    return "" if session.virtual else ", in person"


def session(
    session: Session,
    planned: PlannedSession,
    *,
    zone: str,
    replies: str,
    rooms: str,
    zoom: str,
    place: MeetingPlace = ZOOM,
    needs: Sequence[str],
    rounds: Sequence[tuple[str, str]] = (),
    carried: Sequence[str] = (),
    readings: str = "",
) -> Message:
    """One session on one page."""
    mode = f"on {name(place.name)}" if session.virtual else "in person"
    ready = (
        f"{count(len(needs), 'thing')} {'needs' if len(needs) == 1 else 'need'} you"
        if needs
        else "ready"
    )
    ready = "called off" if session.cancelled else ready
    lead = f"“{escape(session.title)}”, {local(session.starts_at, zone)}, {mode}: {ready}."
    lines = [escape(planned.purpose), f"Answers: {replies}", rooms, f"{name(place.name)}: {zoom}"]
    lines += [agenda(rounds)] if rounds else []
    lines += [readings] if readings else []
    lines += [f"• {escape(need)}" for need in needs]
    lines += carried
    change = b.actions(b.button("Move or change it", "session:change", session.id))
    return Message(
        text="\n".join([lead, *lines]), blocks=(b.section(f"*{lead}*"), *paragraphs(lines), change)
    )


def no_rooms(session: Session) -> Message:
    return Message(
        text=f"No rooms are proposed for month {session.month} yet. They come five days ahead or so; "
        f"now with: `/convene rooms {session.month} propose`"
    )


def people(
    everyone: Sequence[Participant],
    seated: int,
    labels: Mapping[str, str],
    place: MeetingPlace = ZOOM,
) -> Message:
    """How many take part, by role and organisation; who lacks a Zoom address."""
    roles = sorted({p.role for p in everyone})
    by_role = "; ".join(
        f"{escape(labels.get(r, r))}: {sum(1 for p in everyone if p.role == r)}" for r in roles
    )
    without = [p.name for p in everyone if not p.zoom_email and not p.facilitates]
    organisations = len({p.organisation for p in everyone})
    lead = f"{count(seated, 'person', 'people')} of {count(organisations, 'organisation')} take part. {by_role}."
    gap = (
        f"Without a Zoom address: {', '.join(name(n) for n in without)}."
        if without
        else "All have a Zoom address."
    )
    if not place.places_people:
        return Message(text=lead, blocks=(b.section(lead),))
    return Message(text=f"{lead} {gap}", blocks=(b.section(lead), *paragraphs([gap])))


def one_person(
    person: Participant, room: str, labels: Mapping[str, str], place: MeetingPlace = ZOOM
) -> Message:
    """One person, as facilitators may see them."""
    lines = [
        f"{name(person.name)}, {name(person.organisation)}: {escape(labels.get(person.role, person.role))}.",
        f"Lives by {city(person.zone)} time, language {escape(person.language)}.",
        f"Zoom address: {escape(person.zoom_email) or 'none, place by hand'}."
        if place.places_people
        else "",
        f"Needs: {escape(person.access_needs)}." if person.access_needs else "",
        f"Sits in {name(room)} next time." if room else "",
    ]
    kept = [line for line in lines if line]
    shown = (
        *(b.section(line) for line in kept),
        *([] if person.facilitates else [offer(person)]),
        b.actions(b.button("They are leaving", "leaving-look", person.id)),
    )
    return Message(text=" ".join(kept), blocks=shown)


def status(
    session: Session | None,
    needs: Sequence[str],
    backlog: str,
    zone: str,
    *,
    loops: str = "",
    aim: str = "",
    over: str = "",
) -> Message:
    """What is ready and what needs a person, in one look. `over` says since when the programme is over."""
    if session is None:
        after = [f"• {escape(need)}" for need in needs]
        return Message(text="\n".join([f"{over or 'No session is ahead.'} {backlog}", *after]))
    when = local(session.starts_at, zone)
    if needs:
        verb = "needs" if len(needs) == 1 else "need"
        lead = f"{when}: {count(len(needs), 'thing')} {verb} you before “{escape(session.title)}”."
    else:
        lead = f"{when}: “{escape(session.title)}” is ready; nothing needs you."
    lines = [f"• {escape(need)}" for need in needs]
    foot = [*filter(None, [loops, aim]), f"Messages: {backlog}"]
    return Message(
        text="\n".join([lead, *lines, *foot]),
        blocks=(b.section(f"*{lead}*"), *paragraphs(lines), *map(b.context, foot)),
    )
