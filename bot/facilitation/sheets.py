"""What facilitators get to see: the rooms page, the host sheet, and what Zoom would not do."""

from datetime import timedelta

from bot.domain.effects import Effect
from bot.domain.roster import Participant
from bot.domain.sessions import RoomPlan, Session
from bot.facilitation.audience import rooms_of
from bot.facilitation.meetings import placements
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.voice import blocks as b
from bot.voice import rooms
from bot.voice.message import Message
from bot.voice.words import count, escape, local

START_LINK = timedelta(days=30)
Words = Message | Drop


def page_of(setting: Setting, session: Session, plan: RoomPlan) -> rooms.RoomsPage:
    """The rooms of a session with everything facilitators need beside them."""
    published = setting.memory.plans.published(session.id)
    return rooms.RoomsPage(
        told=published.version if published else 0,
        session=session,
        plan=plan,
        people=setting.people,
        placements=placements(setting, session, plan),
        meeting=setting.memory.meetings.seek(session.id),
    )


def rooms_page(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    plan = setting.memory.plans.latest(session.id)
    if session.cancelled or plan is None:
        return Drop(why="there are no rooms to show")
    return rooms.rooms_page(page_of(setting, session, plan))


def host_sheet(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    plan = rooms_of(setting, session)
    if session.cancelled or plan is None:
        return Drop(why="there are no rooms to show")
    url = start_url(setting, session, person) if session.virtual else ""
    key = setting.desk.house.host_key if session.virtual else ""
    return rooms.host_sheet(
        page_of(setting, session, plan), start_url=url, zone=person.zone, host_key=key
    )


def start_url(setting: Setting, session: Session, person: Participant) -> str:
    """This facilitator's own way to the Start page, which fetches the host's link at the moment it is pressed."""
    base = setting.desk.house.public_url.rstrip("/")
    if not base or setting.memory.meetings.seek(session.id) is None:
        return ""
    token = setting.desk.links.mint("start", {"person": person.id, "session": session.id})
    return f"{base}/facilitate/session/{session.month}/start?key={token}"


def publish_reminder(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    plan = setting.memory.plans.latest(session.id)
    if session.cancelled or plan is None or plan.state == "published":
        return Drop(why="published already")
    lead = f"The rooms for {local(session.starts_at, person.zone)} wait for your yes: nobody has been told yet."
    return rooms.rooms_page(page_of(setting, session, plan), lead=lead)


def zoom_news(setting: Setting, effect: Effect, person: Participant) -> Words:
    """Who must be placed by hand, and why, with the file and the list that help."""
    session = setting.session(effect.payload["session"])
    plan = setting.memory.plans.published(session.id)
    if session.cancelled or plan is None:
        return Drop(why="there are no rooms to place people in")
    words = rooms.zoom_words(page_of(setting, session, plan))
    if not words:
        return Drop(why="Zoom places everyone")
    hint = (
        f"Everyone knows their own room all the same. The list for Zoom's own import: /convene rooms {session.month} "
        f"csv, or on the command line: convener session rooms {session.month} --zoom-csv FILE."
    )
    return Message(text=f"{words} {hint}", blocks=(*rooms.paragraphs([words]), b.context(hint)))


def zoom_refused(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    words = (
        f"Zoom did not make the meeting for “{escape(session.title)}”: {escape(str(effect.payload['why']))} "
        "The session can run all the same: open a meeting by hand and share its link; everyone knows their room."
    )
    return Message(text=words, blocks=(b.section(words),))


def trouble(effect: Effect) -> Message:
    words = escape(str(effect.payload["words"]))
    return Message(text=words, blocks=(b.section(words),))


def with_take_button(said: Message, call_id: str) -> Message:
    """A call that nobody has taken yet."""
    button = b.actions(b.button("I answer", "call:take", call_id, style="primary"))
    return Message(text=said.text, blocks=(*said.blocks, button))


def zoom_file(setting: Setting, session: Session) -> str:
    """The rooms as Zoom's own import file."""
    plan = rooms_of(setting, session)
    return rooms.zoom_csv(placements(setting, session, plan)) if plan else rooms.zoom_csv([])


def placed_line(setting: Setting, session: Session) -> str:
    """How many are planned, sent, confirmed, without address, or guests."""
    plan = rooms_of(setting, session)
    seats = placements(setting, session, plan) if plan else []
    tally = {status: sum(1 for p in seats if p.status == status) for status in rooms.PLACEMENTS}
    return (
        ", ".join(f"{status} {number}" for status, number in tally.items())
        if seats
        else count(0, "seat")
    )
