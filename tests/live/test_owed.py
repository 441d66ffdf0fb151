"""The ledger in plain words: every kind of entry and duty has its own, and says what holds it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.community import Community, community_for
from bot.demo.live import owed, owed_tables, owed_words
from bot.demo.live.owed_keys import Key, kind_behind
from bot.demo.wish import Wish
from bot.domain.programme import Offset
from bot.facilitation.deliveries import DELIVERIES
from bot.facilitation.letters import LETTERS
from scheduler.duties import DUTIES

NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)  # 23:00 in Melbourne, 07:00 in New York
LONDON, MELBOURNE = "p029", "p043"
KEYS = {
    "welcome": "welcome:{}",
    "prompt": "ask:s02:m02-pre-one:{}",
    "reminder": "remind:s02:m02-pre-one:{}",
    "notice": "s02:notice:0:{}",
    "edit": "edit:ask:s02:m02-pre-one:{}:4",
    "home": "home:{}:3",
    "meeting-open": "s02:meeting:open",
    "meeting-rooms": "s02:meeting:rooms:v2",
    "meeting-move": "s02:meeting:move:1",
    "meeting-close": "s02:meeting:close:86000000001",
    "meeting-seen": "s02:meeting:seen:1",
    "branch": "branch:b3:post",
    "branch-near": "branch-near:{}:b3",
    "subgroup-place": "subgroup:g1:place",
    "subgroup-opened": "subgroup:g1:opened",
    "action-agreed": "action:a7:agreed",
    "action-carried": "action-carried:{}:s02",
    "ending-asked": "ending-asked:s18:{}",
    "ending-open": "ending-open:s18:{}",
    "farewell": "farewell:s18:{}",
    "help-wanted": "action:a7:help:h1",
    "remark-told": "remark:k1:told",
    "help-met": "action:a7:help:h1:met:{}",
    "subgroup-closed": "subgroup:g1:closed",
    "subgroup-word": "subgroup:g1:word:3",
    "subgroup-meets": "subgroup:g1:meets:m1",
    "small-meeting": "subgroup:g1:meeting:m1",
    "small-meeting-close": "subgroup:g1:meeting:m1:close",
    "subgroup-digest": "subgroup:g1:digest:2",
    "action-changed": "action-changed:1:{}",
    "subgroup-pulse": "subgroup:g1:pulse:s02:{}",
    "subgroup-kept": "subgroup:g1:kept:h1:1:{}",
    "story-shared": "story-shared:y7:v1",
    "synthesis-out": "s02:synthesis-out",
    "check-back": "check-back:s02:v1:{}",
    "story-unshared": "story-unshared:y7:12",
}


@pytest.fixture(scope="module")
def community() -> Community:
    return community_for(Wish())


@pytest.fixture(scope="module")
def question(community: Community) -> str:
    """The key of a question of the second month that is not about coming."""
    prompts = community.plan.prompts_of(2)
    return next(p.key for p in prompts if p.send and p.use != "rooms" and p.type.value == "text")


def iso(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def entry(kind: str, key: str, state: str = "ready", **more: object) -> dict:
    at = more.pop("at", NOON)
    told = {
        "id": 1, "kind": kind, "key": key, "state": state, "attempts": 0, "not_before": iso(at),
        "try_at": iso(more.pop("try_at", at)), "claimed_at": None, "expires_at": None, "after": None,
    }  # fmt: skip
    return {**told, **more}


def duty(kind: str, name: str = "", at: datetime = NOON) -> dict:
    return {"key": ":".join(filter(None, ["s02", kind, name])), "kind": kind, "due_at": iso(at)}


def row(community: Community, told: dict, now: datetime = NOON) -> owed.Row:
    (one,) = owed.rows([told], community, now)
    return one


def test_every_kind_of_effect_there_is_has_words():
    assert set(owed_tables.EFFECTS) == set(DELIVERIES)
    assert set(owed_tables.STANDING) == set(LETTERS) | {
        "mail",
        "rehearsal",
        "guest",
        "branch",
        "subgroup-opened",
        "subgroup-closed",
        "subgroup-word",
        "subgroup-meets",
        "subgroup-digest",
        "help-wanted",
        "action-agreed",
        "story-shared",
        "synthesis-out",
    }
    assert set(owed_tables.PLACES) == set(DELIVERIES) - set(LETTERS) - {
        "edit",
        "home",
        "mail",
        "rehearsal",
    }


def test_every_kind_of_duty_there_is_has_words():
    assert set(owed_tables.DUTIES) == set(DUTIES)


@pytest.mark.parametrize("kind", sorted(DELIVERIES))
def test_what_leaves_next_is_told_of_every_kind_in_words_without_a_key(
    community: Community, kind: str
):
    key = KEYS.get(kind, f"s02:{kind}:{{}}:v3").format(LONDON)
    later = entry(kind, key, at=NOON + timedelta(hours=1))

    (due,) = owed.due([], [later], community, NOON)
    shown = row(community, later)

    assert not re.search(r"written to|asked something|\bs02\b|p0\d\d|[{}]", due.words + due.why)
    assert not re.search(r"\bs02\b|p0\d\d|:v\d|[{}]", f"{shown.words} {shown.whom} {shown.why}")


@pytest.mark.parametrize("kind", sorted(DUTIES))
def test_every_duty_says_what_happens_and_why_then(community: Community, kind: str):
    name = {"round": "rsvp", "notice": "1"}.get(kind, "nothing-of-this-name")
    (due,) = owed.due([duty(kind, name)], [], community, NOON)
    assert due.words
    assert "“" in due.why


def test_a_question_is_told_by_its_words_to_somebody_with_a_place(
    community: Community, question: str
):
    person = community.people[LONDON]
    told = entry("prompt", f"ask:s02:{question}:{LONDON}", "done", claimed_at=iso(NOON))

    shown = row(community, told)

    assert shown.words.startswith("Asks: “")
    assert shown.whom == f"{person.name}, {person.organisation}, London"
    assert (shown.state, shown.state_words, shown.when, shown.why) == ("done", "sent", NOON, "")


def test_whether_somebody_comes_is_asked_in_three_words(community: Community):
    asked = next(p.key for p in community.plan.prompts_of(2) if p.use == "rooms")
    assert (
        row(community, entry("prompt", f"ask:s02:{asked}:{LONDON}")).words
        == "Asks whether they come"
    )
    again = row(community, entry("reminder", f"remind:s02:{asked}:{LONDON}"))
    assert again.words == "Asks once more whether they come"
    changed = entry("edit", f"edit:ask:s02:{asked}:{LONDON}:12", "done", claimed_at=iso(NOON))
    shown = row(community, changed)
    assert shown.words == "Brings up to date: the question whether they come"
    assert shown.state_words == "done"
    assert shown.whom.startswith(community.people[LONDON].name)


def test_a_message_waits_for_the_morning_where_its_reader_sleeps(community: Community):
    morning = datetime(2027, 2, 10, 23, tzinfo=UTC)
    shown = row(community, entry("notice", f"s02:notice:0:{MELBOURNE}", at=morning))
    assert shown.words == "Reminds of the session, a week ahead"
    assert shown.why == "waits for the morning in Melbourne, 10:00 there"
    assert shown.state_words == "waits"


def test_by_day_it_is_just_due(community: Community):
    shown = row(community, entry("notice", f"s02:notice:1:{LONDON}", at=NOON + timedelta(hours=3)))
    assert shown.why == "due at 15:00 in London"


def test_what_is_held_says_by_what(community: Community):
    def why(**more: object) -> str:
        return row(community, entry("room-news", f"s02:room-news:{LONDON}:v1", **more)).why

    assert why() == "leaves next"
    assert why(after="s02:meeting:rooms:v1") == "after Zoom has the rooms"
    assert why(after="s02:meeting:open") == "after Zoom has made the meeting"
    assert why(after=f"s02:rooms-page:{LONDON}") == "after another message: the proposed rooms"
    soon = NOON + timedelta(seconds=30)
    assert why(attempts=1, try_at=soon) == "Slack did not take it yet, so it is tried again then"


@pytest.mark.parametrize(
    ("state", "words", "why"),
    [
        ("sending", "leaving", ""),
        ("unknown", "being looked up", "no clear answer came"),
        ("dead", "refused", "Zoom said no, for good"),
        ("cancelled", "withheld", "no longer needed"),
        ("expired", "too late", "its time had passed"),
    ],
)
def test_every_end_has_a_word_and_a_reason(community: Community, state: str, words: str, why: str):
    shown = row(community, entry("meeting-rooms", "s02:meeting:rooms:v1", state))
    assert (shown.state_words, shown.whom) == (words, "Zoom")
    assert shown.why.startswith(why)


def test_what_comes_at_one_instant_is_counted_and_the_soonest_comes_first(community: Community):
    london = [p.id for p in community.people.values() if p.zone == "Europe/London"]
    noon = NOON + timedelta(hours=2)
    notices = [entry("notice", f"s02:notice:0:{p}", at=noon) for p in london]
    hello = entry("welcome", f"welcome:{MELBOURNE}", at=noon + timedelta(hours=9))

    told = owed.due(
        [duty("propose-rooms", at=NOON + timedelta(hours=1))], [hello, *notices], community, NOON
    )

    assert [each.words.partition(":")[0] for each in told] == [
        "Rooms are proposed to the facilitators",
        f"{len(london)} people are reminded of the session a week ahead",
        "One person is welcomed",
    ]
    assert [each.hours for each in told[1:]] == ["14:00", "10:00"]
    assert told[1].why == "due at 14:00 in London"


def test_a_round_says_whose_hour_strikes(community: Community):
    asked = next(p for p in community.plan.prompts_of(2) if p.use == "rooms")
    at = datetime(2027, 2, 8, 10, tzinfo=UTC)
    (due,) = owed.due([duty("round", asked.key, at)], [], community, NOON)
    assert due.words == "People are asked whether they come"
    assert (
        due.why
        == f"{-asked.send.days} days before “{community.sessions[0].title}”, at 10:00 in London"
    )
    assert due.hours == "10:00"


def test_rooms_are_proposed_once_the_hour_strikes_first(community: Community):
    at = datetime(2027, 2, 11, 23, tzinfo=UTC)
    (due,) = owed.due([duty("propose-rooms", at=at)], [], community, NOON)
    assert due.why.endswith(", at 10:00 in Melbourne")
    assert " to " in due.hours  # of the facilitators


def test_what_the_rooms_do_names_the_round(community: Community):
    session = community.sessions[0]
    key, begins, _ = session.spans()[0]
    title = next(r.title for r in session.planned.rounds if r.key == key)
    told = owed.due(
        [duty("rooms-open", key, begins), duty("room-question", key, begins)], [], community, NOON
    )
    assert {each.why for each in told} == {
        f"at the beginning of “{title}”",
        f"in the last third of “{title}”",
    }


def test_of_very_much_only_the_soonest_is_told(community: Community):
    duties = [duty("digest", str(n), NOON + timedelta(days=n)) for n in range(300)]
    told = owed.due(reversed(duties), [], community, NOON, most=7)
    assert [each.at for each in told] == [NOON + timedelta(days=n) for n in range(7)]


def test_somebody_the_key_does_not_name_stays_one_person(community: Community):
    assert row(community, entry("action-asked", "action:a3:asked")).whom == "One person"
    assert row(community, entry("offer", "offer:E0X7")).whom == "One person"
    named = entry("branch-ripe", f"branch:b:s02:branches:{MELBOURNE}:ripe:{LONDON}")
    assert row(community, named).whom.startswith(community.people[LONDON].name)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("welcome:p1", "welcome"),
        ("ask:s02:x:p1", "prompt"),
        ("remind:s02:x:p1", "reminder"),
        ("s02:rooms-page:p1", "rooms-page"),
        ("action:a3:asked", "action-asked"),
        ("branch:b:s02:x:p1:ripe", "branch-ripe"),
        ("subgroup:g1:place", ""),
    ],
)
def test_a_key_alone_tells_the_kind_of_its_message(key: str, kind: str):
    assert kind_behind(key) == kind
    assert Key.of(f"edit:{key}:5", "edit").kind == kind


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (Offset(days=-7), "a week ahead"),
        (Offset(hours=-1), "an hour ahead"),
        (Offset(minutes=-90), "90 minutes ahead"),
        (Offset(days=18), "18 days afterwards"),
    ],
)
def test_an_offset_reads_as_one_says_it(offset: Offset, words: str):
    assert owed_words.how_far(offset) == words
