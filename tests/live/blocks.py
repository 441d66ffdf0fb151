"""Slack's blocks in few words, for tests of how they are drawn."""

from typing import Any

Thing = dict[str, Any]


def plain(text: str) -> Thing:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Thing:
    return {"type": "mrkdwn", "text": text}


def options(*labels: str) -> list[Thing]:
    """Options whose values are their labels' first letters."""
    return [{"text": plain(label), "value": label[0]} for label in labels]


def surface(*blocks: Thing, **more: Any) -> Thing:
    return {
        "id": "D1/1.5",
        "kind": "post",
        "v": 1,
        "text": "",
        "typed": {},
        "blocks": [*blocks],
        **more,
    }


def section(text: str, **more: Any) -> Thing:
    return {"type": "section", "block_id": "s", "text": mrkdwn(text), **more}


def row(*elements: Thing) -> Thing:
    return {"type": "actions", "block_id": "row", "elements": [*elements]}


def asked(element: Thing, **more: Any) -> Thing:
    """A form's field around an element."""
    return {
        "type": "input",
        "block_id": "q",
        "label": plain("Question"),
        "element": element,
        **more,
    }


def of(kind: str, **more: Any) -> Thing:
    return {"type": kind, "action_id": "a", **more}


def rich(*elements: Thing) -> Thing:
    return {"type": "rich_text", "block_id": "r", "elements": [*elements]}


def line(*pieces: Thing) -> Thing:
    return {"type": "rich_text_section", "elements": [*pieces]}


def said(text: str, **style: bool) -> Thing:
    return {"type": "text", "text": text, **({"style": style} if style else {})}
