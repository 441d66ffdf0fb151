"""The clock of a zone, spelled out for as long as it is needed (RFC 5545, 3.6.5): one part for each change of it.

The library's own way gives the hour of a change in spring by the clock after it, where the standard asks for the one
before, and gathers the changes of several years in a list of dates, which Outlook need not read (MS-OXCICAL
2.1.3.1.1.19.2).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

ONE_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)


def spelled(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """What this zone's clock shows from the first to the last instant."""
    made = Timezone()
    made.add("tzid", zone.key)
    begins = first.astimezone(UTC).replace(second=0, microsecond=0)
    made.add_component(_part(zone, begins, begins))
    for change in _changes(zone, begins, last):
        made.add_component(_part(zone, change - A_MINUTE, change))
    return made


def _changes(zone: ZoneInfo, instant: datetime, last: datetime) -> Iterator[datetime]:
    while instant < last:
        following = min(instant + ONE_DAY, last)
        if _offset(zone, following) != _offset(zone, instant):
            yield _first_minute(zone, instant, following)
        instant = following


def _first_minute(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first whole minute by the new clock."""
    while after - before > A_MINUTE:
        middle = before + (after - before) // A_MINUTE // 2 * A_MINUTE
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _part(
    zone: ZoneInfo, before: datetime, begins: datetime
) -> TimezoneDaylight | TimezoneStandard:
    """What the clock shows from an instant on; that instant is told by the clock before it."""
    now = begins.astimezone(zone)
    made = TimezoneDaylight() if now.dst() else TimezoneStandard()
    made.add("dtstart", (begins + _offset(zone, before)).replace(tzinfo=None))
    made.add("tzoffsetfrom", _offset(zone, before))
    made.add("tzoffsetto", _offset(zone, begins))
    made.add("tzname", now.tzname() or zone.key)
    return made
