"""One message, whisper, form or Home page as JSON, for whoever draws it."""

from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from integrations.sandbox.slack_reading import Reader, words_of_text
from integrations.sandbox.slack_things import Json, Post, Sheet, Whisper, typed_by
from integrations.sandbox.time import iso


def of_post(post: Post, me: str, replies: int) -> Json:
    """A message as this person sees it; one that was taken back stands empty above its replies."""
    told = {
        "id": f"{post.channel}/{post.ts}",
        "kind": "post",
        "v": _version(post.serial, replies, post.deleted),
        "author": post.author,
        "at": iso(post.at),
        "ts": post.ts,
        "mine": post.author == me,
        "edited": bool(post.edited_ts),
        "thread": post.thread_ts if post.thread_ts != post.ts else "",
        "replies": replies,
    }
    return told | (_NOTHING if post.deleted else _content(post, me))


_NOTHING: Json = {"text": "", "blocks": [], "typed": {}, "reactions": [], "deleted": True}


def _content(post: Post, me: str) -> Json:
    reactions = [{"name": name, "users": list(who)} for name, who in post.reactions.items() if who]
    return {
        "text": post.text,
        "blocks": post.blocks,
        "typed": _typed(post, me),
        "reactions": reactions,
    }


def of_whisper(whisper: Whisper, author: str) -> Json:
    """What only one person sees in passing; it has no replies and no reactions."""
    at = datetime.fromtimestamp(float(whisper.ts), UTC)
    return {
        "id": f"whisper/{whisper.ts}",
        "kind": "whisper",
        "v": _version(whisper.serial),
        "text": whisper.text,
        "blocks": whisper.blocks,
        "typed": _typed(whisper, whisper.person),
        "author": author,
        "at": iso(at),
        "ts": whisper.ts,
        "mine": False,
        "edited": False,
        "thread": "",
        "replies": 0,
        "reactions": [],
    }


def of_view(sheet: Sheet) -> Json:
    """A form or a Home page."""
    words = {
        name: words_of_text(sheet.body.get(name), Reader()) for name in ("title", "submit", "close")
    }
    return {
        "id": sheet.id,
        "kind": "home" if sheet.is_home else "modal",
        "v": _version(sheet.serial),
        "text": "",
        "blocks": sheet.blocks,
        "typed": _typed(sheet, sheet.person),
        **words,
        "errors": dict(sheet.errors),
    }


def _typed(surface: Post | Whisper | Sheet, person: str) -> Json:
    """A copy: the person may be typing on while it is written out."""
    return {block: dict(fields) for block, fields in typed_by(surface, person).items()}


def _version(*facts: Any) -> int:
    return crc32(repr(facts).encode())
