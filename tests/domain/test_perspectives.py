"""What people of a perspective are called, from the labels of the plan's roles."""

import pytest

from bot.domain.perspectives import LIVED, Group, Perspectives
from bot.domain.programme import Role

NOBODY = "nobody with lived experience"


def called(*labels):
    roles = [Role(key=f"r{n}", label=label, perspective="lay") for n, label in enumerate(labels)]
    staff = Role(key="staff", label="Staff", perspective="professional")
    return Perspectives.of([*roles, staff]).lived


@pytest.mark.parametrize(
    ("labels", "one", "many", "nobody"),
    [
        (["Person with lived experience (patient, carer, family)"], LIVED.one, LIVED.many, NOBODY),
        (["Expert by experience"], "expert by experience", "experts by experience", "no expert by experience"),
        (["Patient or carer"], "patient or carer", "patients or carers", "no patient or carer"),
        (["Family", "TIFKAP"], "family or TIFKAP", "families and TIFKAPs", "no family or TIFKAP"),
        (["Care partner"], "care partner", "care partners", "no care partner"),
        (["(unnamed)"], "(unnamed)", "(unnamed)s", "no (unnamed)"),
    ],
)  # fmt: skip
def test_labels_read_as_parts_of_a_sentence(labels, one, many, nobody):
    found = called(*labels)

    assert found == Group(one=one, many=many)
    assert found.nobody == nobody


def test_a_plan_without_such_a_role_keeps_the_usual_words():
    assert called() == LIVED
    assert Perspectives.of([]) == {}
