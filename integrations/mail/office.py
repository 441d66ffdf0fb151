"""Mail over SMTP. Until its words leave nothing was sent; from then on nobody but the server's answer can say."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.policy import SMTP

from bot.ports import Clock, ComeBack, Finding, Mail, Refused, Uncertain
from integrations.mail.letter import address_of, letter, mark_of

# headers stand on one line: some programs show a subject that is folded at its first word with a blank before it
ON_THE_LINE = SMTP.clone(cte_type="7bit", max_line_length=500)
# together shorter than a lease: eight answers on the way, and the one to the words, which may be looked at first
SECONDS, WORDS_SECONDS = 8, 50
GREYLISTED = timedelta(minutes=5)
AWAY = timedelta(seconds=30)
STARTTLS, IMPLICIT, NONE = "starttls", "implicit", "none"


@dataclass(frozen=True, kw_only=True)
class SmtpOffice:
    """A mail server that takes our mail. `tls` is "starttls", "implicit" or, on this machine alone, "none".

    `entry` writes a calendar's file for a mail, from this sender, at this instant.
    """

    host: str
    port: int
    sender: str
    name: str
    clock: Clock
    entry: Callable[[Mail, str, datetime], bytes]
    tls: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, mail: Mail, *, key: str) -> str:
        """Send it; its Message-ID. Raises Refused, ComeBack, Uncertain."""
        now = self.clock.now()
        entry = self.entry(mail, self.sender, now) if mail.event else b""
        made = letter(mail, sender=self.sender, name=self.name, key=key, now=now, entry=entry)
        body = made.as_bytes(policy=ON_THE_LINE)
        with self._line() as line:
            _yes(line.docmd("MAIL", f"FROM:<{address_of(self.sender)}>"), "the sender")
            _yes(line.docmd("RCPT", f"TO:<{address_of(mail.to)}>"), "the recipient")
            _yes(line.docmd("DATA"), "the mail", code=354)
            _handed_over(line, re.sub(rb"(?m)^\.", b"..", body))
        return mark_of(key, self.sender)

    @contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        """A line to the server, sealed and signed in. Whatever breaks on it before the words leave sent nothing."""
        try:
            line = self._connected()
        except (smtplib.SMTPException, OSError) as away:
            raise _away(away) from None
        try:
            yield line
        except (smtplib.SMTPException, OSError) as away:
            raise _away(away) from None
        finally:
            line.close()

    def _connected(self) -> smtplib.SMTP:
        sealed = ssl.create_default_context()
        if self.tls == IMPLICIT:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=sealed
            )
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            line.ehlo_or_helo_if_needed()
            if self.tls == STARTTLS:
                line.starttls(context=sealed)  # raises where it is not offered: never in the clear
                line.ehlo()
            if self.user:
                _sign_in(line, self.user, self.password)
        except BaseException:
            line.close()
            raise
        return line

    def check(self) -> list[Finding]:
        """Whether the server lets us in, without sending anything."""
        try:
            line = self._connected()
            line.quit()
        except (smtplib.SMTPException, OSError) as fault:
            return [
                Finding(ok=False, what=f"Mail cannot be sent: {_why(fault)}", cure=_cure(fault))
            ]
        sealed = "without TLS, on this machine" if self.tls == NONE else "over TLS"
        signed = "signed in" if self.user else "without signing in"
        return [Finding(ok=True, what=f"The mail server answers, {sealed}, {signed}.")]


def _sign_in(line: smtplib.SMTP, user: str, password: str) -> None:
    """smtplib sends plain letters only; a server that wants others is answered as it would answer us."""
    try:
        line.login(user, password)
    except UnicodeError:
        raise smtplib.SMTPAuthenticationError(535, b"") from None


Reply = tuple[int, bytes]


def _yes(reply: Reply, what: str, *, code: int = 250) -> None:
    """Raises ComeBack for a no for now, Refused for a no for good. The server's words stay unread: they name people."""
    said = reply[0]
    if said == code or (code == 250 and said == 251):
        return
    if 500 <= said < 600:
        raise Refused(f"The mail server does not take {what} ({said}).", code=f"smtp_{said}")
    raise ComeBack(f"the mail server asks to come back later ({said})", wait=GREYLISTED)


def _handed_over(line: smtplib.SMTP, body: bytes) -> None:
    """The words and the dot after them: where no answer came, nobody can say whether the mail is on its way."""
    try:
        if line.sock:
            line.sock.settimeout(WORDS_SECONDS)
        line.send(body + b".\r\n")
        reply = line.getreply()
    except (smtplib.SMTPException, OSError):
        raise Uncertain("the mail server hung up after it had the mail") from None
    if reply[0] not in {250, 251} and not 400 <= reply[0] < 600:
        raise Uncertain("the mail server said neither yes nor no to the mail")
    _yes(reply, "the mail")
    _quiet(line.quit)


def _quiet(bid_farewell: Callable[[], object]) -> None:
    try:
        bid_farewell()
    except (smtplib.SMTPException, OSError):
        return  # it has the mail: how the line ends is of no interest


def _away(fault: Exception) -> ComeBack:
    return ComeBack(f"no mail could be handed over: {_why(fault)}", wait=AWAY)


def _why(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return "the server does not accept our name and password."
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "the server does not offer what the settings ask for (TLS, or signing in)."
    if isinstance(fault, ssl.SSLError):
        return "its certificate cannot be trusted."
    return "the server cannot be reached, or hung up."


def _cure(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return "Check CONVENER_SMTP_USER and CONVENER_SMTP_PASSWORD."
    return "Check host, port and tls under [mail]: port 587 goes with starttls, port 465 with implicit."
