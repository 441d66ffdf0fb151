"""The report of a run as one page to read: what held, and what the months came to in pictures."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.demo.evidence import Evidence, Invariant
from bot.demo.look_back import between, pictures_of
from bot.web.charts import drawn

STYLES = ("tokens.css", "convener.css", "charts.css")
IMPORT = '@import "tokens.css";'


def page_of(evidence: Evidence, report: dict[str, Any], invariants: Sequence[Invariant]) -> str:
    """The whole page as HTML, its style within it."""
    loader = ChoiceLoader([PackageLoader("bot.demo"), PackageLoader("bot.web")])
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return pages.get_template("report.html").render(
        title=evidence.community.name,
        report=report,
        invariants=invariants,
        pictures=list(pictures_of(evidence)),
        drawn=drawn,
        between=between(evidence),
        style=_style(),
    )


def _style() -> Markup:
    folder = files("bot.web") / "static"
    sheets = "\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES)
    return Markup(sheets.replace(IMPORT, ""))  # noqa: S704 - our own style sheets
