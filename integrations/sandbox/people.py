"""People of the community as they meet the app: they read words, and press and fill in what they read."""

from collections.abc import Mapping, Sequence
from typing import Any

from integrations.sandbox.delivery import Ack
from integrations.sandbox.fields import CannotFill, filled, is_empty, nothing_in
from integrations.sandbox.screen import NotThere, Screen
from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_gestures import Gestures, Surface
from integrations.sandbox.slack_reading import Control, elements_of, words_of_text
from integrations.sandbox.slack_things import Conversation, Json, Sheet, keep

SETTLE = 1.0


class Person(Screen):
    """One person of the pretend community in front of Slack.

    Whatever they do answers with the new words it brought, after at most `settle` seconds; `ack` tells how the
    app took it.
    """

    def __init__(self, slack: SlackStandIn, member_id: str, *, settle: float = SETTLE) -> None:
        super().__init__(slack, member_id)
        self.settle = settle
        self.gestures = Gestures(slack, member_id)
        self.ack: Ack | None = None
        self.shortcuts: Mapping[str, str] = {}

    def types(self, line: str, *, channel: str = "", settle: float | None = None) -> str:
        """Type a slash command; the answer's words."""
        command, _, text = line.partition(" ")
        place, before = self._channel(channel), self.place.serial
        self.ack = self.gestures.command(command, text, place)
        if not self.ack.ok:
            return f'{command} failed with the error "{self._slack_error()}"'
        return self._news(before, self._waits(settle))

    def _slack_error(self) -> str:
        why = self.ack.why if self.ack else ""
        return "operation_timeout" if "timeout" in why or "within 3 s" in why else "dispatch_failed"

    def _channel(self, name: str) -> Conversation:
        if not name:
            return self.place.direct(self.id)
        found = self.place.conversations.get(name) or self.place.named(name)
        if found is None or self.id not in found.members:
            raise NotThere(f"{self.name} is in no channel {name}")
        return found

    def says(
        self, text: str, *, channel: str = "", thread: str = "", settle: float | None = None
    ) -> str:
        """Write freely, to the app or in a channel."""
        before = self.place.serial
        post, self.ack = self.gestures.say(text, self._channel(channel), thread)
        return self._news(max(before, post.serial), self._waits(settle))

    def presses(self, label: str, near: str | None = None, *, settle: float | None = None) -> str:
        """Press the newest thing that reads so, next to the words `near` if there are several."""
        surface, control = self._find(label, near)
        element, before = dict(control.element), self.place.serial
        chosen = self._choice(surface, control)
        self.ack = self.gestures.block_action(surface, element, dict(control.block), chosen)
        return self._news(before, self._waits(settle))

    def _choice(self, surface: Surface, control: Control) -> Json:
        element, option = control.element, control.option
        if option is None:
            return {name: element[name] for name in ("text", "value") if name in element}
        if element["type"] == "checkboxes":
            state = self._state(surface, control.element, control.block) or {}
            ticked = list(state.get("selected_options") or [])
            ticked = (
                [each for each in ticked if each != option]
                if option in ticked
                else [*ticked, option]
            )
            chosen: Json = {"selected_options": ticked}
        elif element["type"] == "overflow":
            return {"selected_option": option}
        else:
            chosen = {"selected_option": option}
        self._keep(surface, control.element, control.block, {"type": element["type"], **chosen})
        return chosen

    def chooses(
        self, option: str | Sequence[str], of: str = "", *, settle: float | None = None
    ) -> str:
        """Choose from a menu outside a form; `of` is its words or those beside it."""
        surface, block, element = self._menu(of)
        before = self.place.serial
        state = self._filled(surface, block, element, option)
        self._keep(surface, element, block, state)
        chosen = {name: value for name, value in state.items() if name != "type"}
        self.ack = self.gestures.block_action(surface, dict(element), dict(block), chosen)
        return self._news(before, self._waits(settle))

    def fills(self, values: Mapping[str, Any]) -> str:
        """Put words and choices into the fields with these labels."""
        before = self.place.serial
        for label, wish in values.items():
            surface, block = self._field(label)
            element = block["element"]
            state = self._filled(surface, block, element, wish)
            self._keep(surface, element, block, state)
            if block.get("dispatch_action"):
                chosen = {name: value for name, value in state.items() if name != "type"}
                self.ack = self.gestures.block_action(surface, element, block, chosen)
        return self._news(before, 0.0)

    def _filled(
        self, surface: Surface, block: Mapping[str, Any], element: Mapping[str, Any], wish: Any
    ) -> Json:
        if "external_select" in str(element["type"]):
            ack = self.gestures.suggestions(surface, dict(element), dict(block), str(wish))
            offered = ack.body if isinstance(ack.body, dict) else {}
            element = {**element, **offered}
        return filled(element, self._own_wish(element, wish), self.place.people)

    def _own_wish(self, element: Mapping[str, Any], wish: Any) -> Any:
        """A choice as it reads in their own language, where it does."""
        if not isinstance(wish, str):
            return wish
        offered = {
            words_of_text(option["text"], self.reader()) for option in element.get("options") or ()
        }
        return next((words for words in self.in_own_words(wish) if words in offered), wish)

    def submits(self, *, settle: float | None = None) -> str:
        """Send the open form off; what it says then, or what came of it."""
        form = self.place.top_sheet(self.id)
        if form is None:
            raise NotThere(f"{self.name} has no form open")
        for block in form.blocks:
            self._settle_field(form, block)
        before = self.place.serial
        self.ack = self.gestures.submit(form)
        return self._news(before, self._waits(settle))

    def _settle_field(self, form: Sheet, block: Json) -> None:
        for element in elements_of(block):
            state = self._state(form, element, block)
            if block["type"] == "input" and not block.get("optional") and is_empty(state):
                words = words_of_text(block["label"], self.reader())
                raise CannotFill(f"the field {words!r} must be filled in")
            if "action_id" in element and element["type"] != "button":
                self._keep(form, element, block, state or nothing_in(element))

    def closes(self, *, settle: float | None = None) -> str:
        """Close the open form without sending it."""
        form = self.place.top_sheet(self.id)
        if form is None:
            raise NotThere(f"{self.name} has no form open")
        before = self.place.serial
        self.ack = self.gestures.close(form)
        return self._news(before, 0.0 if settle is None else settle)

    def opens_home(self, *, settle: float | None = None) -> str:
        """Look at the app's Home page; its words."""
        before = self.place.serial
        self.ack = self.gestures.open_home()
        self._news(before, self._waits(settle))
        return self.home()

    def runs_shortcut(
        self, name: str, message: str | None = None, *, settle: float | None = None
    ) -> str:
        """Run a shortcut by its name; on the newest message with these words, if any are given."""
        before = self.place.serial
        callback = self._callback(name)
        if message is None:
            self.ack = self.gestures.shortcut(callback)
        else:
            self.ack = self.gestures.message_action(callback, self._message(message))
        return self._news(before, self._waits(settle))

    def _callback(self, name: str) -> str:
        known = {**self.slack.shortcuts, **self.shortcuts}
        if name not in known:
            raise NotThere(f"the app has no shortcut {name!r}")
        return known[name]

    def edits(self, old: str, new: str, *, settle: float | None = None) -> str:
        """Change the newest own message with these words."""
        before, post = self.place.serial, self._message(old, author=self.id)
        self.ack = self.gestures.edit(post, new)
        return self._news(max(before, post.serial), self._waits(settle))

    def deletes(self, words: str, *, settle: float | None = None) -> str:
        """Take back the newest own message with these words."""
        before = self.place.serial
        self.ack = self.gestures.delete(self._message(words, author=self.id))
        return self._news(before, 0.0 if settle is None else settle)

    def reacts(self, emoji: str, to: str) -> None:
        """Put an emoji to the newest message with these words."""
        self.gestures.react(self._message(to), emoji)

    def joins(self, channel: str) -> None:
        found = self.place.named(channel)
        if found is None:
            raise NotThere(f"there is no channel {channel}")
        self.gestures.join(found)

    def leaves(self, channel: str) -> None:
        self.gestures.leave(self._channel(channel))

    def _keep(
        self,
        surface: Surface,
        element: Mapping[str, Any],
        block: Mapping[str, Any],
        state: Json,
    ) -> None:
        with self.place.lock:
            ids = {"block": str(block.get("block_id")), "action": str(element.get("action_id"))}
            keep(surface, self.id, **ids, state=state)

    def news(self, before: int, settle: float | None) -> str:
        """The words that appeared since that serial; waits for the first of them as long as for any act."""
        return self._news(before, self._waits(settle))

    def _waits(self, settle: float | None) -> float:
        return self.settle if settle is None else settle
