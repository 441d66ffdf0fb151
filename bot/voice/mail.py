"""Mail: what it is called, its words without Slack's signs, and what stands under it."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from bot.domain.languages import say, to_say
from bot.domain.roster import Participant
from bot.voice.asking_to_erase import ERASED_BY_BUTTON
from bot.voice.words import WORD_JOINER, city, clean, escape, name

SUBJECTS: Mapping[str, str] = {
    "welcome": to_say("Welcome to {community}"),
    "prompt": to_say("{community}: a question for you"),
    "notice": to_say("Coming up: {title}, {when}"),
    "card": to_say("Starting soon: {title}, {when}"),
    "room-news": to_say("Your room: {title}, {when}"),
    "called-off": to_say("Called off: {title}, {when}"),
    "takes-place": to_say("It takes place after all: {title}, {when}"),
    "moved": to_say("Moved: {title}, {when}"),
    "delegate": to_say("Who comes: {title}, {when}"),
    "guest-news": to_say("Another guest: {title}, {when}"),
    "hours-asked": to_say("{community}: which hours suit you?"),
    "hours-came": to_say("{community}: what all said about our hours"),
    "hours-set": to_say("{community}: our new hours"),
    "farewell": to_say("{community}: thank you, and what becomes of what you gave"),
    "leaver-asked": to_say("One question about your stories"),
    "story-gone": to_say("About your story"),
}
BY_MAIL = to_say("it goes by mail: nobody in Slack has the address on the roster")
LINK = re.compile(r"<(https?://[^|>]+)(?:\|([^>]*))?>")
BOLD = re.compile(r"(?<!\w)\*([^*\n]+)\*(?!\w)")
ABOUT_COMING = frozenset(
    {"notice", "card", "room-news", "takes-place", "moved", "delegate", "hours-set"}
)
ASKED = re.compile(r"`/convene guest question [^`]*`")
WORD = "tell me privately with the button below"  # as plans say it, in their own words
# what a button or a command does in Slack
BACK = (
    to_say("Press the button, or write /convene take back here."),
    to_say("Write /convene take back here."),
)


def subject(kind: str, *, community: str, title: str = "", when: str = "") -> str:
    """What a mail is about, on one line."""
    return clean(say(SUBJECTS[kind]).format(community=community, title=title, when=when))


def plain(text: str, *, page: str = "") -> str:
    """Words that were made for Slack, as they read in a mail."""
    text = ASKED.sub(say("tell a facilitator"), text)
    text = text.replace(WORD, "ask for a word on your own page" if page else "tell a facilitator")
    does = (
        say("You do so on your own page.")
        if page
        else say("Tell a facilitator, who does it for you.")
    )
    for back in BACK:
        text = re.sub(re.escape(say(back)) + r"( http\S+)?", does, text)
    erased = (
        say("To have it erased now, ask for it on your own page.")
        if page
        else say("To have it erased now, tell a facilitator.")
    )
    text = text.replace(say(ERASED_BY_BUTTON), erased)
    linked = LINK.sub(lambda m: f"{m[2]}: {m[1]}" if m[2] else m[1], text)
    return unescape(BOLD.sub(r"\1", linked)).replace(WORD_JOINER, "")


def welcome(person: Participant, *, community: str, aim: str, page: str = "") -> str:
    """The first mail to somebody without Slack: what comes by mail, and what does not."""
    asks = (
        say(" Once a day at most I also tell you which questions wait for you on your own page.")
        if page
        else ""
    )
    return say(
        "Hello {first_name}. I am Convener, the helper of {community}. I found no Slack account under your "
        "address, so I write to you by mail: before each session when it is and how to join, in your own time, "
        "and if it does not take place.{asks} Your time, as I know it, is that of {city}.\n\nWhat we are here for: "
        "{aim}\n\nAnswers and stories of others never come by mail. If you have a Slack account under another "
        "address, tell a facilitator.",
        first_name=name(person.first_name),
        community=escape(community),
        asks=asks,
        city=city(person.zone),
        aim=escape(aim),
    )


def asked(questions: Sequence[str]) -> str:
    """The one mail of a day that says which questions wait on one's own page."""
    lead = say("A question waits") if len(questions) == 1 else say("Some questions wait")
    listed = "\n\n".join(questions)
    return say(
        "{lead} for you on your own page. There it says who sees your answer before you give it, and you can let "
        "it be.\n\n{listed}",
        lead=lead,
        listed=listed,
    )


def whole(text: str, *, kind: str, page: str = "", fewer: str = "") -> str:
    """The words of a mail with what its reader can do with it."""
    under = [say("Your own page: {page}", page=page) if page else "", _to_end(kind, fewer)]
    return "\n\n".join([plain(text, page=page), "-- ", *filter(None, under)]) + "\n"


def _to_end(kind: str, fewer: str) -> str:
    """The page on which one says whether one comes, and ends our mail."""
    also = say("say whether you come") if kind in ABOUT_COMING else ""
    if not fewer:
        return say(
            "To {what}have no more mail from me, tell a facilitator.",
            what=say("{also}, or to ", also=also) if also else "",
        )
    return say(
        "{what} more mail from me: {fewer}",
        what=say("To {also}, or to have no", also=also) if also else say("No"),
        fewer=fewer,
    )


def not_sent(person: str, about: str, why: str) -> str:
    """To facilitators, about a mail that was refused."""
    return say(
        "No mail reaches {raw} (“{about}”): {why} Reach them in another way, and look at their address.",
        raw=_raw(person),
        about=about,
        why=why,
    )


def _raw(person: str) -> str:
    """A name that is escaped with the words around it."""
    return unescape(name(person))


def maybe_sent(person: str, about: str) -> str:
    """To facilitators, about a mail of which nobody can say whether it arrived."""
    return say(
        "Nobody can say whether the mail to {raw} (“{about}”) arrived: the line broke at its end. I do not send "
        "it twice; ask them.",
        raw=_raw(person),
        about=about,
    )


ENDED = to_say("You get no more mail from me. What you told stays as it is.")
AGAIN = to_say("I write to you by mail again.")
NOTED = to_say("Thank you. You can change it here at any time.")
NOT_READ = to_say("I could not read that. Look at the page once more, and try again.")
