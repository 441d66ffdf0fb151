"""The demo: a pretend community lives through its months, and everything is checked afterwards."""

from bot.demo.opening import keep_open
from bot.demo.run import run
from bot.demo.wish import LINK, CannotPlay, Stuck, Wish

__all__ = ["LINK", "CannotPlay", "Stuck", "Wish", "keep_open", "run"]
