"""Every page: its commands are there, its settings known, its links lead somewhere; the list of commands is whole."""

import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Settings
from tests.reference import commands, for_all, page

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "config.example.toml")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
LIST = ROOT / "docs" / "commands.md"
# in a block, at the beginning of a line, or in a sentence as code
TYPED = re.compile(
    r"(?:^|`|\$ |&& |, then )((?:\S*/)?convener (?:[^`\n#|;&]|(?<=\S)#)+)", re.MULTILINE
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BLOCK = re.compile(r"```toml\n(\[.*?)```", re.DOTALL)  # whole sections, not lines of a plan


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def typed(file: Path) -> Iterator[str]:
    yield from (found[1].strip() for found in TYPED.finditer(text(file)))


def test_the_list_of_commands_is_as_the_code_has_them():
    if os.environ.get("UPDATE_GOLDEN"):
        LIST.write_text(page(), encoding="utf-8")
    assert text(LIST) == page()


def test_every_command_says_what_it_does_and_how_it_is_typed():
    silent = [one.name for one in commands().values() if not (one.help and one.example)]
    assert silent == []
    assert [why for one in commands().values() for why in wrongs(one.example)] == []


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_what_a_page_says_to_type_can_be_typed(file: Path):
    assert [why for line in typed(file) for why in wrongs(line)] == []


def wrongs(line: str) -> list[str]:
    """What is wrong with a command as it is written: one that is not there, or an option it does not have."""
    words = _words(line)[1:]
    before = {opt for param in for_all() for opt in param.opts}
    while words and words[0] in before:
        words = words[1:] if words[0] == "--debug" else words[2:]
    if not words or words[0].startswith(("-", "...", "…", "COMMAND")):
        return []
    name = _named(words)
    if name is None:
        return [] if _group(words) else [f"{line}: there is no such command"]
    known = commands()[name].options | before | {"--help"}
    asked = {word.partition("=")[0] for word in words if word.startswith("--")}
    return [f"{line}: {name} has no {option}" for option in sorted(asked - known)]


def _words(line: str) -> list[str]:
    plain = re.sub(r"[\[\]…]|\.\.\.", " ", line)
    try:
        return shlex.split(plain)
    except ValueError:  # a sentence's own apostrophe
        return plain.split()


def _named(words: list[str]) -> str | None:
    tried = [f"convener {' '.join(words[:n])}" for n in (2, 1)]
    return next((name for name in tried if name in commands()), None)


def _group(words: list[str]) -> bool:
    """`convener db`, or `convener db backup / restore`: a group as a whole."""
    return any(name.startswith(f"convener {words[0]} ") for name in commands()) and len(words) == 1


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_the_links_of_a_page_lead_somewhere(file: Path):
    lost = [link for link in LINK.findall(text(file)) if not leads(file, link)]
    assert lost == []


def leads(file: Path, link: str) -> bool:
    if link.startswith(("http://", "https://", "mailto:")):
        return True
    name, _, part = link.partition("#")
    target = (file.parent / name).resolve() if name else file
    if not target.exists():
        return False
    return not part or part in {_anchor(words) for words in HEADING.findall(text(target))}


def _anchor(words: str) -> str:
    bare = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", words.strip().lower())
    return re.sub(r"[^\w\- ]", "", bare).replace(" ", "-")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_the_settings_a_page_names_are_known(file: Path):
    sections = Settings.model_fields
    for block in BLOCK.findall(text(file)):
        for section, keys in tomllib.loads(block).items():
            if section in sections and isinstance(keys, dict):
                known = sections[section].annotation.model_fields
                named = {field.alias or name for name, field in known.items()} | set(known)
                assert set(keys) <= named, (file.name, section)
