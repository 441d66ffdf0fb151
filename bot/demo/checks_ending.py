"""What must hold of the end of a programme, where it was lived; and that nobody parts before it."""

from collections import Counter
from datetime import timedelta

from bot.demo.almanac import next_hour
from bot.demo.evidence import Evidence, Invariant, judged
from bot.demo.expected import SLACK_TIME
from bot.demo.parting import over_by, parting_days
from bot.domain.ending import ASKED, FAREWELL
from bot.domain.roster import GUEST, Participant

MAY_WAIT = timedelta(days=4)  # for a day on which enough was not yet said, and for a weekend


def parted_once(evidence: Evidence) -> Invariant:
    """Everyone who hears from us gets one farewell after the last session, at their own hour; nobody before."""
    came = Counter(letter.person for letter in evidence.letters_of(FAREWELL))
    found = [f"{who} was told goodbye {times} times" for who, times in came.items() if times > 1]
    if over_by(evidence) is None:
        found += [f"{who} was told goodbye before the end" for who in came]
        return judged("nobody parts before the end", found, "the end was not reached")
    people = [p for p in evidence.community.people.values() if _hears(evidence, p)]
    found += [f"{p.id} got no farewell" for p in people if not came[p.id]]
    last = evidence.community.calendar[-1]
    due = last.ends_at + timedelta(days=parting_days(evidence, last))
    for letter in evidence.letters_of(FAREWELL):
        person = evidence.community.people[letter.person]
        at = next_hour(due, person.zone, evidence.community.plan.reminders)
        if not at - SLACK_TIME <= letter.at <= at + MAY_WAIT:
            found.append(f"{person.id} was told goodbye on {letter.at:%d %b}, not on {at:%d %b}")
    return judged("everyone parts once, with thanks", found, f"{len(came)} of {len(people)} people")


def _hears(evidence: Evidence, person: Participant) -> bool:
    if person.role == GUEST:
        return False
    return person.facilitates or evidence.diary.wants_messages(person.id, evidence.ends)


def nothing_stays_open(evidence: Evidence) -> Invariant:
    """After the end every action is done, let go or with its owner beyond the programme, and so is every subgroup."""
    books, name = evidence.books, "after the end nothing stays open"
    if over_by(evidence) is None:
        return judged(name, [], "the end was not reached")
    found = [f"“{a.what[:40]}” is still open" for a in books.actions if not a.ended]
    found += [f"subgroup “{s.name[:40]}” is still open" for s in books.subgroups if not s.closed]
    times = Counter(letter.person for letter in evidence.letters_of(ASKED))
    found += [f"{who} was asked {n} times what becomes of it" for who, n in times.items() if n > 1]
    on = sum(a.went_on for a in books.actions)
    return judged(name, found, f"{len(times)} people asked, {on} actions went on beyond it")
