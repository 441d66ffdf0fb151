"""What each table holds of people, in which form, where else it lies, for how long, and how it goes: for the page about
privacy. A table without its line fails a test, so that nothing is kept that the page does not tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.store.table_parts import metadata
from bot.voice.privacy import LOCKED, NO, READABLE

BACKUPS = "backups"
FOR_GOOD = "as long as the database"
WITH_IT = "with the database and its backups"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One table: what it holds, in which form, where else that lies, how long, and how it is removed."""

    holds: str
    form: str = READABLE
    elsewhere: str = BACKUPS
    long: str = FOR_GOOD
    removed: str = WITH_IT


_IDS = "no words: "
KEPT: Mapping[str, Kept] = {
    "programme": Kept(holds="the learning plan"),
    "person": Kept(
        holds="name, addresses, role, organisation, city, access needs, Slack account, whether they take part",
        elsewhere="backups; the roster file; addresses in Zoom and Slack",
        long="retention_days after the programme, or until they are erased",
        removed="who has left gets no message and sees nothing of others; of whoever is erased a nameless row stays",
    ),
    "session": Kept(holds="dates and titles"),
    "reply": Kept(
        holds="whether somebody comes, to which part, and who wrote that down",
        removed="changed by another answer",
    ),
    "asking": Kept(holds="which question was put to whom, and whether it is answered"),
    "response": Kept(
        holds="answers with their givers",
        long="retention_days after the programme, or until its giver is erased",
        elsewhere="backups; Slack, in their message and in digests",
        removed="written over by another answer",
    ),
    "consent": Kept(holds="what a teller allowed for a story, when, in which version", removed="marked as withdrawn"),
    "told": Kept(holds="a facilitator's words on what became of a session", elsewhere="backups; Slack"),
    "action": Kept(holds="what somebody took on, and how it goes", elsewhere="backups; Slack"),
    "branch": Kept(holds="an idea, whose it is, who would join", elsewhere="backups; Slack"),
    "help_wanted": Kept(
        holds="what would help somebody who is stuck, in their words, and who helps", elsewhere="backups; Slack",
    ),
    "subgroup": Kept(
        holds="its name, charter and members, its place in Slack, how it goes, what came of it",
        elsewhere="backups; Slack",
    ),
    "small_meeting": Kept(
        holds="a subgroup's own Zoom meeting: who asked for it, when, its link and passcode",
        elsewhere="backups; Zoom; Slack, in the subgroup's place",
    ),
    "call": Kept(
        holds="who asked for a word, their words if any, whom it is about, who answered",
        elsewhere="backups; Slack, with the facilitators it may reach",
        long="its words 90 days after it was settled (settled_words_days); the rest as long as the database",
    ),
    "hand_over": Kept(
        holds="by ids, which things somebody held who left or is away, and who takes each on",
        elsewhere="backups; Slack, with the facilitators",
    ),
    "turn": Kept(
        holds="who was asked for a part in a session, and what they said", elsewhere="backups; Slack",
    ),
    "delegate": Kept(holds="by ids, who comes to a session for whom", elsewhere="backups; Slack"),
    "agenda": Kept(holds="how long each stretch of a session lasts, and by id who leads it"),
    "hour_poll": Kept(
        holds="which hours the group was asked about, how many said what, who decided and why",
        elsewhere="backups; Slack",
    ),
    "hour_vote": Kept(
        holds="for whom an hour works, is hard or cannot be, and what makes it hard, in their words",
        elsewhere="backups; Slack, in their message and with the facilitators",
        removed="written over by another answer",
    ),
    "calendar_entry": Kept(
        holds=f"{_IDS}a digest of what somebody's calendar was given of a session, and how often that changed",
    ),
    "guest": Kept(
        holds="name, address and city of a guest from outside, and for which session", elsewhere="backups; mail",
    ),
    "guest_question": Kept(
        holds="what somebody would like to ask a guest", elsewhere="backups; mail or Slack, with the guest",
    ),
    "trace": Kept(holds=f"the audit. {_IDS}who did what and when", removed="never: the database refuses to change it"),
    "note": Kept(
        holds="a pause, revoked links, that somebody wants no mail, and that words were written to the bot",
        removed="as each ends",
    ),
    "effect": Kept(
        holds=f"what was sent or shown, to whom and when. {_IDS}but in what troubles facilitators",
        elsewhere="backups; Slack and Zoom have what was sent",
        removed="that an anonymous answer was shown: when it is done",
    ),
    "duty": Kept(holds=f"{_IDS}what falls due when"),
    "pace": Kept(holds=f"{_IDS}how fast may be written where", long="some minutes", removed="by itself"),
    "gesture": Kept(
        holds="marks of what was pressed and the day; what a command answered, never stories or wishes",
        long="60 days (inbox_days)", removed="by itself",
    ),
    "count": Kept(holds=f"{_IDS}counts for ids"),
    "seal": Kept(holds="a keyed mark that somebody answered an anonymous question", form=LOCKED),
    "urn": Kept(
        holds="anonymous answers, without givers", form=LOCKED,
        elsewhere="backups, locked; the key is CONVENER_SECRET_KEY",
    ),
    "bundled": Kept(holds=f"{_IDS}which questions stand in one message"),
    "prompt_change": Kept(holds="what facilitators changed in questions, and who did"),
    "room_plan": Kept(holds="who sits in which room, and why it was changed", elsewhere="backups; Zoom; Slack"),
    "room_wish": Kept(
        holds="private wishes about rooms, without a reason",
        long="until taken back, the session is over, or somebody leaves",
        removed="taken back; a restored backup forgets it again",
    ),
    "presence": Kept(holds="who was there, in which room, by whose word"),
    "sighting": Kept(
        holds="what Zoom told of a meeting, without names and numbers",
        long="a day after the session", removed="by itself",
    ),
    "meeting": Kept(holds="the Zoom meeting's link and passcode, and whose seats it took", elsewhere="backups; Zoom"),
    "story": Kept(
        holds="whose story, when, how far it goes; never its words",
        removed="taken back: a tombstone stays, an id, whose and when",
    ),
    "sealed": Kept(
        holds="a story's words; what was written to the bot, until one says what it is", form=LOCKED,
        elsewhere="backups, locked; each key in the folder of keys, which no backup holds",
        long="until taken back", removed="taken back: the key is destroyed, and all copies with it",
    ),
    "carried": Kept(holds=f"{_IDS}where a story's words went"),
    "export": Kept(holds="the name of a file that held stories, who made it, when"),
    "theme": Kept(
        holds="a theme in a facilitator's words, with ids of answers",
        removed="with the last story that stands under it",
    ),
    "synthesis": Kept(
        holds="sentences with the ids of answers", elsewhere="backups; Slack, where published",
        removed="a sentence goes with a story it rests on",
    ),
    "check_back": Kept(holds="whether an author finds themselves in it, and what is missing"),
    "leave": Kept(
        holds="whose answer may go to everyone, with or without their name, and who asked",
        removed="taken back: it says so from then on",
    ),
    "writing": Kept(
        holds="what was written in an artefact, by whom, and the ids of answers and stories it draws on",
        elsewhere="backups; what draws on a story lies in `sealed`, locked",
        removed="what draws on a story goes with it",
    ),
    "reference": Kept(
        holds="what is suggested for reading, by whom, who wishes to be named, and plain words about it",
        removed="the last who suggested it takes it back",
    ),
    "agreed": Kept(holds="the aim and the agreements, in every version, and who wrote it"),
    "remark": Kept(
        holds="what somebody said of the aim or the agreements, and what came of it",
        elsewhere="backups; Slack, with whoever said it",
    ),
    "loop": Kept(holds="what people said and what became of it", elsewhere="backups; Slack, once told"),
    "slack_bots": Kept(
        holds="a further workspace's name and the bot's token", form=LOCKED,
        elsewhere="backups, locked; the key is CONVENER_TOKEN_KEYS", long="until it leaves", removed="when it leaves",
    ),
    "slack_installations": Kept(
        holds="the same, and who agreed to the app there", form=LOCKED,
        elsewhere="backups, locked; the key is CONVENER_TOKEN_KEYS", long="until it leaves", removed="when it leaves",
    ),
}  # fmt: skip


def forms() -> dict[str, str]:
    """In which form each table's words lie there, for whoever runs the machine."""
    return {name: kept.form for name, kept in KEPT.items()} | {"": NO}


def lines() -> list[list[str]]:
    """The table of tables, its heads first, in the order of their names."""
    heads = ["table", "what it holds", "form", "where else", "how long", "how it goes"]
    found = [(name, KEPT[name]) for name in sorted(metadata.tables)]
    return [heads, *([f"`{n}`", k.holds, k.form, k.elsewhere, k.long, k.removed] for n, k in found)]
