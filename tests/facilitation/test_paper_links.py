"""Letters with codes for people without Slack and mail: a code opens its own page until it is revoked."""

import pytest

from bot.facilitation import own_page, personal_links
from bot.facilitation.paper_links import NoAddress, letters, token_behind
from bot.facilitation.setting import Setting
from bot.facilitation.traces import AT_THE_MACHINE, audit
from bot.ports import BadSignature
from bot.web.paper import on_paper
from tests.plays.scripts import cast, plan_of, sample_people

PEARL, TED = (sample_people()[name] for name in ("pearl", "ted"))
OURS = "https://convener.example.org"


@pytest.fixture
def made(company):
    """Pearl has no Slack account, and there is no mail server."""
    company = company("2027-02-08T09:00", public_url=OURS)
    company.chat.absent.add(PEARL.email)
    company.begins(cast("pearl ted nadia"), plan_of(2, without=["rsvp"], bare=True), (2027, 2))
    company.until("2027-02-09T18:00")
    return company


def whose(made, code):
    with made.desk.store.read() as memory:
        return own_page.reader(Setting(made.desk, memory), token_behind(made.desk, code)).id


def test_whoever_nothing_reaches_gets_a_letter_and_its_code_opens_their_page_however_it_is_typed(
    made,
):
    (letter,) = letters(made.desk)
    assert (letter.name, letter.place) == (PEARL.name, f"{OURS}/me/at")
    for typed in (letter.code, letter.code.lower(), f" {letter.code.replace('-', ' ')} "):
        assert whose(made, typed) == PEARL.id


def test_a_named_person_gets_one_all_the_same_and_it_is_in_the_audit(made):
    (letter,) = letters(made.desk, [TED.id])
    assert whose(made, letter.code) == TED.id
    acts = [(one.did, one.about) for one in audit(made.desk, who=AT_THE_MACHINE)]
    assert ("printed a person's link", TED.id) in acts


def test_a_revoked_code_opens_nothing_and_the_next_letter_has_another(made):
    (old,) = letters(made.desk)
    personal_links.revoke(made.desk, PEARL.id)
    with pytest.raises(BadSignature):
        token_behind(made.desk, old.code)
    (new,) = letters(made.desk)
    assert new.code != old.code
    assert whose(made, new.code) == PEARL.id


@pytest.mark.parametrize("typed", ["", "-", "AAAA-AAAA-AAAA", "é" * 12, "x" * 5000])
def test_nothing_else_opens_a_page(made, typed):
    with pytest.raises(BadSignature):
        token_behind(made.desk, typed)


def test_without_an_address_of_our_own_there_is_nothing_to_print(company):
    bare = company("2027-02-08T09:00")
    with pytest.raises(NoAddress):
        letters(bare.desk)


def test_a_letter_is_one_sheet_each_and_a_name_is_no_tag(made):
    page = on_paper([*letters(made.desk, [PEARL.id, TED.id])]).replace("\n", " ")
    assert page.count("<section>") == 2
    assert "http" not in page.replace(OURS, "")
