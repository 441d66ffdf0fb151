"""What an app's answer to a sent form does to the forms a person has open."""

from typing import Any

from integrations.sandbox.slack import SlackStandIn
from integrations.sandbox.slack_refusal import SlackRefusal
from integrations.sandbox.slack_things import Json, Sheet


class Forms:
    """The forms one person has open."""

    def __init__(self, slack: SlackStandIn, person: str) -> None:
        self.slack, self.place, self.person = slack, slack.place, person

    def follow(self, sheet: Sheet, said: Json) -> None:
        """Errors, another form, one more on top, or the form is done with."""
        call = self.slack.record.open("slack", "view_submission")
        call.args, call.person = said, self.person
        try:
            with self.place.lock:
                self._follow_checked(sheet, said)
            call.landed = True
        except SlackRefusal as no:
            call.error = no.error
            call.violations.append(f"{no.error}: {'; '.join(no.messages)}")
        self.slack.record.ended()

    def _follow_checked(self, sheet: Sheet, said: Json) -> None:
        action = said.get("response_action")
        if action == "errors":
            self._show_errors(sheet, said.get("errors"))
        elif action in ("update", "push"):
            body = self.slack.views.checked(said.get("view"), "modal")
            if action == "update":
                self.slack.views.change(sheet, body)
            else:
                self.slack.views.put_on_top(self.person, body)
        elif action == "clear":
            self.close_all()
        elif action is None:
            self.take_off(sheet)
        else:
            raise SlackRefusal("invalid_response_action", [str(action)])

    def _show_errors(self, sheet: Sheet, errors: Any) -> None:
        inputs = {block["block_id"] for block in sheet.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or set(errors) - inputs:
            raise SlackRefusal("invalid_errors", ["errors name input blocks of the form"])
        sheet.errors = {str(block): str(text) for block, text in errors.items()}
        self.place.touch(sheet)

    def take_off(self, sheet: Sheet) -> None:
        stack = self.place.stacks.get(self.person, [])
        if sheet.id in stack:
            stack.remove(sheet.id)
        self.place.stir([self.person])

    def close_all(self) -> None:
        self.place.stacks[self.person] = []
        self.place.stir([self.person])
