"""The budget of messages: what counts on a person's day, how much of it is left, and what is put off."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.civil_time import at_local_hour, local_date, local_hour_days_on, notice_instant
from bot.domain.effects import Effect, State
from bot.domain.ending import ASKED, FAREWELL, OPEN
from bot.domain.programme import Note
from bot.domain.roster import FEWER, Participant
from bot.domain.sessions import Session
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Postpone

# what may stand with others in one message, each a letter that can be said anew
PARTS = frozenset(
    {
        "welcome", "prompt", "reminder", "notice", "room-news", "host-card", "action-asked",
        "action-back", "action-stuck", "branch-ripe", "help-met", "subgroup-news", "publish-reminder",
        "rooms-word", "check-back", "leave-asked", "thread-word", "hand-over-asked", "part-asked",
        "parts-open", "subgroup-kept", "subgroup-pulse", "action-changed", "delegate", "remark-told",
        "branch-near", "hours-asked", "hours-reminder", "hours-came",
    }
)  # fmt: skip
# what counts; all else answers somebody's own act, is a session's own news, or needs a person at once
COUNTED = (PARTS - {"notice"}) | {
    "card",
    "rooms-page",
    "zoom-news",
    "digest",
    "synthesis",
    "story-further",
    "action-carried",
    "subgroup-digest",
    ASKED,
    OPEN,
    FAREWELL,
}
# these do not from the day before a session to its end
ABOUT_THE_DAY = frozenset({"room-news", "host-card", "rooms-page", "rooms-word", "zoom-news"})
THE_DAY = timedelta(hours=24)
CARD_LATE = timedelta(minutes=10)  # after the start of its session a card comes no more
ABOUT_A_DAY = timedelta(hours=26)
WITHHELD = "withheld:"


class Today:
    """What a person has been told so far on this day of theirs, `but` for the message in hand."""

    def __init__(self, setting: Setting, person: Participant, but: Effect) -> None:
        self.setting, self.person = setting, person
        morning = at_local_hour(local_date(setting.now, person.zone), 0, person.zone)
        told = setting.memory.effects.left_since(person.id, morning)
        self.told = [effect for effect in told if effect.id != but.id]

    @property
    def used_up(self) -> bool:
        """Whether nothing more that counts may be said today."""
        if self.person.standing == FEWER:
            return not all(_belongs_to_a_session(self.setting, effect) for effect in self._counted)
        return self.full or self._room <= self._to_come()

    @property
    def full(self) -> bool:
        """Whether as much was said as may be, whatever is still to come; what belongs to sessions is extra for some."""
        return self.person.standing != FEWER and self._room <= 0

    @property
    def _counted(self) -> list[Effect]:
        return [effect for effect in self.told if self._counts(effect)]

    @property
    def _room(self) -> int:
        # what stands together has one mark; what is under way has none yet
        messages = {effect.remote_id or self._lead(effect) for effect in self._counted}
        return self.setting.rules.max_messages_per_day - len(messages)

    def _to_come(self) -> int:
        """What waits for nothing and is still to come today, so that room is kept for it."""
        now = self.setting.now
        ahead = [s for s in self.setting.sessions() if not s.cancelled and s.ends_at >= now]
        near = [s for s in ahead if s.starts_at <= now + ABOUT_A_DAY]
        return sum(self._card_to_come(s) + self._asked_in_room(s) for s in near)

    def _asked_in_room(self, session: Session) -> int:
        """A room's host and scribe are asked for its words while the session goes on."""
        plans, me = self.setting.memory.plans, self.person.id
        plan = plans.published(session.id) or plans.latest(session.id)
        room = plan.room_of(me) if plan else None
        if room is None or me not in {room.host, room.scribe} or not self._today(session.starts_at):
            return 0
        known = {str(effect.payload.get("asking", "")) for effect in self.told}
        rounds = (p for p in self.setting.planned(session).prompts if p.round)
        return sum(f"{session.id}:{prompt.key}:{me}" not in known for prompt in rounds)

    def _card_to_come(self, session: Session) -> bool:
        if session.starts_at + CARD_LATE < self.setting.now:
            return False
        if any(e.kind == "card" and e.payload.get("session") == session.id for e in self.told):
            return False
        reply = self.setting.memory.replies.seek(f"{session.id}:{self.person.id}")
        return (reply is None or reply.comes) and any(
            self._today(at) for at in self._cards(session)
        )

    def _cards(self, session: Session) -> Iterator[datetime]:
        rules = self.setting.rules
        offsets = (offset for offset in rules.session_notices if not offset.day_level)
        return (notice_instant(session, offset, self.person.zone, rules) for offset in offsets)

    def _today(self, instant: datetime) -> bool:
        zone = self.person.zone
        return local_date(instant, zone) == local_date(self.setting.now, zone)

    def _counts(self, effect: Effect) -> bool:
        return counts(self.setting, effect) or (
            effect.state is not State.DONE and bool(self._parts(effect))
        )

    def _parts(self, effect: Effect) -> bool:
        return bool(self.setting.memory.bundled.find(lead=effect.key))

    def _lead(self, effect: Effect) -> str:
        row = self.setting.memory.bundled.seek(effect.key)
        return row.lead if row else effect.key

    def standing(self, *, live: bool = False) -> list[Effect]:
        """The messages of today that a question may join, the newest first; `live`: one of the session that is on."""
        stand = [e for e in self.told if e.state is State.DONE and e.kind in PARTS]
        leads = [e for e in stand if self._lead(e) == e.key and is_live(self.setting, e) == live]
        return sorted(leads, key=lambda e: e.claimed_at or e.not_before, reverse=True)


def counts(setting: Setting, effect: Effect) -> bool:
    """Whether a message is one of those a person gets only so many of on a day."""
    if effect.kind not in COUNTED or _asked_for(setting, effect):
        return False
    session = setting.memory.sessions.seek(str(effect.payload.get("session", "")))
    if effect.kind not in ABOUT_THE_DAY or session is None:
        return True
    at = effect.claimed_at or setting.now
    return not session.starts_at - THE_DAY <= at <= session.ends_at


def _asked_for(setting: Setting, effect: Effect) -> bool:
    """Whether it comes again because its reader said: later today."""
    if effect.kind != "reminder":
        return False
    asking = setting.memory.askings.seek(str(effect.payload.get("asking", "")))
    return asking is not None and asking.state == "later"


def is_live(setting: Setting, effect: Effect) -> bool:
    """Whether it belongs to what goes on in a session at this minute: it neither waits nor joins anything."""
    session = _belongs_to_a_session(setting, effect)
    return session is not None and setting.now <= session.ends_at


def _belongs_to_a_session(setting: Setting, effect: Effect) -> Session | None:
    """The session whose card it is, or in whose rooms it is asked."""
    if effect.kind == "card":
        return setting.memory.sessions.seek(str(effect.payload.get("session", "")))
    asking = setting.memory.askings.seek(str(effect.payload.get("asking", "")))
    if effect.kind != "prompt" or asking is None:
        return None
    session = setting.session(asking.session_id)
    return session if setting.plan.prompt(session.month, asking.prompt).round else None


def put_off(setting: Setting, effect: Effect, person: Participant) -> Postpone | None:
    """To the next day at the person's own hour; None for what is no question and would be worth nothing by then."""
    until = local_hour_days_on(setting.now, 1, person.zone, setting.rules)
    session = setting.memory.sessions.seek(str(effect.payload.get("session", "")))
    begun = session is not None and setting.now < session.starts_at <= until
    gone_by = begun or (effect.expires_at is not None and effect.expires_at <= until)
    if gone_by and effect.kind not in {"prompt", "reminder", "hours-reminder"}:
        return None
    note = Note(id=f"{WITHHELD}{effect.key}", text=setting.now.isoformat())
    setting.memory.notes.add(note)
    return Postpone(until=until, why="enough was said to this person today")
