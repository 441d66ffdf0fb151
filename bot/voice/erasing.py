"""What stands where somebody's words and name were, and what is said of erasing before and after."""

from collections.abc import Mapping, Sequence

from bot.voice.own_pages import KEPT
from bot.voice.words import count

SOMEBODY = "Somebody who is no longer here"
GONE = "(This was erased.)"
ERASED, NOT_ERASED = "This person is erased.", "Nothing was erased."
WORDS_GO, ROWS_GO, STAYS = "its words go", "it goes", "it stays"
# kind by kind of what is kept of a person: what becomes of it, and why something stays
FATES: Mapping[str, tuple[str, str]] = {
    "details": (WORDS_GO, "a nameless entry stays, so that counts stay"),
    "replies": (STAYS, "how many came is counted"),
    "questions": (STAYS, "how many were asked is counted"),
    "answers": (WORDS_GO, "that there was one is counted"),
    "stories": (WORDS_GO, "taken back, with their keys; that there was one stays"),
    "consents": (STAYS, "marked as withdrawn"),
    "leaves": (STAYS, "each yes is taken back"),
    "check_backs": (WORDS_GO, "how many found themselves in it is counted"),
    "actions": (WORDS_GO, "what was taken on within a subgroup stays with it"),
    "branches": (WORDS_GO, "others may have joined"),
    "subgroups": (STAYS, "it is the others' too; nobody sees that this person was in it"),
    "words_with_facilitators": (WORDS_GO, "that somebody asked, and was answered, stays"),
    "room_wishes": (ROWS_GO, ""),
    "presence": (STAYS, "how many were there is counted"),
    "parts": (STAYS, "that it was done is counted"),
    "delegates": (STAYS, "who came for whom, by ids"),
    "hours": (WORDS_GO, "what was counted stays counted"),
    "questions_to_guests": (ROWS_GO, ""),
    "remarks": (ROWS_GO, ""),
    "readings": (ROWS_GO, "what others suggested, too, stays"),
    "writings": (WORDS_GO, "the thread says that something is missing"),
    "calendar": (ROWS_GO, ""),
    "handed_over": (STAYS, "by ids"),
    "told_back": (STAYS, "said for the community"),
    "themes": (STAYS, "said for the community"),
    "syntheses": (STAYS, "said for the community"),
    "loops": (STAYS, "said for the community"),
    "agreed": (STAYS, "the community's own"),
    "hours_asked": (STAYS, "said for the community"),
    "questions_changed": (STAYS, "the community's questions"),
    "agendas": (STAYS, "by ids"),
    "guests_invited": (STAYS, "by ids"),
    "small_meetings": (STAYS, "by ids"),
    "exports": (STAYS, "so that files can be found again"),
    "acts": (STAYS, "the audit is never changed; without the person an id says nothing"),
    "help": (WORDS_GO, "that somebody helped stays"),
    "seats": (STAYS, "who met whom is counted, by ids; seats ahead go to others"),
    "messages": (STAYS, "that there was one, by ids; in Slack the bot deletes its own"),
}
BEYOND = (
    "anonymous answers: nobody can find whose they are",
    "backups, for the days you keep them; one that is restored is erased again by the forget-list",
    "what Slack keeps of messages that are deleted, what this person wrote there themselves, and their Home tab",
    "mail that was sent, letters on paper, and the roster file, which you mend yourself",
    "what others wrote of this person in words of their own, and what people copied or remember",
)


def heading(name: str) -> str:
    return f"Erasing {name} would do this:"


def lines(counted: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Kind by kind of what there is: how many, what becomes of it, and why something of it stays."""
    return [(count(counted[kind], *KEPT[kind]), *FATES[kind]) for kind in KEPT if counted.get(kind)]


def messages(*, deleted: int, edited: int, mailed: int) -> list[str]:
    said = [
        (deleted, "message in Slack is deleted", "messages in Slack are deleted"),
        (edited, "message to others is written anew", "messages to others are written anew"),
        (
            mailed,
            "mail was sent, and stays where it is",
            "mails were sent, and stay where they are",
        ),
    ]
    return [f"{count(number, one, many)}." for number, one, many in said if number]


def beyond() -> Sequence[str]:
    return BEYOND
