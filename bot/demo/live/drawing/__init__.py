"""Slack's blocks drawn as HTML, the way a person sees them in a good chat window."""

from bot.demo.live.drawing.seer import Seer, epoch_of
from bot.demo.live.drawing.surface import draw
from bot.web.drawing.emoji import EMOJI
from bot.web.drawing.mrkdwn import mrkdwn_html

__all__ = ["EMOJI", "Seer", "draw", "epoch_of", "mrkdwn_html"]
