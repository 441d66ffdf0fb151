"""The workspaces that installed the app beside the community's own: agreed to on Slack's page, and kept sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from slack_sdk.oauth.installation_store import Bot, Installation

from bot.domain.programme import Note
from bot.domain.workspaces import Workspace
from bot.ports import (
    Clock,
    ComeBack,
    Gone,
    Joining,
    NoFurtherWorkspaces,
    NotThatWorkspace,
    Refused,
    Store,
    Uncertain,
    account,
)
from integrations.slack.client import SlackWire, web_client
from integrations.slack.scopes import OPTIONAL_SCOPES, REQUIRED_SCOPES
from integrations.slack.sealed_store import Row, SealedStore, Transactions
from integrations.slack.sealing import Seal

AN_ORGANISATION = "it is a whole organisation of Slack's; install the app in one of its workspaces."
HOME = "home-workspace"
OUR_OWN = "it is the community's own workspace, which is connected already."


@dataclass(frozen=True, kw_only=True)
class AppKeys:
    """What proves to Slack which app we are, and what tokens are locked with."""

    client_id: str
    client_secret: str
    token_keys: Sequence[str]
    public_url: str

    @property
    def missing(self) -> str:
        """What must still be set before another workspace can be taken; empty where nothing is missing."""
        given = {
            "CONVENER_SLACK_CLIENT_ID": self.client_id,
            "CONVENER_SLACK_CLIENT_SECRET": self.client_secret,
            "CONVENER_TOKEN_KEYS": self.token_keys,
            "[web] public_url": self.public_url,
        }
        lacking = [name for name, value in given.items() if not value]
        return f"set {', '.join(lacking)}." if lacking else ""


class LendingStore(Store, Protocol):
    """Our memory, and as much of an engine as slack_sdk uses, in the same transactions."""

    def lent(self) -> Transactions: ...


class Installations:
    """Implements the port `Workspaces`. `wire` speaks for the community's own workspace."""

    def __init__(
        self, *, keys: AppKeys, store: LendingStore, wire: SlackWire, base_url: str, clock: Clock
    ) -> None:
        self.keys, self.base_url, self._wire, self._clock = keys, base_url, wire, clock
        self._store = store
        self._kept = SealedStore(keys.client_id, store.lent(), Seal(keys.token_keys))
        self._home = ""

    def account(self, team: str, member: str) -> str:
        """How an account that acts is called here. Raises Gone for a workspace that is none of ours."""
        if team and team == self._home:
            return member
        if self._is_known(team):
            return account(team, member)
        if self._is_home(team):
            return member
        raise Gone("It is an account of a workspace that is none of ours.", code="no_workspace")

    def _is_known(self, team: str) -> bool:
        return any(row["team_id"] == team for row in self._kept.rows())

    def _is_home(self, team: str) -> bool:
        try:
            return team != "" and team == self.home()
        except ComeBack:
            if self.keys.missing and not self._kept.rows():
                return True  # there has never been another one
            raise

    def home(self) -> str:
        """The community's own workspace, asked once. Raises ComeBack while Slack does not say."""
        if not self._home:
            self._home = self._asked()  # by two at once twice, which does no harm
        return self._home

    def _asked(self) -> str:
        """As it was found out with this token before, so that people are known while Slack is away."""
        name = f"{HOME}:{self._wire.mark}"
        with self._store.read() as memory:
            note = memory.notes.seek(name)
        if note:
            return note.text
        try:
            team = self._wire.team()
        except (Uncertain, Refused) as away:
            raise ComeBack(str(away)) from away
        with self._store.begin() as memory:
            memory.notes.save(Note(id=name, text=team))
        return team

    def all(self) -> Sequence[Workspace]:
        """Those beside the community's own, the oldest first."""
        return [_workspace(row) for row in self._kept.rows()]

    def bot_of(self, team: str) -> Bot | None:
        """The app's account and token there. Raises NoTokenKey, CannotUnseal."""
        return self._kept.bot(team)

    def page(self, *, state: str, back: str, team: str = "") -> str:
        """Slack's page on which somebody agrees to the app. Raises NoFurtherWorkspaces."""
        self._require_keys()
        asked = {
            "client_id": self.keys.client_id,
            "scope": ",".join([*REQUIRED_SCOPES, *OPTIONAL_SCOPES]),
            "user_scope": "",
            "redirect_uri": back,
            "state": state,
        }
        chosen = {"team": team} if team else {}
        return f"{self._site}oauth/v2/authorize?{urlencode(asked | chosen)}"

    @property
    def _site(self) -> str:
        return self.base_url.removesuffix("api/")

    def redeem(self, code: str, *, back: str, team: str = "") -> Joining:
        """What Slack gives for somebody's yes; kept by nobody yet. Raises NotThatWorkspace, Refused, Uncertain."""
        self._require_keys()
        wire = SlackWire(web_client(token="", base_url=self.base_url))
        told = wire.call(
            "oauth.v2.access",
            client_id=self.keys.client_id,
            client_secret=self.keys.client_secret,
            code=code,
            redirect_uri=back,
        )
        return self._checked(told, team)

    def _checked(self, told: Mapping[str, Any], wanted: str) -> Joining:
        """A workspace that was not meant gets its token back: it must not lie about, not even for a moment.

        One that is ours already keeps it, for Slack gives the same token to whoever agrees once more.
        """
        team = told.get("team") or {}
        found, token = str(team.get("id") or ""), str(told.get("access_token") or "")
        if found and found == self.home():
            raise NotThatWorkspace(why=OUR_OWN)
        if told.get("is_enterprise_install") or not found:
            self._give_back(token)
            raise NotThatWorkspace(why=AN_ORGANISATION)
        if wanted and found != wanted:
            if not self._is_known(found):
                self._give_back(token)
            raise NotThatWorkspace(why=f"the invitation is for the workspace {wanted} alone.")
        installation = _installation(told, self.keys.client_id, self._clock.now())
        return Joining(workspace=_workspace(installation.to_dict()), granted=installation)

    def _give_back(self, token: str) -> None:
        SlackWire(web_client(token=token, base_url=self.base_url)).call("auth.revoke")

    def keep(self, joining: Joining) -> None:
        """From now on it is one of ours, in place of what was known of it before. Raises NoTokenKey."""
        self._kept.save(joining.granted)

    def forget(self, team: str) -> bool:
        """It is none of ours any more; whether it was."""
        return self._kept.forget(team)

    def withdraw(self, team: str) -> None:
        """Tell Slack that our token there must not be worth anything any more."""
        bot = self.bot_of(team)
        if bot is None:
            raise Gone("It is none of ours.", code="no_workspace")
        self._give_back(bot.bot_token)

    def reseal(self) -> int:
        """Lock every token anew with the first key; of how many workspaces."""
        return self._kept.reseal()

    def _require_keys(self) -> None:
        if self.keys.missing:
            raise NoFurtherWorkspaces(missing=self.keys.missing)


def _installation(told: Mapping[str, Any], client_id: str, now: datetime) -> Installation:
    team, who = told.get("team") or {}, told.get("authed_user") or {}
    whole = told.get("enterprise") or {}
    return Installation(
        app_id=str(told.get("app_id") or ""),
        enterprise_id=whole.get("id"),
        enterprise_name=whole.get("name"),
        team_id=str(team.get("id")),
        team_name=str(team.get("name") or "")[:200],
        bot_token=str(told.get("access_token") or ""),
        bot_user_id=str(told.get("bot_user_id") or ""),
        bot_scopes=str(told.get("scope") or ""),
        user_id=str(who.get("id") or ""),
        token_type=str(told.get("token_type") or ""),
        installed_at=now.timestamp(),
    )


def _workspace(row: Row) -> Workspace:
    since: datetime = row["installed_at"]
    return Workspace(
        id=str(row["team_id"]),
        name=str(row["team_name"] or ""),
        since=since.replace(tzinfo=UTC),
        by=str(row["user_id"] or ""),
    )
