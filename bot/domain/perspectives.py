"""Who speaks from lived experience and who from a profession, and what the former are called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.programme import LEADING, Role, leading

BRACKETS = re.compile(r"\s*\([^)]*\)")
REST = re.compile(r"\s(?:with|by|of|from|in|who)\s.*", re.DOTALL)
LAY = "lay"


@dataclass(frozen=True, kw_only=True)
class Group:
    """What one and several of some people are called, in the middle of a sentence."""

    one: str
    many: str

    @property
    def nobody(self) -> str:
        """Nobody with lived experience; no partner."""
        first, _, rest = self.one.partition(" ")
        return f"nobody {rest}" if first == "person" and rest else f"no {self.one}"


LIVED = Group(one="person with lived experience", many="people with lived experience")


class Perspectives(dict[str, str]):
    """The perspective each role speaks from; what the plan calls those with lived experience; which roles lead."""

    lived: Group = LIVED
    leading: frozenset[str] = LEADING

    @classmethod
    def of(cls, roles: Iterable[Role]) -> "Perspectives":
        """As the roles of a plan have it; the names come from their labels."""
        listed = list(roles)
        made = cls({role.key: role.perspective for role in listed})
        made.leading = leading(listed)
        labels = [_within(role.label) for role in listed if role.perspective == LAY]
        if labels:
            made.lived = Group(one=" or ".join(labels), many=" and ".join(map(_several, labels)))
        return made


def _within(label: str) -> str:
    """A label as it stands within a sentence, without what is in brackets."""
    bare = BRACKETS.sub("", label).strip() or label.strip()
    return bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare


def _several(label: str) -> str:
    """Expert by experience: experts by experience. Patient or carer: patients or carers."""
    rest = REST.search(label)
    head, tail = (label[: rest.start()], rest[0]) if rest else (label, "")
    return " or ".join(map(_plural, head.split(" or "))) + tail


def _plural(noun: str) -> str:
    first, _, last = noun.rpartition(" ")
    irregular = {"person": "people", "family": "families"}
    ending = irregular.get(last, last if last.endswith("s") or last == "people" else f"{last}s")
    return f"{first} {ending}".strip()
