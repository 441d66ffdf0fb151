"""What facilitators do: look at the rooms, swap, pin, undo, say what became of answers, answer a call."""

from datetime import timedelta

from bot.demo import phrases
from bot.demo.almanac import Gathering
from bot.demo.letters import Letter
from bot.demo.stage import Stage
from bot.domain.sessions import Room, RoomPlan

SPLITS = (",", " and ", " with ", " for ", " & ", " to ", " into ")


def react(stage: Stage, letter: Letter) -> None:
    """Let a facilitator who got a message do their part."""
    if letter.kind == "rooms-page":
        _rooms_proposed(stage, letter)
    elif letter.kind == "call":
        at = letter.at + timedelta(minutes=40)
        stage.later(at, _takes_the_call, stage, letter)
    elif letter.kind == "action-stuck":
        stage.diary.notes(letter.at, letter.person, "hear that somebody could use help")


def plan_month(stage: Stage, session: Gathering) -> None:
    """What facilitators do around one session by themselves."""
    if not stage.community.facilitators:
        return
    first = stage.community.facilitators[0].id
    if session.month > 1:
        stage.later(
            session.starts_at - timedelta(days=3), _tells_back, stage, session.month - 1, first
        )
    stage.later(session.starts_at - timedelta(hours=8), _asks_for_status, stage, session, first)


def _tells_back(stage: Stage, month: int, person: str) -> None:
    answer = stage.hands(person).types(f"/convene session {month} told {phrases.TOLD[0]}")
    if answer.startswith("Kept"):
        stage.diary.told[month] = stage.now
        stage.diary.notes(stage.now, person, f"write what became of the answers of month {month}")
    else:
        stage.diary.untaken.append(f"/convene session told was answered with: {answer[:120]}")


def _asks_for_status(stage: Stage, session: Gathering, person: str) -> None:
    answer = stage.hands(person).types("/convene status")
    line = answer.strip().splitlines()[0] if answer.strip() else ""
    stage.diary.notes(stage.now, person, f"type “/convene status”: {line}", session.month)


def _takes_the_call(stage: Stage, letter: Letter) -> None:
    """The first one takes it; the others see that it is taken."""
    hands = stage.hands(letter.person)
    takes = "I answer"
    if takes in hands.reads(letter) and hands.presses(takes, near=hands.first_line(letter)):
        stage.diary.notes(hands.now, letter.person, "press “I answer”")
        stage.later(hands.now + timedelta(minutes=50), _has_answered, stage, letter)


def _has_answered(stage: Stage, letter: Letter) -> None:
    hands = stage.hands(letter.person)
    done = "I have answered"
    if done in hands.reads(letter) and hands.presses(done, near=hands.first_line(letter)):
        stage.diary.notes(hands.now, letter.person, "press “I have answered”")


def _rooms_proposed(stage: Stage, letter: Letter) -> None:
    """The first facilitator to read the proposal swaps two people; the second pins one and thinks again."""
    session, team = stage.session(letter.month), [p.id for p in stage.community.facilitators]
    if session is None:
        return
    at = stage.habits.looks_at(letter.at, letter.key)
    if letter.person == team[0]:
        stage.later(at, _swaps_one_pair, stage, session, letter)
    if letter.person == team[:2][-1]:
        stage.later(at + timedelta(minutes=1), _pins_and_thinks_again, stage, session, letter)


def _swaps_one_pair(stage: Stage, session: Gathering, letter: Letter) -> None:
    stage.hands(letter.person).types(f"/convene rooms {session.month}")
    pair = _alike(stage, session, "swap")
    if pair:
        _swaps(stage, session, letter.person, pair)


def _pins_and_thinks_again(stage: Stage, session: Gathering, letter: Letter) -> None:
    """One person is pinned by a button, two are swapped by typing, and that is taken back."""
    rooms, hands = stage.rooms(session.month), stage.hands(letter.person)
    if rooms is None or not rooms.seated:
        return
    kept = stage.habits.some(rooms.seated, 1, "pin", session.month)[0]
    if hands.opens("Pin someone", near=hands.first_line(letter)) and hands.sends(
        {"Who stays where they are": _seat_words(stage, rooms, kept)}
    ):
        stage.diary.notes(stage.now, letter.person, f"pin {stage.name(kept)}", session.month)
    pair = _alike(stage, session, "think again")
    if pair and _swaps(stage, session, letter.person, pair):
        _orders(stage, session, letter.person, f"/convene rooms {session.month} undo")


def _swaps(stage: Stage, session: Gathering, person: str, pair: tuple[str, str]) -> bool:
    names = ", ".join(_typed(stage, each) for each in pair)
    return _orders(stage, session, person, f"/convene rooms {session.month} swap {names}")


def _typed(stage: Stage, person: str) -> str:
    """A name as one types it; where two bear it, the roster's own mark."""
    name = stage.name(person)
    namesakes = [p for p in stage.community.people.values() if p.name.casefold() == name.casefold()]
    return name if len(namesakes) == 1 else person


def _seat_words(stage: Stage, rooms: RoomPlan, person: str) -> str:
    """A person as the list of seats names them."""
    room = rooms.room_of(person)
    return f"{stage.name(person)} ({room.name if room else ''})"


def _orders(stage: Stage, session: Gathering, person: str, line: str) -> bool:
    """Type a command that changes rooms; whether the answer says that it was done."""
    answer = stage.hands(person).types(line)
    done = "Done: " in answer or "Taken back: " in answer
    if done:
        stage.diary.notes(stage.now, person, f"type “{line}”", session.month)
        stage.diary.moved.append((session.month, line))
    else:
        stage.diary.untaken.append(f"{line} was answered with: {answer[:160]}")
    return done


def _alike(stage: Stage, session: Gathering, *of: object) -> tuple[str, str] | None:
    """Two people of one role in two rooms, neither host nor scribe, whom a swap does no harm."""
    rooms = stage.rooms(session.month)
    if rooms is None:
        return None
    chance = stage.habits.chance("pair", session.month, *of)
    seats = [
        (p, room) for room in rooms.rooms for p in room.people if _plain(stage, rooms, room, p)
    ]
    chance.shuffle(seats)
    pairs = (
        (a, b) for a, here in seats for b, there in seats if here.name != there.name and a != b
    )
    return next((pair for pair in pairs if _exchangeable(stage, *pair)), None)


def _plain(stage: Stage, rooms: RoomPlan, room: Room, person: str) -> bool:
    """Whether a name can be typed as it is, and its bearer has no part to play in the room."""
    name = stage.name(person)
    return person not in {room.host, room.scribe, *rooms.pinned} and not any(
        s in name for s in SPLITS
    )


def _exchangeable(stage: Stage, one: str, other: str) -> bool:
    a, b = stage.community.people[one], stage.community.people[other]
    return a.role == b.role and (a.organisation == b.organisation or stage.community.is_lay(a))
