"""The community's chat over several Slack workspaces: each place is spoken to with the token of its own one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock

from bot.domain.errors import FacilitationError
from bot.domain.pace import Pace
from bot.ports import (
    NO_TOKEN,
    Clock,
    ComeBack,
    Finding,
    Member,
    Posted,
    Refused,
    Uncertain,
    WorkspaceGone,
    account,
    parted,
)
from bot.voice.message import Message, View
from integrations.slack.client import web_client
from integrations.slack.installations import Installations
from integrations.slack.messenger import SlackMessenger
from integrations.slack.paces import paces

AGAIN = "If it is to stay, invite it anew: convener workspace invite. Else: convener workspace remove {team}."
LOCKED = timedelta(minutes=5)


class SlackWorkspaces:
    """Implements the port `Messenger` over the community's own workspace and every further one."""

    def __init__(self, *, home: SlackMessenger, others: Installations, clock: Clock) -> None:
        self.home, self.others, self._clock = home, others, clock
        self._known: dict[str, tuple[str, SlackMessenger]] = {}
        self._guard = Lock()

    def paces(self, act: str, *, to: str = "") -> Sequence[Pace]:
        """What one act takes of how often we may ask in the workspace of this place."""
        team, own = parted(to)
        return paces(team, act, to=own)

    def post(self, where: str, message: Message, *, key: str) -> Posted:
        """Say something to a person (their chat id) or in a channel, marked with our key."""
        team, own = parted(where)
        with self._speaking(team) as chat:
            posted = chat.post(own, message, key=key)
        return Posted(channel=account(team, posted.channel), ts=posted.ts)

    def find(self, where: str, *, key: str, since: datetime) -> Posted | None:
        """The message marked with our key, if it stands there. Raises Refused where we may not look."""
        team, own = parted(where)
        with self._speaking(team) as chat:
            found = chat.find(own, key=key, since=since)
        return Posted(channel=account(team, found.channel), ts=found.ts) if found else None

    def edit(self, posted: Posted, message: Message, *, key: str) -> None:
        """Let a message say something else from now on. Raises Gone."""
        team, own = parted(posted.channel)
        with self._speaking(team) as chat:
            chat.edit(Posted(channel=own, ts=posted.ts), message, key=key)

    def remove(self, posted: Posted) -> None:
        """Take a message of ours away; one that is gone already counts as taken away."""
        team, own = parted(posted.channel)
        with self._speaking(team) as chat:
            chat.remove(Posted(channel=own, ts=posted.ts))

    def show_home(self, member_id: str, view: View) -> None:
        """Put this page on the person's Home."""
        team, own = parted(member_id)
        with self._speaking(team) as chat:
            chat.show_home(own, view)

    def open_channel(
        self, name: str, *, members: Sequence[str], purpose: str, key: str
    ) -> tuple[str, dict[str, str]]:
        """Make a private channel for these people of one workspace; the id, and who could not be invited and why."""
        team, people = _together(members)
        with self._speaking(team) as chat:
            channel, left_out = chat.open_channel(name, members=people, purpose=purpose, key=key)
        return account(team, channel), {account(team, who): why for who, why in left_out.items()}

    def gather(self, members: Sequence[str]) -> str:
        """A group conversation of up to eight people of one workspace; asking twice gives the same one."""
        team, people = _together(members)
        with self._speaking(team) as chat:
            return account(team, chat.gather(people))

    def member(self, member_id: str) -> Member:
        """The person behind a chat id. Raises Gone."""
        team, own = parted(member_id)
        with self._speaking(team) as chat:
            return _member_of(team, chat.member(own))

    def look_up(self, email: str, *, team: str | None = None) -> Member | None:
        """The person with this address: in the community's own workspace first, then in the others as they came.

        With `team` in that one alone; an empty one is the community's own.
        """
        others = [one.id for one in self.others.all()] if team is None else []
        closed: WorkspaceGone | None = None
        for each in [team or "", *others]:
            try:
                with self._speaking(each) as chat:
                    if found := chat.look_up(email):
                        return _member_of(each, found)
            except WorkspaceGone as shut:
                closed = shut  # the others may still know them
        if closed:
            raise closed
        return None

    def check(self) -> list[Finding]:
        """Whether the app is installed with what it needs, in every workspace."""
        beside = [found for one in self.others.all() for found in self._looked_at(one.id, one.name)]
        return [*self.home.check(), *beside]

    def _looked_at(self, team: str, name: str) -> list[Finding]:
        try:
            with self._speaking(team) as chat:
                return chat.check_token()
        except (Refused, ComeBack, Uncertain) as no:
            cure = f"{no} {AGAIN.format(team=team)}"
            return [Finding(ok=False, what=f"{name} ({team}) cannot be reached.", cure=cure)]

    @contextmanager
    def _speaking(self, team: str) -> Iterator[SlackMessenger]:
        """Whoever speaks for this workspace. What Slack says of a token that is gone is put into the same words."""
        try:
            yield self._messenger(team)
        except Refused as no:
            if team and no.code in NO_TOKEN:
                raise WorkspaceGone(team) from no
            raise

    def _messenger(self, team: str) -> SlackMessenger:
        if not team:
            return self.home
        try:
            bot = self.others.bot_of(team)
        except FacilitationError as locked:  # nothing left; once the key is back, it will
            raise ComeBack(locked.message, wait=LOCKED) from locked
        if bot is None:
            raise WorkspaceGone(team)
        with self._guard:
            token, chat = self._known.get(team, ("", self.home))
            if token != bot.bot_token:  # new, or installed again
                client = web_client(token=bot.bot_token, base_url=self.others.base_url)
                chat = SlackMessenger(client=client, clock=self._clock)
                self._known[team] = bot.bot_token, chat
            return chat


def _member_of(team: str, found: Member) -> Member:
    return Member(
        id=account(team, found.id),
        name=found.name,
        email=found.email,
        zone=found.zone,
        language=found.language,
        guest=found.guest,
    )


def _together(members: Sequence[str]) -> tuple[str, list[str]]:
    """The one workspace all of these are in. Raises Refused where there are several."""
    teams = {parted(each)[0] for each in members}
    if len(teams) > 1:
        raise Refused(
            "People of several Slack workspaces cannot share a conversation there.",
            code="several_workspaces",
        )
    return next(iter(teams), ""), [parted(each)[1] for each in members]
