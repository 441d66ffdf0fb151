"""What people do with all that they took on and that is still going, when they are asked about it again."""

from bot.demo.letters import Letter
from bot.demo.stage import Stage
from bot.domain.ending import ASKED

KEEPS = 0.6  # the share that is kept
STAYS, SUBGROUP = "It stays mine", "Subgroup “{name}”"


def react(stage: Stage, letter: Letter) -> None:
    """Each thing is kept or let go; a few people leave the message as it is."""
    reads = {"action-carried": _looks_through, ASKED: _ends}.get(letter.kind)
    if reads and stage.habits.sometimes(0.8, "again", letter.key):
        at = stage.habits.looks_at(letter.at, letter.key)
        stage.later(at, reads, stage, letter)


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


def _ends(stage: Stage, letter: Letter) -> None:
    """Before the programme ends each says of each thing what becomes of it; some leave it to the end itself."""
    hands = stage.hands(letter.person)
    lines = [one for one in hands.reads(letter).splitlines() if one[:1] + one[-1:] == "“”"]
    for line in lines:
        label = _becomes(stage, letter, line)
        if hands.presses(label, near=line):
            stage.diary.notes(stage.now, letter.person, f"press “{label}”", choice=line)
            if label != STAYS:
                _ended(stage, letter.person, line)
    heads = tuple(own.partition("{")[0] for own in hands.person.in_own_words(SUBGROUP))
    for line in [one for one in hands.reads(letter).splitlines() if one.startswith(heads)]:
        if stage.habits.sometimes(KEEPS, "beyond", letter.key, line):
            hands.presses("It goes on by itself", near=line)


def _becomes(stage: Stage, letter: Letter, line: str) -> str:
    if stage.habits.sometimes(KEEPS, "keeps", letter.key, line):
        return STAYS
    done = stage.habits.sometimes(0.5, "done", letter.key, line)
    return "Done" if done else "Let it go"


def _ended(stage: Stage, person: str, line: str) -> None:
    """What was let go is asked about no more."""
    with stage.books.read() as memory:
        theirs = memory.actions.find(owner=person)
    gone = [action.id for action in theirs if line.startswith(f"“{action.what}”")]
    for id in gone:  # another one with the same words may have ended long ago
        stage.diary.ended.setdefault(id, stage.now)
