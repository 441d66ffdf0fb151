"""Slack's blocks drawn as HTML, the way a person sees them in a good chat window."""

from bot.demo.live.drawing.emoji import EMOJI
from bot.demo.live.drawing.mrkdwn import mrkdwn_html
from bot.demo.live.drawing.seer import Seer, epoch_of
from bot.demo.live.drawing.surface import draw

__all__ = ["EMOJI", "Seer", "draw", "epoch_of", "mrkdwn_html"]
