"""From a plan's text to nested tables, with words for what is not TOML."""

import re
import tomllib

from bot.files.plan_findings import PlanFinding, Written

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_KEY = re.compile(r"\s*([\w.\"-]+)\s*=")
_HEADER = re.compile(r"\s*\[+\s*([\w.\"-]+)\s*\]+")
_TWICE = ("overwrite", "twice", "Duplicate", "redefine")


def load(text: str) -> tuple[Written | None, list[PlanFinding]]:
    """The tables of a text, and what is not TOML in it.

    A key that stands twice is skipped and reading goes on; any other fault ends it, without tables.
    """
    lines = text.split("\n")
    faults: list[PlanFinding] = []
    while True:
        try:
            return tomllib.loads("\n".join(lines)), faults
        except (
            ValueError,
            RecursionError,
        ) as fault:  # also a number or a nesting beyond all measure
            faults.append(_finding(fault, lines))
        line = lines[faults[-1].line - 1]
        if not (_is_double(faults[-1]) and _KEY.match(line)):
            return None, faults
        lines[faults[-1].line - 1] = ""


def _is_double(fault: PlanFinding) -> bool:
    return fault.words == _DOUBLE


_DOUBLE = "This name was given before. Keep one of the two."


def _finding(fault: Exception, lines: list[str]) -> PlanFinding:
    said = str(fault)
    place = _PLACE.search(said)
    number = int(place[1]) if place and place[1] else len("\n".join(lines).rstrip().split("\n"))
    line = lines[number - 1]
    named = _KEY.match(line) or _HEADER.match(line)
    words = _words(_PLACE.sub("", said), line)
    return PlanFinding(line=number, field=named[1] if named else "the whole text", words=words)


def _words(said: str, line: str) -> str:
    if any(sign in said for sign in _TWICE):
        return _DOUBLE
    if re.search("[=,[]\\s*[“”„‘’«»]", line):
        return (
            'These are not straight quotes. Write "text" with the sign above the 2 or beside Enter.'
        )
    return f"This cannot be read as TOML ({said}). Look at the quotes, commas and brackets here and just above."
