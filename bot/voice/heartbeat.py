"""What facilitators read when messages or meetings have been stuck for a while."""

from datetime import datetime

from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.words import count, escape, local

TO_DO = {
    "slack": "Look at status.slack.com. If Slack is well, ask whoever runs Convener to type: convener doctor",
    "zoom": "Look at status.zoom.us. If Zoom is well, ask whoever runs Convener to type: convener doctor. "
    "A session that is near can be opened in Zoom by hand.",
    "mail": "Ask whoever runs Convener to type: convener doctor. Until then, people without Slack must be told in "
    "another way.",
    "unknown": "Nothing is said twice meanwhile. Ask whoever runs Convener to type: convener doctor",
    "dead": "They will not be tried again. Ask whoever runs Convener to look at /operate/effects?state=dead, "
    "and tell people in another way what they should know.",
}
STUCK = {
    "slack": "{many} could not leave for Slack since {since}.",
    "zoom": "{many} could not be made or changed in Zoom since {since}.",
    "mail": "{many} could not leave by mail since {since}.",
    "unknown": "Of {many} nobody knows whether they arrived, since {since}: there is no clear answer.",
    "dead": "{many} were refused for good; the oldest was due {since}.",
}
OVER = {
    "slack": "Slack is back. From {since} on messages could not leave; they have left now, or were let go as too late.",
    "zoom": "Zoom answers again. From {since} on meetings could not be made or changed; that is done now.",
    "mail": "Mail leaves again. From {since} on it could not.",
    "unknown": "It is known again what arrived: what was in doubt since {since} is settled.",
}


def stuck(about: str, *, number: int, since: datetime, zone: str) -> Message:
    """What is stuck, since when, and what to do."""
    word = ("meeting", "meetings") if about == "zoom" else ("message", "messages")
    many, when = count(number, *word), local(since, zone)
    if number == 1 and about == "dead":
        said = f"One message was refused for good; it was due {when}."
    else:
        said = STUCK[about].format(many=many, since=when)
    return _told(said, TO_DO[about])


def no_backup(why: str, *, since: datetime | None, zone: str) -> Message:
    """There has been no backup for longer than one night, and why."""
    when = f"since {local(since, zone)}" if since else "so far"
    said = f"There is no backup of what I remember {when}. {escape(why)}"
    return _told(said, "Ask whoever runs Convener to type `convener status`.")


def over(about: str, *, since: datetime, zone: str) -> Message:
    """It is over; told where it could not be told before."""
    return _told(OVER[about].format(since=local(since, zone)), "There is nothing to do.")


def _told(said: str, to_do: str) -> Message:
    return Message(text=f"{said} {to_do}", blocks=(b.section(said), b.context(to_do)))
