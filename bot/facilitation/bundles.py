"""Bundles: what is due to one person at one hour leaves as one message, and what comes later joins it in silence."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.bundles import Bundled
from bot.domain.effects import SETTLED, Effect, State
from bot.domain.errors import FacilitationError
from bot.domain.roster import Participant
from bot.domain.sessions import Session
from bot.domain.urgency import urgency_of
from bot.facilitation import taking_back
from bot.facilitation.budget import PARTS, Today, counts, is_live, put_off
from bot.facilitation.facts import question_of
from bot.facilitation.letters import LETTERS
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Drop, Joined, Postpone, Rendered, Say, SayIn, Words
from bot.facilitation.telling import is_late, stands, touch
from bot.voice import changes, moves
from bot.voice.bundles import Part, bundle, closed, fits
from bot.voice.fit import with_sorry
from bot.voice.message import Message

AN_HOUR, A_MOMENT = timedelta(hours=1), timedelta(seconds=2)
LOOKS = 5  # so often it is waited for what else falls due at this hour
ASKS = frozenset({"round", "notice", "publish-rooms"})  # duties after which there is more to say
OF_A_SESSION = frozenset({"notice", "card", "room-news", "host-card", "host-sheet", "rooms-page"})
FIRST = ("welcome", "room-news", "host-card", "notice", "prompt", "reminder")
UNSPEAKABLE = (FacilitationError, LookupError, ValueError, TypeError, AttributeError)


def together(setting: Setting, effect: Effect, own: Say) -> Rendered:
    """How a letter leaves: by itself, with others, in a message that stands there already, or on another day.

    One write transaction at a time, in whatever process: nobody else decides for this person meanwhile.
    """
    lead = _lead_of(setting, effect)
    if lead is not None:
        return Joined(mark=lead.remote_id)
    _let_go(setting, effect)
    if effect.kind in PARTS and effect.attempt <= LOOKS and _more_falls_due(setting):
        until = setting.now + A_MOMENT
        return Postpone(until=until, why="more falls due at this hour", briefly=True)
    today = Today(setting, own.person, but=effect)
    if is_live(setting, effect):
        return _in_a_room(setting, effect, own, today)
    if today.used_up:
        return _too_much(setting, effect, own, today)
    if effect.kind == "prompt":
        newest = [
            e for e in today.standing() if setting.now - (e.claimed_at or setting.now) < AN_HOUR
        ]
        if joined := _joined(setting, effect, own, newest):
            return joined
    return _gathered(setting, effect, own) if effect.kind in PARTS else own


def _in_a_room(setting: Setting, effect: Effect, own: Say, today: Today) -> Rendered:
    """What belongs to this minute of a session comes at once; a question that is too much for today joins the one of
    an earlier round, and everyone's card asks it besides.
    """
    asks = effect.kind == "prompt" and today.full
    return (_joined(setting, effect, own, today.standing(live=True)) if asks else None) or own


def _lead_of(setting: Setting, effect: Effect) -> Effect | None:
    """The message it stands in already. Where that never left, it goes its own way."""
    row = setting.memory.bundled.seek(effect.key)
    if row is None or row.lead == effect.key:
        return None
    lead, leads = setting.memory.effects.seek(row.lead), setting.memory.bundled.seek(row.lead)
    if lead is not None and stands(lead) and leads is not None and leads.lead == lead.key:
        return lead
    setting.memory.bundled.remove(effect.key)
    return None


def _let_go(setting: Setting, effect: Effect) -> None:
    """Whatever was to leave with it on an earlier try is free again."""
    for row in setting.memory.bundled.find(lead=effect.key):
        setting.memory.bundled.remove(row.id)
        if row.id != effect.key:
            setting.memory.effects.follow(row.id, "")


def _more_falls_due(setting: Setting) -> bool:
    """Whether there is more to be written down for this hour first, so that one message can hold all of it."""
    return any(duty.kind in ASKS for duty in setting.memory.duties.due(setting.now, 50))


def _too_much(setting: Setting, effect: Effect, own: Say, today: Today) -> Rendered:
    """Enough was said today: a question joins what stands there, and all else that counts waits for another day."""
    if not counts(setting, effect):
        return own
    joined = _joined(setting, effect, own, today.standing()) if effect.kind == "prompt" else None
    return joined or put_off(setting, effect, own.person) or own


def _joined(
    setting: Setting, effect: Effect, own: Say, standing: Iterable[Effect]
) -> Joined | None:
    """Put a question into the first of these messages that can hold it, without a sound."""
    for lead in standing:
        parts = [*standing_parts(setting, lead), _part(setting, effect, own.message)]
        if fits(parts):
            rows = setting.memory.bundled.find(lead=lead.key)
            start = max((row.place for row in rows), default=0)
            setting.memory.bundled.add(Bundled(id=lead.key, lead=lead.key, place=0))
            setting.memory.bundled.save(Bundled(id=effect.key, lead=lead.key, place=start + 1))
            touch(setting, lead.key)
            return Joined(mark=lead.remote_id)
    return None


def _gathered(setting: Setting, effect: Effect, own: Say) -> Say:
    """The same message with all else that is due to this person by now, as much as one message can hold."""
    chosen = {effect.key: (effect, _part(setting, effect, own.message))}
    for mate in _due_too(setting, effect, own.person):
        part = _part_of(setting, mate, own.person)
        if part and fits([*(p for _, p in chosen.values()), part]):
            chosen[mate.key] = (mate, part)
    if len(chosen) == 1:
        return own
    ordered = sorted(chosen.values(), key=lambda each: _order(each[0]))
    for place, (one, _) in enumerate(ordered):
        setting.memory.bundled.save(Bundled(id=one.key, lead=effect.key, place=place))
        if one.key != effect.key:
            setting.memory.effects.follow(one.key, effect.key)
    whole = bundle([part for _, part in ordered])
    late = any(is_late(setting, mate) for mate, _ in ordered if mate.key != effect.key)
    return replace(
        own, message=with_sorry(whole) if late and not is_late(setting, effect) else whole
    )


def sought(setting: Setting, effect: Effect) -> Say | SayIn | None:
    """What is looked for where a message may stand whose first reason is gone, for others may stand in it.

    What points to a story is looked for in any case: it must be found to be removed.
    """
    if effect.kind == "story-shared":
        return SayIn(channel=effect.target, message=closed())
    person = setting.one(effect.target)
    led = setting.memory.bundled.find(lead=effect.key)
    return Say(person=person, message=closed()) if person and len(led) > 1 else None


def _order(effect: Effect) -> tuple[int, float, str]:
    """What everyone must know first, then questions, those first that close first."""
    rank = FIRST.index(effect.kind) if effect.kind in FIRST else len(FIRST)
    closes = effect.expires_at.timestamp() if effect.expires_at else 0.0
    return rank, closes, effect.key


def _due_too(setting: Setting, effect: Effect, person: Participant) -> list[Effect]:
    for other in setting.memory.effects.find(target=person.id, states=[State.READY]):
        _let_go(setting, other)  # it leads others, and had to wait: now all of them may come along
    waiting = setting.memory.effects.find(target=person.id, states=[State.READY])
    return [
        mate
        for mate in sorted(waiting, key=_order)
        if mate.id != effect.id
        and mate.kind in PARTS
        and urgency_of(mate.kind) >= urgency_of(effect.kind)  # what is more urgent waits for none
        and mate.not_before <= setting.now
        and (mate.expires_at is None or setting.now < mate.expires_at)
        and _released(setting, mate)
        and not is_live(setting, mate)
        and _lead_of(setting, mate) is None  # else it stands in a message that has just left
    ]


def _released(setting: Setting, mate: Effect) -> bool:
    """Whether nothing else must leave before it."""
    if not mate.after or (mate.hold_until and mate.hold_until <= setting.now):
        return True
    awaited = setting.memory.effects.seek(mate.after)
    return awaited is not None and awaited.state in SETTLED


def _part_of(setting: Setting, mate: Effect, person: Participant) -> Part | None:
    """Its words; none where it has none, which it is told when its own turn comes."""
    try:
        words = LETTERS[mate.kind](setting, mate, person)
    except UNSPEAKABLE:
        return None
    return None if isinstance(words, Drop) else _part(setting, mate, words)


def _part(setting: Setting, effect: Effect, message: Message) -> Part:
    if effect.kind not in {"prompt", "reminder"}:
        return Part(message=message)
    asking = setting.memory.askings.get(effect.payload["asking"])
    asked = question_of(setting, asking)
    waits = asking.state in {"open", "later"} and not asked.closed
    return Part(
        message=message,
        minutes=asked.prompt.minutes if asked.asks else 0,
        waits=waits and asked.asks,
    )


def words_now(setting: Setting, original: Effect) -> Words:
    """What a letter that stands should say now, with all that stands in its message."""
    parts = standing_parts(setting, original)
    if len(parts) > 1:
        return bundle(parts)
    return letter_now(setting, original)


def standing_parts(setting: Setting, lead: Effect) -> Sequence[Part]:
    """Everything in a message that stands, in its order. What is over stays, and says so."""
    rows = sorted(setting.memory.bundled.find(lead=lead.key), key=lambda row: row.place)
    found = [setting.memory.effects.seek(row.id) for row in rows] or [lead]
    return [_standing_part(setting, lead, part) for part in found]


def _standing_part(setting: Setting, lead: Effect, part: Effect | None) -> Part:
    if part is None or part.state in SETTLED - {State.DONE}:
        return Part(message=closed())
    as_read = replace(part, remote_id=lead.remote_id)
    try:
        words = letter_now(setting, as_read)
    except FacilitationError:
        return Part(message=closed())
    return Part(message=closed()) if isinstance(words, Drop) else _part(setting, as_read, words)


def letter_now(setting: Setting, original: Effect) -> Words:
    """What one letter that stands should say now, whatever else stands in its message."""
    person = setting.one(original.target) or who_left(setting, original, taking_back.MENDED)
    if person is None:
        return Drop(why="the person has left")
    session = setting.memory.sessions.seek(str(original.payload.get("session", "")))
    if session and session.cancelled and original.kind in OF_A_SESSION:
        return changes.instead(session, zone=person.zone)
    if session and (moved := _since_moved(setting, original, session, person)):
        return moved
    return LETTERS[original.kind](setting, original, person)


def _since_moved(
    setting: Setting, original: Effect, session: Session, person: Participant
) -> Message | None:
    """What was said for an earlier time of the session, and says no more than the new one."""
    if original.kind in {"card", "host-sheet"} and not original.key.endswith(session.turn):
        return moves.at_another_time(session, zone=person.zone)
    rooms_told = setting.memory.plans.published(session.id) is not None
    if original.kind in {"room-news", "host-card"} and not rooms_told:
        return moves.rooms_follow(session, zone=person.zone)
    return None


def who_left(setting: Setting, effect: Effect, kinds: Collection[str]) -> Participant | None:
    """Somebody who has left, where a message of these kinds concerns them all the same."""
    return setting.memory.people.seek(effect.target) if effect.kind in kinds else None


def left(setting: Setting, effect: Effect) -> None:
    """It has left: where something in it was called off on the way, the message is put right."""
    rows = setting.memory.bundled.find(lead=effect.key)
    parts = (setting.memory.effects.seek(row.id) for row in rows if row.id != effect.key)
    if any(part is None or part.state is not State.READY for part in parts):
        touch(setting, effect.key)
