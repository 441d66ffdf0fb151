"""Short answers to what somebody has just done, in a window or below a command."""

from bot.domain.followup import ActionItem
from bot.domain.languages import say, to_say
from bot.domain.meetings import MeetingPlace
from bot.voice.followup import action_line
from bot.voice.words import count, escape

SORRY = to_say(
    "Something went wrong on my side, and nothing was changed. Please try again; a facilitator can help."
)
ASKED_LATER = to_say("I ask you after two weeks how it is going.")
ASKED_FIRST = to_say("I ask them for a yes.")
BRANCH = to_say(
    "I put it before everyone. When three would like to join, I ask you to bring them together."
)
SWAPPED = to_say("They have changed places. Publish when you are content; nobody is told before.")
PINNED = to_say("They stay in that room, whatever is drawn anew.")
NOTED_FOR = to_say("Kept as theirs. They see that you noted it, and can change it.")
TOLD_BACK = to_say("Kept. Everyone reads it the day before the next session.")
STORY_NOTED = to_say("They read it now and say who may see it. Until then nobody else does.")
STORY_GONE = to_say("It is gone")
PUBLISHED = to_say("Published: those whose room is new to them are told at their own hour")
DRAWN = to_say("Drawn anew from who comes now. Pinned people stayed. Nobody has been told.")
LOOP_OPEN = to_say("It stays open until you say what happened: `/convene loops`")
LOOP_TOLD = to_say("Everyone hears it before the next session.")
LOOP_KEPT = to_say("It stands so in `/convene loops`.")
ALL_WISHES = to_say("All that hold: `/convene wishes`")
UNDO = to_say("Undo with: `/convene rooms undo`.")
PROMPT = {
    "hold": to_say("Held: nothing more of it leaves until you release it."),
    "release": to_say("Released: it is asked at its hour, or as soon as people may be written to."),
    "skip": to_say("Skipped: nobody more is asked. What was asked already stays."),
    "reword": to_say("Kept."),
    "move": to_say("Moved. Whoever was asked already stays asked."),
}
TRY_PROMPT = to_say(
    "Try: preview 3, hold 3, release 3, skip 3, reword 3 NEW WORDS, move 3 2027-03-10 15:00."
)
TRY_ROOMS = to_say(
    "Try: see, swap Ada, Bo; move Ada to Room 2; pin Ada; unpin Ada; undo; mend; publish; met; "
    "attended; list; csv."
)
TRY_GUESTS = to_say("Try: guest 2, guest add, or guest question 2 YOUR WORDS.")
TRY_WISHES = to_say(
    "Try: wishes; wishes apart Ada, Bo; wishes 2 together Ada, Bo; wishes end Ada, Bo."
)
AGAIN = to_say("Type `/convene synthesis` to see where it stands.")
THEME_PUT = f"They stand under it now. {AGAIN}"
THEME_SAYS = f"The theme says so now. {AGAIN}"
THEME_MERGED = f"They are one theme now. “Split” takes them apart again. {AGAIN}"
THEME_SPLIT = f"They are two themes now. {AGAIN}"
SENTENCE = f"It stands in the draft; nobody else reads it before you publish. {AGAIN}"
NEW_VERSION = to_say("Everyone reads the new version in place of the old one.")
FIRST_VERSION = to_say("Everyone reads it in the community's channel, or on the Home page.")
CHECKED = to_say("The facilitators read it, and keep it beside what was written.")
SWAP = {"one": to_say("This person"), "other": to_say("changes places with")}
SWAP_TITLE, PIN_WHOM = to_say("Swap two people"), to_say("Who stays where they are")


def leave_asked(answers: int) -> str:
    whom = say(
        "The {which} asked about {number_of_answers}",
        which=say("author is") if answers == 1 else say("authors are"),
        number_of_answers=count(answers, "answer", "answers"),
    )
    return say(
        "{whom}, at an hour that suits them. Nothing goes further before they say yes. {again}",
        whom=whom,
        again=say(AGAIN),
    )


def named(idea: str) -> str:
    return say(
        "Named: “{idea}”. I put it before everyone and tell you who would like to join.",
        idea=escape(idea),
    )


def agreed(action: ActionItem, owner: str) -> str:
    return say(
        "Written down: {action_line}. I ask after two weeks how it is going.",
        action_line=action_line(action, owner),
    )


def written_down(*, own: bool) -> str:
    return say(
        "It is written down. {asked_later}",
        asked_later=say(ASKED_LATER if own else ASKED_FIRST),
    )


def details_kept(zone: str) -> str:
    return say("Thank you. I write to you by {zone} time from now on.", zone=zone)


def moved_to(room: str) -> str:
    return say("Moved to {room}. Publish when you are content; nobody is told before.", room=room)


def published(place: MeetingPlace) -> str:
    return (
        say("{published}, and Zoom gets the rooms.", published=say(PUBLISHED))
        if place.places_people
        else f"{say(PUBLISHED)}."
    )


def for_import(csv: str) -> str:
    return say("For Zoom's own import:\n```{csv}```", csv=escape(csv))


def done(why: str, *, undo: bool = True) -> str:
    return say("Done: {why}. {undo}", why=escape(why), undo=say(UNDO) if undo else "").strip()
