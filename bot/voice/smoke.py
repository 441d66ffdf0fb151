"""The one message that `convener smoke` posts and takes away again."""

from bot.voice.message import Message

TOPIC = "Convener: a trial, removed at once"
POSTED = Message(
    text="This is a trial of Convener's line to Slack. Nothing needs doing: it goes away by itself."
)
CHANGED = Message(
    text="This is a trial of Convener's line to Slack, changed once. It goes away by itself."
)
