"""Mail over real SMTP to the strict stand-in: sealed, signed in, on one line each, and honest about what was sent."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from icalendar import Calendar

from bot.ports import ComeBack, Event, Mail, Refused, Uncertain
from integrations.calendar.entry import entry
from integrations.mail.office import SmtpOffice
from integrations.sandbox.post import DONE_THEN_DROP, GARBLED, GREYLIST, HANG_UP, PostStandIn

NOW = datetime(2027, 2, 15, 12, tzinfo=UTC)
MAIL = Mail(to="ada@example.org", name="Ada Bí", subject="Soon", text="One.\n.dot\nLärm\n")


class Noon:
    def now(self):
        return NOW


@pytest.fixture
def post():
    with PostStandIn() as office:
        yield office
        assert office.violations == []


def office(post, **more):
    usual = {
        "host": "127.0.0.1",
        "sender": "bot@example.org",
        "name": "Us",
        "tls": "none",
        "entry": entry,
    }
    return SmtpOffice(**usual | {"port": post.port, "clock": Noon()} | more)


def test_a_mail_arrives_as_it_was_written_and_its_key_is_its_mark(post):
    mark = office(post).send(MAIL, key="k1")

    (one,) = post.to("ada@example.org")
    assert one.text == "One.\n.dot\nLärm\n"
    assert one.mail["Message-ID"] == mark == "<k1@example.org>"
    assert one.mail["To"].addresses[0].display_name == "Ada Bí"
    assert one.mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\x00"])
def test_nothing_that_people_are_called_begins_another_header(post, end):
    evil = f"Soon{end}Bcc: eve@example.org"

    office(post, name=evil).send(
        Mail(to="ada@example.org", name=evil, subject=evil, text="", fewer=f"https://a/{evil}"),
        key="k",
    )

    (one,) = post.mails
    assert one.mail["Bcc"] is None
    assert len(one.mail.keys()) == len(set(one.mail.keys()))


@pytest.mark.parametrize(
    "to",
    [
        "ada@example.org>\r\nRCPT TO:<eve@example.org",
        "ada",
        "a b@example.org",
        "a@b@c",
        "ä@example.org",
        "",
        "<a@b.org>",
    ],
)
def test_what_is_no_address_is_refused_before_a_line_is_opened(post, to):
    with pytest.raises(Refused):
        office(post).send(Mail(to=to, name="", subject="", text=""), key="k")
    assert post.mails == []


EVENT = Event(
    uid="u1", sequence=2, starts_at=NOW, ends_at=NOW + timedelta(minutes=25), zone="America/Sao_Paulo",
    title="Us; them, and\nall",
)  # fmt: skip


@pytest.mark.parametrize(("off", "asks"), [(False, "REQUEST"), (True, "CANCEL")])
def test_a_calendar_comes_along_with_its_clock_and_what_it_asks_for(post, off, asks):
    mail = replace(MAIL, event=replace(EVENT, off=off))

    office(post).send(mail, key="k")

    (one,) = post.mails
    (part,) = one.mail.iter_attachments()
    assert part.get_param("method") == asks
    whole = Calendar.from_ical(one.calendar)
    (made,) = whole.events
    assert (str(whole["method"]), str(made["uid"]), made["sequence"]) == (asks, "u1@example.org", 2)
    assert made["dtstart"].dt == NOW
    assert [str(zone["tzid"]) for zone in whole.timezones] == ["America/Sao_Paulo"]
    assert str(made["status"]) == ("CANCELLED" if off else "CONFIRMED")
    assert str(made["organizer"]) == "mailto:bot@example.org"
    assert str(made["summary"]) == EVENT.title


@pytest.mark.parametrize(
    ("fault", "means"),
    [
        (GREYLIST, ComeBack),
        (HANG_UP, ComeBack),
        (DONE_THEN_DROP, Uncertain),
        (GARBLED, Uncertain),
    ],
)
def test_what_goes_wrong_is_told_as_what_it_is(post, fault, means):
    post.faults.append(fault)

    with pytest.raises(means):
        office(post).send(MAIL, key="k")


def test_a_server_that_is_away_has_taken_nothing(post):
    post.close()

    with pytest.raises(ComeBack):
        office(post).send(MAIL, key="k")
    assert not office(post).check()[0].ok


def test_a_refusal_does_not_carry_the_servers_words(post):
    post.refused.add("ada@example.org")

    with pytest.raises(Refused, match="550") as no:
        office(post).send(MAIL, key="k")
    assert "ada" not in no.value.reason


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    """A server with a certificate of its own that this machine trusts, which wants a name and a password."""
    paper, key = _certificate()
    files = [tmp_path / "paper.pem", tmp_path / "key.pem"]
    for file, content in zip(files, (paper, key), strict=True):
        file.write_bytes(content)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    with PostStandIn(user="us", password="pass", sealed=context) as office:
        yield office


def _certificate():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post.example.org")])
    now = datetime.now(UTC)  # noqa: TID251 - certificates live in real time
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    paper = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    return paper.public_bytes(pem), key.private_bytes(pem, form, plain)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_names_and_passwords_go_over_tls_alone(sealed, tls):
    sealed.from_the_start = tls == "implicit"
    signed = {"tls": tls, "user": "us", "password": "pass"}
    assert office(sealed, **signed).check()[0].ok

    office(sealed, **signed).send(MAIL, key="k")

    assert [one.sealed for one in sealed.mails] == [True]
    assert "pass" not in repr(office(sealed, **signed))


def test_the_doctor_says_what_is_wrong(sealed, post, monkeypatch):
    for other in ("other", "påss"):
        (wrong,) = office(sealed, tls="starttls", user="us", password=other).check()
        assert (wrong.ok, "CONVENER_SMTP_PASSWORD" in wrong.cure) == (False, True)

    (bare,) = office(post, tls="starttls").check()  # it offers no TLS: nothing is said in the clear
    assert (bare.ok, "[mail]" in bare.cure) == (False, True)

    monkeypatch.delenv("SSL_CERT_FILE")
    (unknown,) = office(sealed, tls="starttls").check()
    assert "certificate" in unknown.what
    with pytest.raises(ComeBack):
        office(sealed, tls="starttls").send(MAIL, key="k")
