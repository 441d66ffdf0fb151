"""Where slack_sdk keeps the workspaces that installed the app: its own columns, wide enough for what is sealed."""

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, Text

from bot.store.table_parts import metadata


def _named(*names: str) -> "list[Column[str]]":
    return [Column(name, Text()) for name in names]


def _needed(*names: str) -> "list[Column[str]]":
    return [Column(name, Text(), nullable=False) for name in names]


def _number() -> "Column[int]":
    return Column("id", Integer(), primary_key=True, autoincrement=True)


def _flag() -> "Column[bool]":
    return Column("is_enterprise_install", sa.Boolean(), nullable=False)


def _instants(*names: str, needed: bool = False) -> "list[Column[object]]":
    return [Column(name, sa.DateTime(), nullable=not needed) for name in names]


BOT = ("bot_token", "bot_id", "bot_user_id", "bot_scopes", "bot_refresh_token")
WEBHOOK = ("url", "channel", "channel_id", "configuration_url")

slack_bots = sa.Table(
    "slack_bots",
    metadata,
    _number(),
    *_needed("client_id", "app_id"),
    *_named("enterprise_id", "enterprise_name", "team_id", "team_name", *BOT),
    *_instants("bot_token_expires_at"),
    _flag(),
    *_instants("installed_at", needed=True),
    Index(None, "client_id", "team_id"),
)

slack_installations = sa.Table(
    "slack_installations",
    metadata,
    _number(),
    *_needed("client_id", "app_id"),
    *_named("enterprise_id", "enterprise_name", "enterprise_url", "team_id", "team_name", *BOT),
    *_instants("bot_token_expires_at"),
    *_needed("user_id"),
    *_named("user_token", "user_scopes", "user_refresh_token"),
    *_instants("user_token_expires_at"),
    *_named(*(f"incoming_webhook_{part}" for part in WEBHOOK)),
    _flag(),
    *_named("token_type"),
    *_instants("installed_at", needed=True),
    Index(None, "client_id", "team_id"),
)
