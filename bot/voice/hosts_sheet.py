"""The sheet for whoever opens the rooms: everyone's seat, what to press, and Zoom's own list."""

from collections.abc import Sequence

from bot.domain.languages import say
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import Placement, RoomsPage, paragraphs, steps_in_zoom, zoom_words
from bot.voice.words import escape, local


def zoom_csv(placements: Sequence[Placement]) -> str:
    """Zoom's own file for pre-assigning rooms; cells cannot start a formula."""
    by_login: dict[str, Placement] = {}  # two may share one login; Zoom takes an address once
    for placement in placements:
        if placement.person.zoom_email:
            by_login.setdefault(placement.person.zoom_email.casefold(), placement)
    rows = ["Pre-assign Room Name,Email Address"]  # as Zoom reads it
    rows += [f"{cell(p.room)},{cell(p.person.zoom_email)}" for p in by_login.values()]
    return "\r\n".join(rows) + "\r\n"


def cell(text: str) -> str:
    safe = f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
    return '"' + safe.replace('"', '""') + '"' if any(c in safe for c in ',"\n\r') else safe


def host_sheet(
    seen: RoomsPage,
    *,
    start_url: str,
    zone: str,
    host_key: str = "",
    now: Sequence[str] = (),
    parts: Sequence[str] = (),
    day_url: str = "",
) -> Message:
    """Everything for the facilitators who open the meeting: rooms, people to place by hand, and a Start button.

    `now` are lines on what is to be done in Zoom at this moment; they come first.
    """
    when = local(seen.session.starts_at, zone)
    lead = say("Host sheet for “{title}”, {when}.", title=escape(seen.session.title), when=when)
    listing = seen.listing
    steps = [steps_in_zoom(seen)] if seen.session.virtual else []
    if steps and host_key:
        steps.append(
            say(
                "Should the button fail: join like everyone, Participants, Claim host, {host_key}.",
                host_key=escape(host_key),
            )
        )
    trouble = zoom_words(seen)
    said = [*now, *steps, *parts, *listing, *([trouble] if trouble else [])]
    start = b.button(say("Start the meeting"), "start:open", url=start_url, style="primary")
    paper = b.button(say("The run of the day, to print"), "day:open", url=day_url)
    found = [*([start] if start_url else []), *([paper] if day_url else [])]
    buttons = [b.actions(*found)] if found else []
    return Message(
        text="\n".join([lead, *said]),
        blocks=(b.section(f"*{lead}*"), *paragraphs(said), *buttons),
    )
