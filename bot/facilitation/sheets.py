"""What facilitators get to see: the rooms page, the host sheet, and what Zoom would not do."""

from datetime import timedelta

from bot.domain.effects import Effect
from bot.domain.languages import say
from bot.domain.roster import Participant
from bot.domain.seating_again import met_again
from bot.domain.sessions import RoomPlan, Session
from bot.facilitation import parts, personal_links, staying
from bot.facilitation.audience import rooms_of
from bot.facilitation.day_links import day_address
from bot.facilitation.live import in_zoom
from bot.facilitation.meetings import placements
from bot.facilitation.mending import to_mend, told_back
from bot.facilitation.other_rounds import rounds_of
from bot.facilitation.past import rooms_before
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop
from bot.facilitation.wishes import unkept
from bot.voice import blocks as b
from bot.voice import hosts_sheet, room_wishes, rooms, troubles
from bot.voice import parts as part_words
from bot.voice.live import in_zoom_words
from bot.voice.mending import summary, undo_words
from bot.voice.message import Message
from bot.voice.words import count, escape, local, name

START_LINK = timedelta(days=30)
Words = Message | Drop


def page_of(setting: Setting, session: Session, plan: RoomPlan) -> rooms.RoomsPage:
    """The rooms of a session with everything facilitators need beside them."""
    published = setting.memory.plans.published(session.id)
    missed = unkept(setting, session, plan)
    mend = to_mend(setting, session, plan)
    back = [setting.people[person].name for person in told_back(setting, plan)]
    return rooms.RoomsPage(
        mend=summary(mend) if mend else "",
        again=_again_words(setting, session, plan),
        rounds={other.way: rounds_of(setting, session, other.way) for other in plan.others},
        undo=undo_words([name(one) for one in back]) if back else "",
        unkept=len(missed),
        broke=bool(missed) and _broke(setting, session, plan, len(missed)),
        told=published.version if published else 0,
        session=session,
        plan=plan,
        people=setting.people,
        placements=placements(setting, session, plan),
        meeting=setting.memory.meetings.seek(session.id),
        place=setting.place,
    )


def _again_words(setting: Setting, session: Session, plan: RoomPlan) -> str:
    """How many meet again, beside what cannot be avoided; where new faces are not looked for, nothing."""
    rules = setting.planned(session).rooms
    if rules.strategy != "mixed" or not rules.vary_from_previous:
        return ""
    return rooms.again_words(*met_again(plan.rooms, rooms_before(setting, session)))


def _broke(setting: Setting, session: Session, plan: RoomPlan, missed: int) -> bool:
    """Whether the last change of the rooms left more wishes unkept than there were before it."""
    before = [v for v in setting.memory.plans.versions(session.id) if v.version == plan.version - 1]
    return bool(before) and missed > len(unkept(setting, session, before[0]))


def rooms_page(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    plan = setting.memory.plans.latest(session.id)
    if session.cancelled or plan is None:
        return Drop(why="there are no rooms to show")
    return rooms.rooms_page(page_of(setting, session, plan))


def rooms_word(setting: Setting, effect: Effect, person: Participant) -> Words:
    """Something about private wishes waits for the facilitators; whose they are is said nowhere but on their page."""
    if "session" not in effect.payload:
        return room_wishes.let_go()
    session = setting.session(effect.payload["session"])
    plan = setting.memory.plans.latest(session.id)
    missed = unkept(setting, session, plan) if plan else []
    if session.cancelled or (plan and not missed):
        return Drop(why="nothing waits for them any more")
    return room_wishes.rooms_word(session, len(missed), zone=person.zone)


def host_sheet(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    plan = rooms_of(setting, session)
    if session.cancelled or plan is None:
        return Drop(why="there are no rooms to show")
    url = start_url(setting, session, person) if session.virtual else ""
    key = setting.desk.house.host_key if session.virtual else ""
    now = in_zoom(setting, session)
    return hosts_sheet.host_sheet(
        page_of(setting, session, plan),
        start_url=url,
        day_url=day_address(setting, session, person),
        zone=person.zone,
        host_key=key,
        now=in_zoom_words(now, person.zone) if now else (),
        parts=[*_parts(setting, session), *staying.lines(setting, session, person, plan.seated)],
    )


def _parts(setting: Setting, session: Session) -> list[str]:
    """Who welcomes and who notices, or that nobody does yet."""
    return [
        part_words.line(label, who.name, own=False) if who else part_words.nobody(label)
        for label, who in parts.held(setting, session)
    ]


def start_url(setting: Setting, session: Session, person: Participant) -> str:
    """This facilitator's own way to the Start page, which fetches the host's link at the moment it is pressed."""
    base = setting.desk.house.public_url.rstrip("/")
    if not base or setting.memory.meetings.seek(session.id) is None:
        return ""
    token = personal_links.mint(setting, "start", person.id, session=session.id)
    return f"{base}/facilitate/session/{session.month}/start?key={token}"


def publish_reminder(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    plan = setting.memory.plans.latest(session.id)
    if session.cancelled or plan is None or plan.state == "published":
        return Drop(why="published already")
    lead = troubles.waits_for_yes(local(session.starts_at, person.zone))
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
    hint = troubles.list_for_zoom(session.month)
    return Message(text=f"{words} {hint}", blocks=(*rooms.paragraphs([words]), b.context(hint)))


def zoom_refused(setting: Setting, effect: Effect, person: Participant) -> Words:
    session = setting.session(effect.payload["session"])
    words = escape(troubles.not_made(session.title, str(effect.payload["why"])))
    return Message(text=words, blocks=(b.section(words),))


def trouble(effect: Effect) -> Message:
    words = escape(str(effect.payload["words"]))
    return Message(text=words, blocks=(b.section(words),))


def zoom_file(setting: Setting, session: Session) -> str:
    """The rooms as Zoom's own import file."""
    plan = rooms_of(setting, session)
    return (
        hosts_sheet.zoom_csv(placements(setting, session, plan))
        if plan
        else hosts_sheet.zoom_csv([])
    )


def placed_line(setting: Setting, session: Session) -> str:
    """How many are planned, sent, confirmed, without address, or guests."""
    if not setting.place.places_people:
        return say(rooms.BY_HAND)
    plan = rooms_of(setting, session)
    seats = placements(setting, session, plan) if plan else []
    tally = {status: sum(1 for p in seats if p.status == status) for status in rooms.PLACEMENTS}
    return (
        ", ".join(f"{status} {number}" for status, number in tally.items())
        if seats
        else count(0, "seat")
    )
