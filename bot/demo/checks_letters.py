"""What must hold of everything that was said to people."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.almanac import at_night, next_hour
from bot.demo.evidence import Evidence, Invariant, judged
from bot.demo.expected import SLACK_TIME, Due, matching, notices_due, questions_due
from bot.demo.letters import Letter
from bot.domain.effects import Effect, State
from bot.facilitation.steps import opaque
from integrations.sandbox.record import as_read

OWN_ACT = timedelta(minutes=10)  # so soon after somebody's own act, a message is an answer to it
NEAR_BEFORE, NEAR_AFTER = timedelta(hours=2), timedelta(minutes=20)
ON_THE_DAY = frozenset({"card", "host-sheet", "host-card", "room-news", "zoom-news"})
AT_ONCE = frozenset({"call", "call-card", "call-waits", "offer"})
ENDED_UNSAID = frozenset({State.CANCELLED, State.EXPIRED, State.DEAD})
Spoken = dict[str, list[tuple[datetime, str]]]


def welcomed_once(evidence: Evidence) -> Invariant:
    """Everyone is welcomed once, at their own hour."""
    rules = evidence.community.plan.reminders
    times = Counter(letter.person for letter in evidence.letters_of("welcome"))
    found = [
        f"{p} was welcomed {times[p]} times" for p in evidence.community.people if times[p] != 1
    ]
    for letter in evidence.letters_of("welcome"):
        person = evidence.community.people.get(letter.person)
        due = next_hour(evidence.begins, person.zone, rules) if person else letter.at
        if letter.at < due:
            found.append(f"{letter.person} was welcomed before their hour")
    return judged(
        "everyone is welcomed once",
        found,
        f"{len(times)} of {len(evidence.community.people)} people",
    )


def asked_once(evidence: Evidence) -> Invariant:
    """Each question that falls due comes exactly once, or was dropped with a reason that holds."""
    spoken, rows = _questions(evidence), {e.key: e for e in evidence.books.effects}
    found, came, dropped = [], 0, Counter[str]()
    for alike in _alike(questions_due(evidence)):
        due = alike[0]
        times = matching(due, spoken.get(due.person, []))
        came += len(times)
        if len(times) > len(alike):
            found.append(f"{due.asking} came {len(times)} times")
        for missing in [] if due.late else alike[len(times) :]:
            why = _why_not(missing, rows.get(f"ask:{missing.asking}"), evidence.ends)
            dropped[why] += 1
            if why.startswith("NOT"):
                found.append(f"{missing.asking}, due {missing.at:%d %b %H:%M} UTC: {why}")
    reasons = "; ".join(f"{number}: {why}" for why, number in dropped.items())
    figure = f"{came} came, {sum(dropped.values())} dropped{f' ({reasons})' if reasons else ''}"
    return judged("each question due comes once, or is dropped with a reason", found, figure)


def _alike(every: list[Due]) -> list[list[Due]]:
    """Questions that read the same to the same person at one time can only be counted together."""
    found: dict[tuple[object, ...], list[Due]] = defaultdict(list)
    for due in every:
        found[due.person, due.month, due.prompt, due.pattern.pattern, due.at].append(due)
    return list(found.values())


def _why_not(due: Due, row: Effect | None, ends: datetime) -> str:
    """Why a question did not come; NOT where nothing spoke against it."""
    if row is None:
        return "NOT in the ledger"
    if row.state is State.EXPIRED and row.expires_at and row.expires_at <= ends:
        return row.last_error or "its time had passed"
    if row.state in ENDED_UNSAID and not due.sure:
        return row.last_error or row.state.value
    return f"NOT explained: {row.state.value}, {row.last_error or 'no reason'}"


def _questions(evidence: Evidence) -> Spoken:
    spoken: Spoken = defaultdict(list)
    for letter in evidence.letters_of("prompt"):
        spoken[letter.person].append((letter.at, as_read(letter.words)))
    return spoken


def nobody_else_asked(evidence: Evidence) -> Invariant:
    """Nobody is asked what was not meant for them, and nothing old is asked."""
    meant = {due.asking for due in questions_due(evidence)}
    strays = [
        letter
        for letter in evidence.letters_of("prompt")
        if letter.key.removeprefix("ask:") not in meant
    ]
    found = [f"{letter.person} was asked {letter.key} on {letter.at:%d %b}" for letter in strays]
    number = len(evidence.letters_of("prompt"))
    return judged("nobody is asked what is not theirs", found, f"{number} questions")


def reminded_once(evidence: Evidence) -> Invariant:
    """At most one reminder for a question, and none to whom has answered."""
    times = Counter(letter.key for letter in evidence.letters_of("reminder"))
    found = [f"{key} came {n} times" for key, n in times.items() if n > 1]
    answered = {a.asking: a.at for a in evidence.diary.answered}
    for letter in evidence.letters_of("reminder"):
        done = answered.get(letter.key.partition(":")[2])
        if done is not None and done + OWN_ACT < letter.at:
            found.append(f"{letter.key} came after the answer")
    return judged("one reminder at most, none after the answer", found, f"{len(times)} reminders")


def noticed_once(evidence: Evidence) -> Invariant:
    """Everyone who comes is reminded of the session on each of its days, once."""
    came: dict[tuple[str, int | None, str], list[datetime]] = defaultdict(list)
    for letter in evidence.letters_of("notice"):
        came[letter.person, letter.month, letter.parts[2]].append(letter.at)
    found, due = [], notices_due(evidence)
    for notice in due:
        times = came.pop((notice.person, notice.month, str(notice.number)), [])
        if len(times) != 1:
            found.append(
                f"notice {notice.number} of month {notice.month} came {len(times)} times to {notice.person}"
            )
        elif times[0] < notice.at - SLACK_TIME:
            found.append(
                f"notice {notice.number} of month {notice.month} came too early to {notice.person}"
            )
    found += [f"notice {n} of month {m} was not for {p}" for p, m, n in came]
    return judged("each notice of a session comes once", found, f"{len(due)} due")


def nothing_doubled(evidence: Evidence) -> Invariant:
    """Nothing arrives twice: neither by its key, nor by the stand-ins' own count."""
    came = [letter for letter in evidence.letters if letter.mark and not letter.carried]
    times = Counter((letter.mark, letter.channel) for letter in came)
    names = {letter.mark: letter.key or letter.words[:60] for letter in evidence.letters}
    found = [f"{names[mark]} came {n} times" for (mark, _), n in times.items() if n > 1]
    found += evidence.wire.doubled
    return judged("nothing doubled", found, f"{len(evidence.letters)} messages")


def nothing_lost(evidence: Evidence) -> Invariant:
    """What the ledger calls done did arrive, what was tried did arrive in the end, and nothing is left half done."""
    arrived = {letter.key for letter in evidence.letters}
    said = [
        e
        for e in evidence.books.effects
        if e.state is State.DONE and ":" in e.remote_id and e.kind not in SILENT
    ]
    found = [f"{e.key} is called done and never arrived" for e in said if e.key not in arrived]
    found += list(_lost_on_the_way(evidence))
    open_ = [e for e in evidence.books.effects if e.state in {State.SENDING, State.UNKNOWN}]
    found += [f"{e.key} is left {e.state.value}" for e in open_]
    return judged("nothing lost", found, f"{len(said)} messages called done")


SILENT = frozenset(
    {
        "edit",
        "home",
        "subgroup-place",
        "meeting-open",
        "meeting-rooms",
        "meeting-seen",
        "meeting-close",
        "meeting-move",
    }
)


def _lost_on_the_way(evidence: Evidence) -> list[str]:
    """Calls that went wrong and were never made again, unless the ledger says why they were not."""
    dropped = {opaque(e.key) for e in evidence.books.effects if e.state in ENDED_UNSAID}
    return [words for words in evidence.wire.lost if not any(mark in words for mark in dropped)]


def in_its_time(evidence: Evidence) -> Invariant:
    """Nothing is sent before its time or after its expiry."""
    rows = {e.key: e for e in evidence.books.effects}
    found = []
    for letter in evidence.letters:
        row = rows.get(letter.key)
        if row is None:
            found.append(
                f"a message to {letter.person or letter.channel} is in no ledger: {letter.words[:50]}"
            )
        elif letter.at < row.not_before:
            found.append(f"{letter.key} left {row.not_before - letter.at} before its time")
        elif row.expires_at and letter.at > row.expires_at + timedelta(minutes=2):
            found.append(f"{letter.key} left {letter.at - row.expires_at} after its expiry")
    return judged(
        "nothing is sent before its time or after its expiry",
        found,
        f"{len(evidence.letters)} messages",
    )


def quiet_hours(evidence: Evidence) -> Invariant:
    """Nobody is written to at night but for the session's own notices, and answers to what they did themselves."""
    found, at_night_rightly = [], 0
    for letter in evidence.letters:
        person = evidence.community.people.get(letter.person)
        if person is None or not at_night(
            letter.at, person.zone, evidence.community.plan.reminders
        ):
            continue
        if _may_come_at_night(evidence, letter):
            at_night_rightly += 1
        else:
            local = letter.at.astimezone(ZoneInfo(person.zone))
            found.append(f"{letter.kind} to {letter.person} on {local:%a %H:%M} in {person.zone}")
    figure = f"{len(found)} breaches; {at_night_rightly} of the sessions' own"
    return judged("nobody is written to at night, but for the session's own notices", found, figure)


def at_night_count(evidence: Evidence) -> int:
    """How many messages came at night without a reason."""
    return len(quiet_hours(evidence).findings)


def _may_come_at_night(evidence: Evidence, letter: Letter) -> bool:
    if letter.kind in AT_ONCE or _answers(evidence, letter):
        return True
    held = evidence.held_in(letter.month)
    in_session = (
        held
        and held.session.starts_at - NEAR_BEFORE <= letter.at <= held.session.ends_at + NEAR_AFTER
    )
    return bool(in_session and (letter.kind in ON_THE_DAY or _in_room(evidence, letter)))


def _in_room(evidence: Evidence, letter: Letter) -> bool:
    prompts = evidence.community.plan.prompts_of(letter.month) if letter.month else ()
    return letter.kind == "prompt" and any(p.key == letter.prompt and p.round for p in prompts)


def _answers(evidence: Evidence, letter: Letter) -> bool:
    """By the pretend clock: real seconds say nothing where a month passes in half a minute."""
    acts = evidence.diary.acts_of(letter.person)
    return any(timedelta(0) <= letter.at - act <= OWN_ACT for act in acts)
