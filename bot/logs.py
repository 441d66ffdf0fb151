"""What is written to the log: one line for each happening, never what people wrote or who they are."""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import structlog

ROOTS = ("bot", "integrations", "scheduler")
OURS = ("convener", *ROOTS)
NEVER = frozenset(
    ["text", "name", "email", "address", "body", "payload", "words", "token", "answer", "subject"]
)
FIRST = ("time", "level", "action", "said")
LEAST_SECRET = 6  # a shorter one would blot out ordinary words
MASKS = (
    (re.compile(r"\b(?:xox[a-z]-|xapp-|xoxe\.)[\w.-]+", re.IGNORECASE), "[hidden]"),
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]+", re.IGNORECASE), r"\1 [hidden]"),
    (re.compile(r"\b(zak|pwd)=[^\s&\"']+", re.IGNORECASE), r"\1=[hidden]"),
    (re.compile(r"([?&](?:key|tk|tok|token|code|state|secret))=[^\s&\"']+"), r"\1=[hidden]"),
    (re.compile(r"[^\s\"'<>:/=]+@[\w-]+(?:\.[\w-]+)*"), "[address]"),
)
BARE = re.compile(r"[^\s\"'=]+")
WORD = re.compile(r"[a-z][a-z0-9_]*")

log = structlog.get_logger(__name__)


def set_up_logs(
    *,
    debug: bool = False,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
    as_json: bool = False,
) -> None:
    """Send every line of ours and of the libraries through one sieve, to the error output.

    Call it before anything else is built: Slack's library copies the level it finds.
    With `debug` tracebacks are shown, and those may hold what people wrote. `as_json` is for machines that collect
    logs: each line an object. What may stand in `action` is told in docs/events.md.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Sieve(debug=debug, secrets=secrets, as_json=as_json))
    level = logging.INFO if debug else logging.WARNING
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.INFO)
    logging.raiseExceptions = debug
    logging.captureWarnings(True)
    threading.excepthook = _thread_fell
    stdlib = structlog.stdlib
    structlog.configure(
        processors=[stdlib.filter_by_level, stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=stdlib.BoundLogger,
        logger_factory=stdlib.LoggerFactory(),
    )


class Sieve(logging.Formatter):
    """Writes a line. Of libraries it tells only where they spoke, for their words may quote a request."""

    def __init__(
        self, *, debug: bool = False, secrets: Iterable[str] = (), as_json: bool = False
    ) -> None:
        super().__init__()
        self._debug, self._as_json = debug, as_json
        known = sorted({s for s in secrets if len(s) >= LEAST_SECRET}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def format(self, record: logging.LogRecord) -> str:
        told = _told_by_us(record) if is_ours(record.name) else _told_by_library(record)
        cause = _cause(record)
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts = {**told, **_fault(cause), "time": moment, "level": record.levelname.lower()}
        trace = "".join(traceback.format_exception(cause)).rstrip() if self._debug and cause else ""
        if self._as_json:
            return self._object(facts | ({"trace": trace} if trace else {}))
        line = " ".join(f"{key}={_written(facts[key])}" for key in sorted(facts, key=_rank))
        return self.masked(f"{line}\n{trace}" if trace else line)

    def _object(self, facts: Mapping[str, Any]) -> str:
        """Masked before it is written, for JSON would take what is secret apart with its strokes; and after."""
        told = {key: self._plain(facts[key]) for key in sorted(facts, key=_rank)}
        return self.masked(json.dumps(told, ensure_ascii=False))

    def _plain(self, said: object) -> object:
        return said if isinstance(said, bool | int | float) else self.masked(str(said))

    def masked(self, line: str) -> str:
        """Without tokens, passcodes and addresses: a last line of defence, not a licence to log them."""
        if self._known:
            line = self._known.sub("[hidden]", line)
        for pattern, instead in MASKS:
            line = pattern.sub(instead, line)
        return line


def _rank(key: str) -> int:
    return FIRST.index(key) if key in FIRST else len(FIRST)


def is_ours(logger: str) -> bool:
    """Whether we wrote the words of this logger. `.sdk` is what we hand to Slack's library."""
    return logger.split(".")[0] in OURS and not logger.endswith(".sdk")


def _told_by_us(record: logging.LogRecord) -> dict[str, Any]:
    if not isinstance(record.msg, Mapping):
        return {"source": record.name, "said": record.getMessage()}
    facts = {key: said for key, said in record.msg.items() if key not in NEVER}
    happening = str(facts.pop("event", ""))
    facts.pop("exc_info", None)
    word = "action" if WORD.fullmatch(happening) else "said"
    return {word: happening, **facts}


def _told_by_library(record: logging.LogRecord) -> dict[str, Any]:
    place = f"{_short(record.pathname)}:{record.lineno}"
    return {"action": "library", "source": record.name, "place": place, "doing": record.funcName}


def _cause(record: logging.LogRecord) -> BaseException | None:
    given: Any = record.exc_info
    if isinstance(record.msg, Mapping):
        given = record.msg.get("exc_info") or given
    if isinstance(given, BaseException):
        return given
    if given and not isinstance(given, tuple):
        given = sys.exc_info()
    return given[1] if given else None


def _fault(cause: BaseException | None) -> dict[str, str]:
    return {"fault": type(cause).__name__, "where": place_of(cause)} if cause else {}


def place_of(cause: BaseException) -> str:
    """File and line where it went wrong: ours, where one of ours was on the way."""
    frames = traceback.extract_tb(cause.__traceback__)
    mine = [frame for frame in frames if _short(frame.filename).split("/")[0] in ROOTS]
    last = (mine or frames)[-1:]
    return f"{_short(last[0].filename)}:{last[0].lineno}" if last else "unknown"


def _short(filename: str) -> str:
    parts = Path(filename).parts
    starts = [i for i, part in enumerate(parts) if part in (*ROOTS, "site-packages")]
    tail = parts[starts[-1] :] if starts else parts[-2:]
    return "/".join(tail[1:] if tail[:1] == ("site-packages",) else tail)


def _written(said: object) -> str:
    plain = said if isinstance(said, str) else str(said)
    return plain if BARE.fullmatch(plain) else json.dumps(plain, ensure_ascii=False)


def _thread_fell(fallen: threading.ExceptHookArgs) -> None:
    log.error("thread_fell", exc_info=fallen.exc_value)
