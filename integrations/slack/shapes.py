"""Slack's limits on what we send, and its answers in our shape."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.ports import Gone, Member, Refused
from bot.voice.limits import faults, view_faults
from bot.voice.message import Block, Message, View

POST_TEXT, EDIT_TEXT = 40_000, 4_000
CUT = " …"
TORN = re.compile(r"(&[^;\s]{0,9}|<[^<>]*)$")  # half an escape, or half a link or mention
METADATA_TYPE = "convener_effect"


def content(message: Message, *, key: str, most: int) -> dict[str, Any]:
    """A message as Slack takes it, marked with our key. Raises Refused for what Slack would refuse."""
    if not message.text.strip():
        raise Refused("A message needs words.", code="no_text")
    return {
        "text": cut(message.text, most),
        "blocks": checked_blocks(message.blocks),
        "metadata": {"event_type": METADATA_TYPE, "event_payload": {"key": key}},
    }


def cut(text: str, most: int) -> str:
    """The text within Slack's limit, with a mark where something was left out."""
    if len(text) <= most:
        return text
    return TORN.sub("", text[: most - len(CUT)]).rstrip() + CUT


def checked_blocks(blocks: Sequence[Block]) -> list[Block]:
    listed = list(blocks)
    _refuse(faults(listed, "message") if listed else [])
    return listed


def checked_view(view: View) -> dict[str, Any]:
    """A page as Slack takes it. Raises Refused for what Slack would refuse."""
    _refuse(view_faults(view.body))
    return view.body


def _refuse(found: Sequence[str]) -> None:
    if found:
        # faults name places and sizes, never what people wrote there
        places = "; ".join(fault[:120] for fault in found[:3])
        raise Refused(f"Slack cannot show this as it is laid out: {places}.", code="invalid_blocks")


def key_in(said: Mapping[str, Any]) -> str:
    """Our key in a message, or nothing."""
    metadata = said.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != METADATA_TYPE:
        return ""
    payload = metadata.get("event_payload")
    return str(payload.get("key") or "") if isinstance(payload, dict) else ""


def member_in(person: Mapping[str, Any]) -> Member:
    """A person as Slack knows them. Raises Gone for an account that was switched off."""
    if person.get("deleted"):
        raise Gone("This person's Slack account has been switched off.", code="user_disabled")
    profile = person.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), person.get("real_name"))
    guest = ("is_restricted", "is_ultra_restricted", "is_stranger")
    return Member(
        id=str(person.get("id") or ""),
        name=str(next(filter(None, names), None) or person.get("name") or ""),
        email=str(profile.get("email") or ""),
        zone=_zone(person.get("tz")),
        language=str(person.get("locale") or ""),
        guest=any(person.get(mark) for mark in guest),
    )


def _zone(name: object) -> str:
    try:
        return ZoneInfo(name).key if isinstance(name, str) and name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
