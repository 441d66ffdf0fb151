"""Pages that stand alone: a file to open, print or hand on, with its style within it and nothing loaded."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.domain.languages import say, spoken_tag

STYLES = ("tokens.css", "convener.css", "charts.css")
IMPORT = '@import "tokens.css";'


def alone(
    template: str,
    *,
    packages: Sequence[str] = ("bot.web",),
    styles: Sequence[str] = STYLES,
    **facts: Any,
) -> str:
    """The whole page as HTML; what people wrote is escaped."""
    loader = ChoiceLoader([PackageLoader(package) for package in packages])
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    pages.globals.update(say=say, lang=spoken_tag)
    return pages.get_template(template).render(style=_style(styles), **facts)


def _style(names: Sequence[str]) -> Markup:
    folder = files("bot.web") / "static"
    sheets = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    return Markup(sheets.replace(IMPORT, ""))  # noqa: S704 - our own style sheets
