"""What one can type after /convene, for everyone and for facilitators."""

from bot.domain.languages import say, to_say
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.rooms import paragraphs
from bot.voice.words import escape

EVERYONE = {
    "mine": to_say(
        "my next session in my own time, my room, who welcomes and notices, my questions and actions"
    ),
    "who": to_say(
        "who sits with me next time: /convene who, or for one person of my room /convene who Pearl"
    ),
    "why": to_say("why I sit where I sit"),
    "branch": to_say(
        "name something you would like to go further on: /convene branch Texts before discharge"
    ),
    "action": to_say("note what you take on: /convene action Ring the ward by 2027-03-10"),
    "thread": to_say(
        "what my organisation writes, from its priority to what was learned: /convene thread, or compare persona"
    ),
    "subgroup": to_say(
        "my subgroups and those I could join: a time to meet, an action, the charter, the end"
    ),
    "pause": to_say(
        "hear nothing for a while: /convene pause, or /convene pause until 2027-03-10; off to end it"
    ),
    "story": to_say(
        "tell a story, read those told to you; for a room's host: /convene story note Pearl, with her leave"
    ),
    "take back": to_say("my stories, to take one back"),
    "reading": to_say(
        "what others should know: /convene reading add with a title, DOI or link; list; search waiting; export"
    ),
    "aim": to_say(
        "what we are here for: read it, say what you think; facilitators write it anew, and nothing is lost"
    ),
    "agreements": to_say("how we want to be with each other, in the same way"),
    "guest": to_say(
        "who comes from outside; to ask them something: /convene guest question 2 What helped you most?"
    ),
    "help": to_say("this list"),
}


FACILITATORS = {
    "plan": to_say("the programme: which month, what is next, all dates"),
    "session": to_say(
        "one session and what it needs: /convene session 2; agenda; rehearse; "
        "cancel because ..., uncancel; move 2027-04-28 15:00 because ..., minutes 75, swap 4; "
        "add 2027-05-12 15:00 like 5 TITLE"
    ),
    "rooms": to_say(
        "see, mend, swap, move, pin, undo, publish: /convene rooms 2 swap Ted Okulicz, Gil Brandmeyer"
    ),
    "prompt": to_say(
        "what is asked around a session: preview, re-word, move, hold, skip, ask more: /convene prompt 2 hold 3"
    ),
    "people": to_say(
        "who takes part: /convene people, or people Pearl; people Pearl leaves, or returns, or is away; "
        "people Darrow delegate Tamsin, or a name and an address for somebody who comes this once, or off; "
        "people attendance, or people Pearl attendance"
    ),
    "wishes": to_say(
        "private wishes about rooms, which only facilitators see: who is to be apart or together"
    ),
    "who": to_say("where anybody sits, or would go if they came late: /convene who Pearl"),
    "story back": to_say(
        "take a story back for somebody who asked you to: /convene story back Pearl"
    ),
    "synthesis": to_say(
        "read answers, sort them into themes, write and publish: /convene synthesis 2, or 2 lay"
    ),
    "loops": to_say(
        "you said, and this happened: what waits for an answer, with whom, and for how long"
    ),
    "voice": to_say("who was heard, by month and by side, never one by one"),
    "actions": to_say(
        "what people took on, by level, organisation or subgroup; change several: /convene actions planning"
    ),
    "hours": to_say(
        "which hours would be fair for the sessions ahead, asking the group, and deciding"
    ),
    "status": to_say("what is ready and what needs you"),
    "web": to_say(
        "your pages in the browser: this session, its rooms as a board, the day, the months"
    ),
}


def help_page(*, facilitates: bool) -> Message:
    """What one can type; most of it is also a button on Home or in a message."""
    known = {**EVERYONE, **(FACILITATORS if facilitates else {})}
    lead = say(
        "You need no commands for most of this: it is also a button on my Home page or in my messages."
    )
    lines = [f"`/convene {word}`  {escape(say(what))}" for word, what in known.items()]
    return Message(text="\n".join([lead, *lines]), blocks=(b.section(lead), *paragraphs(lines)))


def words_known(*, facilitates: bool) -> list[str]:
    return [*EVERYONE, *(FACILITATORS if facilitates else {})]


def unknown(word: str, nearest: str) -> Message:
    hint = (
        say("Did you mean `/convene {nearest}`?", nearest=nearest)
        if nearest
        else say("`/convene help` lists what I understand.")
    )
    return Message(text=say("I do not know “{word}”. {hint}", word=escape(word), hint=hint))
