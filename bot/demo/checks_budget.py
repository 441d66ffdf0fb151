"""What must hold of how much is said to one person on one day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.evidence import Evidence, Invariant, judged
from bot.demo.letters import Letter
from bot.domain.roster import Participant

# answers to somebody's own act, a session's own news, and what needs a person at once
FREE = frozenset(
    {
        "notice", "called-off", "takes-place", "moved", "call", "call-card", "call-waits", "offer", "host-sheet",
        "heartbeat", "trouble", "zoom-refused",
    }
)  # fmt: skip
FREE_ON_THE_DAY = frozenset({"room-news", "host-card", "rooms-page", "rooms-word", "zoom-news"})
DAY_BEFORE = timedelta(hours=24)
LATER_TODAY = "press “Later today”"

Days = dict[tuple[str, date], int]


def per_person_day(evidence: Evidence) -> Days:
    """How many messages that count each person got on each of their own days; several things in one count once."""
    counted: Counter[tuple[str, date]] = Counter()
    for letters in _messages(evidence):
        first = min(letters, key=lambda letter: letter.n)
        person = evidence.community.people.get(first.person)
        if person is not None and any(_counts(evidence, letter, person) for letter in letters):
            counted[person.id, _day(first.at, person.zone)] += 1
    return dict(counted)


def _messages(evidence: Evidence) -> Iterable[Sequence[Letter]]:
    """The letters of each message that came."""
    together: dict[tuple[str, str], list[Letter]] = defaultdict(list)
    for letter in evidence.letters:
        together[letter.channel, letter.mark or f"{letter.n}"].append(letter)
    return together.values()


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _counts(evidence: Evidence, letter: Letter, person: Participant) -> bool:
    if _belongs_to_a_session(evidence, letter) and evidence.diary.wants_fewer(person.id, letter.at):
        return False  # one a day, besides what belongs to sessions
    if letter.kind in FREE or (letter.kind == "reminder" and _asked_for(evidence, letter)):
        return False
    held = evidence.held_in(letter.month)
    if letter.kind not in FREE_ON_THE_DAY or held is None:
        return True
    return not held.session.starts_at - DAY_BEFORE <= letter.at <= held.session.ends_at


def _belongs_to_a_session(evidence: Evidence, letter: Letter) -> bool:
    """A session's card, or a question that is put to its rooms while it goes on."""
    prompts = evidence.community.plan.prompts_of(letter.month) if letter.month else ()
    return letter.kind == "card" or any(p.round and p.key == letter.prompt for p in prompts)


def _asked_for(evidence: Evidence, letter: Letter) -> bool:
    """Whether its reader had said on that day that it may come later."""
    day = timedelta(days=1)
    return any(
        did.person == letter.person
        and did.what == LATER_TODAY
        and letter.at - day < did.at <= letter.at
        for did in evidence.diary.did
    )


def _most(evidence: Evidence, person: str, day: date) -> int:
    """One for those who had asked for fewer before the day began."""
    begins = datetime.combine(day, time(), ZoneInfo(evidence.community.people[person].zone))
    seldom = evidence.diary.wants_fewer(person, begins)
    return 1 if seldom else evidence.community.plan.reminders.max_messages_per_day


def within_budget(evidence: Evidence) -> Invariant:
    """Nobody gets more messages on a day of theirs than the plan allows."""
    budget, days = evidence.community.plan.reminders.max_messages_per_day, per_person_day(evidence)
    over = {key: number for key, number in days.items() if number > _most(evidence, *key)}
    found = [f"{who} got {number} messages on {day:%d %b}" for (who, day), number in over.items()]
    told = message_counts(evidence)
    figure = (
        f"at most {max(days.values(), default=0)} a day on {len(days)} person-days; {told['sent']} messages held "
        f"{told['said']} things, {told['bundled']} of them came with others, {told['withheld']} waited for another day"
    )
    return judged(f"nobody gets more than {budget} messages on a day", found, figure)


def message_counts(evidence: Evidence) -> dict[str, int]:
    """Messages that came to people, the things they held, those that came with others, and those put off a day."""
    said = [letter for letter in evidence.letters if letter.person]
    bundled = sum(letter.carried for letter in said)
    return {
        "sent": len(said) - bundled,
        "said": len(said),
        "bundled": bundled,
        "withheld": len(evidence.books.withheld),
    }
