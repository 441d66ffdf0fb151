"""Slack's response URLs: five answers within half an hour to whoever did something."""

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from bot.voice.limits import faults
from integrations.sandbox.record import Call
from integrations.sandbox.slack_chat import with_ids
from integrations.sandbox.slack_reading import Reader, words_of_blocks
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import Json, Post, Whisper
from integrations.sandbox.slack_workspace import Workspace
from integrations.sandbox.wire import Answer, Asked, as_json

USES, LIFE_SECONDS = 5, 1800.0
FIELDS = {
    "attachments",
    "blocks",
    "delete_original",
    "replace_original",
    "response_type",
    "text",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
    "metadata",
}


@dataclass(kw_only=True)
class _Ticket:
    person: str
    channel: str
    original: Post | Whisper | None
    born: float
    uses: int = 0


class Responses:
    """Who may answer whom, where, and how often still."""

    def __init__(self, place: Workspace) -> None:
        self.place = place
        self._guard = threading.Lock()
        self._tickets: dict[str, _Ticket] = {}

    def new(self, person: str, channel: str, original: Post | Whisper | None = None) -> str:
        """The name of a fresh response URL."""
        name = secrets.token_urlsafe(12)
        with self._guard:
            self._tickets[name] = _Ticket(
                person=person, channel=channel, original=original, born=time.monotonic()
            )
        return name

    def knows(self, name: str) -> bool:
        """Whether this address was given out here."""
        return name in self._tickets

    def answer(self, asked: Asked, name: str, record: Call) -> Answer:
        """What the app sent to a response URL."""
        try:
            ticket = self._spend(name)
            said = self._checked(asked)
            with self.place.lock:
                self.show(ticket.person, ticket.channel, said, record, ticket.original)
        except SlackRefusal as no:
            record.error = no.error
            if no.ours:
                record.violations.append(f"{no.error}: {'; '.join(no.messages)}")
            return as_json(no.as_json(), status=404 if no.error.endswith("_url") else 400)
        record.landed = True
        return Answer(body=b"ok", headers={"Content-Type": "text/plain"})

    def _spend(self, name: str) -> _Ticket:
        with self._guard:
            ticket = self._tickets.get(name)
            if ticket is None or time.monotonic() - ticket.born > LIFE_SECONDS:
                raise SlackRefusal("expired_url", ours=True)
            if ticket.uses >= USES:
                raise SlackRefusal("used_url", ours=True)
            ticket.uses += 1
            return ticket

    def _checked(self, asked: Asked) -> Json:
        try:
            said = asked.json()
        except ValueError as trouble:
            raise SlackRefusal("invalid_payload", ours=True) from trouble
        if not isinstance(said, dict):
            raise SlackRefusal("invalid_payload", ours=True)
        return said

    def show(
        self,
        person: str,
        channel: str,
        said: Json,
        record: Call,
        original: Post | Whisper | None = None,
    ) -> None:
        """Put an answer before the person. Raises SlackRefusal."""
        blocks = _answer_blocks(said)
        text = str(said.get("text") or "")
        record.args, record.person, record.target = said, person, channel
        record.text = words_of_blocks(blocks, Reader()) or Reader().rendered(text)
        if said.get("delete_original") and original is not None:
            self.place.take_away(original)
        elif said.get("replace_original") and original is not None:
            original.text, original.blocks, original.typed = text, blocks, {}
            self.place.touch(original)
        elif said.get("response_type") == "in_channel":
            self._say_aloud(channel, text, blocks)
        else:
            self.place.whisper(channel, person, text, blocks)

    def _say_aloud(self, channel: str, text: str, blocks: list[Json]) -> None:
        ids = self.place.ids
        where = self.place.conversations[channel]
        self.place.put(where, ids.bot_person, text, blocks=blocks, bot_id=ids.bot, app_id=ids.app)


def _answer_blocks(said: Json) -> list[Json]:
    unknown = sorted(set(said) - FIELDS)
    if unknown:
        raise SlackRefusal("invalid_payload", [f"no field {name}" for name in unknown], ours=True)
    blocks: Any = said.get("blocks") or []
    found = faults(blocks) if blocks else []
    if found:
        raise SlackRefusal("invalid_blocks", found, ours=True)
    if not (said.get("text") or blocks or said.get("delete_original")):
        raise SlackRefusal("no_text", ours=True)
    return with_ids(blocks)
