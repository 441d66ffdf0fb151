"""What grows out of a session: a branch, takers, a subgroup, actions in three ways, and how they end."""

from datetime import timedelta

from bot.demo import habits, phrases
from bot.demo.almanac import Gathering
from bot.demo.letters import Letter
from bot.demo.stage import Stage
from bot.domain.programme import Prompt
from bot.voice.parts import NO as PART_NO
from bot.voice.parts import YES as PART_YES

TAKERS = 4
JOIN, FOR_MY_ROOM = "I'd like to join", "Answer for my room"
NEAR_END = timedelta(minutes=8)
CLOSES_AFTER = timedelta(days=50)


def plan_branches(stage: Stage, session: Gathering) -> None:
    """In the last minutes somebody names a branch from their card, and somebody else notes an action by typing."""
    stage.later(session.ends_at - NEAR_END, _names_from_the_card, stage, session)
    stage.later(session.ends_at - NEAR_END / 2, _notes_an_action, stage, session)
    for key, begins, ends in session.spans():
        asked = [p for p in session.planned.prompts if p.round == key]
        if len(asked) == 1:
            at = ends - (ends - begins) / 5
            stage.later(at, _others_answer_from_the_card, stage, session, asked[0])


def _here(stage: Stage, session: Gathering) -> list[str]:
    """Those who came and have a seat."""
    rooms = stage.rooms(session.month)
    seated = rooms.seated if rooms else frozenset()
    return sorted(stage.diary.present.get(session.month, set()) & seated)


def _cards(stage: Stage, session: Gathering) -> dict[str, Letter]:
    """The session card of everyone who is here and has one."""
    cards = {
        x.person: x for x in stage.postbox.came if x.kind == "card" and x.month == session.month
    }
    return {person: cards[person] for person in _here(stage, session) if person in cards}


def _names_from_the_card(stage: Stage, session: Gathering) -> None:
    cards = _cards(stage, session)
    for person in stage.habits.some(cards, 1, "namer", session.month):
        hands = stage.hands(person)
        idea = _about(stage, person, phrases.BRANCHES[session.month % len(phrases.BRANCHES)][0])
        if hands.opens("Name a branch", near=hands.first_line(cards[person])) and hands.sends(
            {"What would you like to go further on?": idea}
        ):
            stage.diary.notes(stage.now, person, "name a branch", session.month, idea)


def _others_answer_from_the_card(stage: Stage, session: Gathering, prompt: Prompt) -> None:
    """Not only the host and the scribe may answer for the room."""
    cards, line = _cards(stage, session), phrases.LINES[3][0]
    for person in stage.habits.some(cards, 3, "for the room", session.month):
        hands, post = stage.hands(person), stage.postbox.post(cards[person])
        if post is None or FOR_MY_ROOM not in hands.person.words(post):
            continue
        opened = hands.opens(FOR_MY_ROOM, near=hands.first_line(cards[person]))
        if opened and hands.sends({"Your answer": line}):
            asking = f"{session.id}:{prompt.key}:{person}"
            stage.diary.answers(stage.now, person, asking, line)
            stage.diary.notes(
                stage.now, person, "answer for their room, from the card", session.month
            )


def _notes_an_action(stage: Stage, session: Gathering) -> None:
    for person in stage.habits.some(_here(stage, session), 1, "noter", session.month):
        due = (session.ends_at + timedelta(days=18)).date()
        what = _about(stage, person, phrases.ACTIONS[0][0])
        _types_action(stage, person, what, f"{due}")


def _types_action(stage: Stage, person: str, what: str, due: str) -> None:
    answer = stage.hands(person).types(f"/convene action {what} by {due}")
    if f"“{what}”" in answer:  # said back in whatever language
        stage.diary.actions.append(what)
        stage.diary.notes(stage.now, person, f"type “/convene action {what} by {due}”")
    else:
        stage.diary.untaken.append(f"/convene action was answered with: {answer[:120]}")


def branch_posted(stage: Stage, letter: Letter) -> None:
    """Over the next day a few say that they would like to join; most branches find nobody at first."""
    named = [d for d in stage.diary.did if d.choice and d.choice in letter.words]
    if not named and not stage.habits.sometimes(0.1, "joined", letter.key):
        return
    namers = {d.person for d in named}
    others = [p.id for p in stage.community.seatable if p.id not in namers]
    for person in stage.habits.some(others, TAKERS, "takers", letter.key):
        at = stage.habits.looks_at(letter.at, "joins", letter.key, person)
        stage.later(at, _joins, stage, letter, person)


def _joins(stage: Stage, letter: Letter, person: str) -> None:
    hands = stage.hands(person)
    if not hands.shows(letter, JOIN):
        return  # it has become a subgroup meanwhile
    if hands.presses(JOIN, near=hands.first_line(letter)):
        stage.diary.notes(hands.now, person, f"press “{JOIN}” in the community's channel")


def ripe(stage: Stage, letter: Letter) -> None:
    at = stage.habits.looks_at(letter.at, letter.key)
    stage.later(at, _gathers, stage, letter)


def _gathers(stage: Stage, letter: Letter) -> None:
    hands = stage.hands(letter.person)
    if hands.presses("Bring us together", near=hands.first_line(letter)):
        stage.diary.notes(hands.now, letter.person, "press “Bring us together”")


def _about(stage: Stage, person: str, words: str) -> str:
    """The same words mean something else in another place."""
    return f"{words} ({stage.community.people[person].organisation})"


def subgroup_opened(stage: Stage, letter: Letter) -> None:
    """The first days in a subgroup: a line is written and made into an action, one is noted, one is typed."""
    place = stage.world.slack.place.conversations[letter.channel]
    ids = [stage.world.participants[m].id for m in place.members if m in stage.world.participants]
    members = stage.habits.some(ids, 4, "subgroup", letter.key)
    if len(members) < 3:
        return
    at = stage.habits.looks_at(letter.at, letter.key)
    stage.later(at, _writes_in_the_group, stage, letter, members[0])
    stage.later(at + timedelta(hours=1), _makes_it_an_action, stage, letter, members[1])
    stage.later(at + timedelta(hours=1), _notes_for_another, stage, letter, members[2], members[0])
    due = (letter.at + timedelta(days=20)).date()
    what = _in_group(letter, phrases.ACTIONS[3][0])
    stage.later(at + timedelta(hours=2), _types_action, stage, members[-1], what, f"{due}")
    if stage.habits.sometimes(0.7, "closes", letter.key):
        stage.later(at + CLOSES_AFTER, _closes, stage, letter)


def _closes(stage: Stage, letter: Letter) -> None:
    """Whoever convenes says what came of it; some have nothing to show, and say what they learned."""
    with stage.books.read() as memory:
        subgroup = memory.subgroups.get(letter.parts[1])
    came = phrases.something(stage.habits.chance("came", letter.key), phrases.RESULTS)
    hands = stage.hands(subgroup.convenor)
    if hands.opens("Close it", near=hands.first_line(letter)) and hands.sends(
        {"What came of it?": came}
    ):
        stage.diary.closed.append(subgroup.name)
        stage.diary.notes(stage.now, subgroup.convenor, "close the subgroup, with what came of it")


def _in_group(letter: Letter, words: str) -> str:
    """Several subgroups may say the same; what they take on is told apart by their number."""
    return f"{words}, group {letter.parts[1].removeprefix('g')}"


def _line(letter: Letter) -> str:
    return _in_group(letter, phrases.CHAT[0][0])


def _writes_in_the_group(stage: Stage, letter: Letter, person: str) -> None:
    stage.hands(person).says(_line(letter), channel=letter.channel)
    stage.diary.notes(stage.now, person, "write a line in the subgroup")


def _makes_it_an_action(stage: Stage, letter: Letter, person: str) -> None:
    hands = stage.hands(person)
    if hands.runs("Make this an action", on=_line(letter)) and hands.sends(
        {"By when": f"{(stage.now + timedelta(days=15)).date()}"}
    ):
        stage.diary.actions.append(_line(letter))
        stage.diary.notes(stage.now, person, "make that line an action")


def _notes_for_another(stage: Stage, letter: Letter, person: str, owner: str) -> None:
    hands, what = stage.hands(person), _in_group(letter, phrases.ACTIONS[1][0])
    form = {
        "What": what,
        "Who": stage.name(owner),
        "By when": f"{(stage.now + timedelta(days=17)).date()}",
    }
    if hands.opens("Note an action", near=hands.first_line(letter)) and hands.sends(form):
        stage.diary.actions.append(what)
        stage.diary.notes(stage.now, person, f"note an action for {stage.name(owner)}")


def asked_to_take_on(stage: Stage, letter: Letter) -> None:
    at = stage.habits.looks_at(letter.at, letter.key)
    stage.later(at, _takes_on, stage, letter)


def _takes_on(stage: Stage, letter: Letter) -> None:
    hands = stage.hands(letter.person)
    if hands.presses("Yes, I take it on", near=hands.first_line(letter)):
        stage.diary.accepted[letter.parts[1]] = stage.now
        stage.diary.notes(hands.now, letter.person, "press “Yes, I take it on”")


def asked_for_a_part(stage: Stage, letter: Letter) -> None:
    at = stage.habits.looks_at(letter.at, letter.key)
    stage.later(at, _says_of_a_part, stage, letter)


def _says_of_a_part(stage: Stage, letter: Letter) -> None:
    """Most say yes; a no is free."""
    hands, willing = stage.hands(letter.person), stage.habits.sometimes(0.7, "part", letter.key)
    label = PART_YES if willing else PART_NO
    if hands.shows(letter, label) and hands.presses(label, near=hands.first_line(letter)):
        stage.diary.notes(hands.now, letter.person, f"press “{label}”")


REACTIONS = {
    "branch": branch_posted,
    "branch-ripe": ripe,
    "subgroup-opened": subgroup_opened,
    "action-asked": asked_to_take_on,
    "part-asked": asked_for_a_part,
}


def react(stage: Stage, letter: Letter) -> None:
    """Let people go on with what has begun."""
    if letter.kind in REACTIONS:
        REACTIONS[letter.kind](stage, letter)


def asks_for_a_word(stage: Stage, person: str) -> None:
    """Somebody would like a word with a facilitator."""
    hands = stage.hands(person)
    if hands.opens("A word with a facilitator") and hands.sends(
        {"What is it about?": phrases.WORDS_WITH[0]}
    ):
        stage.diary.notes(stage.now, person, "ask for a word with a facilitator")


def writes_freely(stage: Stage, person: str) -> None:
    """Somebody writes to the bot without pressing anything."""
    stage.hands(person).says(phrases.FREE[0])
    stage.diary.notes(stage.now, person, "write to me without pressing anything")


def plan_wishes(stage: Stage, session: Gathering) -> None:
    """Around the session: somebody asks for a word, somebody writes freely, a few look at their Home page."""
    people = [
        p.id
        for p in stage.community.seatable
        if stage.intentions(session.month).replies[p.id] != habits.NO
    ]
    chosen = stage.habits.some(people, 5, "wishes", session.month)
    if len(chosen) < 5:
        return
    stage.later(session.starts_at - timedelta(days=6, hours=2), asks_for_a_word, stage, chosen[0])
    stage.later(session.starts_at - timedelta(days=6, hours=3), writes_freely, stage, chosen[1])
    for person in chosen[2:]:
        stage.later(session.starts_at - timedelta(days=1, hours=1), _looks_home, stage, person)


def _looks_home(stage: Stage, person: str) -> None:
    stage.hands(person).looks_home()
    stage.diary.notes(stage.now, person, "open their Home page")
