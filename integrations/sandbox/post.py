"""The stand-in of a mail server: SMTP on one local port, strict, with refusals and broken lines on purpose."""

import base64
import re
import socketserver
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"
IDLE_SECONDS = 30
ONCE = ("From", "To", "Date", "Message-ID", "Subject")
LONGEST_LINE = 1000  # with its end (RFC 5321, 4.5.3.1.6)
# how a line may break, or a no for now be said, at the next mail
GREYLIST, HANG_UP = "greylist", "hang up"
DROP_IN_DATA, DROP_AFTER_DATA, DONE_THEN_DROP = "drop in data", "drop after data", "done, then drop"
GARBLED = "done, then an answer nobody can read"


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One mail that arrived."""

    sender: str
    to: str
    mail: EmailMessage
    sealed: bool

    @property
    def text(self) -> str:
        """Its plain words."""
        part = self.mail.get_body(("plain",))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""

    @property
    def calendar(self) -> str:
        """The calendar's file that came along; empty where none did."""
        found = [p for p in self.mail.iter_attachments() if p.get_content_type() == "text/calendar"]
        return str(found[0].get_content()) if found else ""


@dataclass
class PostStandIn:
    """A mail server, kept until it is closed. `refused` are addresses it knows nobody under.

    With `sealed` it wants TLS: asked for on the line, or `from_the_start`.
    """

    user: str = ""
    password: str = ""
    sealed: ssl.SSLContext | None = None
    from_the_start: bool = False
    refused: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    mails: list[Posted] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.guard = threading.Lock()
        self._server = _Server((HOST, 0), _Line)
        self._server.office = self
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def to(self, address: str) -> list[Posted]:
        """What has arrived for somebody."""
        with self.guard:
            return [one for one in self.mails if one.to == address]

    @property
    def doubled(self) -> list[str]:
        """The ids of mails that arrived more than once."""
        with self.guard:
            ids = [str(one.mail["Message-ID"]) for one in self.mails]
        return sorted({id for id in ids if ids.count(id) > 1})

    def fault(self, *kinds: str) -> str:
        """The next thing that goes wrong, if it is one of these."""
        with self.guard:
            return self.faults.pop(0) if self.faults and self.faults[0] in kinds else ""

    def takes(self, posted: Posted, wrong: list[str]) -> None:
        with self.guard:
            self.violations += wrong
            if not wrong:
                self.mails.append(posted)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True
    office: PostStandIn


class _Ended(Exception):
    """The line is over."""


class _Line(socketserver.StreamRequestHandler):
    """One line of a sender: what has been said so far on it."""

    timeout = IDLE_SECONDS
    server: _Server

    def setup(self) -> None:
        self.office = self.server.office
        self.is_sealed = self.office.sealed is not None and self.office.from_the_start
        if self.office.sealed and self.is_sealed:
            self.request = self.office.sealed.wrap_socket(self.request, server_side=True)
        super().setup()
        self.hello, self.signed_in = False, False
        self.sender, self.recipient = "", ""

    def handle(self) -> None:
        try:
            self._says(220, "ready")
            while True:
                self._obeys(self._hears())
        except (_Ended, OSError):
            return

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.connection.close()  # sealed, it is not the one that was opened

    def _says(self, code: int, *words: str) -> None:
        for number, line in enumerate(words, 1):
            dash = " " if number == len(words) else "-"
            self.wfile.write(f"{code}{dash}{line}\r\n".encode())
        self.wfile.flush()

    def _hears(self) -> str:
        line = self.rfile.readline(LONGEST_LINE + 1)
        if not line:
            raise _Ended
        if not line.endswith(b"\r\n"):
            with self.office.guard:
                self.office.violations.append("a command that does not end with CRLF")
            raise _Ended
        return line.decode("ascii", "replace")[:-2]

    def _obeys(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        acts: dict[str, Callable[[str], None]] = {
            "EHLO": self._ehlo, "STARTTLS": self._starttls, "AUTH": self._auth, "MAIL": self._mail,
            "RCPT": self._rcpt, "DATA": self._data, "QUIT": self._quit,
        }  # fmt: skip
        act = acts.get(verb.upper())
        if act is None:
            self._says(502, "not understood")
        else:
            act(rest)

    def _ehlo(self, rest: str) -> None:
        self.hello = bool(rest)
        offers = ["AUTH PLAIN"] if self.office.user and self._is_safe else []
        offers += ["STARTTLS"] if self.office.sealed and not self.is_sealed else []
        self._says(250, "post.example.org", *offers, "SIZE 1000000")

    @property
    def _is_safe(self) -> bool:
        return self.is_sealed or self.office.sealed is None

    def _starttls(self, rest: str) -> None:
        if self.office.sealed is None or self.is_sealed:
            return self._says(503, "not offered")
        self._says(220, "go on")
        self.connection = self.office.sealed.wrap_socket(self.request, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb")
        self.is_sealed, self.hello = True, False
        return None

    def _auth(self, rest: str) -> None:
        method, _, said = rest.partition(" ")
        wanted = f"\0{self.office.user}\0{self.office.password}"
        given = base64.b64decode(said).decode() if method == "PLAIN" and said else ""
        self.signed_in = bool(self.office.user) and given == wanted and self._is_safe
        self._says(*((235, "welcome") if self.signed_in else (535, "no")))

    def _mail(self, rest: str) -> None:
        found = re.fullmatch(r"FROM:<([^<>\s]+@[^<>\s]+)>", rest)
        if not self.hello or not self._is_safe or (self.office.user and not self.signed_in):
            return self._says(530, "first say who you are, over TLS")
        if not found or self.sender:
            return self._says(501, "not a sender")
        self.sender = found[1]
        return self._says(250, "go on")

    def _rcpt(self, rest: str) -> None:
        found = re.fullmatch(r"TO:<([^<>\s]+@[^<>\s]+)>", rest)
        if not self.sender or not found or self.recipient:
            return self._says(503, "not a recipient, or not now")
        if found[1] in self.office.refused:
            return self._says(550, f"<{found[1]}> nobody here by that name")
        if self.office.fault(HANG_UP):
            raise _Ended
        if self.office.fault(GREYLIST):
            return self._says(451, "come back later")
        self.recipient = found[1]
        return self._says(250, "go on")

    def _data(self, rest: str) -> None:
        if not self.recipient:
            return self._says(503, "to whom?")
        self._says(354, "go on")
        if self.office.fault(DROP_IN_DATA):
            self.rfile.readline()
            raise _Ended
        lines = self._read()
        if self.office.fault(DROP_AFTER_DATA):
            raise _Ended
        self._takes(lines)
        if self.office.fault(DONE_THEN_DROP):
            raise _Ended
        if self.office.fault(GARBLED):
            return self._says(299, "hm")
        self._says(250, "taken")
        self.sender = self.recipient = ""
        return None

    def _read(self) -> list[bytes]:
        lines: list[bytes] = []
        while (line := self.rfile.readline(LONGEST_LINE * 10)) != b".\r\n":
            if not line:
                raise _Ended
            lines.append(line)
        return lines

    def _takes(self, lines: list[bytes]) -> None:
        undone = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        mail = message_from_bytes(undone, policy=SMTP)
        posted = Posted(sender=self.sender, to=self.recipient, mail=mail, sealed=self.is_sealed)
        self.office.takes(posted, _wrong(lines, posted))

    def _quit(self, rest: str) -> None:
        self._says(221, "bye")
        raise _Ended


def _wrong(lines: list[bytes], posted: Posted) -> list[str]:
    """What a strict server would not take, or a reader's program stumble over."""
    mail = posted.mail
    found = [
        f"{name} stands there {n} times" for name in ONCE if (n := len(mail.get_all(name, []))) != 1
    ]
    if any(len(line) > LONGEST_LINE for line in lines):
        found.append("a line that is too long")
    if any(not line.endswith(b"\r\n") or b"\r" in line[:-2] for line in lines):
        found.append("a line that does not end with CRLF alone")
    if any(byte > 127 for line in lines for byte in line):
        found.append("eight bits, which were not announced")
    to = mail["To"]
    if to is None or [one.addr_spec for one in to.addresses] != [posted.to]:
        found.append("the reader in the header is not the one on the envelope")
    if mail.defects:
        found.append("a header that cannot be read")
    return found
