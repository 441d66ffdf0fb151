"""Making sense of what people said: themes, the sentences that rest on answers, and whether people find themselves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Theme:
    """What several answers have in common, in a facilitator's own words. `dissent` marks a minority view.

    `answers` are ids of answers, of stories, or of the result of a question that was answered without names.
    """

    id: str
    session_id: str
    words: str
    by: str
    at: datetime
    answers: tuple[str, ...] = ()
    dissent: bool = False
    merged_into: str = ""

    def holding(self, answers: Sequence[str]) -> "Theme":
        return replace(self, answers=tuple(dict.fromkeys([*self.answers, *answers])))

    def without(self, answers: Collection[str]) -> "Theme":
        return replace(self, answers=tuple(a for a in self.answers if a not in answers))


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One thing that was understood, and the answers it rests on."""

    theme: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Synthesis:
    """What a session's answers came to, as people wrote it. A version that was published is never changed.

    `kept` are the themes whose sentences stayed with the facilitators in it. `by` is empty where a version was made
    because an answer may not be used for everyone any more.
    """

    id: str
    session_id: str
    version: int
    by: str
    at: datetime
    sentences: tuple[Sentence, ...] = ()
    state: str = "draft"  # or published
    kept: tuple[str, ...] = ()

    def sentence(self, theme: str) -> Sentence | None:
        """What is written for a theme."""
        return next((s for s in self.sentences if s.theme == theme), None)

    def saying(self, new: Sentence) -> "Synthesis":
        """With this sentence in place of the theme's earlier one; an empty one is left out."""
        others = tuple(s for s in self.sentences if s.theme != new.theme)
        return replace(self, sentences=(*others, new) if new.text else others)

    def merging(self, old: str, new: str) -> "Synthesis":
        """With what was written for one theme put to what was written for the other."""
        first, second = self.sentence(new), self.sentence(old)
        if second is None:
            return self
        parts = [s for s in (first, second) if s]
        joined = Sentence(
            theme=new,
            text=" ".join(s.text for s in parts),
            answers=tuple(dict.fromkeys(a for s in parts for a in s.answers)),
        )
        return self.saying(replace(second, text="")).saying(joined)

    def resting_on(self, answer: str) -> tuple[str, ...]:
        """The themes whose sentences rest on this answer."""
        return tuple(s.theme for s in self.sentences if answer in s.answers)

    def without(self, answer: str) -> "Synthesis":
        """Without every sentence that rests on this answer."""
        return replace(self, sentences=tuple(s for s in self.sentences if answer not in s.answers))


class Finds(StrEnum):
    """Whether somebody finds themselves in what was made of their answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class CheckBack:
    """One author's word on one published version. `words` say what is missing: they stand beside it as dissent."""

    id: str
    session_id: str
    version: int
    person_id: str
    finds: Finds
    at: datetime
    words: str = ""


class LoopState(StrEnum):
    """Where "you said, and this happened" stands. Happened: written down, and waits to be told."""

    OPEN = "open"
    HAPPENED = "happened"
    TOLD = "told"
    LET_GO = "let_go"


@dataclass(frozen=True, kw_only=True)
class Loop:
    """Something people said that waits for what becomes of it, with somebody who sees to it.

    `theme` is the one whose words it has. `said` is empty where they were taken back.
    """

    id: str
    session_id: str
    said: str
    owner: str
    by: str
    at: datetime
    happened: str = ""
    theme: str = ""
    happened_at: datetime | None = None
    told_at: datetime | None = None
    state: LoopState = LoopState.OPEN

    @property
    def closed(self) -> bool:
        """Whether people know, or can be told, what became of it."""
        return self.state in {LoopState.HAPPENED, LoopState.TOLD}


def follow_words(loops: Sequence[Loop], gone: Collection[str]) -> list[Loop]:
    """Those that have the words of themes which are gone, without these words."""
    return [replace(loop, said="") for loop in loops if loop.said and loop.theme in gone]


def in_order(themes: Sequence[Theme], lay: Collection[str]) -> list[Theme]:
    """Those that people with lived experience spoke of first; minority views last, and always there.

    `lay` are the ids of answers by people with lived experience.
    """

    def rank(theme: Theme) -> tuple[bool, bool]:
        return theme.dissent, not set(theme.answers) & set(lay)

    return sorted((t for t in themes if not t.merged_into), key=rank)
