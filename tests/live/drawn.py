"""HTML as a strict reader takes it: every tag closed, every id once, and only what the drawing is known to make."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from bot.demo.live.drawing import Seer

VOID = frozenset({"br", "hr", "img", "input"})
IN_LINE = frozenset(
    {"strong", "em", "del", "u", "code", "a", "span", "bdi", "time", "button", "option"}
)
LINES = frozenset({"br", "div", "p", "li", "ul", "ol", "pre", "blockquote"})
MARKED = frozenset({*IN_LINE, *LINES} - {"button", "option", "div", "p", "ol", "u"})
NOW = datetime(2027, 2, 17, 9, tzinfo=UTC)
NAMES = {
    "U1": "Marlene Voskuil",
    "U2": "Darrow Tesch",
    "W3": "Ruth & Sons",
    "C1": "general",
    "C2": "stroke-care",
}


def seer(**more: Any) -> Seer:
    known = {"names": NAMES, "zone": "Europe/Stockholm", "locale": "en-GB", "now": NOW, "me": "U1"}
    return Seer(**{**known, **more})


@dataclass
class Tag:
    """One tag, with what stands in it."""

    name: str
    attrs: dict[str, str]
    inside: list["Tag | str"] = field(default_factory=list)

    def words(self) -> str:
        """What can be read in it, line by line."""
        return "".join(each if isinstance(each, str) else _apart(each) for each in self.inside)

    def tags(self) -> Iterator["Tag"]:
        for each in self.inside:
            if isinstance(each, Tag):
                yield each
                yield from each.tags()


def _apart(tag: Tag) -> str:
    if tag.name == "br":
        return "\n"
    return f"\n{tag.words()}\n" if tag.name in LINES else tag.words()


class _Strict(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Tag("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute stands twice in <{tag}>"
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert tag not in VOID
        assert self.open.pop().name == tag, f"</{tag}> closes something else"

    def handle_data(self, words: str) -> None:
        self.open[-1].inside.append(words)

    def handle_comment(self, words: str) -> None:
        raise AssertionError(f"a comment: {words}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, words: str) -> None:
        raise AssertionError(f"an instruction: {words}")

    def unknown_decl(self, words: str) -> None:
        raise AssertionError(f"a declaration: {words}")


class Drawing:
    """A drawing, read strictly."""

    def __init__(self, html: str) -> None:
        reader = _Strict()
        reader.feed(html)
        reader.close()
        assert len(reader.open) == 1, f"<{reader.open[-1].name}> is never closed"
        self.root = reader.open[0]
        ids = [each.attrs["id"] for each in self.all() if "id" in each.attrs]
        assert len(ids) == len(set(ids)), "an id stands twice"
        self.ids = set(ids)

    def all(self, *names: str, **attrs: str) -> list[Tag]:
        """Tags of these names with these attributes; `data_acts` is data-acts, `of` is class."""
        wanted = {
            {"of": "class"}.get(n, n.rstrip("_").replace("_", "-")): v for n, v in attrs.items()
        }
        return [
            each
            for each in self.root.tags()
            if (not names or each.name in names)
            and all(_has(each, *pair) for pair in wanted.items())
        ]

    def one(self, *names: str, **attrs: str) -> Tag:
        found = self.all(*names, **attrs)
        assert len(found) == 1, f"{len(found)} of {names} {attrs}"
        return found[0]

    def words(self) -> str:
        return self.root.words()

    def line(self) -> str:
        """All words on one line."""
        return " ".join(self.words().split())

    def called(self, tag: Tag) -> str:
        """What a screen reader calls a field or a button."""
        if "aria-label" in tag.attrs:
            return tag.attrs["aria-label"]
        if "aria-labelledby" in tag.attrs:
            return self._of(tag.attrs["aria-labelledby"])
        labels = self.all("label", for_=tag.attrs.get("id", "-"))
        return " ".join(" ".join(each.words().split()) for each in labels or [tag])

    def described(self, tag: Tag) -> list[str]:
        return [self._of(id) for id in tag.attrs.get("aria-describedby", "").split()]

    def _of(self, id: str) -> str:
        return " ".join(self.one(id=id).words().split())


def _has(tag: Tag, name: str, value: str) -> bool:
    if name == "class":
        return value in tag.attrs.get("class", "").split()
    return tag.attrs.get(name) == value
