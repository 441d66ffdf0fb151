"""The sandbox's page: a Slack, a Zoom, a clock and the ledger side by side, for people."""

from bot.demo.live.app import create_page

__all__ = ["create_page"]
