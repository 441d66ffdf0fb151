"""Every kind of effect: how its call is found, and what is written down once it is done or refused."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.effects import Effect
from bot.facilitation import (
    bundles,
    closing,
    guest_letters,
    guests,
    letters,
    mailing,
    meeting_moves,
    meetings,
    rehearsing,
    sending,
    small_meetings,
    story_reach,
    subgroup_places,
    taking_back,
    zoom_presence,
)
from bot.facilitation.setting import Setting
from bot.facilitation.steps import Outcome, Rendered
from bot.ports import Refused


def _nothing(setting: Setting, effect: Effect, outcome: Outcome) -> None:
    return None


def _not_told(setting: Setting, effect: Effect, refusal: Refused) -> None:
    return None


def remember_member(setting: Setting, effect: Effect, outcome: Outcome) -> None:
    """Keep the Slack account that a person's address led to, and when they were asked."""
    bundles.left(setting, effect)
    person = setting.one(effect.target)
    if person and outcome.member and person.slack_id != outcome.member:
        setting.memory.people.save(replace(person, slack_id=outcome.member))
    asking = setting.memory.askings.seek(str(effect.payload.get("asking", "")))
    if asking is None:
        return
    if effect.kind == "prompt":
        setting.memory.askings.save(replace(asking, asked_at=setting.now))
    elif effect.kind == "reminder":
        setting.memory.askings.save(replace(asking, reminded_at=setting.now))


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How one kind of effect is carried out."""

    render: Callable[[Setting, Effect], Rendered]
    settled: Callable[[Setting, Effect, Outcome], None] = _nothing
    refused: Callable[[Setting, Effect, Refused], None] = _not_told
    gone: Callable[[Setting, Effect, Refused], None] = _not_told


_LETTER = Delivery(render=sending.say, settled=remember_member)
_BY_MAIL = Delivery(
    render=guest_letters.render_mail,
    settled=guest_letters.settled,
    refused=guest_letters.refused,
)
_TO_GUESTS = replace(_BY_MAIL, render=guest_letters.render)
_IN_CHANNEL = Delivery(render=sending.say_in_channel, settled=remember_member)
_IN_PLACE = replace(_IN_CHANNEL, refused=subgroup_places.refused_there)

DELIVERIES: dict[str, Delivery] = {
    **dict.fromkeys(letters.LETTERS, _LETTER),
    "edit": Delivery(
        render=sending.edit, refused=story_reach.refused_edit, gone=story_reach.gone_edit
    ),
    mailing.KIND: _BY_MAIL,
    guests.KIND: _TO_GUESTS,
    rehearsing.KIND: Delivery(render=rehearsing.render, settled=remember_member),
    "home": Delivery(render=sending.show_home, settled=remember_member),
    "story-shared": _IN_CHANNEL,
    "story-unshared": Delivery(
        render=taking_back.render_unshare, refused=story_reach.refused_unshare
    ),
    "synthesis-out": _IN_CHANNEL,
    "branch": _IN_CHANNEL,
    "subgroup-opened": _IN_PLACE,
    "subgroup-word": _IN_PLACE,
    "subgroup-digest": _IN_PLACE,
    "help-wanted": _IN_CHANNEL,
    "subgroup-closed": _IN_PLACE,
    "action-agreed": _IN_PLACE,
    "meeting-open": Delivery(
        render=meetings.render_open, settled=meetings.settled_open, refused=meetings.refused_open
    ),
    "meeting-close": Delivery(render=closing.render_close, refused=closing.refused_close),
    meeting_moves.KIND: Delivery(
        render=meeting_moves.render_move,
        refused=meeting_moves.refused_move,
        gone=meeting_moves.gone_move,
    ),
    "meeting-rooms": Delivery(
        render=meetings.render_rooms, settled=meetings.settled_rooms, refused=meetings.refused_rooms
    ),
    small_meetings.OPENS: Delivery(
        render=small_meetings.render_open,
        settled=small_meetings.settled_open,
        refused=small_meetings.refused_open,
    ),
    small_meetings.CLOSES: Delivery(
        render=small_meetings.render_close, refused=small_meetings.refused_close
    ),
    small_meetings.TOLD: _IN_PLACE,
    "meeting-seen": Delivery(render=zoom_presence.render_seen, settled=zoom_presence.settled_seen),
    "subgroup-place": Delivery(
        render=subgroup_places.render_place,
        settled=subgroup_places.settled_place,
        refused=subgroup_places.refused_place,
    ),
}
