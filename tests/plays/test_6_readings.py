"""Step 6: a reading suggested by two in two places, said in plain words by a third, found and taken along."""

import json

from bibtexparser import parse_string

from tests.plays.scripts import cast, plan_of

DOI = "10.1136/bmj.k3617"
SAID = "Waiting is work that nobody sees."


def test_one_paper_from_two_people_is_said_in_plain_words_found_and_taken_along(theatre):
    stage = theatre.opens(
        people=cast("pearl ted signe nadia"),
        start=(2027, 2),
        plan=plan_of(2, bare=True),
        at="2027-02-08T12:00",
    )
    first = stage.pearl.types(f"/convene reading add On waiting, doi:{DOI}")
    stage.world.slack.shortcuts["Add to the bibliography"] = "add_reading"
    stage.nadia.says(f"see https://doi.org/{DOI}", channel="community")
    stage.ted.runs_shortcut("Add to the bibliography", "see https://doi.org")
    stage.ted.fills({"Your name": "Name me as one who suggested it"})
    second = stage.ted.submits()
    stage.ted.closes()
    stage.signe.types("/convene reading search WAITING")
    stage.signe.presses("Add plain words", "On waiting")
    stage.signe.fills({"In plain words": SAID, "What kind of source is it?": "From science"})
    third = stage.signe.submits()

    assert "It stands in the bibliography now" in first
    assert "It stood there already" in second
    assert "Suggested by Ted Okulicz and 1 other." in second
    assert SAID in third
    assert "From science." in third
    assert SAID in stage.nadia.types("/convene reading")
    tex = stage.nadia.types("/convene reading export bibtex")
    (entry,) = [
        e for e in parse_string(tex).entries if e.fields_dict["title"].value == "On waiting"
    ]
    assert entry.fields_dict["doi"].value == DOI
    csl = stage.nadia.types("/convene reading export csl")
    assert SAID in [
        i.get("abstract") for i in json.JSONDecoder().raw_decode(csl, csl.index("["))[0]
    ]
