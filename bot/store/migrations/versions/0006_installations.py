"""The Slack workspaces that installed the app beside the community's own, in slack_sdk's own columns."""

import sqlalchemy as sa
from alembic import op

from bot.store.migrations.forms import index, maybe, numbers, table, words, yes_no

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BOT = ("bot_token", "bot_id", "bot_user_id", "bot_scopes", "bot_refresh_token")
WEBHOOK = ("url", "channel", "channel_id", "configuration_url")


def upgrade() -> None:
    table(
        "slack_bots",
        *numbers("id"),
        *words("client_id", "app_id"),
        *maybe(sa.Text(), "enterprise_id", "enterprise_name", "team_id", "team_name", *BOT),
        *maybe(sa.DateTime(), "bot_token_expires_at"),
        *yes_no("is_enterprise_install"),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
    )
    index("slack_bots", "client_id", "team_id")
    table(
        "slack_installations",
        *numbers("id"),
        *words("client_id", "app_id"),
        *maybe(sa.Text(), "enterprise_id", "enterprise_name", "enterprise_url", "team_id", "team_name", *BOT),
        *maybe(sa.DateTime(), "bot_token_expires_at"),
        *words("user_id"),
        *maybe(sa.Text(), "user_token", "user_scopes", "user_refresh_token"),
        *maybe(sa.DateTime(), "user_token_expires_at"),
        *maybe(sa.Text(), *(f"incoming_webhook_{part}" for part in WEBHOOK)),
        *yes_no("is_enterprise_install"),
        *maybe(sa.Text(), "token_type"),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
    )
    index("slack_installations", "client_id", "team_id")


def downgrade() -> None:
    op.drop_table("slack_installations")
    op.drop_table("slack_bots")
