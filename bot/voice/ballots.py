"""What people read about anonymous answers: that sending one is final, and what a low score asks of facilitators."""

from bot.domain.languages import say, to_say
from bot.domain.perspectives import Group
from bot.domain.sessions import Session
from bot.voice import blocks as b
from bot.voice.message import Message
from bot.voice.words import count, escape

ANSWERED = to_say(
    "Answered. It cannot be changed or taken back: it is not kept under your name. "
    "It is counted together with at least four others."
)

LOCKED = to_say(
    "These answers were locked with another secret key. Whoever runs Convener can read in docs/operations.md "
    "how to bring it back."
)


def low_heard(session: Session, *, number: int, lived: Group) -> Message:
    """That people felt little heard; from how many answers, never whose."""
    line = say(
        "After “{title}” {number_of_people} said how far they were listened to, and on the whole the answers are "
        "low.",
        title=escape(session.title),
        number_of_people=count(number, "person", "people"),
    )
    todo = say(
        "Nobody can tell who said what, so please do not ask. Three things help: ring those who told a story, "
        "hear {many} first in each room next time, and say at its start what you will change.",
        many=escape(lived.many),
    )
    return Message(text=f"{line} {todo}", blocks=(b.section(line), b.context(todo)))


def in_your_own_words(asked: str) -> Message:
    """Words typed into a conversation stand there under a name; an anonymous answer is not taken from there."""
    line = say(
        "“{asked}” is anonymous, and what you write here stands under your name. So I did not take it. Press "
        "Answer below that question if you meant it as your answer. Nothing was kept.",
        asked=asked,
    )
    return Message(text=line, blocks=(b.section(line),))
