"""Answers to commands: the sentence one came for first, then the rest."""

from collections.abc import Mapping, Sequence

from bot.domain.languages import say, say_many
from bot.domain.meetings import ZOOM, MeetingPlace
from bot.domain.programme import LearningPlan, PlannedSession
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.on_behalf import offer
from bot.voice.rooms import paragraphs
from bot.voice.session_news import agenda
from bot.voice.sessions import Invitation, answered, elsewhere_words, room_words, where
from bot.voice.words import city, count, escape, local, name


def nothing_yet() -> Message:
    return Message(text=say("The programme has not begun yet. You hear from me when it does."))


def mine(seen: Invitation | None, *, questions: int, actions: Sequence[str]) -> Message:
    """Everything of one's own in a few lines."""
    lines = _next(seen) if seen else [say("No session is ahead.")]
    lines.append(
        say(
            "{number_of_questions} waiting for you: they are on my Home page.",
            number_of_questions=count(questions, "question", "questions"),
        )
        if questions
        else ""
    )
    lines += [say("You took on {action}.", action=action) for action in actions] or [
        say("You have not taken on anything.")
    ]
    kept = [line for line in lines if line]
    return Message(text=" ".join(kept), blocks=tuple(b.section(line) for line in kept[:40]))


def _next(seen: Invitation) -> list[str]:
    return [
        say("Next: “{title}”, {when}.", title=escape(seen.session.title), when=seen.when),
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
        say(
            "*{title}*: month {month} of {months}.",
            title=escape(plan.title),
            month=month,
            months=plan.months,
        )
        if month
        else say("All sessions are over.")
    )
    lines = [f"{s.month}. {escape(s.title)}: {local(s.starts_at, zone)}{_how(s)}" for s in ahead]
    lines += [escape(line) for line in load]
    return Message(text="\n".join([lead, *lines]), blocks=(b.section(lead), *paragraphs(lines)))


def _how(session: Session) -> str:
    if session.cancelled:
        return say(", called off")
    return "" if session.virtual else say(", in person")


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
    mode = say("on {name}", name=name(place.name)) if session.virtual else say("in person")
    ready = (
        say_many("{number} thing needs you", "{number} things need you", len(needs))
        if needs
        else say("ready")
    )
    ready = say("called off") if session.cancelled else ready
    lead = f"“{escape(session.title)}”, {local(session.starts_at, zone)}, {mode}: {ready}."
    lines = [
        escape(planned.purpose),
        say("Answers: {replies}", replies=replies),
        rooms,
        f"{name(place.name)}: {zoom}",
    ]
    lines += [agenda(rounds)] if rounds else []
    lines += [readings] if readings else []
    lines += [f"• {escape(need)}" for need in needs]
    lines += carried
    change = b.actions(b.button(say("Move or change it"), "session:change", session.id))
    return Message(
        text="\n".join([lead, *lines]), blocks=(b.section(f"*{lead}*"), *paragraphs(lines), change)
    )


def no_rooms(session: Session) -> Message:
    return Message(
        text=say(
            "No rooms are proposed for month {month} yet. They come five days ahead or so; now with: `/convene rooms "
            "{month} propose`",
            month=session.month,
        )
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
    lead = say(
        "{number_of_people} of {number_of_organisations} take part. {by_role}.",
        number_of_people=count(seated, "person", "people"),
        number_of_organisations=count(organisations, "organisation", "organisations"),
        by_role=by_role,
    )
    gap = (
        say("Without a Zoom address: {list}.", list=", ".join(name(n) for n in without))
        if without
        else say("All have a Zoom address.")
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
        say(
            "Lives by {city} time, language {language}.",
            city=city(person.zone),
            language=escape(person.language),
        ),
        say(
            "Zoom address: {zoom_email}.",
            zoom_email=escape(person.zoom_email) or say("none, place by hand"),
        )
        if place.places_people
        else "",
        say("Needs: {access_needs}.", access_needs=escape(person.access_needs))
        if person.access_needs
        else "",
        say("Sits in {room} next time.", room=name(room)) if room else "",
    ]
    kept = [line for line in lines if line]
    shown = (
        *(b.section(line) for line in kept),
        *([] if person.facilitates else [offer(person)]),
        b.actions(b.button(say("They are leaving"), "leaving-look", person.id)),
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
        return Message(text="\n".join([f"{over or say('No session is ahead.')} {backlog}", *after]))
    when = local(session.starts_at, zone)
    if needs:
        verb = "needs" if len(needs) == 1 else "need"
        lead = say(
            "{when}: {number_of_things} {verb} you before “{title}”.",
            when=when,
            number_of_things=count(len(needs), "thing", "things"),
            verb=verb,
            title=escape(session.title),
        )
    else:
        lead = say(
            "{when}: “{title}” is ready; nothing needs you.", when=when, title=escape(session.title)
        )
    lines = [f"• {escape(need)}" for need in needs]
    foot = [*filter(None, [loops, aim]), say("Messages: {backlog}", backlog=backlog)]
    return Message(
        text="\n".join([lead, *lines, *foot]),
        blocks=(b.section(f"*{lead}*"), *paragraphs(lines), *map(b.context, foot)),
    )
