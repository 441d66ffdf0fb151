"""How far words in artefacts go: no further than whoever said them lets them go, in windows kept open, too."""

from dataclasses import replace

import pytest

from bot.facilitation import artefact_windows, artefact_writing, prompts
from tests.facilitation.test_artefacts import COACH, TED, key, made, writes

__all__ = ["made"]


def seen_so_far(made, artefact, visibility):
    """The plan, with one artefact that goes no further than this."""
    with made.look() as setting:
        plan = setting.plan
    kept = [replace(a, visibility=visibility) if a.key == artefact else a for a in plan.artefacts]
    made.desk = replace(made.desk, read_plan=lambda text: replace(plan, artefacts=tuple(kept)))


def test_what_an_artefact_rests_on_is_shown_to_those_alone_who_may_read_that(made):
    writes(made, key("priority-statement"), priority="Nobody waits alone")
    writes(made, key("microsystem"), place="The ward")
    seen_so_far(made, "priority-statement", "organisation")
    above = key("microsystem")
    assert "Nobody waits alone" in str(artefact_windows.read_window(made.desk, COACH, above))
    read = str(artefact_windows.read_window(made.desk, TED, above))
    assert "The ward" in read
    assert "Nobody waits alone" not in read
    assert "nothing is written yet" not in read


def test_words_that_stood_there_let_no_others_of_the_same_answer_in(made):
    said = "He counted the ceiling tiles every night alone. His wife left when the third winter began there"
    first, second = said.split(". ")
    prompts.respond(made.desk, f"s01:near:{COACH.id}", COACH.id, said)
    which = key("persona")
    writes(made, which, by=COACH, life=first)
    with pytest.raises(artefact_writing.NotTheirWords, match="night alone his"):
        writes(made, which, base=1, life=f"{first}. {second}")
    writes(made, which, base=1, life=f"{first}, in the dark")
