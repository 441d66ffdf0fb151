"""How tests ask Slack for what it does not give."""

import pytest
from slack_sdk.errors import SlackApiError

BAD = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]


def refused(call, *args: object, **more: object) -> dict:
    """What Slack says when it refuses this call."""
    with pytest.raises(SlackApiError) as caught:
        call(*args, **more)
    return caught.value.response.data
