"""What a setting must look like; each refusal says what to write instead."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import SecretStr

SYSTEM = "system"


def is_loopback(url: str) -> bool:
    """Whether a web address leads nowhere but to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            "is not a time zone we know; use a city's, such as Europe/Stockholm"
        ) from None
    return name


def web_address(url: str) -> str:
    if not _is_web_address(url):
        raise ValueError("must be a web address, such as https://example.org/api")
    if url.startswith("http:") and not is_loopback(url):
        raise ValueError("must start with https:// (http:// is only for this machine)")
    return url


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    extras = parts.query or parts.fragment or parts.username or parts.password
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0 and not extras


def meeting_link(link: SecretStr) -> SecretStr:
    """Any address that people join at, with whatever stands after it; it is put between Slack's < and > as it is."""
    url = link.get_secret_value()
    if url and not (
        re.fullmatch(r"https://[^\s<>|\"\x00-\x1f]{3,2000}", url) and _names_a_host(url)
    ):
        raise ValueError(
            "must be the web address that people join at, such as https://meet.example.org/OurCommunity"
        )
    return link


def _names_a_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        return False


def one_line(words: str) -> str:
    if not words.isprintable():
        raise ValueError("must be words on one line")
    return words


def base_address(url: str) -> str:
    """With the slash at its end that the clients add their paths to."""
    return web_address(url).rstrip("/") + "/"


def public_address(url: str) -> str:
    return web_address(url).rstrip("/") if url else ""


def database(url: str) -> str:
    if not re.match(r"sqlite:///.|postgresql\+psycopg://", url):
        raise ValueError("must start with sqlite:/// and a file, or with postgresql+psycopg://")
    if re.match(r"[^:]+://[^/@]*:[^/]*@", url):
        raise ValueError(
            "holds a password; take it out and give it as PGPASSWORD or in the file PGPASSFILE names"
        )
    return url


def listening_place(place: str) -> str:
    host, _, port = place.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65535:
        raise ValueError("must be an address and a port, such as 127.0.0.1:8080")
    return place


def channel(name: str) -> str:
    if name and not re.fullmatch(r"[CG][A-Z0-9]{6,}|#[^\s#@A-Z]{1,80}", name):
        raise ValueError("must be a channel's id, such as C0123ABCD, or its #name")
    return name


def mailbox(address: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise ValueError("must hold mail addresses, such as name@example.org")
    return address


def clock_source(source: str) -> str:
    if source != SYSTEM and not (_is_web_address(source) and is_loopback(source)):
        raise ValueError('must be "system", or a clock on this machine: http://127.0.0.1:PORT/now')
    return source


def host_key(key: SecretStr) -> SecretStr:
    if not re.fullmatch(r"([0-9]{6,10})?", key.get_secret_value()):
        raise ValueError("must be the six to ten digits of the host's Zoom profile")
    return key


def plain(value: object) -> object:
    words = isinstance(value, list) and all(isinstance(word, str) for word in value)
    if not words and not isinstance(value, str | int):
        raise ValueError("may hold words, whole numbers, true, false and lists of words")
    return value
