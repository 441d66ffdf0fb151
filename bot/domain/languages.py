"""The language somebody is spoken to in: sentences are looked up in it at the moment they are put together.

English sentences stand in the code and are the keys of every catalogue. What has no translation is said in English.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import NullTranslations


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language we speak: its tag (BCP 47), the locale whose dates and hours it has, and its catalogue."""

    tag: str
    locale: str
    words: NullTranslations


ENGLISH = Language(tag="en", locale="en_GB", words=NullTranslations())
_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def spoken() -> Language:
    return _spoken.get()


def spoken_tag() -> str:
    """The tag of the language that is spoken, as a page says it of itself."""
    return spoken().tag


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """Whatever is said within is said in this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def speak(language: Language) -> None:
    """From here on what this thread says is said in this language, until whoever called `in_language` is through."""
    _spoken.set(language)


def say(sentence: str, /, **facts: object) -> str:
    """A sentence in the language that is spoken, with the facts put in. `facts` are as they should be read."""
    said = _spoken.get().words.gettext(sentence) if sentence else ""
    return said.format(**facts) if facts else said


def say_many(one: str, many: str, number: int, /, **facts: object) -> str:
    """A sentence that depends on a number, which it may name as {number}."""
    return _spoken.get().words.ngettext(one, many, number).format(number=number, **facts)


def to_say(sentence: str) -> str:
    """Mark a sentence that is kept in a table, for the catalogues: whoever says it says `say(table[key])`."""
    return sentence


def to_count(one: str, many: str) -> tuple[str, str]:
    """The same for the two words of something that is counted later."""
    return one, many
