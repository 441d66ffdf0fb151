"""People who look at everything: every message, Home, command and window that somebody can come by."""

import json
from contextlib import suppress

from bot.domain.errors import FacilitationError
from bot.domain.roster import GUEST
from bot.facilitation import room_wishes
from bot.facilitation.home import home_of
from bot.slack.commands import FOR_ALL, FOR_FACILITATORS, answer
from bot.slack.gestures import Gesture
from bot.slack.people import only_facilitators, whoever
from bot.slack.windows import OPENS

CHANNEL = "C0COMMUNITY"
ENDED = {"take", "pause", "branch", "action"}  # these do something
ACTS = {"presence:(open|room:\\d+)": "presence:open", "check:(partly|no)": "check:partly"}


def as_read(body):
    return json.dumps(body, ensure_ascii=False)


def all_that(company, person, values):
    """All that reaches somebody, and all that they can open.

    `values` are what buttons could carry, by the first word of what they do; those under "" by any.
    """
    found = [*_messages(company, person), *_commands(company, person)]
    found += _windows(company, person, values)
    with company.look() as setting:
        here = setting.one(person.id)
        found += [as_read(home_of(setting, here).body)] if here else []
    return "\n".join(found)


def _messages(company, person):
    """Slack keeps guests, and whoever has left, out of the community's channel; we cannot."""
    outside = person.role == GUEST or person.standing == "left"
    mine = {f"U-{person.email}"} | (set() if outside else {CHANNEL})
    said = (one for one in company.chat.said.values() if one.to in mine)
    return [f"{one.text}{as_read(one.message.blocks)}" for one in said]


def _commands(company, person):
    lines = [*({*FOR_ALL, *FOR_FACILITATORS} - ENDED)]
    lines += ["who Pearl", "people Pearl", "session 1", "rooms 1", "synthesis 1", "prompt 1"]
    lines += [f"people {name} {word}" for name in ("Pearl", "Osric") for word in ("leaves", "away")]
    lines += ["people attendance", "people Pearl attendance", "people Pearl delegate"]
    lines += ["subgroup Letters", "thread Heathside Hospital Trust", "thread compare microsystem"]
    found = [_answered(company, person, line) for line in lines]
    with suppress(FacilitationError):
        only_facilitators(company.desk, _known(company, person))
        found.append(room_wishes.all_wishes(company.desk).text)
    return found


def _answered(company, person, line):
    try:
        message = answer(company.desk, _known(company, person), line)
    except FacilitationError as refused:
        return refused.message
    return f"{message.text}{as_read(message.blocks)}"


def _known(company, person):
    return whoever(company.desk, f"U-{person.email}")


def _windows(company, person, values):
    return [
        _opened(company, person, pattern, value)
        for pattern in OPENS
        for value in (*values[""], *values.get(pattern.partition(":")[0], ()))
    ]


def _opened(company, person, pattern, value):
    act, member = ACTS.get(pattern, pattern), f"U-{person.email}"
    gesture = Gesture(key="k", member=member, act=act, value=value)
    try:
        known = _known(company, person)
        return as_read(OPENS[pattern](company.desk, known, gesture).body)
    except FacilitationError as refused:
        return refused.message
