"""People are spoken to in their own language, in all that is Convener's own to say."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from gettext import NullTranslations
from importlib.resources import files
from pathlib import Path
from string import Formatter, ascii_letters
from typing import Any

import pytest

from bot.domain.errors import NotYours
from bot.domain.languages import ENGLISH, Language, in_language, say, say_many, spoken
from bot.store.sql_store import SqlStore
from bot.voice.languages import CATALOGUES, catalogue, language_of, speaking
from bot.voice.message import Message, View
from bot.voice.words import count, listed, local
from tests.catalogues import Message as Entry
from tests.catalogues import catalogue as entries
from tests.catalogues import said
from tests.faults.community import NOON
from tests.seated import roster
from tests.voice.community import FLAVOURS, desk_of
from tests.voice.said import everything

TAGS = sorted(CATALOGUES)
TESTS = Path(__file__).parents[1]
InLanguage = Callable[[Language], dict[str, Message | View]]
# addresses, commands, escaped signs, and dates within the plan's own sentences
NOT_WORDS = re.compile(
    r"<https?:[^>]*>|https?://\S+|`[^`]*`|\S+@\S+|&[a-z]+;|/convene [a-z]+|[A-Z][a-z]{2} \d+ [A-Z][a-z]+( at)?"
)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def forms(message: Entry, string: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each English wording with its translation."""
    if isinstance(message, str):
        yield message, str(string)
    else:
        yield from zip(message, string, strict=True)


@pytest.mark.parametrize("tag", TAGS)
def test_every_sentence_stands_in_the_catalogue_and_no_other(tag):
    known = {entry.id: entry.string for entry in entries(CATALOGUES[tag]) if entry.id}
    expected = set(said())
    assert {one for one in expected if not all(map(str.strip, _words(known.get(one, ""))))} == set()
    assert known.keys() - expected == set()


def _words(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


@pytest.mark.parametrize("tag", TAGS)
def test_a_translation_has_the_same_blanks_marks_and_edges(tag):
    wrong = []
    for entry in entries(CATALOGUES[tag]):
        for english, other in forms(entry.id, entry.string) if entry.id else ():
            ends = [
                (english[:1].isspace(), english[-1:].isspace()),
                (other[:1].isspace(), other[-1:].isspace()),
            ]
            marks = [english.count(mark) == other.count(mark) for mark in "*`\n"]
            if blanks(english) != blanks(other) or ends[0] != ends[1] or not all(marks):
                wrong.append((english, other))
    assert wrong == []


def test_whom_we_have_no_words_for_is_spoken_to_in_english_and_the_nearest_one_counts():
    assert [language_of(tag).tag for tag in ("sv", "SV-se", "pt_BR", "pt-PT", "el", "", "en-US")] == [
        "sv", "sv", "pt-BR", "pt-BR", "en", "en", "en",
    ]  # fmt: skip


def test_days_hours_cities_and_lists_are_written_as_the_language_writes_them():
    wanted = {
        "en": "Mon 15 February, 12:00 in Lisbon",
        "en-US": "Mon 15 February, 12:00\u202fPM in Lisbon",
        "sv": "mån 15 februari, 12:00 i Lissabon",
        "pt-BR": "seg., 15 de fevereiro, 12:00 em Lisboa",
    }
    for tag, words in wanted.items():
        with speaking(tag):
            assert local(NOON, "Europe/Lisbon") == words
    with speaking("sv"):
        assert (listed(["Ada", "Bo", "Cy"]), count(2, "person", "people")) == (
            "Ada, Bo och Cy",
            "2 personer",
        )


def test_whoever_spoke_before_does_not_decide_how_others_are_spoken_to():
    with speaking("sv"):
        with speaking("pt-BR"):
            assert spoken().tag == "pt-BR"
        assert spoken().tag == "sv"
    assert spoken() is ENGLISH


def test_an_error_is_told_in_the_language_in_which_it_was_made():
    with speaking("sv"):
        error = NotYours()
    assert error.message == catalogue("sv").words.gettext(NotYours.__doc__)
    assert error.message != NotYours().message


def test_a_sentence_without_facts_may_hold_braces():
    assert (say("{who}"), say(""), say_many("{number} a", "{number} b", 2)) == ("{who}", "", "2 b")


WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in ascii_letters}


class Strange(NullTranslations):
    """A language whose every letter is wide, so that what is not translated is seen at once."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(\{[^{}]*\}|<[^>]*>)", message)
        return "".join(part if n % 2 else part.translate(WIDE) for n, part in enumerate(parts))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)


# Greek days and cities show where dates are put in
STRANGE = Language(tag="xx", locale="el", words=Strange())
# what only facilitators read is in English
OF_FACILITATORS = re.compile(
    r"letter (host-sheet|publish-reminder|rooms-(word|page)|heartbeat|roster-missing|home facil|dry-copy|zoom-|"
    r"parts-open|farewell facilitator|ending-open|story-copies|synthesis$|digest|trouble|call$|call (?!card)|"
    r"guest-news|action-stuck|low-heard|rehearsal)|"
    r"(page|rehearsed|hours|prompt|session|rooms|help|people|plan|status|board|mend|home facilitator)\b|"
    r"window (new question|other words|session|guest|synth|several|hours (take|ask|preview|close|keep)|another day|"
    r"by tele|what people get)"
)
NAMES = re.compile("|".join(re.escape(person.name) for person in roster()))
NOT_READ = {
    "action_id", "block_id", "callback_id", "value", "type", "private_metadata", "url", "style",
}  # fmt: skip


def texts(shown: Any, key: str = "") -> Iterator[str]:
    """All that is read of blocks."""
    if isinstance(shown, dict):
        for name, part in shown.items():
            if name not in NOT_READ:
                yield from texts(part, name)
    elif isinstance(shown, list | tuple):
        for part in shown:
            yield from texts(part, key)
    elif isinstance(shown, str):
        yield shown


def folded(text: str) -> str:
    return f" {re.sub(r'[^a-z]+', ' ', text.casefold())} "


def written_by_people() -> str:
    """All words of plans and people that these tests know of."""
    sources = [*TESTS.glob("voice/*.py"), *TESTS.glob("*.py"), TESTS / "faults" / "community.py"]
    sample = [*files("bot.files").joinpath("sample").iterdir()]
    return folded(" ".join(path.read_text(encoding="utf-8") for path in [*sources, *sample]))


# a plan's own sentences with facts put in, in the plan's language; and what languages call themselves
IN_PLANS_WORDS = {
    "If Fox Estuary Health could move only one thing this year",
    "has anything been added to Fox Estuary Health's priority or project",
    "for Texts before discharge   after",
    "for the community",
    "Wait Ask",
    "They say",
    "has closed",
    "Portugu",
    "Svenska",
}


def left_in_english(said: Message | View, known: str) -> set[str]:
    shown = said.body if isinstance(said, View) else [said.text, list(said.blocks)]
    found = set()
    for text in texts(shown):
        bare = NAMES.sub(" ", NOT_WORDS.sub(" ", text))
        for run in re.findall(r"[A-Za-z][A-Za-z'’ -]*[A-Za-z]", bare):
            if len(run) > 3 and run not in IN_PLANS_WORDS and folded(run) not in known:
                found.add(run)
    return found


@pytest.fixture(scope="module")
def all_in(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> InLanguage:
    """Everything that is said, in a language."""
    plain = FLAVOURS["plain"]

    def speak(language: Language) -> dict[str, Message | View]:
        path = tmp_path_factory.mktemp("said") / "a.sqlite3"
        path.write_bytes(sqlite_template.read_bytes())
        with (
            closing(SqlStore(f"sqlite:///{path}", synchronous="OFF")) as store,
            in_language(language),
        ):
            return everything(desk_of(store, plain), plain)

    return speak


@pytest.mark.parametrize("tag", TAGS)
def test_no_button_and_no_title_is_cut_short_in_another_language(all_in, tag):
    english, other = all_in(ENGLISH), all_in(language_of(tag))
    assert other.keys() == english.keys()
    cut = {name: _cut(said) for name, said in other.items() if not OF_FACILITATORS.match(name)}
    assert {
        name: words for name, words in cut.items() if len(words) > len(_cut(english[name]))
    } == {}


def _cut(said: Message | View) -> list[str]:
    shown = said.body if isinstance(said, View) else list(said.blocks)
    return [text for text in texts(shown) if text.endswith("…")]


def test_nothing_that_participants_read_is_left_in_english(all_in):
    known, said = written_by_people(), all_in(STRANGE)
    read = {name: words for name, words in said.items() if not OF_FACILITATORS.match(name)}
    assert len(read) > 150
    assert {
        name: left for name, words in read.items() if (left := left_in_english(words, known))
    } == {}
