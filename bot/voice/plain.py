"""Whether words are easy to read, and none that make people feel handled: said to whoever writes them."""

import re

AVOIDED = re.compile(
    r"\b(users?|participant ids?|tickets?|deliverables?|deadlines?|overdue|complian(?:ce|t)|onboard(?:ing|ed)?"
    r"|stakeholders?|pain points?|(?:de)?activated?|deactivat\w*)\b",
    re.IGNORECASE,
)
BLAMING = re.compile(
    r"\b(failed to|forgot to|late again|you (?:have not|haven't) (?:answered|done))\b", re.I
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
VOWELS = re.compile(r"[aeiouyäöåéèêü]+")
SENTENCE = re.compile(r"[.!?…]+(?:\s|$)")
HARD = 15  # so old, and most adults read it with effort


def to_avoid(words: str) -> list[str]:
    """The words in it that we do not say, in their order, each once."""
    found = [*AVOIDED.findall(words), *BLAMING.findall(words)]
    return list(dict.fromkeys(one.casefold() for one in found))


def reading_age(words: str) -> int:
    """About how old one is when one reads this with ease: the grade of Flesch and Kincaid, and five years."""
    said = WORD.findall(words)
    if not said:
        return 0
    sentences = max(1, len(SENTENCE.findall(words)))
    syllables = sum(_syllables(word.casefold()) for word in said)
    grade = 0.39 * len(said) / sentences + 11.8 * syllables / len(said) - 15.59
    return max(6, round(grade) + 5)


def _syllables(word: str) -> int:
    """By groups of vowels; a silent e at the end is none."""
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, len(VOWELS.findall(word)) - silent)


def reading_hint(words: str) -> str:
    """One sentence for whoever writes this."""
    age = reading_age(words)
    if not age:
        return ""
    easier = " Shorter words and sentences help." if age >= HARD else ""
    return f"It reads easily from about age {age}.{easier}"
