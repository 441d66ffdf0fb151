"""Short answers to what somebody has just done, in a window or below a command."""

from bot.domain.followup import ActionItem
from bot.domain.meetings import MeetingPlace
from bot.voice.followup import action_line
from bot.voice.words import count, escape

SORRY = "Something went wrong on my side, and nothing was changed. Please try again; a facilitator can help."
ASKED_LATER = "I ask you after two weeks how it is going."
ASKED_FIRST = "I ask them for a yes."
BRANCH = (
    "I put it before everyone. When three would like to join, I ask you to bring them together."
)
SWAPPED = "They have changed places. Publish when you are content; nobody is told before."
PINNED = "They stay in that room, whatever is drawn anew."
NOTED_FOR = "Kept as theirs. They see that you noted it, and can change it."
TOLD_BACK = "Kept. Everyone reads it the day before the next session."
STORY_NOTED = "They read it now and say who may see it. Until then nobody else does."
STORY_GONE = "It is gone"
PUBLISHED = "Published: those whose room is new to them are told at their own hour"
DRAWN = "Drawn anew from who comes now. Pinned people stayed. Nobody has been told."
LOOP_OPEN = "It stays open until you say what happened: `/convene loops`"
LOOP_TOLD = "Everyone hears it before the next session."
LOOP_KEPT = "It stands so in `/convene loops`."
ALL_WISHES = "All that hold: `/convene wishes`"
UNDO = "Undo with: `/convene rooms undo`."
PROMPT = {
    "hold": "Held: nothing more of it leaves until you release it.",
    "release": "Released: it is asked at its hour, or as soon as people may be written to.",
    "skip": "Skipped: nobody more is asked. What was asked already stays.",
    "reword": "Kept.",
    "move": "Moved. Whoever was asked already stays asked.",
}
TRY_PROMPT = (
    "Try: preview 3, hold 3, release 3, skip 3, reword 3 NEW WORDS, move 3 2027-03-10 15:00."
)
TRY_ROOMS = (
    "Try: see, swap Ada, Bo; move Ada to Room 2; pin Ada; unpin Ada; undo; mend; publish; met; "
    "attended; list; csv."
)
TRY_GUESTS = "Try: guest 2, guest add, or guest question 2 YOUR WORDS."
TRY_WISHES = "Try: wishes; wishes apart Ada, Bo; wishes 2 together Ada, Bo; wishes end Ada, Bo."
AGAIN = "Type `/convene synthesis` to see where it stands."
THEME_PUT = f"They stand under it now. {AGAIN}"
THEME_SAYS = f"The theme says so now. {AGAIN}"
THEME_MERGED = f"They are one theme now. “Split” takes them apart again. {AGAIN}"
THEME_SPLIT = f"They are two themes now. {AGAIN}"
SENTENCE = f"It stands in the draft; nobody else reads it before you publish. {AGAIN}"
NEW_VERSION = "Everyone reads the new version in place of the old one."
FIRST_VERSION = "Everyone reads it in the community's channel, or on the Home page."
CHECKED = "The facilitators read it, and keep it beside what was written."
SWAP = {"one": "This person", "other": "changes places with"}
SWAP_TITLE, PIN_WHOM = "Swap two people", "Who stays where they are"


def leave_asked(answers: int) -> str:
    whom = f"The {'author is' if answers == 1 else 'authors are'} asked about {count(answers, 'answer')}"
    return f"{whom}, at an hour that suits them. Nothing goes further before they say yes. {AGAIN}"


def named(idea: str) -> str:
    return f"Named: “{escape(idea)}”. I put it before everyone and tell you who would like to join."


def agreed(action: ActionItem, owner: str) -> str:
    return f"Written down: {action_line(action, owner)}. I ask after two weeks how it is going."


def written_down(*, own: bool) -> str:
    return f"It is written down. {ASKED_LATER if own else ASKED_FIRST}"


def details_kept(zone: str) -> str:
    return f"Thank you. I write to you by {zone} time from now on."


def moved_to(room: str) -> str:
    return f"Moved to {room}. Publish when you are content; nobody is told before."


def published(place: MeetingPlace) -> str:
    return f"{PUBLISHED}, and Zoom gets the rooms." if place.places_people else f"{PUBLISHED}."


def for_import(csv: str) -> str:
    return f"For Zoom's own import:\n```{escape(csv)}```"


def done(why: str, *, undo: bool = True) -> str:
    return f"Done: {escape(why)}. {UNDO if undo else ''}".strip()
