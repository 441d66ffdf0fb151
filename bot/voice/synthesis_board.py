"""The board on which facilitators make sense of answers, in words: who said it, how far it goes, what rests on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.synthesis import Sentence, Theme
from bot.voice.mail import plain
from bot.voice.synthesis import EVERYONE, ONLY, Passage, Source, rests_on, why_kept
from bot.voice.words import count

KEPT = "Noted. Nobody else reads it before you publish."
PUBLISHED = "Published. Everyone reads it; whoever's answer it rests on is asked whether they find themselves in it."
CHANGED = "It has changed since you looked. Nothing went out. This is how it is now."
STEPS = {
    "put": "They stand under the theme now.",
    "new": "The theme is named.",
    "reword": "The theme says so now.",
    "merge": "They are one theme now. “Split” takes them apart again.",
    "split": "They are two themes now.",
    "sentence": "The sentence stands in the draft.",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One answer as its giver let it be signed. `under` are the themes it stands under."""

    ref: str
    text: str
    signed: str
    lay: bool
    only: str
    under: Sequence[str]
    asks_leave: bool


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: `number` answers came, of which `cards` are shown; `nowhere` stand under no theme yet."""

    key: str
    text: str
    cards: Sequence[Card]
    number: int
    nowhere: int


@dataclass(frozen=True, kw_only=True)
class Pile:
    """One theme: its answers, the sentence with those it rests on, and why that stays with the facilitators."""

    id: str
    words: str
    dissent: bool
    cards: Sequence[Card]
    hidden: int
    sentence: str
    ticked: Sequence[str]
    rests: str
    kept: str


def card(source: Source, themes: Sequence[Theme]) -> Card:
    return Card(
        ref=source.ref,
        text=source.text,
        signed=plain(source.signed),
        lay=source.lay,
        only="" if source.reach == EVERYONE else ONLY.get(source.reach, ONLY["facilitators"]),
        under=[theme.words for theme in themes if source.ref in theme.answers],
        asks_leave=source.asks_leave,
    )


def question(key: str, text: str, cards: Sequence[Card], most: int) -> Question:
    """What stands under no theme yet comes first."""
    ordered = sorted(cards, key=lambda one: bool(one.under))
    left = sum(not one.under for one in cards)
    return Question(key=key, text=text, cards=ordered[:most], number=len(cards), nowhere=left)


def pile(
    theme: Theme, cards: Mapping[str, Card], said: Sentence | None, passage: Passage | None
) -> Pile:
    here = [cards[ref] for ref in theme.answers if ref in cards]
    return Pile(
        id=theme.id,
        words=theme.words,
        dissent=theme.dissent,
        cards=sorted(here, key=lambda one: not one.lay),
        hidden=len(theme.answers) - len(here),
        sentence=said.text if said else "",
        ticked=said.answers if said else [one.ref for one in here],
        rests=plain(rests_on(passage)) if passage else "",
        kept=plain(why_kept(passage)) if passage and not passage.for_all else "",
    )


def lead(questions: Sequence[Question], piles: Sequence[Pile]) -> str:
    """How much came in, and how much of it still stands under no theme."""
    answers = sum(one.number for one in questions)
    if not answers:
        return "Nothing has come in yet that you may read."
    left = sum(one.nowhere for one in questions)
    unwritten = sum(not one.sentence for one in piles)
    to = f"{count(answers, 'answer')} to {count(len(questions), 'question')}"
    stand = f"{left} under no theme yet" if left else "all under a theme"
    if not piles:
        return f"{to}; no theme is named yet."
    wait = f", {unwritten} without a sentence" if unwritten else ""
    return f"{to}, {stand}; {count(len(piles), 'theme')}{wait}."


def step(name: str) -> str:
    return f"{STEPS.get(name, '')} {KEPT}".strip()
