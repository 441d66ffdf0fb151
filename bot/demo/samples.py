"""Samples for the transcript: what a patient, a host and a facilitator read, the rooms as a table, Zoom's answer."""

from datetime import timedelta

from rich.markup import escape
from rich.table import Table

from bot.demo.letters import Letter
from bot.demo.on_the_day import meeting_of
from bot.demo.stage import Stage
from bot.demo.transcript import WIDTH, Transcript
from bot.domain.roster import Participant
from bot.domain.sessions import Room, RoomPlan
from integrations.sandbox.slack_reading import controls, words_of_blocks
from integrations.sandbox.slack_things import Post

# a kind of letter, and whose copy is shown: a patient's or carer's, or whoever gets it first
PATIENTS = frozenset({"welcome", "prompt", "room-news", "card", "notice", "reminder"})
FIRST = frozenset(
    {"host-card", "host-sheet", "digest", "synthesis", "zoom-news", "branch-ripe", "call"}
)
SOON = timedelta(days=35)  # rooms of a session further ahead are nobody's news yet
SHORT = {"host-sheet": 8, "digest": 16, "synthesis": 14, "zoom-news": 4}


class Samples:
    """Chooses what is shown in full, once in each session."""

    def __init__(self, stage: Stage, transcript: Transcript) -> None:
        self.stage, self.transcript = stage, transcript
        self._shown: set[tuple[object, ...]] = set()
        self._rooms: dict[int, RoomPlan] = {}
        self._zoom: set[int] = set()

    def came(self, letter: Letter) -> None:
        """Show this letter if it is the one of its kind to be shown."""
        person = self.stage.community.people.get(letter.person)
        if person is None or not self._chosen(letter, person):
            return
        sort = (letter.kind, letter.month, letter.prompt if letter.kind == "prompt" else "")
        if sort in self._shown or self._enough(letter) or letter.carried:
            return
        self._shown.add(sort)
        post = self.stage.postbox.post(letter)
        if post is not None:
            words = self._as_read(letter.person, post)
            who = f"{person.name} ({person.organisation})"
            self.transcript.shows(letter.at, who, words, most=SHORT.get(letter.kind, 14))

    def _as_read(self, person: str, post: Post) -> str:
        """The message's words, with buttons side by side as they stand on the screen."""
        reader, lines = self.stage.world.person(person).reader(), []
        for block in post.blocks:
            buttons = [c.words for c in controls([block], reader)]
            row = " ".join(f"[{words}]" for words in buttons)
            lines.append(row if buttons else words_of_blocks([block], reader))
        return "\n".join(lines) or reader.rendered(post.text)

    def _chosen(self, letter: Letter, person: Participant) -> bool:
        return (
            self.stage.community.is_lay(person) if letter.kind in PATIENTS else letter.kind in FIRST
        )

    def _enough(self, letter: Letter) -> bool:
        """Two questions of each session are enough to see how they look."""
        asked = [s for s in self._shown if s[:2] == ("prompt", letter.month)]
        return letter.kind == "prompt" and len(asked) >= 3

    def look(self) -> None:
        """See whether rooms were proposed, changed or published, and what Zoom made of them."""
        now = self.stage.now
        for session in self.stage.community.sessions:
            if session.starts_at - SOON < now < session.ends_at:
                self._look_at_rooms(session.month)
            if session.month not in self._zoom:
                self._look_at_zoom(session.month)

    def _look_at_rooms(self, month: int) -> None:
        rooms, before = self.stage.rooms(month), self._rooms.get(month)
        if rooms is None or (before and before.state == rooms.state):
            return
        self._rooms[month] = rooms
        seats = f"{len(rooms.seated)} people in {len(rooms.rooms)} rooms"
        told = [f"Rooms of month {month} are {rooms.state}: {seats}."]
        if before is None:
            self.transcript.notes(self.stage.now, *told)
            self.transcript.sets(self.stage.now, self._table(rooms))
        else:
            changes = self._changes(before, rooms)
            told[0] += (
                " Since the proposal:" if changes else " Nothing has changed since the proposal."
            )
            self.transcript.notes(self.stage.now, *told, *changes, *rooms.notices)

    def _changes(self, before: RoomPlan, now: RoomPlan) -> list[str]:
        """Who sits elsewhere than proposed, in words."""
        people = sorted(before.seated | now.seated, key=self.stage.name)
        moves = [(p, before.room_of(p), now.room_of(p)) for p in people]
        return [_moved(self.stage.name(p), a, b) for p, a, b in moves if name_of(a) != name_of(b)]

    def _table(self, rooms: RoomPlan) -> Table:
        """Each room with its people, and under them why they sit together."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), width=WIDTH - 2)
        for head in ("    ", "room", "", "who sits there (host, scribe, then by name)"):
            table.add_column(head, overflow="fold")
        reasons = list(rooms.notices)
        for room in rooms.rooms:
            table.add_row("", room.name, str(room.size), escape(self._seats(room)))
            for words in [w for w in reasons if w.startswith(f"{room.name}: ")]:
                reasons.remove(words)
                table.add_row("", "", "", escape(words.partition(": ")[2]), style="dim")
        for words in reasons:
            table.add_row("", "", "", escape(words))
        return table

    def _seats(self, room: Room) -> str:
        parts = [(room.host, "host"), (room.scribe, "scribe")]
        others = sorted(
            self.stage.name(p) for p in room.people if p not in {room.host, room.scribe}
        )
        return ", ".join([*(f"{self.stage.name(p)} ({part})" for p, part in parts if p), *others])

    def _look_at_zoom(self, month: int) -> None:
        session = self.stage.session(month)
        meeting = meeting_of(self.stage, session) if session and session.virtual else None
        if meeting is None or not meeting.rooms:
            return
        self._zoom.add(month)
        sizes = ", ".join(f"{r['name']} {len(r['participants'])}" for r in meeting.rooms)
        words = f"Zoom keeps one meeting with {len(meeting.rooms)} pre-assigned rooms (addresses: {sizes})."
        self.transcript.notes(self.stage.now, words)


def name_of(room: Room | None) -> str:
    return room.name if room else ""


def _moved(person: str, before: Room | None, now: Room | None) -> str:
    if before and now:
        return f"{person} moved from {before.name} to {now.name}."
    return f"{person} joined {now.name}." if now else f"{person} left {name_of(before)}."
