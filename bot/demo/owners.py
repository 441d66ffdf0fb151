"""What people do with all that they took on and that is still going, when they are asked about it again."""

from bot.demo.letters import Letter
from bot.demo.stage import Stage

KEEPS = 0.6  # the share that is kept


def react(stage: Stage, letter: Letter) -> None:
    """Each thing is kept or let go; a few people leave the message as it is."""
    if letter.kind == "action-carried" and stage.habits.sometimes(0.8, "again", letter.key):
        at = stage.habits.looks_at(letter.at, letter.key)
        stage.later(at, _looks_through, stage, letter)


def _looks_through(stage: Stage, letter: Letter) -> None:
    hands = stage.hands(letter.person)
    lines = [line for line in hands.reads(letter).splitlines() if line.startswith("“")]
    for line in lines:
        keeps = stage.habits.sometimes(KEEPS, "keeps", letter.key, line)
        label = "Keep it" if keeps else "Let it go"
        if hands.presses(label, near=line):
            stage.diary.notes(stage.now, letter.person, f"press “{label}”", choice=line)
            if not keeps:
                _ended(stage, letter.person, line)


def _ended(stage: Stage, person: str, line: str) -> None:
    """What was let go is asked about no more."""
    with stage.books.read() as memory:
        theirs = memory.actions.find(owner=person)
    gone = [action.id for action in theirs if line.startswith(f"“{action.what}”")]
    for id in gone:  # another one with the same words may have ended long ago
        stage.diary.ended.setdefault(id, stage.now)
