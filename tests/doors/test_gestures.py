"""Every gesture the app listens to, tried by those it is not meant for: nothing changes, and nothing is told."""

import json

import pytest

from bot.facilitation.people import ElsewhereAlready
from bot.slack.gestures import Garbled
from bot.slack.people import NotYours, Stranger
from tests.doors.conftest import FREE, OUTSIDERS, SECRETS, id_of, plan_now
from tests.doors.listening import Heard
from tests.plays.scripts import sample_people
from tests.plays.stage import told

GARBAGE = [
    "", "s01|", "|||||", "s99", "{}", "null", '{"session":', '{"session":{}}', "é" * 3000, "a|" + "9" * 5000,
    "s01/x/y/z/w/v", "' OR 1=1 --",
]  # fmt: skip
LINES = [
    "", "help", "mine", "who", "who pearl", "who <@U0000P014>", "why", "why pearl", "branch", "action", "plan",
    "subgroup", "subgroup texts",
    "session 1 agenda", "session 1 rehearse", "session 1 move 2027-03-10", "session add 2027-05-12 15:00 like 1",
    "session 1", "session 1 told lies", "rooms", "rooms 1", "rooms 1 csv", "rooms 1 swap Pearl, Ted", "rooms 1 undo",
    "rooms 1 move Pearl to Room 2", "rooms 1 pin Pearl", "rooms 1 unpin Pearl", "rooms 1 publish", "rooms 1 propose",
    "rooms 1 mend without Pearl", "rooms met", "rooms attended", "prompt", "prompt 1", "prompt 1 hold 1",
    "prompt 1 preview 1", "prompt 1 reword 1 Which door?", "prompt 1 release 1", "prompt 1 skip 99",
    "prompt 1 move 1 2027-02-15", "people", "people pearl", "people pearl leaves", "people ted is away",
    "loops", "voice", "synthesis 1", "synthesis 1 lay", "thread", "thread compare persona", "thread nowhere",
    "actions", "actions planning",
    "status", "web", "hours", "wishes", "wishes apart Pearl, Ted", "wishes end Pearl, Ted", "story", "story note Pearl",
    "story back Pearl", "take back", "reading", "reading add A paper", "reading export csl", "aim", "agreements",
    "aim comment Shorter", "guest", "guest add 1", "guest question 1 Which door?",
    "nonsense", "pause until 2028-01-01", "pause", "pause off",
]  # fmt: skip
AGENDA = ("r1", "r2", "r3", "r4", "r5", "r6")  # the stretches of the first session's agenda
FOR_ALL = {
    "",
    "help",
    "mine",
    "who",
    "why",
    "branch",
    "action",
    "subgroup",
    "pause",
    "story",
    "take",
    "thread",
    "reading",
    "aim",
    "agreements",
    "guest",
    "nonsense",
}
ONES_OWN = {  # what everybody may do for themselves, whatever the value says
    *(f"rsvp:{word}" for word in ("yes", "no", "part", "unsure")),
    *(f"welcome:{word}" for word in ("active", "fewer", "later", "declined")),
    *("hours:works", "hours:hard", "hours:cannot", "hours:open"),
    *("presence:there", "presence:absent", "branch:join"),
    *(
        "subgroup_join",
        "action",
        "branch",
        "details",
        "call",
        "pause",
        "room_wish",
        "story",
        "reading",
        "reading_more",
        "agreed_remark",
        "hours_said",
    ),  # forms
    *("leaving:own", "story:tell", "story:list", "story:page", "tell_story", "thread:home"),
    *("app_home_opened", "message", "prompt:idle:1"),  # events
}
OF_THE_WORKSPACE = {"app_uninstalled"}  # Slack's own word on an app, which no person can say
MOVES_WITH_OTHERS = {
    "effect",
    "duty",
    "room_plan",
    "branch",
    "subgroup",
    "trace",
    "reference",
    "remark",
}


def tries(house, values, but="", every=1, first=0):
    """Every gesture with every value that could be meant, or with one of `every` so many."""
    carried = list(metadatas(house, but))
    for number, heard in enumerate(house.gestures, start=first):
        # gestures take turns, too: not all begin with the same value
        turn = slice(number % every, None, every)
        if heard.name in OF_THE_WORKSPACE:
            continue
        if heard.kind == "command":
            yield from ((heard, line, {}) for line in LINES[turn])
        elif heard.kind == "view_submission":
            some = carried if every == 1 else [carried[number % len(carried)]]
            yield from ((heard, known, said) for known in some for said in fillings())
        elif heard.kind == "event":
            yield heard, FREE, {}
        else:
            yield from ((heard, value, {}) for value in values[turn])


def answers(house, who, *, ones_own, every=1):
    """What this person hears to each gesture with what is another's: to one's own gestures, or to all others."""
    forger, me = house.forger(who), id_of(who)
    turn = OTHERS.index(who)
    for heard, value, fields in tries(house, house.values(but=me), me, every, turn):
        for_all = heard.kind == "command" and first_word(value) in FOR_ALL
        if (heard.name in ONES_OWN or for_all) is ones_own:
            answer = forger.does(heard, value, fields)
            assert answer.ack.ok, (heard, answer.ack)
            yield heard, value, answer


def metadatas(house, but):
    """What forms carry, with everything in it that any of ours carries."""
    plan = plan_now(house.stage)
    room = plan.rooms[0]
    common = {
        "session": "s01",
        "version": str(plan.version),
        "room": room.name,
        "subgroup": "g1",
        "about": "",
        "action": "a1",
        "opened": house.stage.now.isoformat(),
        "here": ",".join(room.people),
        "away": "",
        "story": "y1",
        "theme": "theme1",
        "loop": "loop1",
        "seen": "0",
        "finds": "partly",
        "teller": id_of("pearl"),
        "prompt": "takeaway",
        "person": id_of("pearl"),
        "artefact": "priority-statement",
        "number": "1",
        "owner": f"organisation:{sample_people()['nadia'].organisation}",
        **dict.fromkeys(("base", "part", "turn", "moves"), "0"),
        "value": "s01|0|2027-03-10T15:00|America/New_York|90|virtual||",
        "item": "h1",
        "reading": "plan-1-1",
        "what": "aim",
        "remark": "k1",
        **{"poll": "h1", "ways": "now|fixed", "closes": "2027-03-01", "word": "", "way": "fixed"},
        **dict.fromkeys(("charter", "ends"), ""),
    }
    askings = [v for v in house.values(but=but) if v.count(":") == 2 and "|" not in v]
    yield from (json.dumps(common | {"asking": asking}) for asking in askings[:3])


def fillings():
    yield {
        "text": "forged", "scope": "community", "signed": "name", "what": "forged", "owner": id_of("ted"),
        "due": "2027-03-10", "idea": "forged", "zone": "Europe/Stockholm", "language": "el",
        "zoom": "m@elsewhere.example", "one": id_of("ted"),
        "other": id_of("pearl"), "person": id_of("pearl"), "room": "Room 2", "kind": "apart",
        "people": f"{id_of('ted')}\n{id_of('pearl')}", "ended": "w1", "leave": "yes", "until": "",
        "teller": id_of("pearl"), "let_in": id_of("ted"), "outside": "yes", "joined": id_of("ted"),
        "here0": id_of("ted"), "words": "forged", "theme": "theme1", "into": "theme2", "dissent": "no",
        "answers": f"s01:open:{id_of('ted')}", "happened": "forged", "said": "forged", "state": "happened",
        "day": "2027-03-01", "type": "text", "audience": "all", "visibility": "community",
        "question": "rsvp:s01", "priority": "forged", "actions": "a1", "way": "let_go", "word": "forged",
        "taken": "yes", "ways": "now\nfixed", "closes": "2027-03-01", "way now": "hard", "hard": "forged",
        "why": "forged",
        "minutes": "45", "slot": "", "hour": "15:00", "mode": "virtual",
        **{f"{name} {key}": said for key in AGENDA for name, said in (("minutes", "10"), ("place", "1"))},
    }  # fmt: skip


def changed(house, before):
    after = house.rows()
    return {name for name in before if before[name] != after[name]}


def in_json(words):
    return json.dumps(words, ensure_ascii=False)[1:-1]


def first_word(line):
    return line.partition(" ")[0]


def fell(house):
    return [told(line) for line in house.stage.log if line["log_level"] == "error"]


def nothing_came_of_it(house, before):
    assert changed(house, before) == set()
    assert fell(house) == []


@pytest.mark.parametrize(("turn", "who"), list(enumerate(OUTSIDERS)))
def test_strangers_reach_nothing_by_any_gesture(house, turn, who):
    """Between them they try every gesture with every value; `make soak` lets each of them try all."""
    reaches_nothing(house, who, every=len(OUTSIDERS), first=turn)


@pytest.mark.soak
@pytest.mark.parametrize("who", OUTSIDERS)
def test_strangers_reach_nothing_by_any_gesture_with_any_value(house, who):
    reaches_nothing(house, who)


def reaches_nothing(house, who, **share):
    mallory, before = house.forger(who), house.rows()
    known = [p.name for p in sample_people().values()] + [p.email for p in sample_people().values()]
    values = [*house.values(), *GARBAGE[:6]]
    for heard, value, fields in tries(house, values, **share):
        answer = mallory.does(heard, value, fields)

        assert answer.ack.ok, (heard, answer.ack)
        shown = answer.said.replace(json.dumps(value)[1:-1], "")
        leaked = [word for word in (*SECRETS, *known) if word != value and word in shown]
        assert leaked == [], (heard, value)
        assert "unexpected" not in shown
        if heard.kind == "command":
            known_elsewhere = who == "a facilitator's address in a second workspace"
            words = ElsewhereAlready() if known_elsewhere else Stranger()
            assert in_json(words.message) in answer.said
    nothing_came_of_it(house, before)


OTHERS = ["kirra", "signe"]
# of the values each gesture takes every fourth
ALL_OR_SOME = [4, pytest.param(1, marks=pytest.mark.soak)]


@pytest.mark.parametrize("every", ALL_OR_SOME)
@pytest.mark.parametrize("who", OTHERS)
def test_participants_and_guests_reach_nothing_of_others(house, who, every):
    before = house.rows()
    for heard, value, answer in answers(house, who, ones_own=False, every=every):
        assert [word for word in SECRETS if word in answer.said] == [], (heard, value)
        if heard.kind == "command":
            assert in_json(NotYours().message) in answer.said, value
    nothing_came_of_it(house, before)


@pytest.mark.parametrize("who", OTHERS)
def test_what_everybody_may_do_changes_nothing_of_others(house, who):
    before, me = house.rows(), id_of(who)
    for _, value, answer in answers(house, who, ones_own=True):
        assert [word for word in SECRETS if word in answer.said and word != value] == []
    house.stage.settle()
    after = house.rows()
    for table in before.keys() - MOVES_WITH_OTHERS:
        of_others = {row for row in before[table] if me not in row}
        assert of_others <= set(after[table]), table
    assert fell(house) == []


@pytest.mark.parametrize("every", ALL_OR_SOME)
@pytest.mark.parametrize("who", ["nadia"])  # who is refused the least
def test_garbage_is_answered_in_words_and_changes_nothing(house, who, every):
    forger, before = house.forger(who), house.rows()
    nonsense = dict.fromkeys(next(fillings()), "\u202e<!channel>" * 300)
    turns = ((heard, GARBAGE[n % every :: every]) for n, heard in enumerate(house.gestures))
    for heard, value in ((heard, value) for heard, values in turns for value in values):
        if heard.kind in {"command", "event", "shortcut"} or heard.name in ONES_OWN & {"message"}:
            continue
        if heard.name.startswith("welcome:") or (heard.name in ONES_OWN and value in ("{}", "[]")):
            continue
        answer = forger.does(heard, value, nonsense)
        assert answer.ack.ok, (heard, value, answer.ack)
    nothing_came_of_it(house, before)


def test_a_kind_of_question_that_nobody_offers_is_answered_in_words(house):
    before = house.rows()
    (heard,) = (heard for heard in house.gestures if heard.name == "prompt_write")
    said = next(fillings()) | {"type": "poem"}
    answer = house.forger("nadia").does(heard, json.dumps({"session": "s01"}), said)
    assert in_json(Garbled().message) in answer.said
    nothing_came_of_it(house, before)


def test_gestures_of_another_are_not_answered_twice(house):
    """The same trigger from another account is another gesture: nobody gets the answer that somebody else got."""
    nadia, kirra = house.forger("nadia"), house.forger("kirra")
    heard = Heard("command", "/convene")
    kind, payload = nadia._command(heard.name, "people pearl", {})
    first = nadia.slack.deliver(kind, payload)
    second = nadia.slack.deliver(kind, payload | {"user_id": kirra.member})

    assert "Pearl" in str(first.body)
    assert "Pearl" not in str(second.body)
    assert NotYours().message in str(second.body)


def test_the_forged_values_would_be_taken_from_those_they_belong_to(house):
    """Otherwise the tests above would only show that nobody can do anything."""
    nadia = house.forger("nadia")
    refused = (Garbled().message, NotYours().message)
    for heard, value, fields in tries(house, house.values()):
        if heard.kind == "view_submission" and heard.name not in {"answer", "leaving"}:
            answer = nadia.does(heard, value, fields)
            assert not any(words in answer.said for words in refused), (heard, answer.said)
