"""The report of a run as one page to read: what held, and what the months came to in pictures."""

from collections.abc import Sequence
from typing import Any

from bot.demo.evidence import Evidence, Invariant
from bot.demo.look_back import between, pictures_of
from bot.web.alone import alone
from bot.web.charts import drawn


def page_of(evidence: Evidence, report: dict[str, Any], invariants: Sequence[Invariant]) -> str:
    """The whole page as HTML, its style within it."""
    return alone(
        "report.html",
        packages=("bot.demo", "bot.web"),
        title=evidence.community.name,
        report=report,
        invariants=invariants,
        pictures=list(pictures_of(evidence)),
        drawn=drawn,
        between=between(evidence),
    )
