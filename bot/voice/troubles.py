"""What Slack or Zoom would not do, told to facilitators with what helps. Nothing here is escaped yet."""

from collections.abc import Sequence

DROPPED = (
    "Zoom did not keep the rooms. Switch on “Breakout room” and “Assign participants to breakout rooms when "
    "scheduling” for the host, or place people by hand with the host sheet."
)


def no_place(subgroup: str, why: str) -> str:
    return f"The subgroup “{subgroup}” has no place in Slack: {why}"


def kept_out(subgroup: str, people: Sequence[tuple[str, str]]) -> str:
    """Each with what Slack says of them."""
    listing = " ".join(f"{name}: {why.rstrip('.')}." for name, why in people)
    return (
        f"Not everyone can be in the place of the subgroup “{subgroup}” in Slack. {listing} "
        "They are in the subgroup all the same: what I say there I tell them in private."
    )


def no_small_meeting(subgroup: str, why: str) -> str:
    return (
        f"Zoom did not make the meeting of the subgroup “{subgroup}”: {why} "
        "Ask for another hour, or open a meeting of your own and share its link in the subgroup."
    )


def not_removed(title: str, why: str) -> str:
    return f"Zoom did not remove the meeting of “{title}”: {why} End or delete it in Zoom."


def not_moved(title: str, why: str) -> str:
    return f"Zoom did not give “{title}” its new time: {why} The link works all the same; set the time in Zoom."


def not_there_any_more(title: str, month: int) -> str:
    return (
        f"The meeting of “{title}” is not in Zoom any more, so it could not be given the new time. Make one there and "
        f"tell people its link, or call the session off and let it take place again: /convene session {month} cancel."
    )


def rooms_refused(why: str) -> str:
    return f"Zoom refused the rooms: {why}"


def not_made(title: str, why: str) -> str:
    return (
        f"Zoom did not make the meeting for “{title}”: {why} "
        "The session can run all the same: open a meeting by hand and share its link; everyone knows their room."
    )


def nobody_told(title: str, why: str, month: int) -> str:
    return (
        f"Zoom does not tell who was at “{title}”. {why} Whoever keeps time or takes notes tells it with "
        f"two taps; you see it all with /convene rooms {month} attended."
    )


def list_for_zoom(month: int) -> str:
    return (
        f"Everyone knows their own room all the same. The list for Zoom's own import: /convene rooms {month} "
        f"csv, or on the command line: convener session rooms {month} --zoom-csv FILE."
    )


def waits_for_yes(when: str) -> str:
    return f"The rooms for {when} wait for your yes: nobody has been told yet."
