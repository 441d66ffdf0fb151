"""Slack's marks within a line: emphasis, code, links, mentions, dates and emoji, as harmless HTML."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from bot.web.drawing.emoji import EMOJI
from bot.web.drawing.eyes import Eyes

_PIECE = re.compile(
    r"(?<![\w`])(?!(?<=\u2060)`\u2060)`(?P<code>[^\s`](?:[^`\n]*[^\s`])?)`(?![\w`])(?<!\u2060`(?=\u2060))"
    r"|<(?P<reference>[^<>\n]+)>"
    r"|(?<!\w)(?P<address>https?://(?:(?!&[lg]t;)[^\s<>|`\"*])*(?!&[lg]t;)[^\s<>|`\"*.,;:!?)'_~])"
    r"|:(?P<emoji>[a-z0-9_+'-]{1,60}):"
    r"|(?P<sign>\*+|_+|~+)"
)
_SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_LONGEST = 3
JOINER = "\u2060"  # on both sides of a sign it says: this is a letter, no mark
WRAPS: dict[str, Markup] = {
    "*": Markup("<strong>{}</strong>"),
    "_": Markup("<em>{}</em>"),
    "~": Markup("<del>{}</del>"),
}


def unescaped(text: str) -> str:
    """Words as they were before Slack's three escapes."""
    for sign, letter in _SIGNS:
        text = text.replace(sign, letter)
    return text


def is_safe(address: str) -> bool:
    """Whether a link may lead there: the web, a letter or a telephone; never a script."""
    return _SAFE.match(address) is not None


def link(address: str, words: str | Markup) -> Markup:
    """A link that opens elsewhere; mere words where it would lead to something else than a page."""
    if not is_safe(address):
        return escape(words)
    made = Markup('<a class="b-link" href="{}" rel="noreferrer" target="_blank">{}</a>')
    return made.format(address, words)


def mention(words: str, *, mine: bool) -> Markup:
    """A name that is spoken to, kept apart from text that runs the other way."""
    more = " b-mine" if mine else ""
    return Markup('<bdi class="b-mention{}">{}</bdi>').format(more, words)


def emoji(name: str) -> Markup:
    """A sign we know, said by its name; any other code as it was written."""
    if name not in EMOJI:
        return escape(f":{name}:")
    said = name.replace("_", " ")
    made = Markup('<span class="b-emoji" role="img" aria-label="{}" title=":{}:">{}</span>')
    return made.format(said, name, EMOJI[name])


def code(words: str) -> Markup:
    return Markup('<code class="b-code">{}</code>').format(words)


def reference(inside: str, seer: Eyes) -> Markup:
    """What a message holds between < and >: a person, a channel, a date, a link."""
    target, said = inside.partition("|")[0], unescaped(seer.reference(inside))
    if target.startswith("!date^"):
        return _date(target, said, seer)
    if target.startswith(("@", "#", "!")):
        return mention(said, mine=seer.is_meant(target[1:]))
    return link(unescaped(target), said)


def _date(target: str, said: str, seer: Eyes) -> Markup:
    at, parts = seer.moment(target), target.split("^")
    if at is None:
        return escape(said)
    made = Markup('<time datetime="{}">{}</time>').format(at.isoformat(), said)
    return link(unescaped(parts[3]), made) if len(parts) > 3 else made


class _Line:
    """One line while it is read: what is open, and what stands in it so far."""

    def __init__(self, text: str, seer: Eyes) -> None:
        self.text, self.seer = text, seer
        self.open: list[tuple[str, list[Markup]]] = [("", [])]
        self.opened_at = -1
        self.kinds: dict[str, Callable[[str], Markup]] = {
            "code": self._code,
            "reference": lambda inside: reference(inside, seer),
            "address": lambda address: link(unescaped(address), unescaped(address)),
            "emoji": emoji,
        }

    def html(self) -> Markup:
        at = 0
        for found in _PIECE.finditer(self.text):
            self._add(escape(unescaped(self.text[at : found.start()])))
            at = found.end()
            kind = str(found.lastgroup)
            if kind == "sign":
                self._sign(found[0], *found.span())
            else:
                self._add(self.kinds[kind](found[kind]))
        self._add(escape(unescaped(self.text[at:])))
        while len(self.open) > 1:
            self._give_up()
        return Markup("").join(self.open[0][1])

    def _code(self, inside: str) -> Markup:
        return code(self.seer_words(inside))

    def seer_words(self, text: str) -> str:
        """Nothing is marked in code, but a reference still reads as what it means."""
        return unescaped(re.sub(r"<([^<>\n]+)>", lambda found: self.seer.reference(found[1]), text))

    def _add(self, piece: Markup) -> None:
        self.open[-1][1].append(piece)

    def _sign(self, sign: str, start: int, end: int) -> None:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        is_open = any(sign == each for each, _ in self.open)
        if len(sign) > _LONGEST or before == after == JOINER:
            self._add(escape(sign))
        elif is_open and self._may_close(before, after, start):
            self._close(sign)
        elif not is_open and self._may_open(before, after, start):
            self.open.append((sign, []))
            self.opened_at = end
        else:
            self._add(escape(sign))

    def _may_open(self, before: str, after: str, start: int) -> bool:
        nested = start == self.opened_at
        free = not before or not (before.isalnum() or before in ("*", "_", "~", "`"))
        return (free or nested) and after != "" and not after.isspace()

    def _may_close(self, before: str, after: str, start: int) -> bool:
        return start != self.opened_at and not before.isspace() and not after.isalnum()

    def _close(self, sign: str) -> None:
        while self.open[-1][0] != sign:
            self._give_up()
        _, inside = self.open.pop()
        self._add(WRAPS[sign[0]].format(Markup("").join(inside)))

    def _give_up(self) -> None:
        """What was opened and never closed was a letter after all."""
        sign, inside = self.open.pop()
        self.open[-1][1].extend([escape(sign), *inside])


def line_html(text: str, seer: Eyes) -> Markup:
    """One line of Slack's formatted text."""
    return _Line(text, seer).html()
