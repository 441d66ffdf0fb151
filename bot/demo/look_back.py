"""Looking back on the months: what they came to, as pictures with a sentence and a table each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import mean, median

from bot.demo.almanac import Gathering
from bot.demo.checks_budget import Days, per_person_day
from bot.demo.evidence import Evidence, Held
from bot.domain.burden import Curve, burden
from bot.domain.encounters import Encounters, between_organisations, encounters
from bot.domain.followup import Progress
from bot.domain.perspectives import LAY, Perspectives
from bot.domain.programme import Mode
from bot.voice import figures
from bot.web.charts import Form, Picture

STATES = {
    "Done": frozenset({Progress.DONE}),
    "Let go": frozenset({Progress.LET_GO}),
    "Still with their owners": frozenset(Progress) - {Progress.DONE, Progress.LET_GO},
}


def pictures_of(evidence: Evidence) -> Iterator[Picture]:
    """The pictures in the order in which they are looked at; those without a figure are left out."""
    met = met_in(evidence)
    if met.months:
        yield figures.encounters(met)
    if any(_is_online(one) for one in evidence.held):
        yield _hours(evidence)
    if counted := per_person_day(evidence):
        yield _messages(evidence, counted)
    if evidence.books.responses:
        yield _voices(evidence)
    if any(one.session.month in evidence.diary.told for one in evidence.held):
        yield _loops(evidence)
    if evidence.books.actions:
        yield _actions(evidence)


def met_in(evidence: Evidence) -> Encounters:
    """Who met whom in the rooms that were told."""
    sessions = {
        h.session.month: [[r.people for r in h.rooms.rooms]] for h in evidence.held if h.rooms
    }
    return encounters(sessions, evidence.community.seatable)


def between(evidence: Evidence) -> Mapping[str, Mapping[str, float]]:
    """For each organisation and each other one, the share of their pairs of people who have met, from 0 to 1."""
    return between_organisations(met_in(evidence).times, evidence.community.seatable)


def _hours(evidence: Evidence) -> Picture:
    online = [one.session for one in evidence.held if _is_online(one)]
    zones, curve = evidence.community.zones, Curve()
    costs = {
        zone: sum(burden(s.starts_at, _minutes(s), zone, curve) for s in online) for zone in zones
    }
    return figures.hours(costs, len(online))


def _is_online(held: Held) -> bool:
    return held.session.planned.mode is Mode.VIRTUAL


def _minutes(session: Gathering) -> int:
    return (session.ends_at - session.starts_at) // timedelta(minutes=1)


def _messages(evidence: Evidence, counted: Days) -> Picture:
    per_month: dict[str, Counter[str]] = {}
    for (person, day), number in counted.items():
        per_month.setdefault(f"{day:%Y-%m}", Counter())[person] += number
    months, everyone = sorted(per_month), len(evidence.community.people)
    typical = [_typical(per_month[month], everyone) for month in months]
    most = [max(per_month[month].values(), default=0) for month in months]
    return Picture(
        title="Messages to a person in a month",
        reading=f"Half of the people got at most {median(typical):.0f} messages in a usual calendar month; "
        f"nobody ever got more than {max(most, default=0)}.",
        labels=months,
        series={"Half got at most": typical, "The most anybody got": most},
        form=Form.LINES,
    )


def _typical(counted: Counter[str], people: int) -> float:
    return median([*counted.values(), *[0] * max(0, people - len(counted))])


def _voices(evidence: Evidence) -> Picture:
    perspectives = Perspectives.of(evidence.community.plan.roles)
    speaks = {id: perspectives.get(p.role, "") for id, p in evidence.community.people.items()}
    given = Counter(
        (r.session_id, speaks.get(r.person_id) == LAY) for r in evidence.books.responses
    )
    held, lived = evidence.held, perspectives.lived.many
    lay, other = (_by_session(held, given, is_lay) for is_lay in (True, False))
    share = sum(lay) / max(sum(lay) + sum(other), 1)
    return Picture(
        title="Answers by perspective",
        reading=f"{share:.0%} of all answers with a name came from {lived}; {_seats(evidence, speaks):.0%} of the "
        "people are.",
        labels=[str(one.session.month) for one in held],
        series={_capital(lived): lay, "Everybody else": other},
        form=Form.STACKED,
    )


def _by_session(held: Sequence[Held], given: Counter[tuple[str, bool]], is_lay: bool) -> list[int]:
    return [given[one.session.id, is_lay] for one in held]


def _seats(evidence: Evidence, speaks: Mapping[str, str]) -> float:
    return mean(speaks[person.id] == LAY for person in evidence.community.seatable)


def _loops(evidence: Evidence) -> Picture:
    told = evidence.diary.told
    days = [_days_after(one, told) for one in evidence.held]
    known = [each for each in days if each is not None]
    return Picture(
        title="How soon people heard what became of what they said",
        reading=f"After {len(known)} of {_count(len(days), 'session')} people were told what became of it, "
        f"{mean(known):.0f} days after the session on average.",
        labels=[str(one.session.month) for one in evidence.held],
        series={"Days until it was told": days},
    )


def _days_after(held: Held, told: Mapping[int, datetime]) -> float | None:
    at = told.get(held.session.month)
    return round((at - held.session.ends_at) / timedelta(days=1), 1) if at else None


def _actions(evidence: Evidence) -> Picture:
    made = evidence.books.actions
    months = [one.session.month for one in evidence.held]
    states = {
        name: Counter(_month(evidence, a.at) for a in made if a.state in which)
        for name, which in STATES.items()
    }
    done = sum(states["Done"].values())
    return Picture(
        title="What became of actions, by the month in which they were taken on",
        reading=f"Of {_count(len(made), 'action')}, {done} are done and {sum(states['Let go'].values())} were let go.",
        labels=[str(month) for month in months],
        series={name: [counted[month] for month in months] for name, counted in states.items()},
        form=Form.STACKED,
    )


def _month(evidence: Evidence, at: datetime) -> int:
    """The month of the programme that an instant belongs to: that of the session before it, or of the first."""
    before = [h.session.month for h in evidence.held if h.session.starts_at <= at]
    return before[-1] if before else evidence.held[0].session.month


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
