"""Pictures of figures: drawn by a library, coloured by the page's own style sheet, with a table behind each."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pygal
from markupsafe import Markup

# the library looks for maps at every import of whatever module, in a way that warns: we draw none
sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)]

WIDTH, HEIGHT = 720, 300
# the page has its own style, runs nothing, and says what it shows
SHAPED_BY_US = frozenset({"script", "style", "title", "desc"})
UNSEEN = frozenset({"tooltip-overlay", "text-overlay"})  # they wait for a script


class Form(StrEnum):
    """What kind of picture shows the figures best."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"


CHARTS = {
    Form.BARS: pygal.Bar,
    Form.STACKED: pygal.StackedBar,
    Form.LINES: pygal.Line,
}


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Figures to look at: `series` has as many values as there are `labels`; None is a gap.

    `reading` says in one sentence what there is to see; `corner` is the word above the labels in the table.
    """

    title: str
    reading: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    form: Form = Form.BARS
    corner: str = "Month"

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table behind it: each label with the figure of each series."""
        columns = list(self.series.values())
        return [
            (label, [said(column[n]) for column in columns]) for n, label in enumerate(self.labels)
        ]


def said(value: float | None) -> str:
    """A figure in a table: whole where it is whole."""
    if value is None:
        return "–"
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


def drawn(picture: Picture) -> Markup:
    """The picture as SVG to stand within a page, hidden from screen readers: they have sentence and table."""
    chart = CHARTS[picture.form](
        js=(),
        width=WIDTH,
        height=HEIGHT,
        disable_xml_declaration=True,
        no_prefix=True,
        include_x_axis=True,
        show_legend=len(picture.series) > 1,
        legend_at_bottom=True,
        dots_size=3,
        margin=12,
        show_minor_x_labels=True,
        value_formatter=said,
    )
    chart.x_labels = list(picture.labels)
    for name, values in picture.series.items():
        chart.add(name, list(values))
    chart.add_xml_filter(_plain)
    # the library escapes what it is given; nothing else of ours is in it
    return Markup(chart.render(is_unicode=True))  # noqa: S704


def _plain(root: Any) -> Any:
    """Without what the page has itself, without comments and marks of its own: the same for the same figures."""
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_ours(child):
                parent.remove(child)
        parent.attrib.pop("id", None)
    root.attrib |= {"aria-hidden": "true", "focusable": "false"}
    return root


def _is_ours(node: Any) -> bool:
    if not isinstance(node.tag, str):
        return True  # a comment
    return node.tag.rpartition("}")[2] in SHAPED_BY_US or bool(
        UNSEEN & set(node.get("class", "").split())
    )
