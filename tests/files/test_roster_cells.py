"""The cells of a roster: what is missed, refused, understood and left as people wrote it."""

import pytest

from bot.files.roster import read_roster
from tests.files.roster_rows import KNOWN, OTHER, ROLES, TODAY, a_file, read, told, words


@pytest.mark.parametrize(
    "column", ["person_id", "display_name", "email", "role", "organisation", "time_zone"]
)
def test_what_everybody_needs_is_missed_in_its_row(column):
    for nothing in ("", "  ", "\u00a0"):
        assert told(OTHER, KNOWN | {column: nothing}) == [(3, column, "error")]


@pytest.mark.parametrize(
    "address",
    [
        "obie",
        "obie@",
        "@example.org",
        "obie@example",
        "a b@example.org",
        "a..b@example.org",
        "Obie <obie@example.org>",
        "a@b@example.org",
        "a@example.org,b@example.org",
        ".a@b.org",
        "a@.example.org",
        "a@example.org.",
        "x" * 250 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused_in_each_column(address):
    assert told(KNOWN | {"email": address}) == [(2, "email", "error")]
    assert told(KNOWN | {"zoom_email": address}) == [(2, "zoom_email", "error")]
    assert told(KNOWN | {"line_manager_email": address}) == [(2, "line_manager_email", "error")]


@pytest.mark.parametrize(
    "address", ["o'brien+x@example.org", "Åsa@exämple.org", "a.b-c_d@sub.example.co", "x@1.org"]
)
def test_unusual_addresses_are_taken(address):
    assert told(KNOWN | {"email": address}) == []


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Patient", "lay"),
        ("carer", "lay"),
        ("Family  Member", "lay"),
        ("nurse", "clinician"),
        ("DOCTOR", "clinician"),
        ("leader", "executive"),
        ("CEO", "executive"),
        ("qi coach", "coach"),
        ("Speaker", "guest"),
        ("Coordinator", "facilitator"),
    ],
)
def test_other_words_for_a_role_are_understood_and_said(written, role):
    reading = read(a_file(KNOWN | {"role": written}))

    assert [p.role for p in reading.people] == [role]
    assert [f.severity for f in reading.findings] == ["warning"]
    assert ROLES[role] in reading.findings[0].words


def test_a_roles_own_name_and_label_need_no_word():
    for written in ("LAY", " lay ", "person with lived experience (patient, carer, family)"):
        assert told(KNOWN | {"role": written}) == []


def test_a_role_nobody_knows_is_refused_with_those_there_are():
    assert words(role="wizard").endswith("Write one of " + ", ".join(ROLES) + ".")
    reading = read_roster(
        a_file(KNOWN | {"role": "patient"}).encode(), roles={"x": "X"}, today=TODAY
    )
    assert not reading.ok


@pytest.mark.parametrize(
    ("written", "guest"),
    [
        ("yes", True),
        ("Y", True),
        ("TRUE", True),
        ("1", True),
        ("ja", True),
        ("sim", True),
        ("no", False),
        ("", False),
        ("0", False),
        ("Não", False),
        ("false", False),
    ],
)
def test_yes_and_no_come_in_several_spellings(written, guest):
    assert [p.slack_guest for p in read(a_file(KNOWN | {"slack_guest": written})).people] == [guest]


def test_neither_yes_nor_no_is_refused():
    assert "neither yes nor no" in words(slack_guest="perhaps")


def test_a_language_in_words_is_not_guessed_at():
    reading = read(a_file(KNOWN | {"language": "Swedish"}, OTHER | {"language": "pt_BR"}))

    assert [p.language for p in reading.people] == ["en", "pt-BR"]
    assert [(f.row, f.severity) for f in reading.findings] == [(2, "warning")]


def test_markup_quotes_and_any_script_are_names_like_others():
    names = ["<!channel> *Bo*", 'Anne "Annie" O\'Hara', "محمد", "Nguyễn Thị Ánh", "李小龙", "José"]
    rows = [
        KNOWN | {"person_id": f"q{n}", "email": f"q{n}@example.org", "display_name": name}
        for n, name in enumerate(names)
    ]

    assert [p.name for p in read(a_file(*rows)).people] == names
    assert told(*rows) == []


@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\x85", "\u202e", "\u2066"])
def test_signs_that_nobody_sees_are_refused_wherever_they_stand(sign):
    assert "invisible control sign" in words(display_name=f"Obie{sign}Lankford")
    assert "invisible control sign" in words(access_needs=f"captions{sign}!")


def test_line_breaks_stay_in_access_needs_and_become_blanks_elsewhere():
    reading = read(a_file(KNOWN | {"display_name": "Obie\nLankford", "access_needs": "a\nb"}))

    assert (reading.people[0].name, reading.people[0].access_needs) == ("Obie Lankford", "a\nb")
    assert [(f.field, f.severity) for f in reading.findings] == [("display_name", "warning")]


def test_a_very_long_name_is_taken_with_a_warning():
    assert told(KNOWN | {"display_name": "x" * 80}) == []
    assert told(KNOWN | {"display_name": "x" * 81}) == [(2, "display_name", "warning")]


@pytest.mark.parametrize("written", ["p 4", "p:4", "a/b", "x" * 65])
def test_an_id_that_would_not_fit_in_a_key_is_refused(written):
    assert told(KNOWN | {"person_id": written}) == [(2, "person_id", "error")]
