"""A mail as it goes over the line: headers on one line each, plain words, and a calendar's file where there is one."""

import re
import unicodedata
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.ports import Mail, Refused

LONGEST = 200
ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*"
)
NO_ADDRESS = "Their address is none that mail can be sent to."


def address_of(text: str) -> str:
    """An address that can stand in a header and in the envelope, and nothing beside it. Raises Refused."""
    if not ADDRESS.fullmatch(text) or text.startswith(".") or ".." in text or ".@" in text:
        raise Refused(NO_ADDRESS, code="no_address")
    return text


def one_line(text: str) -> str:
    """Words for a header: on one line, without anything that a header could be ended with."""
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join(plain.split())[:LONGEST]


def letter(
    mail: Mail, *, sender: str, name: str, key: str, now: datetime, entry: bytes = b""
) -> EmailMessage:
    """The whole mail. The same key gives the same Message-ID, so that a reader's program may know it again.

    `entry` is a calendar's file that goes along.
    """
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(display_name=one_line(name), addr_spec=address_of(sender))
    made["To"] = Address(display_name=one_line(mail.name), addr_spec=address_of(mail.to))
    made["Subject"] = one_line(mail.subject)
    made["Date"] = format_datetime(now)
    made["Message-ID"] = mark_of(key, sender)
    made["Auto-Submitted"] = "auto-generated"  # nobody's holiday greeting comes back (RFC 3834)
    if mail.fewer:
        made["List-Unsubscribe"] = f"<{one_line(mail.fewer)}>"
        if mail.fewer.startswith("https:"):
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    made.set_content(mail.text, cte="quoted-printable")
    if entry:
        made.add_attachment(
            entry,
            maintype="text",
            subtype="calendar",
            filename="session.ics",
            params={"method": method_of(entry), "charset": "utf-8"},
        )
    return made


def mark_of(key: str, sender: str) -> str:
    return f"<{key}@{sender.rpartition('@')[2]}>"


def method_of(entry: bytes) -> str:
    """What a calendar's file asks for, as the mail around it must say, too (RFC 6047)."""
    return "CANCEL" if b"METHOD:CANCEL" in entry else "REQUEST"
