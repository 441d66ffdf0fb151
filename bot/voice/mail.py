"""Mail: what it is called, its words without Slack's signs, and what stands under it."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from bot.domain.roster import Participant
from bot.voice.words import WORD_JOINER, city, clean, escape, name

SUBJECTS: Mapping[str, str] = {
    "welcome": "Welcome to {community}",
    "prompt": "{community}: a question for you",
    "notice": "Coming up: {title}, {when}",
    "card": "Starting soon: {title}, {when}",
    "room-news": "Your room: {title}, {when}",
    "called-off": "Called off: {title}, {when}",
    "takes-place": "It takes place after all: {title}, {when}",
    "moved": "Moved: {title}, {when}",
    "delegate": "Who comes: {title}, {when}",
    "guest-news": "Another guest: {title}, {when}",
    "hours-asked": "{community}: which hours suit you?",
    "hours-came": "{community}: what all said about our hours",
    "hours-set": "{community}: our new hours",
    "farewell": "{community}: thank you, and what becomes of what you gave",
    "leaver-asked": "One question about your stories",
    "story-gone": "About your story",
}
BY_MAIL = "it goes by mail: nobody in Slack has the address on the roster"
LINK = re.compile(r"<(https?://[^|>]+)(?:\|([^>]*))?>")
BOLD = re.compile(r"(?<!\w)\*([^*\n]+)\*(?!\w)")
ABOUT_COMING = frozenset(
    {"notice", "card", "room-news", "takes-place", "moved", "delegate", "hours-set"}
)
# what a button or a command does in Slack: how it is done with one's own page, and without one
ASKED, WORD, BACK, ERASE = (
    re.compile(r"`/convene guest question [^`]*`"),
    re.compile(r"tell me privately with the button below"),
    re.compile(r"(Press the button, or write|Write) /convene take back here\.( http\S+)?"),
    re.compile(r"press the button: facilitators read that you ask for it"),
)
WITH_PAGE = {
    ASKED: "tell a facilitator",
    WORD: "ask for a word on your own page",
    BACK: "You do so on your own page.",
    ERASE: "ask for it on your own page",
}
WITHOUT = WITH_PAGE | {
    WORD: "tell a facilitator",
    BACK: "Tell a facilitator, who does it for you.",
    ERASE: "tell a facilitator",
}


def subject(kind: str, *, community: str, title: str = "", when: str = "") -> str:
    """What a mail is about, on one line."""
    return clean(SUBJECTS[kind].format(community=community, title=title, when=when))


def plain(text: str, *, page: str = "") -> str:
    """Words that were made for Slack, as they read in a mail."""
    for in_slack, by_mail in (WITH_PAGE if page else WITHOUT).items():
        text = in_slack.sub(by_mail, text)
    linked = LINK.sub(lambda m: f"{m[2]}: {m[1]}" if m[2] else m[1], text)
    return unescape(BOLD.sub(r"\1", linked)).replace(WORD_JOINER, "")


def welcome(person: Participant, *, community: str, aim: str, page: str = "") -> str:
    """The first mail to somebody without Slack: what comes by mail, and what does not."""
    asks = (
        " Once a day at most I also tell you which questions wait for you on your own page."
        if page
        else ""
    )
    return (
        f"Hello {name(person.first_name)}. I am Convener, the helper of {escape(community)}. I found no Slack account "
        "under your address, so I write to you by mail: before each session when it is and how to join, in your own "
        f"time, and if it does not take place.{asks} Your time, as I know it, is that of {city(person.zone)}.\n\n"
        f"What we are here for: {escape(aim)}\n\n"
        "Answers and stories of others never come by mail. If you have a Slack account under another address, tell a "
        "facilitator."
    )


def asked(questions: Sequence[str]) -> str:
    """The one mail of a day that says which questions wait on one's own page."""
    lead = "A question waits" if len(questions) == 1 else "Some questions wait"
    listed = "\n\n".join(questions)
    return (
        f"{lead} for you on your own page. There it says who sees your answer before you give it, and you can let it "
        f"be.\n\n{listed}"
    )


def whole(text: str, *, kind: str, page: str = "", fewer: str = "") -> str:
    """The words of a mail with what its reader can do with it."""
    under = [f"Your own page: {page}" if page else "", _to_end(kind, fewer)]
    return "\n\n".join([plain(text, page=page), "-- ", *filter(None, under)]) + "\n"


def _to_end(kind: str, fewer: str) -> str:
    """The page on which one says whether one comes, and ends our mail."""
    also = "say whether you come" if kind in ABOUT_COMING else ""
    if not fewer:
        return (
            f"To {f'{also}, or to ' if also else ''}have no more mail from me, tell a facilitator."
        )
    return f"{f'To {also}, or to have no' if also else 'No'} more mail from me: {fewer}"


def not_sent(person: str, about: str, why: str) -> str:
    """To facilitators, about a mail that was refused."""
    return f"No mail reaches {_raw(person)} (“{about}”): {why} Reach them in another way, and look at their address."


def _raw(person: str) -> str:
    """A name that is escaped with the words around it."""
    return unescape(name(person))


def maybe_sent(person: str, about: str) -> str:
    """To facilitators, about a mail of which nobody can say whether it arrived."""
    return (
        f"Nobody can say whether the mail to {_raw(person)} (“{about}”) arrived: the line broke at its end. I do not "
        "send it twice; ask them."
    )


ENDED = "You get no more mail from me. What you told stays as it is."
AGAIN = "I write to you by mail again."
NOTED = "Thank you. You can change it here at any time."
NOT_READ = "I could not read that. Look at the page once more, and try again."
