"""convener export: files of one's own, for whoever made them alone, never over what is there."""

import json

import pytest


def test_a_folder_of_its_own_with_a_page_to_begin_with(begun):
    out = begun.folder / "learned"

    made = begun("export", "--out", out)

    assert made.code == 0
    assert "18 sessions" in made.said
    assert "not for the world" in made.said
    names = {file.name for file in out.iterdir()}
    assert {
        "report.html",
        "learning.json",
        "sessions.csv",
        "readings.bib",
        "readings.json",
    } <= names
    assert {file.stat().st_mode & 0o777 for file in out.iterdir()} == {0o600}
    assert json.loads((out / "learning.json").read_text(encoding="utf-8"))["schema"] == "learning/1"
    assert all(name in (out / "report.html").read_text() for name in names - {"report.html"})


def test_what_is_there_is_not_written_over_unless_one_says_so(begun):
    out = begun.folder / "learned"
    out.mkdir()
    (out / "sessions.csv").write_text("mine")

    refused = begun("export", "--out", out)

    assert (refused.code, (out / "sessions.csv").read_text()) == (1, "mine")
    assert "--force" in refused.fault
    assert begun("export", "--out", out, "--force").code == 0
    assert (out / "sessions.csv").read_text() != "mine"


@pytest.mark.parametrize("again", [False, True])
def test_every_export_stands_in_the_audit(begun, again):
    for number in range(1 + again):
        told = json.loads(begun("export", "--out", begun.folder / f"e{number}", "--json").said)
        assert "report.html" in told["files"]

    lines = json.loads(begun("audit", "--json").said)
    assert [one["did"] for one in lines].count("exported the community's learning") == 1 + again


def test_before_a_programme_has_begun_it_is_said_so(convener):
    convener("db", "upgrade")
    refused = convener("export", "--out", convener.folder / "learned")

    assert refused.code == 1
    assert "convener plan load" in refused.fault
    assert not (convener.folder / "learned").exists()
