"""Slack's elements: buttons, choices, fields and pictures, as shapes, and where each of them may stand."""

from bot.voice.block_shapes import (
    MRKDWN,
    PLAIN,
    Check,
    Shape,
    action_id,
    anything,
    choice,
    flag,
    focus,
    listed,
    string,
    thing,
    whole,
    words,
)

CONFIRM = Shape(
    needs={
        "title": words("confirmation.title", PLAIN),
        "text": words("confirmation.text", PLAIN, MRKDWN),
        "confirm": words("confirmation.confirm", PLAIN),
        "deny": words("confirmation.deny", PLAIN),
    },
    may={"style": choice("primary", "danger")},
)


def _option(*kinds: str, link: bool = False) -> Shape:
    return Shape(
        needs={"text": words("option.text", *kinds), "value": string("option.value")},
        may={"description": words("option.description", *kinds)}
        | ({"url": string("option.url")} if link else {}),
    )


OPTION, RICH_OPTION = _option(PLAIN), _option(PLAIN, MRKDWN)
OPTION_GROUP = Shape(
    needs={
        "label": words("option_group.label", PLAIN),
        "options": listed("option_group.options", thing(OPTION)),
    }
)
FILTER = Shape(
    may={
        "include": listed("conversation_filter.include", choice("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
DISPATCH = Shape(
    may={
        "trigger_actions_on": listed(
            "dispatch_action_configuration.trigger_actions_on",
            choice("on_enter_pressed", "on_character_entered"),
        )
    }
)

_ACTS: dict[str, Check] = {"action_id": action_id, "confirm": thing(CONFIRM)}
_TYPED: dict[str, Check] = {
    "action_id": action_id,
    "focus_on_load": focus,
    "dispatch_action_config": thing(DISPATCH),
}
_LENGTHS: dict[str, Check] = {
    "min_length": whole("plain_text_input.min_length"),
    "max_length": whole("plain_text_input.max_length"),
}


def _hint(name: str) -> dict[str, Check]:
    return {"placeholder": words(f"{name}.placeholder", PLAIN)}


_PICKS = {**_ACTS, **_hint("select"), "focus_on_load": focus}
_SOURCES: dict[str, dict[str, Check]] = {
    "static": {
        "options": listed("select.options", thing(OPTION)),
        "option_groups": listed("select.option_groups", thing(OPTION_GROUP)),
    },
    "external": {"min_query_length": whole("select.min_query_length")},
    "users": {},
    "conversations": {"default_to_current_conversation": flag, "filter": thing(FILTER)},
    "channels": {},
}


def _select(source: str, *, several: bool) -> Shape:
    started = {
        "static": "option",
        "external": "option",
        "users": "user",
        "conversations": "conversation",
        "channels": "channel",
    }
    fields = {**_PICKS, **_SOURCES[source], f"initial_{started[source]}{'s' * several}": anything}
    if several:
        fields["max_selected_items"] = whole("multi_select.max_selected_items")
    elif source in ("conversations", "channels"):
        fields["response_url_enabled"] = flag
    choices = ("options", "option_groups") if source == "static" else ()
    return Shape(may=fields, one_of=choices, only_one=True)


_BUTTON = Shape(
    needs={"text": words("button.text", PLAIN)},
    may={
        **_ACTS,
        "url": string("button.url"),
        "value": string("button.value"),
        "style": choice("primary", "danger"),
        "accessibility_label": string("button.accessibility_label"),
    },
)
_FEEDBACK = Shape(
    needs={"text": words("feedback_button.text", PLAIN), "value": string("feedback_button.value")},
    may={"accessibility_label": string("feedback_button.accessibility_label")},
)


def _group(name: str, initial: str) -> Shape:
    return Shape(
        needs={"options": listed(f"{name}.options", thing(RICH_OPTION))},
        may={**_ACTS, "focus_on_load": focus, initial: anything},
    )


def _typing(name: str, **more: Check) -> Shape:
    return Shape(may={**_TYPED, **_hint(name), "initial_value": anything, **more})


IMAGE_FIELDS: dict[str, Check] = {
    "image_url": string("image.image_url"),
    "slack_file": anything,
}
_IMAGE_ELEMENT = Shape(
    needs={"alt_text": string("image_element.alt_text")},
    may=IMAGE_FIELDS,
    one_of=("image_url", "slack_file"),
)

ELEMENTS: dict[str, Shape] = {
    "button": _BUTTON,
    "workflow_button": Shape(
        needs={"text": words("workflow_button.text", PLAIN), "workflow": anything},
        may={
            "action_id": action_id,
            "style": choice("primary", "danger"),
            "accessibility_label": string("workflow_button.accessibility_label"),
        },
    ),
    "feedback_buttons": Shape(
        needs={"positive_button": thing(_FEEDBACK), "negative_button": thing(_FEEDBACK)},
        may={"action_id": action_id},
    ),
    "icon_button": Shape(
        needs={"icon": choice("trash"), "text": words("button.text", PLAIN)},
        may={
            **_ACTS,
            "value": string("icon_button.value"),
            "accessibility_label": string("icon_button.accessibility_label"),
            "visible_to_user_ids": listed("icon_button.visible_to_user_ids", string()),
        },
    ),
    "checkboxes": _group("checkboxes", "initial_options"),
    "radio_buttons": _group("radio_buttons", "initial_option"),
    "overflow": Shape(
        needs={"options": listed("overflow.options", thing(_option(PLAIN, link=True)))}, may=_ACTS
    ),
    "datepicker": Shape(
        may={
            **_ACTS,
            **_hint("date_picker"),
            "initial_date": string(),
            "focus_on_load": focus,
        }
    ),
    "timepicker": Shape(
        may={
            **_ACTS,
            **_hint("time_picker"),
            "initial_time": string(),
            "timezone": string(),
            "focus_on_load": focus,
        }
    ),
    "datetimepicker": Shape(may={**_ACTS, "initial_date_time": whole(), "focus_on_load": focus}),
    "plain_text_input": _typing("plain_text_input", multiline=flag, **_LENGTHS),
    "email_text_input": _typing("email_input"),
    "url_text_input": _typing("url_input"),
    "number_input": Shape(
        needs={"is_decimal_allowed": flag},
        may={
            **_TYPED,
            **_hint("number_input"),
            "initial_value": string(),
            "min_value": string(),
            "max_value": string(),
        },
    ),
    "rich_text_input": _typing("rich_text_input"),
    "file_input": Shape(
        may={
            "action_id": action_id,
            "filetypes": listed("", string()),
            "max_files": whole("file_input.max_files"),
        }
    ),
    "image": _IMAGE_ELEMENT,
    **{f"{source}_select": _select(source, several=False) for source in _SOURCES},
    **{f"multi_{source}_select": _select(source, several=True) for source in _SOURCES},
}

_SELECTS = tuple(name for name in ELEMENTS if name.endswith("_select"))
_CHOICES = ("checkboxes", "radio_buttons", "datepicker", "timepicker", *_SELECTS)
BESIDE = ("button", "workflow_button", "overflow", "image", *_CHOICES)
IN_ROW = ("button", "workflow_button", "overflow", "datetimepicker", "rich_text_input", *_CHOICES)
IN_FORM = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *_CHOICES,
)
