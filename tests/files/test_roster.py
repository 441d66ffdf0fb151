"""The roster file: the sample as it ships, and files as programs save them, whole or broken."""

import pytest

from bot.files.defaults import sample_roster_path
from bot.files.roster import read_roster, write_roster
from bot.files.roster_table import COLUMNS
from tests.files.roster_rows import KNOWN, ROLES, TODAY, a_file, read


def test_the_sample_roster_is_read_without_a_finding():
    reading = read_roster(sample_roster_path(), roles=ROLES, today=TODAY)

    assert reading.findings == ()
    assert reading.ok
    assert len(reading.people) == 63
    assert len({p.organisation for p in reading.people}) == 9
    assert [sum(p.role == role for p in reading.people) for role in ROLES] == [
        19,
        17,
        12,
        9,
        2,
        4,
        0,
    ]
    assert sum(not p.zoom_email for p in reading.people) == 4
    assert sum(p.slack_guest for p in reading.people) == 19
    asa = next(p for p in reading.people if p.id == "p059")
    assert (asa.name, asa.zone, asa.language) == ("Åsa Vindelryd", "Europe/Stockholm", "sv")
    assert asa.line_manager == "ebba.sjodelius@example.org"


def test_the_sample_roster_comes_back_byte_for_byte():
    raw = sample_roster_path().read_bytes()

    assert write_roster(read(raw).people).encode() == raw


def test_programs_may_add_a_mark_change_line_ends_or_use_semicolons():
    raw = sample_roster_path().read_bytes()
    people = read(raw).people
    text = raw.decode()

    assert read(b"\xef\xbb\xbf" + raw).people == people
    assert read(text.replace("\n", "\r\n")).people == people
    assert read(text.replace("\n", "\n\n,,,\n")).people == people
    plain = "".join(line for line in text.splitlines(True) if '"' not in line)
    assert read(plain.replace(",", ";")).people == read(plain).people
    assert read("\n \t\t\n" + plain.replace(",", "\t")).people == read(plain).people


@pytest.mark.parametrize(
    ("raw", "row", "says"),
    [
        (b"", 0, "empty"),
        (b"\n\n  \n", 0, "empty"),
        (b"PK\x03\x04rest", 0, "workbook"),
        ("person_id\nJönköping".encode("latin-1"), 2, "not UTF-8"),
        ("person_id,display_name".encode("utf-16"), 1, "not UTF-8"),
        (b"person_id\x00", 0, "not a CSV"),
        (b'person_id,"display_name\np1,', 1, "quotes"),
        (b"hello there\nyou", 1, "lacks person_id, display_name, email"),
        (b"id,name,email,role,organization\n", 1, "lacks time_zone."),
    ],
)
def test_a_file_that_is_no_roster_is_told_so_once(raw, row, says):
    reading = read(raw)

    assert not reading.ok
    assert says in reading.findings[0].words or says in reading.findings[-1].words
    assert reading.findings[0].row == row
    assert reading.people == ()


def test_a_roster_of_nobody_is_noticed():
    assert "nobody" in read(a_file()).findings[0].words


def test_columns_are_known_by_their_names_whatever_their_case_and_order():
    reading = read(
        "Time Zone;E-mail;ROLE;Organization;Display  name;Person-ID;Shoe size;Zoom emial\n"
        "Europe/London;gil.brandmeyer@example.org;lay;Fox Estuary Health;Gil Brandmeyer;p006;43;\n"
    )

    assert reading.ok
    assert reading.people[0].name == "Gil Brandmeyer"
    assert [(f.row, f.field, f.severity) for f in reading.findings] == [
        (1, "Shoe size", "warning"),
        (1, "Zoom emial", "warning"),
    ]
    assert "Did you mean zoom_email?" in reading.findings[1].words


def test_findings_are_sentences_with_their_place():
    reading = read(a_file(KNOWN | {"email": "obie", "language": "Danish"}))

    assert [str(f) for f in (*reading.errors, *reading.warnings)] == [
        'row 2, email: "obie" is not an e-mail address. Write only the address: name@example.org.',
        'row 2, language: "Danish" is not a language code such as en or pt-BR; en was taken.',
    ]
    assert str(read(b"").findings[0]).startswith("the file: ")


def test_a_column_that_stands_twice_is_refused():
    reading = read(f"{','.join(COLUMNS)},Email\n")

    assert [(f.row, f.field) for f in reading.errors] == [(1, "email")]


def test_quotes_that_do_not_match_end_the_reading_but_not_what_was_read():
    reading = read(a_file(KNOWN) + '\np009,"Joaquim" Barros,x\n')

    assert [(f.row, f.severity) for f in reading.findings] == [(4, "error")]
    assert [p.id for p in reading.people] == ["p004"]


def test_a_row_with_a_cell_too_many_is_refused_and_a_short_one_filled_up():
    row = "p006,Gil Brandmeyer,gil.brandmeyer@example.org,,lay,,Fox Estuary Health,America/Chicago"
    reading = read(f"{','.join(COLUMNS)}\n{row}\n{row.replace('006', '007')},en,no,,,oops\n")

    assert (3, "", "error") in [(f.row, f.field, f.severity) for f in reading.findings]
    assert [p.id for p in reading.people] == ["p006"]
