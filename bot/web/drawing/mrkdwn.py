"""Slack's formatted text as HTML: quotations, fenced code, bullets and lines; never a tag that people wrote."""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from bot.web.drawing.eyes import Eyes
from bot.web.drawing.marks import line_html, unescaped

_FENCE = re.compile(r"```(.+?)```", re.DOTALL)
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_ALL_QUOTED = re.compile(r"^(?:&gt;|>){3} ?", re.MULTILINE)
_BULLET = re.compile(r"\s*[•◦▪‣] ")
_REFERENCE = re.compile(r"<([^<>\n]+)>")
BREAK = Markup("<br>")
NOTHING = Markup("")


def clean(text: str) -> str:
    """Text without what HTML cannot hold, and with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")


def mrkdwn_html(text: str, seer: Eyes) -> Markup:
    """Text with Slack's marks, as this person sees it."""
    parts = _FENCE.split(clean(text))
    last = len(parts) - 1
    drawn = []
    for number, part in enumerate(parts):
        if number % 2:
            drawn.append(fenced(_words(part.strip("\n"), seer)))
        else:
            drawn.append(_flowing(_beside(part, after=number > 0, before=number < last), seer))
    return NOTHING.join(drawn)


def fenced(words: str | Markup) -> Markup:
    return Markup('<pre class="b-pre">{}</pre>').format(words)


def quoted(inside: Markup) -> Markup:
    return Markup('<blockquote class="b-quote" dir="auto">{}</blockquote>').format(inside)


def lines_html(text: str) -> Markup:
    """Words without any marks, line by line."""
    return BREAK.join(escape(line) for line in clean(text).split("\n"))


def _words(text: str, seer: Eyes) -> str:
    return unescaped(_REFERENCE.sub(lambda found: seer.reference(found[1]), text))


def _beside(part: str, *, after: bool, before: bool) -> str:
    """Fenced code is a block of its own: the line end beside it is none of the text's."""
    part = part.removeprefix("\n") if after else part
    return part.removesuffix("\n") if before else part


def _flowing(text: str, seer: Eyes) -> Markup:
    found = _ALL_QUOTED.search(text)
    if found is None:
        return _lines(text, seer)
    before, rest = text[: found.start()].removesuffix("\n"), text[found.end() :]
    return _lines(before, seer) + quoted(_within(rest, seer))


def _lines(text: str, seer: Eyes) -> Markup:
    if not text:
        return NOTHING
    groups = groupby(text.split("\n"), lambda line: _QUOTE.match(line) is not None)
    return NOTHING.join(
        _quotation(lines, seer) if is_quote else _within("\n".join(lines), seer)
        for is_quote, lines in groups
    )


def _within(text: str, seer: Eyes) -> Markup:
    """Lines with bullets and without; a quotation holds no other."""
    groups = groupby(text.split("\n"), lambda line: _BULLET.match(line) is not None)
    return NOTHING.join(
        _bullets(lines, seer) if is_bullet else _plain_lines(lines, seer)
        for is_bullet, lines in groups
    )


def _plain_lines(lines: Iterator[str], seer: Eyes) -> Markup:
    return BREAK.join(line_html(line, seer) for line in lines)


def _quotation(lines: Iterator[str], seer: Eyes) -> Markup:
    return quoted(_within("\n".join(_QUOTE.sub("", line, count=1) for line in lines), seer))


def _bullets(lines: Iterator[str], seer: Eyes) -> Markup:
    """A list that people typed: a list to a screen reader too, its bullets as they stand."""
    made = Markup('<li dir="auto"><span aria-hidden="true">{}</span>{}</li>')
    found = [(line, _end_of_bullet(line)) for line in lines]
    entries = [made.format(line[:end], line_html(line[end:], seer)) for line, end in found]
    return Markup('<ul class="b-bullets" role="list">{}</ul>').format(NOTHING.join(entries))


def _end_of_bullet(line: str) -> int:
    found = _BULLET.match(line)
    return found.end() if found else 0
