"""Whatever a facilitator does leaves a line in the audit that says who; what only looks leaves none."""

import json
from datetime import date, time, timedelta

import pytest

from bot.domain.hour_polls import Count, HourPoll, PollState, Way
from bot.facilitation import actions, agreed, calls, hour_decisions, hour_pages, prompts
from bot.facilitation.hour_pages import Wanted
from bot.facilitation.moving import NewTime
from bot.facilitation.rearranging import add_session
from bot.facilitation.synthesis import as_seen, newest
from bot.facilitation.themes import new_theme
from bot.slack.people import NotYours
from tests.doors.conftest import FOURTEEN, WAYS, WORDS, House, furnished, id_of, plan_now, values_in
from tests.doors.listening import Heard
from tests.doors.test_gestures import LINES, fillings, in_json
from tests.plays.questions import question
from tests.plays.scripts import cast, plan_of

LOOKS = {
    *("rooms:swap", "rooms:move", "rooms:pin", "wishes:open", "rooms-mend", "rooms-mend-leave"),
    *("prompt:preview", "prompt:reword", "prompt:move", "prompt:write", "behalf:open"),
    *("loop:add", "loop:happened"),
    *(f"synthesis:{step}" for step in ("sort", "sentence", "reword", "merge", "split", "preview")),
    *("synthesis:leave", "actions:several"),
    *("leaving-look", "leaving-stay", "hand-over:pass"),
    *("agreed:edit", "agreed:settle"),
    *("guest:add", "guest:swap", "session:change", "session_change", "agenda:open"),
    *("hours:ask", "hours:close", "hours:take:1", "hours:keep", "hours_ask"),
}
SENSE = [
    *("theme_put", "theme_reword", "theme_split", "theme_merge", "synthesis_sentence"),
    *("loop_add", "loop_happened"),
    "leave_ask",
]
PROMPTS = {
    *("prompt:hold", "prompt:release", "prompt:skip"),
    *("prompt_reword", "prompt_move", "prompt_write"),
}
WORK = ["agreed", "agreed_settle"]
HOURS = ["hours_keep", "hours_sure", "hours_close", "hours_take"]
COME_AND_GO = ("away-list", "hand_over", "hand-over:all", "away-take", "leaving-do")
LOOKING = {
    *("plan", "prompt", "people", "actions", "status", "wishes", "session"),
    *("synthesis", "loops", "voice", "hours"),
}
QUESTIONS = question("helps", "-6d", "What helps?") + question(
    "near", "-6d", "What hinders?", visibility="organisation"
)
QUESTIONS += question("t-line", "-1d", "What would your team leave out?")
COMMAND = Heard("command", "/convene")
BY_THEMSELVES = {"effect", "duty"}  # messages catch up with what was changed before
# notes of what somebody was told of the time ahead, which change nothing in it
REHEARSED = ("('rehearsal:", "('rehearsed:")
CHANGES = {
    "reword",
    "hold",
    "release",
    "skip",
    "told",
    "swap",
    "move",
    "pin",
    "unpin",
    "undo",
    "publish",
    "propose",
    "apart",
    "end",
}


@pytest.fixture(scope="module")
def early(season) -> House:
    """Rooms are proposed and wait for a facilitator's yes; somebody asked for a word."""
    stage = season.opens(
        people=cast(f"{FOURTEEN} nadia osric"),
        start=(2027, 2),
        plan=plan_of(2, without=["rsvp"], bare=True, parts=True, more=QUESTIONS),
        at="2027-02-11T12:00",
    )
    stage.until("2027-02-12 16:00")
    stage.nadia.opens_home()  # whoever comes first tells which workspace is our home
    for name in ("pearl", "ted"):
        prompts.respond(stage.desk, answer_of(name), id_of(name), WORDS)
    near = f"s01:near:{id_of('pearl')}"
    prompts.respond(stage.desk, near, id_of("pearl"), WORDS)
    for name in ("pearl", "ted"):
        new_theme(stage.desk, "s01", name, [answer_of(name)], by=id_of("osric"))
    new_theme(stage.desk, "s01", "near", [near], by=id_of("osric"))
    calls.ask_for_a_word(stage.desk, id_of("pearl"), WORDS)
    for what in ("Ring the ward", "Count the beds"):
        actions.agree_action(stage.desk, what=what, owner=id_of("ted"), by=id_of("ted"))
    agreed.say(stage.desk, "aim", "Shorter", by=id_of("ted"))
    for month in (4, 5):
        later = NewTime(day=date(2027, month, 14), at=time(15))
        add_session(stage.desk, 1, later, f"More {month}", by=id_of("osric"))
    with stage.desk.store.begin() as memory:
        ways = (
            Way(key="now", hours=(), worst=1, total=2),
            Way(key="fixed", hours=(), worst=2, total=3),
        )
        counts = (Count(key="now", works=1), Count(key="fixed", hard=1))
        then = stage.now - timedelta(days=2)
        asked = {"word": "", "by": id_of("osric"), "at": then, "closes_at": then, "answered": 1}
        memory.hour_polls.save(
            HourPoll(id="h7", ways=ways, counts=counts, state=PollState.CLOSED, **asked)
        )
    stage.settle()
    return furnished(stage)


def answer_of(name):
    return f"s01:helps:{id_of(name)}"


def lines_of(house, who):
    with house.stage.memory() as setting:
        return [line for line in setting.memory.traces.find() if line.who == who]


def seen_by(house):
    """The mark of the draft that a preview carries."""
    with house.stage.memory() as setting:
        draft = newest(setting, "s01")
        return {"seen": as_seen(setting, draft)} if draft else {}


def two(house):
    """Two people of the same kind who sit apart, and where the first one does not sit."""
    rooms = plan_now(house.stage).rooms
    return rooms[0].people[0], rooms[1].people[0], rooms[1].name


def for_facilitators(house):
    """What a participant is refused because only facilitators may do it, found out by asking."""
    kirra, metadata = house.forger("kirra"), json.dumps({"session": "s01", "version": "1"})
    refused = set()
    for heard in house.gestures:
        if heard.kind in {"action", "view_submission"}:
            value = metadata if heard.kind == "view_submission" else "s01|1"
            answer = kirra.does(heard, value, next(fillings()))
            if in_json(NotYours().message) in answer.said:
                refused.add(heard.name)
    return refused


def values_for(house, name):
    """What a facilitator's screen would send along with this."""
    nadia, plan = house.forger("nadia"), plan_now(house.stage)
    one, other, room = two(house)
    known = json.dumps({"session": "s01", "version": str(plan.version)})
    if name == "rooms-mend-do":
        preview = nadia.does(COMMAND, f"rooms 1 mend without {one}")
        return next(v for v in values_in(preview.ack.body) if v.count("/") == 5), {}
    if name == "rooms-mend-undo":
        return f"s01/{plan.version}", {}
    if name == "behalf:open":
        return id_of("pearl"), {}
    if name == "on_behalf":
        return json.dumps({"person": id_of("pearl")}), {"question": "rsvp:s01", "text": "part"}
    if name.startswith("prompt"):
        return prompt_values(house, name)
    if name.startswith("call:"):
        return "c1", {}
    if name == "part:ask":
        return f"s01|noticer||{id_of('pearl')}", {}
    if name in {"agreed:edit", "agreed:settle"}:
        return "aim" if name == "agreed:edit" else "k1", {}
    if name == "actions_several":
        return known, {"actions": "a1", "way": "move", "due": "2027-03-01"}
    if name == "agreed":
        return json.dumps({"what": "aim", "base": "1"}), {"text": "To learn, together"}
    if name == "agreed_settle":
        return json.dumps({"remark": "k1"}), {"taken": "yes", "word": "We did"}
    if name in COME_AND_GO or (name in LOOKS and name.startswith(("leaving", "hand-over"))):
        return come_and_go_values(name)
    if name.startswith("guest"):
        return guest_values(name)
    if name.startswith("session") and name != "session:cancel":
        return session_values(house, name)
    if name.startswith("hours"):
        return hour_values(house, name)
    if name.startswith("agenda"):
        return agenda_values(house, name)
    if name == "room_wishes":
        return known, {"people": f"{one}\n{other}", "kind": "apart"}
    if name in SENSE or name == "synthesis_publish":
        facts = json.dumps({"session": "s01", "theme": "theme1", "loop": "loop1"} | seen_by(house))
        both = "\n".join(map(answer_of, ("pearl", "ted")))
        said = {"answers": both, "theme": "theme1", "dissent": "no", "into": "theme2"}
        said |= {"owner": id_of("nadia"), "state": "happened", "happened": "It is shorter"}
        if name in {"theme_reword", "theme_split"}:
            said |= {"words": "Tea", "answers": answer_of("ted")}
        if name == "leave_ask":
            near = f"s01:near:{id_of('pearl')}"
            facts, said = json.dumps({"theme": "theme3"}), {"answers": near}
        if name == "synthesis_sentence":
            facts = json.dumps({"theme": "theme2"})
            said |= {"text": "Tea helps.", "answers": answer_of("ted")}
        return facts, said
    if name.startswith("rooms_"):
        return known, {"one": one, "other": other, "person": one, "room": room}
    return f"s01|{plan.version}", {}


def session_values(house, name):
    """The first session an hour later or back, two that nobody knows of yet, and one more."""
    with house.stage.memory() as setting:
        moves = setting.session("s01").moves
    to = f"s01|{moves}|2027-02-17T{16 - moves}:00|America/New_York|90|virtual||snow"
    known = {
        "session_sure": {"value": to},
        "session_change": {"session": "s01", "moves": str(moves)},
    }
    if name in known:
        said = {"day": "2027-02-17", "hour": "17:00", "minutes": "90", "mode": "virtual"}
        return json.dumps(known[name]), said | {"zone": "America/New_York"}
    others = {"session:swap": "s02|s03", "session:add": "1|2027-06-16T15:00|America/New_York|More"}
    return others.get(name, to if name == "session:move" else "s01"), {}


def guest_values(name):
    """A guest of the first session, in Slack; the first one is g1."""
    said = {"name": "Ada", "email": "ada@guests.example", "zone": "Europe/Lisbon", "road": "slack"}
    if name == "guest":
        return json.dumps({"guest": ""}), {"slot": "s01|"} | said
    return "s01" if name == "guest:add" else "g1", {}


def hour_values(house, name):
    """The group was asked in h7, which waits for its decision; then it is asked about the sessions that were added."""
    desk, nadia = house.stage.desk, id_of("nadia")
    fields = {"ways": "\n".join(WAYS), "closes": "2027-02-22", "word": "", "why": "Because"}
    if name in {"hours_keep", "hours:keep"}:
        return ("h7" if name == "hours:keep" else json.dumps({"poll": "h7"})), fields
    if name == "hours_sure":
        wanted = Wanted(ways=WAYS, closes=date(2027, 2, 22))
        return hour_pages.preview(desk, wanted, nadia).body["private_metadata"], fields
    if name == "hours_take":
        with house.stage.memory() as setting:
            other = setting.memory.hour_polls.get("h1").ways[-1].key
        return hour_decisions.take_window(desk, "h1", other, nadia).body["private_metadata"], fields
    known = {"hours_ask": "{}", "hours_close": json.dumps({"poll": "h1"})}
    return known.get(name, "h1|rotation" if name == "hours:take:1" else "h1"), fields


def agenda_values(house, name):
    """The agenda as it stands, with somebody who leads its first stretch."""
    if name == "agenda:open":
        return "s01", {}
    with house.stage.memory() as setting:
        rounds = setting.planned(setting.session("s01")).rounds
    said = {f"owner {rounds[0].key}": id_of("nadia")}
    for place, one in enumerate(rounds, 1):
        said |= {f"minutes {one.key}": str(one.minutes), f"place {one.key}": str(place)}
    return json.dumps({"session": "s01", "version": "0"}), said


def come_and_go_values(name):
    """Two actions of Ted's wait for somebody, then he leaves."""
    if name == "hand-over:pass":
        return "h1", {}
    if name == "hand_over":
        return json.dumps({"item": "h1", "turn": "0"}), {"person": id_of("pearl")}
    return id_of("ted"), {}


def prompt_values(house, name):
    """The same for the desk where prompts are changed."""
    with house.stage.memory() as setting:
        change = setting.memory.prompt_changes.seek("s01:t-line")
    version = change.version if change else 0
    if name == "prompt:write":
        return "s01", {}
    if name.startswith("prompt:"):
        return f"s01|t-line|{version}", {}
    known = json.dumps({"session": "s01", "prompt": "t-line", "version": str(version)})
    return known, {
        "text": "Which door?", "day": "2027-02-15", "type": "text", "audience": "all", "visibility": "community",
    }  # fmt: skip


def test_every_button_and_form_for_facilitators_that_changes_something_leaves_a_line(early):
    names = for_facilitators(early)
    kinds = {heard.name: heard for heard in early.gestures}
    order = [
        "rooms_swap",
        "rooms_pin",
        "rooms_move",
        "rooms-mend-do",
        "rooms-mend-undo",
        "rooms:undo",
        "call:take",
        "call:done",
        "part:ask",
        *WORK,
        "session:swap",  # as long as nobody is told of new hours
        *HOURS,
        *SENSE,
        *("guest", "guest:thank"),
        "agenda",
    ]
    others = {
        *PROMPTS,
        "on_behalf",
        "synthesis_publish",
        "rooms:publish",
        "room_wishes",
        *("session:add", "session:cancel", "session:move", "session_sure"),
        "actions_several",
        *COME_AND_GO,
    }
    assert {*order, *others, *LOOKS} == names

    nadia = early.forger("nadia")
    for name in [*order, *sorted(names - {*order, *COME_AND_GO}), *COME_AND_GO]:
        before, lines = early.rows(), len(lines_of(early, "p014"))
        value, fields = values_for(early, name)
        nadia.does(kinds[name], value, fields)
        early.stage.settle()
        acted = [table for table, rows in early.rows().items() if rows != before[table]]

        assert (acted == []) == (name in LOOKS), (name, acted)
        new = len(lines_of(early, "p014")) - lines
        assert new == (name not in LOOKS) or (name in COME_AND_GO and new > 1), name  # one a thing


def test_every_command_for_facilitators_that_changes_something_leaves_a_line(early):
    nadia, (one, other, room) = early.forger("nadia"), two(early)
    typed = [
        line.replace("Pearl", one).replace("Ted", other).replace("Room 2", room) for line in LINES
    ]
    for line in (line for line in typed if line.partition(" ")[0] in LOOKING | {"rooms"}):
        lines = len(lines_of(early, "p014"))
        before = early.rows()
        answer = nadia.does(COMMAND, line)
        early.stage.settle()
        after = early.rows()
        acted = [
            table for table in after.keys() - BY_THEMSELVES if differs(after[table], before[table])
        ]
        changes = bool(set(line.split()) & CHANGES)

        assert answer.ack.ok, line
        assert len(lines_of(early, "p014")) - lines == bool(acted), (line, acted, answer.said)
        assert changes or not acted, line


def differs(after, before):
    return any(not row.startswith(REHEARSED) for row in set(after) ^ set(before))


def test_the_lines_name_nobody(early):
    with early.stage.memory() as setting:
        said = " ".join(f"{line.did} {line.about}" for line in setting.memory.traces.find())
        names = [part for p in setting.people.values() for part in (p.name, p.email, p.first_name)]
    assert [name for name in names if name in said] == []
    assert WORDS not in said
