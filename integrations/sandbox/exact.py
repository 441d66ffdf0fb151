"""What a person does on a page, where everything they press and fill in has an id of its own."""

import re
from collections.abc import Mapping
from typing import Any

from integrations.sandbox.fields import CannotFill
from integrations.sandbox.finding import Element, Finding
from integrations.sandbox.people import Person
from integrations.sandbox.raw import PRESSED, state_of, strings, writable
from integrations.sandbox.screen import NotThere
from integrations.sandbox.showing import HOME, commands, shortcuts
from integrations.sandbox.slack_chat import MAX_TEXT
from integrations.sandbox.slack_gestures import Surface
from integrations.sandbox.slack_things import DIRECT, PUBLIC, Conversation, Json, keep
from integrations.sandbox.slack_workspace import Workspace

Values = Mapping[str, Mapping[str, Any]]
EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")
FEWEST_LETTERS = 3  # before Slack asks an app for suggestions, unless the menu says otherwise


class Exact:
    """The acts of one person by ids. They raise NotThere and CannotFill; `person.ack` tells how the app took one.

    `settle`: how many seconds to wait for what it brings, once the app has taken it.
    """

    def __init__(self, person: Person, *, settle: float | None = None) -> None:
        self.person, self.place, self.gestures = person, person.place, person.gestures
        self.settle = settle
        self.find = Finding(person.place, person.id)

    def uses(
        self,
        surface: str,
        block: str,
        action: str,
        raw: object = (),
        values: Values | None = None,
    ) -> str:
        """Press a button, or choose or type something that acts at once."""
        with self.place.lock:
            found = self.find.surface(surface)
            holder, element = self.find.element(found, block, action)
            if holder["type"] == "input" and not holder.get("dispatch_action"):
                raise CannotFill("this is sent with the whole form")
            chosen = _chosen(element, raw, self.place)
            self._keep(found, values or {})
            if element["type"] not in (*PRESSED, "overflow"):
                self._put(found, block, action, {"type": element["type"], **chosen})
            before = self.place.serial
        self.person.ack = self.gestures.block_action(found, dict(element), dict(holder), chosen)
        return self.person.news(before, self.settle)

    def keeps(self, surface: str, values: Values) -> str:
        """Put things into fields without sending anything."""
        with self.place.lock:
            self._keep(self.find.surface(surface), values)
        return ""

    def _keep(self, surface: Surface, values: Values) -> None:
        """Everything fits, or nothing is kept."""
        states = [
            (block, action, state_of(self.find.element(surface, block, action)[1], raw, self.place))
            for block, fields in values.items()
            for action, raw in fields.items()
        ]
        for block, action, state in states:
            self._put(surface, block, action, state)

    def _put(self, surface: Surface, block: str, action: str, state: Json) -> None:
        keep(surface, self.person.id, block=block, action=action, state=state)

    def submits(self, values: Values | None = None) -> str:
        """Fill the open form in and send it off."""
        with self.place.lock:
            form = self.place.top_sheet(self.person.id)
            if form is not None:
                self._keep(form, values or {})
        return self.person.submits(settle=self.settle)

    def closes(self) -> str:
        """Close the open form without sending it."""
        return self.person.closes(settle=self.settle)

    def suggests(self, surface: str, block: str, action: str, typed: str) -> list[Json]:
        """Ask the app what it offers for these letters."""
        found = self.find.surface(surface)
        holder, element = self.find.element(found, block, action)
        if "external_select" not in str(element["type"]):
            raise CannotFill("nothing is looked up here")
        if len(typed) < element.get("min_query_length", FEWEST_LETTERS):
            return []
        ack = self.gestures.suggestions(found, dict(element), holder, writable(typed))
        self.person.ack = ack
        return _offered(ack.body)

    def reads(self, place: str = "") -> str:
        """Everything in this conversation has been seen."""
        with self.place.lock:
            talk = self.find.talk(place) if place != HOME else None
            if talk and talk.posts and talk.read_until.get(self.person.id) != talk.posts[-1].ts:
                talk.read_until[self.person.id] = talk.posts[-1].ts
                self.place.stir([self.person.id])
        return ""

    def runs(self, callback: str, surface: str = "") -> str:
        """Run a shortcut of the app's, one for messages on a message."""
        before, kind = self.place.serial, self._kind_of(callback)
        if kind == "message" and not surface:
            raise NotThere("this shortcut is run on a message")
        if surface:
            self.person.ack = self.gestures.message_action(callback, self.find.post(surface))
        else:
            self.person.ack = self.gestures.shortcut(callback)
        return self.person.news(before, self.settle)

    def _kind_of(self, callback: str) -> str:
        for each in shortcuts(self.person.slack):
            if each["callback_id"] == callback:
                return str(each["kind"])
        raise NotThere("the app has no such shortcut")

    def types(self, line: str, channel: str = "") -> str:
        """Type a slash command; the answer's words."""
        command = writable(line).partition(" ")[0]
        known = [each["command"] for each in commands(self.person.slack)]
        if known and command not in known:
            raise NotThere(f"{command} is not a valid command. The app has {', '.join(known)}")
        where = self._name_of(self.find.talk(channel))
        return self.person.types(writable(line), channel=where, settle=self.settle)

    def _name_of(self, talk: Conversation) -> str:
        return "" if talk.id == self.place.direct_as_shown(self.person.id).id else talk.id

    def says(self, text: str, channel: str = "", thread: str = "") -> str:
        """Write a message, or a reply under one."""
        talk = self._open_talk(channel)
        root = self._root(talk, thread) if thread else ""
        where = self._name_of(talk)
        return self.person.says(_said(text), channel=where, thread=root, settle=self.settle)

    def _open_talk(self, id: str) -> Conversation:
        talk = self.find.talk(id)
        if talk.archived:
            raise NotThere(f"{talk.name} has been archived: nothing can be written there any more")
        if talk.kind == DIRECT and not self.place.messages_tab:
            raise NotThere("the app takes no messages here")
        return talk

    def _root(self, talk: Conversation, ts: str) -> str:
        """The message a reply goes under; a reply to a reply stands in the same thread."""
        found = next((post for post in reversed(talk.posts) if post.ts == ts), None)
        if found is None or (found.deleted and not _has_replies(talk, ts)):
            raise NotThere("the message you reply to is not there any more")
        return found.thread_ts or ts

    def rewrites(self, surface: str, text: str) -> str:
        """Change a message of one's own."""
        post = self.find.post(surface, own=True)
        self.person.ack = self.gestures.edit(post, _said(text))
        return self.person.news(post.serial, self.settle)

    def removes(self, surface: str) -> str:
        """Take a message of one's own back."""
        before = self.place.serial
        self.person.ack = self.gestures.delete(self.find.post(surface, own=True))
        return self.person.news(before, self.settle or 0.0)

    def reacts(self, surface: str, emoji: str) -> str:
        """Put an emoji to a message."""
        post, name = self.find.post(surface), _emoji(emoji)
        if self.person.id in post.reactions.get(name, ()):
            raise NotThere("you have put this emoji there already")
        self.gestures.react(post, name)
        return ""

    def unreacts(self, surface: str, emoji: str) -> str:
        """Take an emoji back."""
        post, name = self.find.post(surface), _emoji(emoji)
        if self.person.id not in post.reactions.get(name, ()):
            raise NotThere("this emoji of yours is not there any more")
        self.gestures.unreact(post, name)
        return ""

    def dismisses(self, surface: str) -> str:
        """Wave away what only this person was shown."""
        self.place.take_away(self.find.whisper(surface))
        return ""

    def joins(self, place: str) -> str:
        """Enter a channel that is open to everybody."""
        channel = self.place.conversations.get(place) or self.place.named(place)
        if channel is None or channel.kind != PUBLIC or channel.archived:
            raise NotThere("there is no such channel to join")
        if self.place.people[self.person.id].guest:
            raise NotThere("a guest is let into channels by others")
        self.gestures.join(channel)
        return ""

    def leaves(self, place: str) -> str:
        """Leave a channel."""
        channel = self.find.talk(place)
        if not channel.is_channel:
            raise NotThere("only a channel can be left")
        self.gestures.leave(channel)
        return ""


def _chosen(element: Element, raw: object, place: Workspace) -> Json:
    """What Slack tells the app was pressed or chosen."""
    if element["type"] in PRESSED:
        return {name: element[name] for name in ("text", "value") if name in element}
    if element["type"] == "overflow" and not strings(raw):
        raise CannotFill("nothing was chosen")
    return {
        name: is_now for name, is_now in state_of(element, raw, place).items() if name != "type"
    }


def _said(text: str) -> str:
    said = writable(text)
    if not said.strip():
        raise CannotFill("there is nothing to say yet")
    if len(said) > MAX_TEXT:
        raise CannotFill(f"{len(said)} characters where {MAX_TEXT} fit")
    return said


def _emoji(name: str) -> str:
    plain = name.strip(":")
    if not EMOJI.fullmatch(plain):
        raise CannotFill("there is no emoji of this name")
    return plain


def _has_replies(talk: Conversation, ts: str) -> bool:
    return any(post.thread_ts == ts and not post.deleted for post in talk.posts)


def _offered(said: object) -> list[Json]:
    """The options of an app's answer, out of their groups."""
    if not isinstance(said, Mapping):
        return []
    grouped = [
        each for group in said.get("option_groups") or () for each in group.get("options") or ()
    ]
    return [*(said.get("options") or ()), *grouped]
