"""Gathers the evidence of a run: from the stand-ins, the bot's database, its files and the people's diary."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

from bot.demo.almanac import Gathering
from bot.demo.evidence import HOSTS_WORDS, Books, Ending, Evidence, Held, Wire, ZoomKept
from bot.demo.letters import Letter
from bot.demo.play import Play
from bot.demo.told import answers_of
from bot.demo.wish import CannotPlay
from bot.domain.artefacts import Contributor, Key, Piece, Record, Writing, record_of
from bot.domain.programme import LearningPlan
from bot.facilitation.budget import WITHHELD
from bot.facilitation.steps import opaque
from bot.ports import Memory, Store
from bot.store.tables import metadata
from integrations.sandbox.record import Call
from integrations.sandbox.zoom_things import ZoomMeeting

ROOM_LETTERS = frozenset({"room-news", "card"})
HALF_DAY = 12 * 3600
AT_ONCE = 1 << 20


def gather(play: Play) -> Evidence:
    """Everything the checks look at. The bot is asked to end on the way."""
    owed = _owed(play)
    letters = tuple(play.stage.postbox.all())
    held = tuple(_held(play, session, letters) for session in play.community.sessions)
    books = _books(play)
    return Evidence(
        community=play.community,
        begins=play.community.begins,
        ends=play.community.ends,
        diary=play.stage.diary,
        letters=letters,
        held=held,
        books=books,
        wire=_wire(play),
        ending=_ending(play, owed, held),
        link=play.wish.link,
    )


def _owed(play: Play) -> dict[str, int]:
    seen = play.product.health()
    if seen is None:
        return {"no answer": 1}
    return {"due": seen.due, "sending": seen.sending, "unknown": seen.unknown, "dead": seen.dead}


def _held(play: Play, session: Gathering, letters: tuple[Letter, ...]) -> Held:
    with play.books.read() as memory:
        published = memory.plans.published(session.id)
        versions = tuple(memory.plans.versions(session.id))
    meetings = tuple(_kept(m) for m in _meetings(play, session))
    return Held(
        session=session,
        rooms=published,
        versions=versions,
        meetings=meetings,
        read=_read(play, session, letters),
        zoom_calls=_zoom_calls(play, meetings),
    )


def _meetings(play: Play, session: Gathering) -> list[ZoomMeeting]:
    """Those that stand at about the time of the session."""
    account = play.world.zoom.account
    with account.lock:
        every = [m for m in account.meetings.values() if not m.deleted]
    near = [m for m in every if abs((m.starts_at - session.starts_at).total_seconds()) < HALF_DAY]
    return near


def _kept(meeting: ZoomMeeting) -> ZoomKept:
    rooms = {r["name"]: frozenset(a.casefold() for a in r["participants"]) for r in meeting.rooms}
    return ZoomKept(id=meeting.id, starts_at=meeting.starts_at, rooms=rooms)


def _zoom_calls(play: Play, meetings: tuple[ZoomKept, ...]) -> dict[str, int]:
    ids = {str(m.id) for m in meetings}
    asked = [c for c in play.world.record.since(0) if c.system == "zoom"]
    calls = [c for c in asked if c.target in ids or play.wish.link]
    return dict(Counter(c.method.removeprefix("meetings.") for c in calls))


def _read(play: Play, session: Gathering, letters: tuple[Letter, ...]) -> dict[str, str]:
    """What each person's newest message about their room says now, edits included."""
    newest: dict[str, str] = {}
    for letter in letters:
        if letter.kind in ROOM_LETTERS and letter.month == session.month and letter.person:
            post = play.stage.postbox.post(letter)
            if post is not None and not post.deleted:
                newest[letter.person] = play.stage.hands(letter.person).reads(letter)
    return newest


def _books(play: Play) -> Books:
    with play.books.read() as memory:
        responses, stories = tuple(answers_of(memory)), memory.stories.find(state="told")
        answered = {asking.id for asking in memory.askings.find(state="answered")}
        return Books(
            effects=tuple(memory.effects.find()),
            replies=tuple(memory.replies.find()),
            responses=responses,
            unnamed=frozenset(answered - {response.id for response in responses}),
            actions=tuple(memory.actions.find()),
            subgroups=tuple(memory.subgroups.find()),
            artefacts=tuple(_artefacts(play.community.plan, memory)),
            withheld=tuple(n.id for n in memory.notes.find() if n.id.startswith(WITHHELD)),
            stories=tuple((s.told_at, s.person_id, f"{s.session_id}:") for s in stories),
        )


def _artefacts(plan: LearningPlan, memory: Memory) -> Iterator[Record]:
    """Each artefact that was begun, put together from what was written in it."""
    artefacts, written = {a.key: a for a in plan.artefacts}, dict[Key, list[Writing]]()
    for row in memory.writings.find():
        written.setdefault(row.key, []).append(row)
    for key, rows in sorted(written.items(), key=lambda pair: repr(pair[0])):
        text = {row.id: (memory.sealed.text(row.id) if row.locked else row.text) for row in rows}
        pieces = [Piece(writing=r, text=text[r.id] or "", lost=text[r.id] is None) for r in rows]
        wrote = {r.by: Contributor(person=r.by, lived=r.lived, named=r.named) for r in rows}
        yield record_of(artefacts[key.artefact], key, pieces, list(wrote.values()))


def parts_of(store: Store) -> dict[str, str]:
    """Under which key each part of a message of several went, as others see keys."""
    with store.read() as memory:
        return {opaque(row.id): opaque(row.lead) for row in memory.bundled.find()}


def _wire(play: Play) -> Wire:
    record = play.world.record
    calls = record.since(0)
    return Wire(
        violations=tuple(record.violations()),
        doubled=tuple(_double(play, call) for call in record.doubled()),
        lost=tuple(record.lost(parts_of(play.books))),
        mishaps=tuple(play.world.mishaps),
        slow=tuple(record.slow_acks),
        host_links=tuple(play.world.zoom.account.zaks),
        faults=dict(play.world.faults.struck),
        calls=dict(Counter(f"{c.system} {c.method}" for c in calls)),
    )


def _files(play: Play) -> list[Path]:
    """The database with what lies beside it."""
    return [f for f in sorted(play.product.folder.glob("convener.sqlite3*")) if f.is_file()]


def standing_in(file: Path, words: Sequence[bytes]) -> list[bytes]:
    """Those of these words that stand in a file: all of it at once would fill the memory."""
    found, before = set[bytes](), b""
    longest = max(map(len, words), default=1)
    with file.open("rb") as opened:
        while part := opened.read(AT_ONCE):
            text = before + part
            found |= {word for word in words if word in text}
            before = text[-longest:]
    return sorted(found)


def _rows(url: str) -> bytes:
    """All that stands in a database that is no file of ours."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as looking:
        every = [looking.execute(sa.select(table)).all() for table in metadata.sorted_tables]
    return repr(every).encode()


def _double(play: Play, call: Call) -> str:
    key, kind = play.stage.postbox.ledger.behind(call.key)
    return f"{kind or call.method} to {call.person or call.target} at {call.at:%d %b %H:%M} ({key or call.key})"


def _ending(play: Play, owed: dict[str, int], held: tuple[Held, ...]) -> Ending:
    status = play.product.stop()
    files, links = _files(play), [zak.encode() for zak in play.world.zoom.account.zaks]
    telling = b" ".join(
        word for file in files for word in standing_in(file, [*links, *HOSTS_WORDS])
    )
    return Ending(
        owed=owed,
        status=status,
        log=play.product.log,
        files=telling if files else _rows(play.product.database_url),
        shown=_shown(play, held),
        stuck=play.stuck,
    )


def _shown(play: Play, held: tuple[Held, ...]) -> dict[int, str]:
    """What the command line says of each session while Slack cannot be reached."""
    play.world.faults.down("slack")
    months = [h.session.month for h in held]
    try:
        said = play.product.does(*(["session", "show", str(month)] for month in months))
    except CannotPlay as trouble:
        return {months[0]: trouble.message}
    finally:
        play.world.faults.up("slack")
    parts = re.split(r"(?m)^Session (\d+): ", said)
    return {int(month): words for month, words in zip(parts[1::2], parts[2::2], strict=True)}
