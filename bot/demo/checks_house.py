"""What must hold of the house: rules of others, secrets, private words, follow-up, and a clean end."""

import json

from bot.demo.evidence import HOSTS_WORDS, Evidence, Invariant, judged
from bot.demo.phrases import CANARIES
from bot.domain.answers import Rsvp

CLEAN = 0
FALLS = frozenset({"engine_failed", "duty_failed", "effect_unreadable", "thread_fell"})


def lived_to_the_end(evidence: Evidence) -> Invariant:
    """The months were lived to their end."""
    found = [evidence.ending.stuck] if evidence.ending.stuck else []
    span = f"{evidence.begins:%d %b %Y} to {evidence.ends:%d %b %Y}"
    return judged("the months were lived to their end", found, span)


def contracts(evidence: Evidence) -> Invariant:
    """No call that the real Slack or Zoom would not have taken."""
    found = [*evidence.wire.violations, *evidence.wire.mishaps]
    return judged(
        "no call against Slack's or Zoom's rules",
        found,
        f"{sum(evidence.wire.calls.values())} calls",
    )


def gestures_taken(evidence: Evidence) -> Invariant:
    """Everything people pressed, wrote and typed was taken, at once or when they tried again."""
    found = list(evidence.diary.untaken)
    figure = f"{len(evidence.diary.acted)} gestures, {evidence.diary.repeats} of them tried again"
    return judged("everything people did was taken", found, figure)


def answers_kept(evidence: Evidence) -> Invariant:
    """What people said and the bot took is in the database, in their words; without a name, not beside theirs."""
    replies = {(r.session_id, r.person_id): r.answer for r in evidence.books.replies}
    responses = {r.id: r for r in evidence.books.responses}
    found = []
    for said in {(s.month, s.person): s for s in evidence.diary.said}.values():
        if replies.get((f"s{said.month:02}", said.person)) != Rsvp(said.answer):
            found.append(
                f"{said.person} said {said.answer} for month {said.month}, and it is not kept"
            )
    for answer in {a.asking: a for a in evidence.diary.answered}.values():
        kept = responses.get(answer.asking)
        if _anonymous(evidence, answer.asking):
            found += [f"{answer.asking} is kept with its giver"] * (kept is not None)
            found += [f"{answer.asking} was not taken"] * (
                answer.asking not in evidence.books.unnamed
            )
        elif kept is None or kept.text != answer.text:
            found.append(f"the answer to {answer.asking} is not kept")
    figure = f"{len(evidence.diary.said)} replies, {len(evidence.diary.answered)} answers"
    return judged("every answer is kept, in its own words", found, figure)


def _anonymous(evidence: Evidence, asking: str) -> bool:
    session, key = asking.split(":")[:2]
    return evidence.community.plan.prompt(int(session.removeprefix("s")), key).anonymous


def host_link_nowhere(evidence: Evidence) -> Invariant:
    """The link that makes somebody host is neither in the database nor in the log; one that stands is in no log."""
    held = evidence.ending.files + evidence.ending.log.encode()
    links = [*evidence.wire.host_links]
    found = ["a host's key is in the database or the log" for zak in links if zak.encode() in held]
    found += [
        f"{word} is in the database or the log"
        for word in map(bytes.decode, HOSTS_WORDS)
        if word.encode() in held
    ]
    if evidence.link and evidence.link in evidence.ending.log:
        found.append("the link at which everybody meets is in the log")
    return judged(
        "no host link in database or log", found, f"{len(links)} host links were given out"
    )


def no_words_in_log(evidence: Evidence) -> Invariant:
    """Nothing that people wrote, nor who they are, is in the log."""
    log = evidence.ending.log.casefold()
    found = [f"“{canary}” is in the log" for canary in CANARIES if canary.casefold() in log]
    people = evidence.community.people.values()
    found += [
        f"the address of {p.id} is in the log"
        for p in people
        if p.email and p.email.casefold() in log
    ]
    return judged(
        "no words or addresses of people in the log",
        found,
        f"{len(CANARIES)} telling words looked for",
    )


def nothing_fell_over(evidence: Evidence) -> Invariant:
    """No duty, effect or thread of the bot's fell over."""
    lines = evidence.ending.log.splitlines()
    told = [_facts(line) for line in lines]
    fallen = [facts for facts in told if facts.get("action") in FALLS]
    found = [_fault(facts) for facts in fallen] + ["a traceback is in the log"] * (
        "Traceback (most" in evidence.ending.log
    )
    return judged("nothing fell over inside the bot", found, f"{len(lines)} lines of log")


def _facts(line: str) -> dict[str, str]:
    """What a line of the log says, in either of its two forms."""
    if line.startswith("{") and line.endswith("}"):
        return {key: str(said) for key, said in json.loads(line).items()}
    return dict(part.split("=", 1) for part in line.split() if "=" in part)


def _fault(facts: dict[str, str]) -> str:
    return " ".join(f"{k}={facts[k]}" for k in ("action", "kind", "fault", "where") if k in facts)


def actions_followed(evidence: Evidence) -> Invariant:
    """Every action that was agreed is written down, and its owner is asked how it goes."""
    kept = [a.what for a in evidence.books.actions]
    found = [
        f"“{what[:40]}” is not written down" for what in evidence.diary.actions if what not in kept
    ]
    asked = {letter.subject for letter in evidence.letters_of("prompt") if letter.subject}
    return judged(
        "actions agreed are written down", found, f"{len(kept)} made, {len(asked)} asked about"
    )


def work_kept(evidence: Evidence) -> Invariant:
    """What was written in artefacts stands there, and what came of subgroups is kept."""
    begun = {record.artefact.title for record in evidence.books.artefacts}
    came = {s.name for s in evidence.books.subgroups if s.came}
    lost = [t for t in evidence.diary.written if not any(t.startswith(title) for title in begun)]
    found = [f"nothing is kept of “{title}”" for title in lost]
    found += [
        f"what came of “{n[:40]}” is not kept" for n in evidence.diary.closed if n not in came
    ]
    figure = f"{len(evidence.diary.written)} times written, {len(evidence.diary.closed)} closed"
    return judged("what was written and closed is kept", found, figure)


def digests_drafted(evidence: Evidence) -> Invariant:
    """Facilitators get a draft of what was said before each session, and the bones of a synthesis after it."""
    got = {
        (letter.kind, letter.month, letter.person)
        for letter in evidence.letters_of("digest", "synthesis")
    }
    found = [
        f"no {kind} of month {held.session.month} for {person.id}"
        for held in evidence.held
        for kind in ("digest", "synthesis")
        for person in evidence.community.facilitators
        if (kind, held.session.month, person.id) not in got
    ]
    return judged("digest and synthesis drafted for every facilitator", found, f"{len(got)} drafts")


def loops_told_back(evidence: Evidence) -> Invariant:
    """Where a facilitator said what became of answers, people read it before the next session."""
    read = [x for x in evidence.letters_of("prompt") if x.prompt == "what-we-did"]
    every = {h.session.month - 1 for h in evidence.held}
    due = [m for m in evidence.diary.told if m in every and _has_prompt(evidence, m + 1)]
    found = [
        f"nobody read what became of month {m}"
        for m in due
        if not any(x.month == m + 1 for x in read)
    ]
    return judged(
        "what became of answers is told back",
        found,
        f"{len(due)} of {len(evidence.held)} loops, {len(read)} messages",
    )


def _has_prompt(evidence: Evidence, month: int) -> bool:
    return any(p.key == "what-we-did" for p in evidence.community.plan.prompts_of(month))


def readable_without_slack(evidence: Evidence) -> Invariant:
    """With Slack down, the command line still shows each session with its rooms."""
    found = []
    for held in evidence.held:
        words = evidence.ending.shown.get(held.session.month, "")
        rooms = held.rooms.rooms if held.rooms else ()
        if not words or any(room.name not in words for room in rooms):
            found.append(f"month {held.session.month}: {words.strip()[:80] or 'nothing was shown'}")
    return judged(
        "each session is readable with Slack down",
        found,
        f"{len(evidence.held) - len(found)} of {len(evidence.held)}",
    )


def backlog_empty(evidence: Evidence) -> Invariant:
    """At the end nothing is owed, doubtful or refused."""
    found = [f"{number} {state}" for state, number in evidence.ending.owed.items() if number]
    return judged("nothing is left owed at the end", found, ", ".join(found) or "empty")


def ended_cleanly(evidence: Evidence) -> Invariant:
    """Asked to end, the bot ends by itself and says that all is well."""
    status = evidence.ending.status
    found = [] if status == CLEAN else [f"exit status {status}"]
    return judged("the bot ended cleanly", found, f"exit status {status}")
