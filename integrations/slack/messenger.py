"""Slack as the community's chat: say, find again, change, gather, and know who is there."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.domain.pace import Pace
from bot.ports import Clock, Finding, Gone, Member, Posted, Refused, Uncertain
from bot.voice.message import Message, View
from integrations.slack.channels import ChannelMaker, gather, invite, named
from integrations.slack.checks import findings, let_in
from integrations.slack.client import SlackWire
from integrations.slack.errors import MAY_NOT_LOOK
from integrations.slack.paces import paces
from integrations.slack.shapes import (
    EDIT_TEXT,
    POST_TEXT,
    checked_view,
    content,
    key_in,
    member_in,
)

EARLIER = timedelta(minutes=1)  # Slack's clock and ours may differ
JUST_NOW, MOST_MET = timedelta(minutes=1), 10_000
PAGE, PAGES = 15, 10  # apps from outside the workspace get at most 15 messages at once


class SlackMessenger:
    """One Slack workspace. Implements the port `Messenger`.

    `client` sends each request once (`web_client` makes such a one). A place is a person's id, a
    channel's id, or #name.
    """

    def __init__(self, *, client: WebClient, clock: Clock, channel: str = "") -> None:
        self._wire = self.wire = SlackWire(client)
        self._maker = ChannelMaker(self._wire, clock)
        self._channel, self._clock = channel, clock
        self._met: dict[str, tuple[datetime, Member]] = {}  # a stranger may press a hundred times
        self._ids: dict[str, str] = {}
        self._talks: dict[str, str] = {}  # direct conversations, by person

    def paces(self, act: str, *, to: str = "") -> Sequence[Pace]:
        """What one act (a method's name) takes of how often we may ask."""
        return paces("", act, to=to)

    def post(self, where: str, message: Message, *, key: str) -> Posted:
        """Say something to a person (their chat id) or in a channel, marked with our key."""
        said = content(message, key=key, most=POST_TEXT)
        if not said["blocks"]:
            del said["blocks"]
        reply = self._wire.call(
            "chat.postMessage",
            channel=self._place(where),
            unfurl_links=False,
            unfurl_media=False,
            **said,
        )
        if not reply.get("ts") or not reply.get("channel"):
            raise Uncertain("Slack's answer does not say where the message stands.")
        if _is_person(where):
            self._talks[where] = str(reply["channel"])
        return Posted(channel=str(reply["channel"]), ts=str(reply["ts"]))

    def find(self, where: str, *, key: str, since: datetime) -> Posted | None:
        """The message marked with our key, if it stands there. Raises Refused where we may not look."""
        channel = self._talk(where) if _is_person(where) else self._place(where)
        try:
            return self._look_through(channel, key, oldest=since - EARLIER)
        except Refused as no:
            self._talks.pop(where, None)
            if no.code in MAY_NOT_LOOK:
                raise Refused(f"The app may not look there: {no}", code="no_history") from None
            raise

    def edit(self, posted: Posted, message: Message, *, key: str) -> None:
        """Let a message say something else from now on. Raises Gone."""
        said = content(message, key=key, most=EDIT_TEXT)  # an empty list takes old blocks away
        self._wire.call("chat.update", channel=posted.channel, ts=posted.ts, **said)

    def remove(self, posted: Posted) -> None:
        """Take a message of ours away; one that is gone already counts as taken away."""
        with suppress(Gone):
            self._wire.call("chat.delete", channel=posted.channel, ts=posted.ts)

    def show_home(self, member_id: str, view: View) -> None:
        """Put this page on the person's Home."""
        self._wire.call("views.publish", user_id=member_id, view=checked_view(view))

    def open_channel(
        self, name: str, *, members: Sequence[str], purpose: str, key: str = ""
    ) -> tuple[str, dict[str, str]]:
        """Make a private channel for these people; the id, and who could not be invited and why.

        Asked again with the same key it goes on with the channel of the first time.
        """
        channel = self._maker.open(name, purpose=purpose, key=key)
        return channel, invite(self._wire, channel, members)

    def gather(self, members: Sequence[str]) -> str:
        """A group conversation of up to eight people; asking twice gives the same one."""
        return gather(self._wire, members)

    def member(self, member_id: str) -> Member:
        """The person behind a chat id, as Slack told within the last minute. Raises Gone."""
        now = self._clock.now()
        asked = self._met.get(member_id)
        if asked is None or not now - JUST_NOW <= asked[0] <= now:
            reply = self._wire.call("users.info", user=member_id, include_locale=True)
            asked = now, member_in(reply.get("user") or {})
            if len(self._met) >= MOST_MET:
                self._met.clear()
            self._met[member_id] = asked
        return asked[1]

    def look_up(self, email: str, *, team: str | None = None) -> Member | None:
        """The person with this address, if they have an account; here, for there is but one workspace."""
        try:
            reply = self._wire.call("users.lookupByEmail", email=email.strip())
            return member_in(reply.get("user") or {})
        except Refused as no:
            if no.code in ("users_not_found", "user_disabled"):
                return None
            raise

    def check(self) -> list[Finding]:
        """Whether the app is installed with what it needs."""
        return findings(self._wire, self._channel, self._place)

    def check_token(self) -> list[Finding]:
        """The same without a channel: a further workspace needs none."""
        return let_in(self._wire)

    def _talk(self, person: str) -> str:
        """The direct conversation with this person; Slack keeps one for good, so it is asked for once."""
        if person not in self._talks:
            self._talks[person] = gather(self._wire, [person])
        return self._talks[person]

    def _place(self, where: str) -> str:
        if not where.startswith("#"):
            return where
        if where not in self._ids:
            self._ids[where] = named(self._wire, where)
        return self._ids[where]

    def _look_through(self, channel: str, key: str, *, oldest: datetime) -> Posted | None:
        cursor: str | None = None
        for _ in range(PAGES):
            page = self._wire.call(
                "conversations.history",
                channel=channel,
                oldest=f"{oldest.timestamp():.6f}",
                limit=PAGE,
                include_all_metadata=True,
                cursor=cursor,
            )
            for said in page.get("messages") or []:
                if key_in(said) == key:
                    return Posted(channel=channel, ts=str(said["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor or not page.get("has_more"):
                return None
        raise Refused("Too much was said there since to look through it.", code="no_history")


def _is_person(where: str) -> bool:
    return where[:1] in ("U", "W")
