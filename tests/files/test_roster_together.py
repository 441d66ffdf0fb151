"""What the rows of a roster say about one another: doubles, shared logins, managers, spellings, clocks."""

import unicodedata

import pytest

from tests.files.roster_rows import KNOWN, OTHER, a_file, read, told, words

THIRD = {**KNOWN, "person_id": "p006", "display_name": "Gil Brandmeyer"} | {
    "email": "gil.brandmeyer@example.org"
}


def test_an_id_or_address_that_stands_twice_is_refused_the_second_time_whatever_its_case():
    same_id = OTHER | {"person_id": "P004"}
    same_address = OTHER | {"email": "Obie.Lankford@EXAMPLE.org"}

    assert told(KNOWN, same_id, THIRD) == [(3, "person_id", "error")]
    assert told(KNOWN, same_address, THIRD) == [(3, "email", "error")]
    assert "row 2" in read(a_file(KNOWN, same_id)).findings[0].words
    assert [p.id for p in read(a_file(KNOWN, same_id, THIRD)).people] == ["p004", "p006"]


def test_letters_made_of_two_signs_count_as_the_same_letter():
    one = KNOWN | {"email": "jos\u00e9@example.org"}
    two = OTHER | {"email": "jose\u0301@example.org"}

    assert told(one, two) == [(3, "email", "error")]


def test_a_name_is_shown_as_it_was_written():
    written = unicodedata.normalize("NFD", "\u00c5sa Vindelryd")

    assert read(a_file(KNOWN | {"display_name": written})).people[0].name == written


def test_two_people_of_one_name_are_asked_about_only_within_an_organisation():
    namesake = OTHER | {"display_name": "obie lankford"}

    assert told(KNOWN, namesake) == [(3, "display_name", "warning")]
    assert told(KNOWN, namesake | {"organisation": "Heathside Hospital Trust"}) == []


def test_leaders_who_share_a_zoom_login_are_both_told():
    office = {"zoom_email": "office.ceo@example.org"}
    reading = read(a_file(KNOWN | office, OTHER | {"zoom_email": "Office.CEO@example.org"}, THIRD))

    assert [(f.row, f.field, f.severity) for f in reading.findings] == [
        (2, "zoom_email", "warning"),
        (3, "zoom_email", "warning"),
    ]
    assert "that of Ruthanne Wickstead." in reading.findings[0].words
    assert "that of Obie Lankford." in reading.findings[1].words
    assert len(reading.people) == 3


def test_a_line_manager_is_another_person_of_the_roster():
    def managed_by(address: str) -> list[tuple[int, str, str]]:
        shouted = {"email": KNOWN["email"].title(), "line_manager_email": address}
        return told(KNOWN | shouted, OTHER)

    assert managed_by(OTHER["email"].upper()) == []
    assert managed_by(KNOWN["email"].upper()) == [(2, "line_manager_email", "error")]
    assert managed_by("nobody@example.org") == [(2, "line_manager_email", "warning")]


def test_an_organisation_is_one_however_it_is_spelt():
    composed, split = "Hospital Jacarand\u00e1", "Hospital Jacaranda\u0301"
    rows = [KNOWN | {"organisation": composed}, OTHER | {"organisation": split}]
    shouted = THIRD | {"organisation": "HOSPITAL  JACARAND\u00c1"}
    reading = read(a_file(*rows, shouted))

    assert {p.organisation for p in reading.people} == {composed}
    assert [(f.row, f.field, f.severity) for f in reading.findings] == [
        (4, "organisation", "warning")
    ]


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("UTC+1", "Europe/Stockholm"),
        ("GMT-3", "America/Sao_Paulo"),
        ("+05:45", "Asia/Kathmandu"),
        ("utc+5:30", "Asia/Kolkata"),
        ("Etc/GMT+5", "America/New_York"),
        ("EST", "America/New_York"),
    ],
)
def test_a_distance_from_utc_is_refused_and_cities_on_that_clock_are_named(zone, city):
    assert told(KNOWN | {"time_zone": zone}) == [(2, "time_zone", "error")]
    assert city in words(time_zone=zone)


def test_a_city_of_the_roster_itself_is_named_first():
    rows = [KNOWN | {"time_zone": "UTC+1"}, OTHER | {"time_zone": "Africa/Tunis"}]

    assert "as late there as in Africa/Tunis or" in read(a_file(*rows)).findings[0].words


def test_an_offset_on_no_clock_we_know_asks_for_a_city_all_the_same():
    assert "as late there" not in words(time_zone="UTC+13:59")
    assert "Europe/Stockholm" in words(time_zone="UTC+13:59")


@pytest.mark.parametrize(
    "zone", ["UTC", "GMT", "Etc/UTC", "utc", "GMT+0", "UTC+00:00", "CET", "EST5EDT"]
)
def test_a_zone_without_a_city_can_be_used_with_a_warning(zone):
    reading = read(a_file(KNOWN | {"time_zone": zone}))

    assert [(f.field, f.severity) for f in reading.findings] == [("time_zone", "warning")]
    assert reading.people[0].tz.key in {zone, "UTC"}


@pytest.mark.parametrize(
    "zone", ["US/Eastern", "Asia/Calcutta", "GB", "Asia/Kathmandu", "Pacific/Chatham"]
)
def test_other_names_for_a_city_are_kept(zone):
    reading = read(a_file(KNOWN | {"time_zone": zone}))

    assert (reading.findings, reading.people[0].zone) == ((), zone)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("europe/london", "Europe/London"),
        ("America/S\u00e3o Paulo", "America/Sao_Paulo"),
        ("AMERICA/NEW YORK", "America/New_York"),
    ],
)
def test_a_zone_spelt_nearly_right_is_taken_and_said(written, zone):
    reading = read(a_file(KNOWN | {"time_zone": written}))

    assert [p.zone for p in reading.people] == [zone]
    assert zone in reading.findings[0].words
    assert reading.ok


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Stockholm", "Did you mean Europe/Stockholm?"),
        ("Europe/Lodnon", "Did you mean Europe/London?"),
        ("PST", "abbreviation"),
        ("CEST", "abbreviation"),
        ("localtime", "not a time zone we know"),
        ("Factory", "not a time zone we know"),
        ("posix/Europe/London", "not a time zone we know"),
        ("Eastern Standard Time", "not a time zone we know"),
    ],
)
def test_a_zone_nobody_knows_is_refused_with_a_hint(written, hint):
    assert told(KNOWN | {"time_zone": written}) == [(2, "time_zone", "error")]
    assert hint in words(time_zone=written)
