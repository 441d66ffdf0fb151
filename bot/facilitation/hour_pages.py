"""What facilitators see of hours: the ways compared, what is put to the group before it leaves, and where it stands."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.civil_time import local_date
from bot.domain.errors import ChangedMeanwhile, FacilitationError
from bot.domain.hour_polls import HourPoll, Way, counted
from bot.domain.roster import Participant
from bot.facilitation import hour_polls
from bot.facilitation.hour_polls import asked_of, closing, newest, none_waits, seen_by, still_asked
from bot.facilitation.hour_ways import Offer, mark_of, may_move, offers
from bot.facilitation.setting import Setting
from bot.ports import Desk
from bot.voice import hour_poll_forms as words
from bot.voice.message import Message, View
from bot.voice.words import one_line

MOST = 4


class TwoAtLeast(FacilitationError):
    """Choose two ways at least: with one alone there is nothing to choose between."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a facilitator would put to the group: which ways, until which day, and a word of theirs."""

    ways: Collection[str]
    closes: date
    word: str = ""


def page(desk: Desk, person_id: str) -> Message:
    """Where asking the group about its hours stands; the ways compared where nothing is asked."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.allowed(person_id)
        poll = newest(setting)
        if poll and poll.undecided:
            counts = poll.counts or counted(poll.ways, hour_polls.votes_now(setting, poll))
            seen = replace(seen_by(setting, poll, person), poll=replace(poll, counts=counts))
            return words.standing(seen, asked=len(asked_of(setting)))
        found = offers(setting, closing(setting, person))
        last = words.last_time(poll, person.zone) if poll else ""
        return words.compared([(o.way, o.calendar, o.refused) for o in found], last)


def ask_window(desk: Desk, person_id: str) -> View:
    """Where a facilitator says what is put to the group. Raises AskedAlready, TwoAtLeast."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.allowed(person_id)
        none_waits(setting)
        closes_at = closing(setting, person)
        ways = _can_be_had(offers(setting, closes_at))
        if len(ways) < 2:
            raise TwoAtLeast
        return words.ask_form(ways, local_date(closes_at, person.zone))


def _can_be_had(found: Collection[Offer]) -> list[Way]:
    return [one.way for one in found if not one.refused][:MOST]


def preview(desk: Desk, wanted: Wanted, person_id: str) -> View:
    """Exactly what each place would get; nothing leaves. Raises AskedAlready, TwoAtLeast, NotThen."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.allowed(person_id)
        poll = _as_wanted(setting, wanted, person)
        lived = Counter(p.zone for p in sorted(asked_of(setting), key=lambda p: p.zone))
        return words.preview(
            poll,
            lived,
            person.zone,
            told=lived.total(),
            first=may_move(setting, poll.closes_at)[0],
            base=mark_of(poll.ways),
            closes=wanted.closes,
        )


def ask(desk: Desk, wanted: Wanted, *, base: str, by: str) -> HourPoll:
    """Ask the group, just as it was seen before. Raises AskedAlready, TwoAtLeast, NotThen, ChangedMeanwhile."""
    with desk.store.begin() as memory:
        setting = Setting(desk, memory)
        poll = _as_wanted(setting, wanted, setting.allowed(by))
        if mark_of(poll.ways) != base:
            raise ChangedMeanwhile(who="Somebody", what="the sessions, or who takes part,")
        return hour_polls.put(setting, poll)


def _as_wanted(setting: Setting, wanted: Wanted, person: Participant) -> HourPoll:
    """The asking as it would be."""
    none_waits(setting)
    closes_at = closing(setting, person, wanted.closes)
    ways = [way for way in _can_be_had(offers(setting, closes_at)) if way.key in wanted.ways]
    if len(ways) < 2:
        raise TwoAtLeast
    return HourPoll(
        id="",
        ways=tuple(ways),
        word=one_line(wanted.word, hour_polls.LONGEST),
        by=person.id,
        at=setting.now,
        closes_at=closes_at,
    )


def answer_window(desk: Desk, poll_id: str, person_id: str) -> View:
    """Where somebody says which hours suit them. Raises OverAlready, NotForYou."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        poll, person = hour_polls.asked_here(setting, poll_id, person_id)
        return words.answer_form(seen_by(setting, poll, person))


def close_window(desk: Desk, poll_id: str, person_id: str) -> View:
    """Before a facilitator closes it ahead of its time. Raises OverAlready."""
    with desk.store.read() as memory:
        setting = Setting(desk, memory)
        person = setting.allowed(person_id)
        return words.close_form(seen_by(setting, still_asked(setting, poll_id), person))
