"""On which line of a TOML text every table and key stands, so that a finding can point at it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_SIGN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{},=.\n]"
    r"|[^\s\[\]{},=#\"'.]+",
    re.DOTALL,
)


@dataclass(frozen=True)
class Lines:
    """The line of every table, key and entry of a list, by its path; lists count from 0."""

    by_path: dict[Path, int]

    def of(self, path: Path) -> int:
        """The line of a path, or of what it stands in; 1 for the whole text."""
        while path and path not in self.by_path:
            path = path[:-1]
        return self.by_path.get(path, 1)


def lines_of(text: str) -> Lines:
    """Where everything in a TOML text stands. The text must have been read by a TOML reader before."""
    scan = _Scan(_signs(text))
    scan.document()
    return Lines(scan.by_path)


def _signs(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _SIGN.finditer(text):
        sign = match[0]
        if sign[0] != "#":
            yield sign, line
        line += sign.count("\n")
    yield "", line


@dataclass
class _Scan:
    """A walk over the signs of a text known to be TOML: it looks for places, not for faults."""

    signs: Iterator[tuple[str, int]]
    by_path: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)
    sign: str = "\n"
    line: int = 1

    def step(self) -> None:
        self.sign, self.line = next(self.signs, ("", self.line))

    def skip_breaks(self) -> None:
        while self.sign == "\n":
            self.step()

    def mark(self, path: Path) -> None:
        self.by_path.setdefault(path, self.line)

    def document(self) -> None:
        table: Path = ()
        self.skip_breaks()
        while self.sign:
            if self.sign == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip_breaks()

    def header(self) -> Path:
        self.step()
        repeated = self.sign == "["
        if repeated:
            self.step()
        names = self.name(until="]")
        self.step()
        if repeated:
            self.step()
        return self.enter(names, repeated=repeated)

    def enter(self, names: list[str], *, repeated: bool) -> Path:
        """The path of a table header; a name met as a list means the latest entry of that list."""
        path: Path = ()
        for name in names[:-1]:
            self.mark((*path, name))
            path = self.latest((*path, name))
        path = (*path, names[-1])
        if repeated:
            self.counts[path] = self.counts.get(path, -1) + 1
        self.mark(path)
        path = self.latest(path)
        self.mark(path)
        return path

    def latest(self, path: Path) -> Path:
        return (*path, self.counts[path]) if path in self.counts else path

    def name(self, *, until: str) -> list[str]:
        """A key, of one part or dotted, up to the sign that ends it."""
        parts = []
        while self.sign not in {until, ""}:
            if self.sign != ".":
                parts.append(_plain(self.sign))
            self.step()
        return parts

    def pair(self, table: Path) -> None:
        line = self.line
        path = table
        for part in self.name(until="="):
            path = (*path, part)
            self.by_path.setdefault(path, line)
        self.step()
        self.value(path)

    def value(self, path: Path) -> None:
        if self.sign == "[":
            self.array(path)
        elif self.sign == "{":
            self.inline_table(path)
        else:
            while self.sign not in {"\n", ",", "]", "}", ""}:
                self.step()

    def array(self, path: Path) -> None:
        self.step()
        self.skip_breaks()
        count = 0
        while self.sign not in {"]", ""}:
            self.mark((*path, count))
            self.value((*path, count))
            count += 1
            self.skip_separators()
        self.step()

    def inline_table(self, path: Path) -> None:
        self.step()
        self.skip_separators()
        while self.sign not in {"}", ""}:
            self.pair(path)
            self.skip_separators()
        self.step()

    def skip_separators(self) -> None:
        while self.sign in {"\n", ","}:
            self.step()


def _plain(key: str) -> str:
    """A key without its quotes; escapes stay as written, for such a key is found by its table."""
    return key[1:-1] if key[:1] in {'"', "'"} else key
