"""Those who are to be seated, and how the plan wants them seated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.domain.perspectives import LIVED, Group, Perspectives
from bot.domain.programme import LEADING, RoomRules
from bot.domain.roster import LAY, Participant
from bot.domain.seating_wishes import Past, Wishes

UNMIXED = frozenset({"home_team", "same_as_last"})


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """One session's people with the rules, wishes and memories that count for their rooms."""

    people: tuple[Participant, ...]
    rules: RoomRules
    perspectives: Mapping[str, str]
    wishes: Wishes = field(default_factory=Wishes)
    past: Past = field(default_factory=Past)
    word: str = "Room"

    @cached_property
    def index(self) -> dict[str, int]:
        return {person.id: at for at, person in enumerate(self.people)}

    @cached_property
    def by_id(self) -> dict[str, Participant]:
        return {person.id: person for person in self.people}

    @cached_property
    def lay(self) -> frozenset[str]:
        """Those who speak from lived experience; a role the plan does not list is taken at its name."""
        return frozenset(p.id for p in self.people if self._perspective(p) == LAY)

    @property
    def lived(self) -> Group:
        """What those are called."""
        known = self.perspectives
        return known.lived if isinstance(known, Perspectives) else LIVED

    @property
    def leading(self) -> frozenset[str]:
        """The roles of those who lead an organisation."""
        known = self.perspectives
        return known.leading if isinstance(known, Perspectives) else LEADING

    @cached_property
    def organisations(self) -> tuple[tuple[int, ...], ...]:
        """The people of each organisation, by position."""
        homes: dict[str, list[int]] = {}
        for at, person in enumerate(self.people):
            homes.setdefault(person.organisation.casefold(), []).append(at)
        return tuple(map(tuple, homes.values()))

    @property
    def mixes(self) -> bool:
        return self.rules.strategy == "mixed"

    @property
    def parts_managers(self) -> bool:
        """Whether a manager and those who report to them are kept in different rooms."""
        return self.rules.avoid_line_manager_pairs and self.rules.strategy not in UNMIXED

    @property
    def parts_organisations(self) -> bool:
        return self.mixes and self.rules.max_same_organisation < self.rules.max_size

    @cached_property
    def bosses(self) -> dict[str, tuple[Participant, ...]]:
        """Who here is whose line manager, by the id of whoever reports to them."""
        by_address: dict[str, list[Participant]] = {}
        for person in self.people:
            by_address.setdefault(person.email.casefold(), []).append(person)
        found = {
            person.id: tuple(
                boss
                for boss in by_address.get(person.line_manager.casefold(), ())
                if boss.manages(person) and boss.id != person.id
            )
            for person in self.people
        }
        return {person: bosses for person, bosses in found.items() if bosses}

    @property
    def manager_pairs(self) -> Iterator[tuple[Participant, Participant]]:
        """Everyone here with their line manager, where the manager is here too: (manager, report)."""
        return ((boss, self.by_id[one]) for one, bosses in self.bosses.items() for boss in bosses)

    @cached_property
    def shared_logins(self) -> tuple[frozenset[str], ...]:
        """People who sign in to Zoom with one address and so can only be in one room."""
        by_login: dict[str, list[str]] = {}
        for person in self.people:
            if person.zoom_email.strip():
                by_login.setdefault(person.zoom_email.strip().casefold(), []).append(person.id)
        return tuple(frozenset(group) for group in by_login.values() if len(group) > 1)

    def names(self, people: Iterable[str]) -> list[str]:
        """Names in the order of the roster."""
        wanted = set(people)
        return [person.name for person in self.people if person.id in wanted]

    def positions(self, people: Iterable[str]) -> frozenset[int]:
        return frozenset(self.index[person] for person in people if person in self.index)

    def here(self, groups: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
        """The groups cut down to those who are here, where two or more are left."""
        cut = (frozenset(person for person in group if person in self.index) for group in groups)
        return tuple(dict.fromkeys(group for group in cut if len(group) > 1))

    def _perspective(self, person: Participant) -> str:
        return self.perspectives.get(person.role, LAY if person.is_lay else "professional")
