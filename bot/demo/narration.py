"""What the transcript says of each kind of message and each act: plain sentences, with people counted."""

from collections.abc import Mapping, Sequence

from bot.demo.community import Community
from bot.demo.letters import Letter
from bot.domain.programme import Prompt, PromptType

EDITS = frozenset({"edit", "home"})
SENTENCES = {
    "welcome": "{who} welcomed: what this is, who sees what, and is what we know of them right?",
    "notice": "{who} reminded of the session",
    "card": "{who} handed the session card: the room, its people, the link",
    "room-news": "{who} told their room",
    "host-card": "{who} handed the card of a room's host",
    "host-sheet": "{who} handed the host sheet, with the Start button",
    "rooms-page": "{who} shown the proposed rooms, with reasons",
    "publish-reminder": "{who} reminded that the rooms wait for a yes",
    "rooms-word": "{who} told that something about the rooms waits for a look",
    "zoom-news": "{who} told whom Zoom cannot place, and why",
    "zoom-refused": "{who} told that Zoom did not make the meeting",
    "called-off": "{who} told that the session does not take place",
    "moved": "{who} told that the session is moved",
    "takes-place": "{who} told that the session takes place after all",
    "digest": "{who} given the digest: a draft of what people have said",
    "synthesis": "{who} given the bones of the synthesis, and what is still open",
    "call": "{who} told that somebody would like a word",
    "call-card": "{who} told who answers and by when",
    "call-waits": "{who} told that somebody still waits for a word",
    "action-asked": "{who} asked whether they take an action on",
    "action-back": "{who} told that an action came back",
    "action-stuck": "{who} told that somebody could use help",
    "action-agreed": "An action is agreed in the subgroup",
    "action-carried": "{who} asked what to keep and what to let go",
    "ending-asked": "{who} asked what becomes of what they have in hand",
    "ending-open": "{who} told what is open before the programme ends",
    "farewell": "{who} told goodbye, with thanks",
    "help-wanted": "Everyone is asked whether somebody can help",
    "remark-told": "{who} told what came of their comment",
    "help-met": "{who} told who helps whom",
    "subgroup-closed": "A subgroup closes with thanks",
    "branch": "A branch is put before everyone in the community's channel",
    "branch-near": "{who} told of an idea that sounds like theirs",
    "branch-ripe": "{who} asked to bring the takers together",
    "subgroup-opened": "A subgroup finds its own place in Slack",
    "subgroup-news": "{who} told that their subgroup has begun",
    "subgroup-meets": "A subgroup is told when it meets",
    "subgroup-word": "A subgroup is told what is new in it",
    "subgroup-digest": "A subgroup is told what it has in hand",
    "action-changed": "{who} told what a facilitator did with their actions",
    "subgroup-kept": "{who} told that somebody would rather not convene",
    "subgroup-pulse": "{who} asked how their subgroup goes",
    "dry-copy": "{who} read what others would have read",
    "heartbeat": "{who} told that something is stuck",
    "low-heard": "{who} told that people felt little heard",
    "hours-asked": "{who} asked which hours suit them",
    "hours-reminder": "{who} asked once more which hours suit them",
    "hours-came": "{who} told what all said about our hours",
    "hours-set": "{who} told all the new hours at once",
    "trouble": "{who} told of something that did not work",
    "story-card": "{who} handed the card of a story of their own",
    "story-further": "{who} asked whether their story may go further",
    "story-gone": "{who} told what became of the story they took back",
    "story-copies": "{who} asked to take something out that was taken back",
    "synthesis-out": "Everyone is told what came of a session",
    "roster-missing": "{who} asked about people who are not on a roster any more",
    "hand-over": "{who} given the list of what somebody held",
    "hand-over-asked": "{who} asked whether they take something on",
    "part-asked": "{who} asked for a part in the session",
    "parts-open": "{who} told which parts nobody has taken yet",
    "delegate": "{who} told who comes for whom",
    "leaver-asked": "{who} asked once about their stories, having left",
    "leave-asked": "{who} asked whether words of theirs may go to everyone",
    "check-back": "{who} asked whether they find themselves in it",
    "thread-word": "{who} told a word about the thread of their organisation",
    "story-shared": "Everyone is told that a story may be read",
    "guest": "A guest from outside sent what they must know",
    "guest-news": "{who} told that another guest comes",
    "mail": "{who} sent a mail, having no Slack",
    "rehearsal": "{who} sent what a rehearsal found",
    "offer": "{who} asked whether those words were meant as an answer",
}


def sort_of(letter: Letter) -> tuple[str, ...]:
    """What is told in one line: letters of one kind, about one question, of one session."""
    if letter.kind == "notice":
        return ("notice", str(letter.month), letter.parts[2])
    return (letter.kind, str(letter.month or ""), letter.prompt)


def sentence(community: Community, letter: Letter, people: int) -> str:
    """One line of the transcript about so many letters of this sort."""
    who = f"{people} people are" if people != 1 else "One person is"
    if letter.kind in {"prompt", "reminder"}:
        return _question(community, letter, who)
    said = SENTENCES.get(letter.kind, "{who} written to")
    words = said.format(who=who)
    return f"{words} {_days(community, letter)}".strip() if letter.kind == "notice" else words


def _days(community: Community, letter: Letter) -> str:
    offsets = community.plan.reminders.session_notices
    days = -offsets[int(letter.parts[2])].days
    return "a week ahead" if days == 7 else "the day before" if days == 1 else f"{days} days ahead"


def prompt_of(community: Community, letter: Letter) -> Prompt | None:
    """The plan's prompt behind a question."""
    every = community.plan.prompts_of(letter.month) if letter.month else ()
    return next((p for p in every if p.key == letter.prompt), None)


def _question(community: Community, letter: Letter, who: str) -> str:
    prompt = prompt_of(community, letter)
    if prompt is None:
        return f"{who} asked something"
    asked = plainly(prompt.text)
    if letter.kind == "reminder":
        return f"{who} reminded, once: {asked}"
    if prompt.type is PromptType.NOTICE:
        return f"{who} told: {asked}"
    if prompt.use == "rooms":
        return f"{who} asked whether they come"
    return f"{who} asked: {asked}"


def plainly(text: str) -> str:
    """A prompt's words with its blanks as dots."""
    words, _, rest = text.partition("{")
    while rest:
        _, _, after = rest.partition("}")
        more, _, rest = after.partition("{")
        words = f"{words}...{more}"
    return f"“{words}”"


def acts_told(what: str, names: Sequence[str], choices: Mapping[str, int]) -> str:
    """One line of the transcript about what so many people did, and what they chose."""
    if not names:
        return what
    chosen = ", ".join(f"{number} “{choice}”" for choice, number in _most_first(choices))
    if len(names) == 1:
        said = f" “{next(iter(choices))}”" if choices else ""
        return f"{names[0]} {_as_one(what)}{':' if said else ''}{said}"
    return f"{len(names)} people {what}{f': {chosen}' if chosen else ''}"


def _most_first(choices: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(choices.items(), key=lambda pair: (-pair[1], pair[0]))


def _as_one(what: str) -> str:
    """The same of one person: press becomes presses."""
    verb, _, rest = what.partition(" ")
    ending = "es" if verb.endswith(("s", "ch", "sh")) else "s"
    return f"{verb}{ending} {rest}"
