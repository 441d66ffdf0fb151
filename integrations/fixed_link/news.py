"""A place that tells nothing by itself has no news."""

from collections.abc import Mapping

from bot.ports import BadSignature, MeetingEvent


class NoNews:
    """Whatever comes as a meeting's news comes from somebody else. Implements the port `MeetingNews`."""

    def read(self, headers: Mapping[str, str], body: bytes) -> MeetingEvent:
        """Raises BadSignature, always."""
        raise BadSignature("no meeting place here tells anything")
