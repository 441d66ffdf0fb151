"""Pictures of figures: drawn without a script or a style of their own, with the same figures as a table."""

import sys
import xml.etree.ElementTree as ET

import pytest

from bot.web.charts import Form, Picture, drawn, said

HOSTILE = '<script>alert("x")</script>'


def picture(form: Form = Form.BARS, **facts: object) -> Picture:
    usual = {
        "title": "Answers",
        "reading": "More in the second month.",
        "labels": ["1", "2"],
        "series": {"People with lived experience": [3, 4.5], "Everybody else": [2, None]},
    }
    return Picture(form=form, **usual | facts)


@pytest.mark.parametrize("form", Form)
def test_a_picture_brings_nothing_but_shapes_and_words(form: Form):
    root = ET.fromstring(drawn(picture(form)))  # noqa: S314 - our own picture
    names = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert names <= {"svg", "defs", "g", "path", "rect", "circle", "text", "line"}
    assert not [node for node in root.iter() if "id" in node.attrib or "http" in str(node.attrib)]
    assert root.attrib["aria-hidden"] == "true"


@pytest.mark.parametrize("form", Form)
def test_the_same_figures_are_the_same_picture(form: Form):
    assert drawn(picture(form)) == drawn(picture(form))
    assert drawn(picture(form)) != drawn(picture(form, labels=["1", "3"]))


def test_the_library_stays_out_of_other_imports():
    assert not [one for one in sys.meta_path if type(one).__module__.startswith("pygal")]


def test_names_from_people_stay_words():
    hostile = picture(labels=[HOSTILE, "2"], series={HOSTILE: [1, 2], "b": [1, 1]})
    root = ET.fromstring(drawn(hostile))  # noqa: S314 - our own picture
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert HOSTILE in "".join(root.itertext())


def test_the_table_has_every_figure_and_says_gaps():
    assert picture().rows == [("1", ["3", "2"]), ("2", ["4.5", "–"])]
    assert [said(each) for each in (0, 2.0, 2.25, None)] == ["0", "2", "2.2", "–"]
