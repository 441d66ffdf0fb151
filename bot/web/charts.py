"""Pictures of figures: drawn by a library, coloured by the page's own style sheet, with a table behind each."""

import sys
from typing import Any

import pygal
from markupsafe import Markup

from bot.voice.figures import Form as Form
from bot.voice.figures import Picture as Picture
from bot.voice.figures import said

# the library looks for maps at every import of whatever module, in a way that warns: we draw none
sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)]

WIDTH, HEIGHT = 720, 300
# the page has its own style, runs nothing, and says what it shows
SHAPED_BY_US = frozenset({"script", "style", "title", "desc"})
UNSEEN = frozenset({"tooltip-overlay", "text-overlay"})  # they wait for a script


CHARTS = {
    Form.BARS: pygal.Bar,
    Form.STACKED: pygal.StackedBar,
    Form.LINES: pygal.Line,
}


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
