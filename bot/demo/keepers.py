"""Before they part: whoever keeps time in a room says who was there; where they did not come, who takes notes does."""

from datetime import timedelta

from bot.demo.almanac import Gathering
from bot.demo.letters import Letter
from bot.demo.stage import Stage
from bot.domain.sessions import Room
from bot.voice.presence import told_apart

BEFORE_THE_END = timedelta(minutes=5)


def react(stage: Stage, letter: Letter) -> None:
    """The host's own card, and the scribe's session card, bring the button once the rooms are open."""
    session = stage.session(letter.month)
    if letter.kind in {"host-card", "card"} and session is not None:
        at = session.ends_at - BEFORE_THE_END
        if letter.at <= at:
            stage.later(at, _tells, stage, session, letter)


def _tells(stage: Stage, session: Gathering, letter: Letter) -> None:
    room = _kept_by(stage, session, letter)
    if room is None or (session.month, room.name) in stage.diary.kept:
        return
    hands, here = stage.hands(letter.person), _here(stage, session, room)
    people = [stage.community.people[p] for p in room.people if p in stage.community.people]
    labels = dict(zip([p.id for p in people], told_apart(people), strict=True))
    if hands.opens("Who was here?", near=hands.first_line(letter)) and hands.sends(
        {"Who was here": [label for p, label in labels.items() if p in here]}
    ):
        stage.diary.keeps(stage.now, session.month, room, here)
        stage.diary.notes(stage.now, letter.person, "say who was in their room", session.month)


def _kept_by(stage: Stage, session: Gathering, letter: Letter) -> Room | None:
    """The room of which this person tells: its host who came, or its scribe where the host did not."""
    rooms, present = stage.rooms(session.month), stage.diary.present.get(session.month, set())
    room = rooms.room_of(letter.person) if rooms else None
    if room is None or letter.person not in present:
        return None
    teller, kind = (room.host, "host-card") if room.host in present else (room.scribe, "card")
    return room if (letter.person, letter.kind) == (teller, kind) else None


def _here(stage: Stage, session: Gathering, room: Room) -> frozenset[str]:
    """Who came; of those whom somebody plays by hand nothing else is said."""
    present = stage.diary.present[session.month]
    return frozenset(p for p in room.people if p in present or not stage.lives.pretended(p))
