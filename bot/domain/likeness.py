"""How alike two ideas are, by the letters of their words, in any language.

Each word is cut into pieces of three letters, its edges among them; two ideas are as alike as the share of pieces that
they have in common (Dice's measure, 0 to 1). Pieces, not words, for words bend and join: “letter” and “letters”, or
“Entlassbriefe” and “Briefe nach der Entlassung”, share most of theirs. No list of words, no language and no service is
asked; where one sign is as much as a syllable (Chinese, Japanese, Korean) a piece has two. Words of up to three letters
(“the”, “und”, “de”) say little and are left out where longer ones are there.

`ALIKE` is 0.4: one ordinary word in common out of three gives about 0.3, two out of three about 0.6. A pair that is put
in touch in vain costs two people one line each; a pair that is missed begins the same work twice. So the bar is low,
but above one shared word. Ideas in different languages are not found to be alike: people find each other then.
"""

import re
import unicodedata

ALIKE, PIECE, WIDE, SHORT = 0.4, 3, 2, 3
WORD = re.compile(r"\w+")


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same words in any order."""
    here, there = pieces(one), pieces(other)
    if not here or not there:
        return 0.0
    return 2 * len(here & there) / (len(here) + len(there))


def alike(one: str, other: str) -> bool:
    """Whether those who named them should hear of each other."""
    return likeness(one, other) >= ALIKE


def pieces(text: str) -> frozenset[str]:
    """All pieces of its words, whatever their case and accents."""
    words = WORD.findall(_bare(text))
    longer = [word for word in words if len(word) > SHORT] or words
    return frozenset(piece for word in longer for piece in _cut(f" {word} "))


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _cut(word: str) -> list[str]:
    size = WIDE if any(unicodedata.east_asian_width(letter) in "WF" for letter in word) else PIECE
    return [word[at : at + size] for at in range(len(word) - size + 1)]
