"""What is kept of one person, given to them at the machine: whole, theirs alone, and for nobody else to read."""

import csv
import io
import json
import zipfile

import pytest


@pytest.fixture
def address(begun):
    people = begun.folder / "people.csv"
    assert begun("roster", "export", people).code == 0
    rows = list(csv.DictReader(people.read_text().splitlines()))
    return next(row["email"] for row in rows if row["role"] == "lay")


def test_all_of_it_goes_into_one_file_that_is_its_owners_alone(begun, address):
    out = begun.folder / "one.zip"

    made = begun("person", "export", address.upper(), "--out", out, "--json")

    assert made.code == 0, made.fault
    told = json.loads(made.said)
    assert out.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(out) as whole:
        assert whole.namelist() == told["files"]
        facts = json.loads(whole.read("about.json"))
        page = whole.read("about.html").decode()
        (details,) = csv.DictReader(io.StringIO(whole.read("csv/details.csv").decode()))
    assert facts["details"][0]["email"] == details["email"] == address
    assert told["kinds"]["details"] == 1
    assert address in page
    line = json.loads(begun("audit", "--json").said)[-1]
    assert (line["did"], line["about"]) == (
        "wrote all that is kept of a person to a file",
        facts["details"][0]["id"],
    )
    assert address not in begun("audit").said


def test_a_file_that_is_there_is_not_written_over_unasked(begun, address):
    out = begun.folder / "one.zip"
    out.write_text("mine")

    refused = begun("person", "export", address, "--out", out)

    assert refused.code == 1
    assert "--force" in refused.fault
    assert out.read_text() == "mine"
    assert begun("person", "export", address, "--out", out, "--force").code == 0
    assert zipfile.is_zipfile(out)


def test_nobody_of_that_address_is_said_so(begun):
    refused = begun("person", "export", "nobody@example.org", "--out", begun.folder / "one.zip")

    assert refused.code == 1
    assert "nobody@example.org" in refused.fault
    assert not (begun.folder / "one.zip").exists()


def test_erasing_is_looked_at_first_and_done_with_a_yes(begun, address):
    seen = begun("person", "erase", address, "--dry-run")
    assert seen.code == 0, seen.fault
    for words in (
        "entry on the roster",
        "Beyond reach",
        "anonymous answers",
        "Nothing was erased.",
    ):
        assert words in seen.said

    refused = begun("person", "erase", address)
    assert refused.code == 1
    assert "--yes" in refused.fault
    assert address in exported(begun)

    done = json.loads(begun("person", "erase", address, "--yes", "--json").said)
    assert done["erased"] is True
    assert done["kinds"]["details"] == 1
    assert address not in exported(begun)

    again = begun("person", "erase", address, "--yes")
    assert again.code == 1
    assert "nothing is left to do" in again.fault


def exported(begun):
    file = begun.folder / "now.csv"
    begun("roster", "export", file)
    return file.read_text()


def test_the_same_roster_makes_somebody_new_of_whoever_was_erased(begun, address):
    from bot.files.defaults import sample_roster_path

    begun("person", "erase", address, "--yes")
    told = json.loads(begun("roster", "import", sample_roster_path(), "--json").said)
    assert (told["added"], told["changed"], told["same"]) == (1, 0, 62)
    told = json.loads(begun("roster", "import", sample_roster_path(), "--json").said)
    assert (told["added"], told["changed"], told["same"]) == (0, 0, 63)


def test_what_goes_by_itself_is_foretold(begun):
    told = begun("retention")
    assert told.code == 0, told.fault
    for words in (
        "365 days after the programme",
        "marks of gestures",
        "People's words and details go on",
    ):
        assert words in told.said
    facts = json.loads(begun("retention", "--json").said)
    assert facts["days"]["people"] == 365
    assert len(facts["nights"]) == 31
    assert facts["people_at"].startswith("2029-")
