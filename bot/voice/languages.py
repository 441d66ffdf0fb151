"""The languages Convener has words in, and which of them somebody is spoken to in."""

import io
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.domain.languages import ENGLISH, Language, in_language
from bot.voice.words import listed

CATALOGUES = {
    "pt-BR": "pt_BR",
    "sv": "sv",
}  # by their tags: where their dates and hours are those of
NAMES = {"en": "English", "pt-BR": "Português", "sv": "Svenska"}  # as each calls itself
# English with a day of twice twelve hours
TWELVE_HOURS = {
    f"en-{country.casefold()}": replace(ENGLISH, locale=f"en_{country}")
    for country in ("US", "AU", "CA", "NZ")
}


def spoken_here() -> str:
    """en (English), pt-BR (Português) and sv (Svenska)."""
    return listed([f"{tag} ({name})" for tag, name in NAMES.items()])


def speaking(tag: str) -> AbstractContextManager[None]:
    """Within, people are spoken to in the language of this tag, such as pt-BR; in English where we do not have it."""
    return in_language(language_of(tag))


def language_of(tag: str) -> Language:
    """The language we have that is nearest to somebody's: who has pt-PT is spoken to in pt-BR, and else in English."""
    asked = tag.replace("_", "-").casefold()
    if asked in TWELVE_HOURS:
        return TWELVE_HOURS[asked]
    first = asked.partition("-")[0]
    near = [known for known in CATALOGUES if known.casefold().partition("-")[0] == first]
    return catalogue(min(near, key=lambda known: known.casefold() != asked)) if near else ENGLISH


@cache
def catalogue(tag: str) -> Language:
    """Read from the package once for each process."""
    locale = CATALOGUES[tag]
    with (files("bot.voice") / "catalogues" / f"{locale}.po").open("rb") as file:
        read = read_po(file, locale=Locale.parse(locale), abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return Language(tag=tag, locale=locale, words=GNUTranslations(compiled))
