"""What a play is played from: the sample's people by name, and learning plans cut to the length of a story."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from bot.domain.roster import Participant
from bot.files.defaults import default_plan_path, sample_roster_path
from bot.files.plan import read_plan
from bot.files.roster import read_roster

SESSION = re.compile(r"(?m)^\[\[session\]\]$")
BEYOND_ROOMS = {
    "what-we-did", "heard", "takeaway", "branch", "missed",
    "additions", "action-check", "small-step", "where-we-are",
}  # fmt: skip
NO_PARTS = '[defaults.parts]\nwelcomer = ""\nnoticer = ""\n\n[[role]]'
RECURRING = re.compile(r"(?m)^\[\[recurring_prompt\]\]\n(?:(?!\[\[|# ===).*\n)*")


def plain_name(name: str) -> str:
    """A name as an identifier: Åsa Vindelryd is asa_vindelryd."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "_", letters.casefold()).strip("_")


@cache
def sample_people(*, in_own_languages: bool = False) -> dict[str, Participant]:
    """Everyone on the sample roster, by first name where that is enough, else by the whole name.

    Plays are told in English, so all are spoken to in English but where a play is about languages.
    """
    roles = {role.key: role.label for role in read_plan(default_plan()).plan.roles}
    people = read_roster(sample_roster_path(), roles=roles, today=date(2027, 1, 1)).people
    people = people if in_own_languages else [replace(p, language="en") for p in people]
    first = [plain_name(person.first_name) for person in people]
    return {
        plain_name(person.first_name if first.count(name) == 1 else person.name): person
        for name, person in zip(first, people, strict=True)
    }


def cast(names: str) -> list[Participant]:
    """People of the sample roster by their first names."""
    return [sample_people()[name] for name in names.split()]


@cache
def default_plan() -> str:
    return default_plan_path().read_text(encoding="utf-8")


def plan_of(
    *months: int,
    without: Iterable[str] = (),
    bare: bool = False,
    keep: Iterable[str] = (),
    notices: str = "",
    changed: Mapping[str, str] | None = None,
    more: str = "",
    parts: bool = False,
) -> str:
    """The default plan with these months alone, as months 1, 2, 3 ..., without some recurring prompts.

    `bare`: nothing is asked but whether people come and what is in `keep`, and nothing told but their room.
    `notices` take the place of the plan's own. `changed` replaces text where it first stands; `more` comes at the end
    of the last month. `parts`: people are asked for parts in a session, too.
    """
    head, *sessions = SESSION.split(default_plan())
    if not parts:
        head = head.replace("[[role]]", NO_PARTS, 1)
    for key in {*without, *(BEYOND_ROOMS - set(keep) if bare else ())}:
        head = _without(head, key)
    if bare:
        sessions = [session.split("[[session.prompt]]")[0] for session in sessions]
    if notices:
        head = re.sub(r"(?m)^session_notices = .*$", f"session_notices = [{notices}]", head)
    kept = [_as_month(sessions[month - 1], number) for number, month in enumerate(months, 1)]
    text = "[[session]]".join([head.replace("months = 18", f"months = {len(months)}"), *kept])
    for old, new in (changed or {}).items():
        assert old in text, f"the plan does not say {old!r}"
        text = text.replace(old, new, 1)
    return f"{text}\n{more}"


def _as_month(session: str, number: int) -> str:
    return re.sub(r"(?m)^month = \d+$", f"month = {number}", session, count=1)


def _without(head: str, key: str) -> str:
    found = [each for each in RECURRING.findall(head) if f'key = "{key}"' in each]
    assert len(found) == 1, f"the plan asks {key!r} {len(found)} times"
    return head.replace(found[0], "")
