"""Where a community meets behind a link that stands, nobody reads of Zoom, and everybody reads where to go."""

from tests.voice.conftest import Saying
from tests.voice.reading import all_texts


def test_nobody_reads_of_zoom_where_there_is_none(saying: Saying):
    told = {
        name: [words for _, words in all_texts(said) if "zoom" in words.casefold()]
        for name, said in saying("behind a link").items()
    }

    assert {name: words for name, words in told.items() if words} == {}
