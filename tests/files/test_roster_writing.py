"""A roster written, read again, and laid beside the one before."""

import csv
import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.roster import Participant
from bot.files.defaults import sample_roster_path
from bot.files.roster import RosterReading, compare, write_roster
from bot.files.roster_cells import hidden_sign
from bot.files.roster_table import COLUMNS
from tests.files.roster_rows import ROLES, read

QUICK = settings(derandomize=True, max_examples=60, deadline=None, database=None)
cells = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)
some_people = st.builds(
    Participant,
    id=st.from_regex(r"[=@+\-']?[a-z0-9]{1,6}", fullmatch=True),
    name=cells.filter(lambda name: name and not hidden_sign(name)).map(lambda n: n[:80]),
    email=st.from_regex(r"[=+\-']?[a-z]{1,8}@example\.org", fullmatch=True),
    role=st.sampled_from(list(ROLES)),
    organisation=st.sampled_from(["Hospital Jacarandá", "=cmd|'/c calc'!A0", "'=x", "'Tis"]),
    zone=st.sampled_from(["Europe/London", "Asia/Calcutta", "US/Eastern"]),
    zoom_email=st.sampled_from(["", "office@example.org"]),
    title=cells.filter(lambda title: not hidden_sign(title)),
    language=st.sampled_from(["en", "pt-BR"]),
    slack_guest=st.booleans(),
    access_needs=cells.filter(lambda needs: not hidden_sign(needs)),
)


@given(people=st.lists(some_people, max_size=6, unique_by=(lambda p: p.id, lambda p: p.email)))
@QUICK
def test_reading_what_was_written_gives_the_same_people(people):
    assert list(read(write_roster(people)).people) == people


@given(people=st.lists(some_people, max_size=4))
@QUICK
def test_no_cell_that_is_written_looks_like_a_formula(people):
    for row in csv.reader(io.StringIO(write_roster(people), newline="")):
        assert [cell for cell in row if cell[:1] in set("=+-@\t\r") and cell] == []


@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@QUICK
def test_no_file_whatever_is_in_it_makes_the_reading_fail(raw):
    header = (",".join(COLUMNS) + "\n").encode()

    assert isinstance(read(raw), RosterReading)
    assert isinstance(read(header + raw), RosterReading)


def people() -> tuple[Participant, ...]:
    return read(sample_roster_path().read_bytes()).people


def test_importing_twice_changes_nothing():
    known = tuple(replace(p, slack_id=f"U{n}", standing="active") for n, p in enumerate(people()))
    change = compare(known, people())

    assert not change
    assert change.same == known


def test_a_first_import_adds_everyone():
    assert compare((), people()).added == people()


def test_a_changed_row_keeps_what_slack_and_the_person_told_us():
    before = replace(people()[0], slack_id="U1", standing="later")
    after = replace(people()[0], organisation="Heathside Hospital Trust", zone="Europe/London")
    change = compare([before], [after])

    assert change.changed == ((before, replace(after, slack_id="U1", standing="later")),)
    assert not change.added
    assert not change.gone


def test_people_are_known_by_their_address_where_their_id_is_new():
    before = replace(people()[0], slack_id="U1")
    after = replace(people()[0], id="x9", email=before.email.upper())
    change = compare([before], [after])

    assert change.changed[0][1].id == before.id
    assert change.changed[0][1].slack_id == "U1"


def test_two_people_who_trade_addresses_stay_themselves():
    one, two = people()[:2]
    change = compare([one, two], [replace(one, email=two.email), replace(two, email=one.email)])

    assert [(before.id, after.id) for before, after in change.changed] == [
        (one.id, one.id),
        (two.id, two.id),
    ]


def test_an_address_handed_on_does_not_make_two_people_one():
    one, two, three = people()[:3]
    newcomer = replace(three, id="x9", email=one.email)
    change = compare([one], [replace(one, email=two.email), newcomer])

    assert change.added == (newcomer,)
    assert [after.email for _, after in change.changed] == [two.email]


def test_who_is_no_longer_there_is_gone_once():
    one, two = people()[:2]

    assert compare([one, two], [one]).gone == (two,)
    assert not compare([one, replace(two, standing="left")], [one])
