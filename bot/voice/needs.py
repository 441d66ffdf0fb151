"""What needs a facilitator, in a line each with what to do; and how much is owed."""

from collections.abc import Mapping, Sequence

from bot.domain.effects import Backlog
from bot.voice.words import count, escape

NO_ROOMS = "not all that is asked of them can be kept: /convene wishes"
NOT_PROPOSED = "Rooms: not proposed yet."
NO_ZOOM = "not needed, we meet in person."


def no_rooms(month: int) -> str:
    return f"Month {month} has no rooms, for {NO_ROOMS}"


def wish_unkept(month: int) -> str:
    return f"A private wish is not kept in the rooms of month {month}: /convene wishes"


def too_late_for(people: int) -> str:
    return f"{count(people, 'person', 'people')} did not get a message about this session in time."


def changes_wait(month: int) -> str:
    return (
        f"Rooms of month {month} were changed after people were told; the changes wait for your yes: "
        f"/convene rooms {month}"
    )


def rooms_wait(month: int) -> str:
    return f"Rooms of month {month} are proposed and wait for your yes: /convene rooms {month}"


def no_meeting(why: str) -> str:
    return f"Zoom made no meeting: {why} Open one by hand and share its link."


def by_hand(people: int) -> str:
    return f"{count(people, 'person', 'people')} must be placed by hand in Zoom: host sheet."


def no_place(month: int) -> str:
    return f"The place of month {month} is not agreed yet."


def tell_back(month: int) -> str:
    return (
        f"Say what became of what people told you in month {month}: "
        f"/convene loops, or /convene session {month} told YOUR WORDS"
    )


def synthesis_open(month: int, days: int, *, waiting: int) -> str:
    """The last session whose synthesis is open, and how many earlier ones are, of so many that wait."""
    earlier = count(waiting - 1, "earlier one")
    more = f". So {'is' if waiting == 2 else 'are'} {earlier}." if waiting > 1 else ""
    return (
        f"The synthesis of month {month} is open, {count(days, 'day')} after the session: "
        f"/convene synthesis {month}{more}"
    )


def guests_unreached(people: Sequence[str]) -> str:
    who = ", ".join(people)
    return (
        f"Not met in Slack yet, and coming for somebody this once: {who}. Pass the link on to them."
    )


def no_account(names: Sequence[str]) -> str:
    return f"No Slack account found under the address of: {', '.join(names)}."


def by_mail(names: Sequence[str]) -> str:
    return f"No Slack account found; they read by mail, and no question reaches them: {', '.join(names)}."


def no_mail(names: Sequence[str]) -> str:
    return f"Not in Slack, and no more mail by their own wish: {', '.join(names)}."


def replies(tally: Mapping[str, int], *, unanswered: int, seats: int) -> str:
    """How many come."""
    return (
        f"{tally['yes']} yes, {tally['part']} part of it, {tally['unsure']} not sure, {tally['no']} no, "
        f"{unanswered} without an answer; {count(seats, 'seat')} kept."
    )


def backlog(owed: Backlog) -> str:
    return f"{owed.due} due, {owed.sending} leaving, {owed.unknown} being looked up, {owed.dead} refused."


def sort_and_publish(month: int) -> str:
    return f"Sort the answers, write and publish: /convene synthesis {month}"


def loop_waits(said: str) -> str:
    return f"“{escape(said)}” waits for what happened: /convene loops"


def say_back(month: int) -> str:
    return (
        f"Say what became of what people told you: /convene session {month} told YOUR WORDS. "
        "It goes out the day before the next session."
    )


def rooms_stand(version: int, state: str) -> str:
    return f"Rooms: version {version}, {state}."


def was_there(told: str, month: int) -> str:
    """How far it is known who was there, for a session's page."""
    return f" Who was there: {told}, see /convene rooms {month} attended."


def remarks_wait(number: int) -> str:
    verb = "waits" if number == 1 else "wait"
    said = f"{count(number, 'comment')} on the aim or the agreements {verb} for a word"
    return f"{said}: /convene aim, /convene agreements"
