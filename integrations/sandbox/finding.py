"""What one person points at: a surface by its id, and a block and an element on it by theirs."""

from collections.abc import Mapping
from typing import Any

from integrations.sandbox.screen import NotThere
from integrations.sandbox.slack_gestures import Surface
from integrations.sandbox.slack_reading import elements_of
from integrations.sandbox.slack_things import Conversation, Json, Post, Whisper
from integrations.sandbox.slack_workspace import Workspace

Element = Mapping[str, Any]
WHISPER = "whisper"


class Finding:
    """What is before one person now. Everything raises NotThere."""

    def __init__(self, place: Workspace, me: str) -> None:
        self.place, self.me = place, me

    def surface(self, id: str) -> Surface:
        """A message, a whisper, the open form or Home, by the id its JSON had."""
        where = id.rpartition("/")[0]
        if where == WHISPER:
            return self.whisper(id)
        return self.post(id) if where else self._view(id)

    def _view(self, id: str) -> Surface:
        for sheet in (self.place.top_sheet(self.me), self.place.home(self.me)):
            if sheet is not None and sheet.id == id:
                return sheet
        raise NotThere("this form is not open any more")

    def whisper(self, id: str) -> Whisper:
        ts = id.removeprefix(f"{WHISPER}/")
        for each in reversed(self.place.whispers):
            if each.ts == ts and each.person == self.me and not each.deleted:
                return each
        raise NotThere("this message is not there any more")

    def post(self, id: str, *, own: bool = False) -> Post:
        """A message in a conversation this person is in; `own`: only one they wrote themselves."""
        where, _, ts = id.rpartition("/")
        if where == WHISPER:
            raise NotThere("only you see this message, and it does not last")
        found = self.talk(where).find(ts)
        if found is None:
            raise NotThere("this message is not there any more")
        if own and found.author != self.me:
            raise NotThere("only who wrote a message can change it")
        return found

    def talk(self, id: str) -> Conversation:
        """A conversation this person is in, by id or a channel's name; the app's messages where none is named."""
        own = self.place.direct_as_shown(self.me)
        known = self.place.conversations.get(id) or self.place.named(id)
        found = own if id in ("", own.id) else known
        if found is None or self.me not in found.members:
            raise NotThere("you are not in this conversation")
        return found

    def element(self, surface: Surface, block: str, action: str) -> tuple[Json, Element]:
        """A block and its element."""
        for each in surface.blocks:
            if each.get("block_id") != block:
                continue
            for element in elements_of(each):
                if element.get("action_id") == action:
                    return each, element
        raise NotThere("this is not there any more: what you saw has changed")
