"""The thread in a browser: how far everybody is without ranking, one of them in whole, one artefact side by side."""

import pytest

from bot.domain.artefacts import Key
from bot.facilitation import artefact_writing
from bot.facilitation.artefact_writing import Words
from bot.facilitation.artefacts import organisation
from bot.facilitation.setting import Setting
from tests.web.facilitators import PEARL, door, house, nadia, osric, words_of

__all__ = ["door", "house", "nadia", "osric"]
ALL = "/facilitate/thread"
HERE = PEARL.organisation


@pytest.fixture
def persona(house):
    """The artefact that Pearl begins, with one field of it."""
    with house.store.read() as memory:
        artefact = next(a for a in Setting(house, memory).plan.artefacts if a.key == "persona")
    which = Key(artefact=artefact.key, owner=organisation(HERE))
    said = {artefact.fields[0].key: Words(text="She waits <b>alone</b>")}
    artefact_writing.write(house, which, said, by=PEARL.id, base=0, anew=frozenset())
    return artefact


def test_before_anybody_writes_nobody_is_behind(nadia):
    page = nadia.reads(ALL)

    assert "7 organisations; nothing is written yet." in page
    assert page.index("Banksia Valley Health") < page.index("Region Sjöbygden")


def test_what_was_begun_is_seen_at_a_glance_in_whole_and_side_by_side(nadia, persona):
    glance, whole = nadia.opens(ALL), nadia.opens(f"{ALL}?organisation={HERE}")
    beside = nadia.opens(f"{ALL}/persona")

    assert "1 artefact of 7 organisations is begun." in glance.text
    assert 'class="begun"' in glance.text
    for page in (whole, beside):
        assert "She waits &lt;b&gt;alone&lt;/b&gt;" in page.text
    assert "Still to be written" in words_of(whole.text)
    assert "1 organisation has begun it. Not yet: " in words_of(beside.text)
    assert "No lived experience yet" not in words_of(whole.text)


def test_what_is_whole_is_complete_and_what_comes_later_says_when(house, nadia):
    with house.store.read() as memory:
        artefacts = Setting(house, memory).plan.artefacts
    one = next(a for a in artefacts if a.minimum == 1)
    said = {field.key: Words(text="Once a week") for field in one.fields}
    which = Key(artefact=one.key, owner=organisation(HERE))
    artefact_writing.write(house, which, said, by=PEARL.id, base=0, anew=frozenset())
    page = nadia.opens(ALL)

    assert "1 artefact of 7 organisations is begun, 1 of them complete." in page.text
    assert page.text.count('class="complete"') == 1
    assert "later, month 2" in words_of(page.text)


def test_what_is_not_there_is_said_so(nadia):
    for path in (f"{ALL}?organisation=Nowhere", f"{ALL}/nothing"):
        missing = nadia.opens(path)
        assert (missing.status_code, "There is no" in missing.text) == (404, True)
