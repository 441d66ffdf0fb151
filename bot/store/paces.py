"""How far each pace is spoken for, in rows that all workers share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.domain.pace import Pace, Spent, Turn, free_at, unspent
from bot.domain.urgency import Urgency
from bot.store.at_hand import Known
from bot.store.statements import upsert
from bot.store.tables import pace as table

SOME = sa.select(table).where(table.c.key.in_(sa.bindparam("wanted", expanding=True)))


class SqlPaces:
    """The paces within one write transaction: writers take turns, so nobody takes what another has just taken."""

    def __init__(self, connection: sa.Connection, known: Known[Spent]) -> None:
        self._connection, self._known = connection, known

    def take(
        self, now: datetime, wanted: Sequence[Pace], *, urgency: Urgency = Urgency.URGENT
    ) -> Turn | None:
        """All of them or none; where not all are to be had, the instant at which to come again."""
        paces = _together(wanted)
        spent = self._spent(now, [*paces, *map(_hold, paces)])
        urgent = urgency is Urgency.URGENT
        ready = {key: free_at(pace, spent[key], now, urgent=urgent) for key, pace in paces.items()}
        free = {key: max(at, spent[_hold(key)].until) for key, at in ready.items()}
        short = {key: at for key, at in free.items() if at > now}
        if not short:
            self._keep({key: spent[key].after(pace, now) for key, pace in paces.items()})
            return None
        # written down although nothing was taken: a clock that was set back goes on from here
        self._keep({key: spent[key] for each in short for key in (each, _hold(each))})
        return self._in_line(now, [paces[key] for key in short], short, urgency)

    def _in_line(
        self,
        now: datetime,
        paces: Sequence[Pace],
        free: Mapping[str, datetime],
        urgency: Urgency,
    ) -> Turn:
        """A turn behind those who wait already and are as urgent: who waits does not crowd the door.

        The turn is a hint and takes nothing: whoever comes in it asks again, and may have been overtaken.
        """
        lines = {pace.key: [_line(pace, u) for u in Urgency if u <= urgency] for pace in paces}
        spent = self._spent(now, [name for names in lines.values() for name in names])
        turns, ends = [], {}
        for pace in paces:
            behind = max(spent[name].until for name in lines[pace.key])
            at = max(free[pace.key], behind)
            turns.append(Turn(at=min(at, pace.ends) if pace.ends else at, of=pace.of))
            own = _line(pace, urgency)
            ends[own] = replace(spent[own], until=turns[-1].at + pace.cost)
        self._keep(ends)
        return max(turns, key=lambda turn: turn.at)

    def hold(self, now: datetime, paces: Sequence[Pace], until: datetime) -> None:
        """Nobody takes of these before that instant: the other side has said so."""
        known = self._spent(now, {_hold(pace.key) for pace in paces})
        self._keep({key: replace(s, until=max(s.until, until)) for key, s in known.items()})

    def tidy(self, now: datetime) -> int:
        """Forget the paces of which nothing is spoken for any more; how many there were."""
        self._known.forget()
        over = sa.delete(table).where(table.c.until < now - timedelta(minutes=1))
        return self._connection.execute(over).rowcount

    def _spent(self, now: datetime, keys: Iterable[str]) -> dict[str, Spent]:
        wanted, things = list(keys), self._known.things
        spent = {key: things[key] for key in wanted if key in things}
        if unread := [key for key in wanted if key not in spent]:
            rows = self._connection.execute(SOME, {"wanted": unread})
            found = {row.key: Spent(until=row.until, at=row.at) for row in rows}
            spent |= {key: found.get(key) for key in unread}
            self._known.keep(spent)
        return {key: s.seen(now) if (s := spent[key]) else unspent(now) for key in wanted}

    def _keep(self, spent: Mapping[str, Spent]) -> None:
        rows = [{"key": key, "until": s.until, "at": s.at} for key, s in sorted(spent.items())]
        if rows:
            self._connection.execute(upsert(table, self._connection.dialect.name), rows)
            self._known.keep(spent)


def _line(pace: Pace, urgency: Urgency) -> str:
    return f"{pace.key} {urgency.name.lower()} line"


def _hold(key: str) -> str:
    return f"{key} hold"


def _together(wanted: Sequence[Pace]) -> dict[str, Pace]:
    """One pace for each key, with all the calls that are wanted of it."""
    paces: dict[str, Pace] = {}
    for pace in wanted:
        calls = pace.calls + (paces[pace.key].calls if pace.key in paces else 0)
        paces[pace.key] = replace(pace, calls=calls)
    return paces
