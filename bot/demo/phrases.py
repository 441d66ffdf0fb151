"""What the pretend people write. Each line holds a word that must never turn up in the bot's log."""

from collections.abc import Sequence
from random import Random

# (what somebody says, the word in it that nobody else would use)
LINES = (
    ("My mother keeps the letters in a marmalade jar until I can read them to her.", "marmalade"),
    ("Nobody had told us that the blue form and the green form ask the same.", "green form"),
    ("I would start with the evening call. It is when people lie awake and count.", "lie awake"),
    ("One nurse drew a lighthouse on the plan, and since then we both read it.", "lighthouse"),
    ("We left out the pharmacy, and she was the one who knew everybody.", "left out the pharmacy"),
    ("Say it as you would to a neighbour over the hedge, then write that down.", "hedge"),
    ("The bus leaves at ten past, the clinic opens at a quarter past. Every week.", "ten past"),
    ("I noticed how quiet it got when he said he was tired of being brave.", "brave"),
    ("Two of us mean the same and use different words for it.", "different words"),
    ("That a list may get shorter. I had not dared to hope for it.", "dared"),
    ("Ask first what a good Tuesday looks like.", "good tuesday"),
    ("Somebody should ring on the third day, not on the thirtieth.", "thirtieth"),
    ("The kettle in the waiting room did more than the leaflet.", "kettle"),
    ("I carry three folders. One would do if they talked to each other.", "folders"),
    ("We could try it with one ward and one street, and see.", "one street"),
    ("My daughter translates. She is eleven. That cannot be the plan.", "eleven"),
    (
        "What we call discharge is the day the real work begins at my kitchen table.",
        "kitchen table",
    ),
    (
        "Two people on the ward know where the spare wheelchair is. Both are off on Mondays.",
        "wheelchair",
    ),
    ("He repeats it back in his own words, and only then do I sign.", "repeats it back"),
    ("The night porter hears more than any of our surveys.", "porter"),
    ("I would leave out the dashboard and keep the notice board by the lift.", "notice board"),
    ("My neighbour drives me. Nobody ever thought to ask about her petrol.", "petrol"),
    ("We wrote it for the auditors, and they never read it either.", "auditors"),
    ("A photograph of the medicine box did what four pages could not.", "photograph"),
    ("Let the first question be whether somebody has slept.", "has slept"),
    ("Our best meeting was the one on the staircase.", "staircase"),
    ("When the interpreter sat beside her and not beside us, everything changed.", "interpreter"),
    ("I learnt to say: I do not know yet. It was easier than I feared.", "easier than i feared"),
    ("The garden behind the clinic has a bench. That is where people talk.", "bench"),
    ("Ring before ten and you get a person. After ten you get the music.", "the music"),
)
STORIES = (
    ("It was February, and the lift was broken. He carried my chair up himself and said nothing about it.", "lift"),
    ("She asked what I was afraid of, and then she waited. I counted to nineteen before I answered.", "nineteen"),
    ("They put his cardigan on the chair beside the bed, so that he would find himself there.", "cardigan"),
)  # fmt: skip
BRANCHES = (
    ("A telephone call on the third day after going home", "third day"),
    ("One folder that travels with the person", "travels with"),
    ("Letters that a neighbour could read", "neighbour could"),
)
ACTIONS = (
    ("Collect five discharge letters and black out the names", "black out"),
    ("Ask the ward clerk who rings whom, and when", "ward clerk"),
    ("Bring two people who would test the wording", "test the wording"),
    ("Write down what the first call should ask", "first call should"),
)
RESULTS = (
    ("Four wards ring on the third evening now, and people pick up.", "third evening"),
    ("Nothing yet. We learned that nobody owns the telephone list.", "telephone list"),
)
CHAT = (
    ("I could ask our volunteers whether they would make the calls", "volunteers"),
    ("Shall we look at how the hospice does it?", "hospice"),
)
WORDS_WITH = ("It is about the seating. Nothing urgent.", "nothing urgent")
FREE = ("I keep thinking of the woman with the orange scarf.", "orange scarf")
TOLD = (
    "You asked for fewer forms. Two organisations have begun to merge theirs, and one has dropped its own.",
    "begun to merge",
)

CANARIES = tuple(
    canary
    for lines in (LINES, STORIES, BRANCHES, ACTIONS, RESULTS, CHAT, (WORDS_WITH, FREE, TOLD))
    for _, canary in lines
)


ABOUT = {"subgroup": BRANCHES, "actions": ACTIONS}  # what a question is used for, and what fits it


def something(chance: Random, lines: Sequence[tuple[str, str]], most: int = 0) -> str:
    """One of these lines; one that fits, where there is a limit."""
    fitting = [line for line, _ in lines if not most or len(line) <= most]
    return chance.choice(fitting) if fitting else chance.choice(lines)[0][: most or None]
