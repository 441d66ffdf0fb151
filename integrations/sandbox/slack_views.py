"""Slack's views.* methods: forms that a person's own gesture opens, and Home pages."""

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from bot.voice.limits import VIEW_BYTES, view_faults
from integrations.sandbox.slack_call import SlackCall
from integrations.sandbox.slack_chat import with_ids
from integrations.sandbox.slack_reading import Reader, words_of_blocks, words_of_text
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import Json, Sheet
from integrations.sandbox.slack_workspace import Workspace

TRIGGER_SECONDS = 3.0
MAX_STACK = 3


@dataclass(kw_only=True)
class _Trigger:
    person: str
    born: float
    used: bool = False


class Triggers:
    """Leave to open one form, given by each gesture: for three seconds of the world outside, and once."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: dict[str, _Trigger] = {}

    def new(self, person: str) -> str:
        trigger = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**9)}.{secrets.token_hex(8)}"
        with self._guard:
            self._known[trigger] = _Trigger(person=person, born=time.monotonic())
        return trigger

    def age(self, trigger: str, *, seconds: float) -> None:
        """Let this much of the world's time have passed for it."""
        with self._guard:
            self._known[trigger].born -= seconds

    def spend(self, trigger: str) -> str:
        """Whose it is. Raises invalid_trigger_id, exchanged_trigger_id, expired_trigger_id."""
        with self._guard:
            known = self._known.get(trigger)
            if known is None:
                raise SlackRefusal("invalid_trigger_id", ours=True)
            if known.used:
                raise SlackRefusal("exchanged_trigger_id", ours=True)
            if time.monotonic() - known.born > TRIGGER_SECONDS:
                raise SlackRefusal("expired_trigger_id")
            known.used = True
            return known.person


class Views:
    """The views.* methods over one workspace and its triggers."""

    def __init__(self, place: Workspace, triggers: Triggers) -> None:
        self.place, self.triggers = place, triggers

    def methods(self) -> dict[str, Any]:
        return {
            "views.open": self.open,
            "views.push": self.push,
            "views.update": self.update,
            "views.publish": self.publish,
        }

    def open(self, place: Workspace, call: SlackCall) -> Json:
        body = self.checked(call.args.get("view"), "modal")
        person = self.triggers.spend(self._trigger(call))
        self._check_external(body)
        sheet = place.new_sheet(person, body)
        place.stacks[person] = [sheet.id]
        return self._told(call, sheet)

    def push(self, place: Workspace, call: SlackCall) -> Json:
        body = self.checked(call.args.get("view"), "modal")
        person = self.triggers.spend(self._trigger(call))
        self._check_external(body)
        return self._told(call, self.put_on_top(person, body))

    def put_on_top(self, person: str, body: Json) -> Sheet:
        """One more form over the open one. Raises push_limit_reached."""
        stack = self.place.stacks.setdefault(person, [])
        if len(stack) >= MAX_STACK:
            raise SlackRefusal("push_limit_reached")
        below = stack[-1] if stack else ""
        sheet = self.place.new_sheet(person, body, root=stack[0] if stack else "", previous=below)
        stack.append(sheet.id)
        return sheet

    def update(self, place: Workspace, call: SlackCall) -> Json:
        sheet = self._existing(call)
        body = self.checked(call.args.get("view"), str(sheet.body["type"]))
        self._check_hash(call, sheet)
        self._check_external(body, sheet)
        self.change(sheet, body)
        return self._told(call, sheet)

    def change(self, sheet: Sheet, body: Json) -> None:
        """Let a form say something else; what was typed stays where the fields stay."""
        fields = {
            (block["block_id"], each.get("action_id"))
            for block in body.get("blocks") or ()
            for each in (block.get("element"), block.get("accessory"), *block.get("elements", ()))
            if isinstance(each, dict)
        }
        sheet.typed = {
            block: {action: value for action, value in typed.items() if (block, action) in fields}
            for block, typed in sheet.typed.items()
        }
        sheet.body, sheet.errors, sheet.hash = body, {}, self.place.new_hash()
        self.place.touch(sheet)

    def publish(self, place: Workspace, call: SlackCall) -> Json:
        person = place.people.get(call.text("user_id"))
        if person is None or person.deleted:
            raise SlackRefusal("user_not_found")
        body = self.checked(call.args.get("view"), "home")
        page = place.home(person.id)
        if page is not None:
            self._check_hash(call, page)
        self._check_external(body, page)
        page = self._published(person.id, page, body)
        return self._told(call, page)

    def _published(self, person: str, page: Sheet | None, body: Json) -> Sheet:
        if page is None:
            page = self.place.new_sheet(person, body)
            self.place.homes[person] = page.id
        else:
            self.change(page, body)
        return page

    def checked(self, view: Any, kind: str) -> Json:
        """The view, if Slack would show it. Raises SlackRefusal."""
        found = view_faults(view)
        if any(fault.startswith("view:") and "bytes" in fault for fault in found):
            raise SlackRefusal("view_too_large", [f"at most {VIEW_BYTES} bytes"], ours=True)
        if isinstance(view, dict) and view.get("type") != kind:
            found.append(f"view.type: must be {kind} here")
        if found:
            raise SlackRefusal("invalid_arguments", found, ours=True)
        return {**view, "blocks": with_ids(view["blocks"])}

    def _trigger(self, call: SlackCall) -> str:
        given = call.text("trigger_id") or call.text("interactivity_pointer")
        if not given:
            raise SlackRefusal(
                "invalid_arguments", ["missing required field: trigger_id"], ours=True
            )
        return given

    def _existing(self, call: SlackCall) -> Sheet:
        wanted, outside = call.text("view_id"), call.text("external_id")
        for sheet in self.place.open_sheets():
            if sheet.id == wanted or (outside and sheet.body.get("external_id") == outside):
                return sheet
        raise SlackRefusal("not_found")

    def _check_hash(self, call: SlackCall, sheet: Sheet) -> None:
        given = call.text("hash")
        if given and given != sheet.hash:
            raise SlackRefusal("hash_conflict")

    def _check_external(self, body: Json, own: Sheet | None = None) -> None:
        wanted = body.get("external_id")
        others = (sheet for sheet in self.place.open_sheets() if sheet is not own)
        if wanted and any(sheet.body.get("external_id") == wanted for sheet in others):
            raise SlackRefusal("duplicate_external_id")

    def _told(self, call: SlackCall, sheet: Sheet) -> Json:
        title = words_of_text(sheet.body.get("title"), Reader())
        call.record.person = call.record.target = sheet.person
        call.record.text = f"{title}\n{words_of_blocks(sheet.blocks, Reader())}".strip()
        return {"view": sheet.as_json()}
