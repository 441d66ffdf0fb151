"""Artefacts as a plan writes them, and what its fields mean where it does not say so itself."""

from collections.abc import Mapping
from typing import Any

from bot.domain.programme import Artefact, ArtefactField
from bot.files.plan_models import ArtefactFieldTable, ArtefactTable

FLAGS = ("form", "needed", "each", "after")
# What fields called so mean in the usual plan. A plan that says any of this of a field itself is taken at its word.
USUAL: Mapping[str, Mapping[str, Any]] = {
    "feelings": {"each": "steps"},
    "happened": {"after": "expect"},
    "additions": {"form": "balance", "needed": False},
    "dissent": {"form": "log"},
    "cycle": {"form": "number", "needed": False},
}


def artefact(written: ArtefactTable) -> Artefact:
    """One artefact with its fields."""
    keys = {field.key for field in written.fields}
    return Artefact(
        key=written.key,
        title=written.title,
        stage=written.stage,
        level=written.level,
        owner=written.owner,
        due_month=written.due_month,
        visibility=written.visibility,
        minimum=written.minimum,
        based_on=tuple(written.based_on),
        review_months=tuple(written.review_months),
        fields=tuple(_field(field, keys) for field in written.fields),
    )


def _field(written: ArtefactFieldTable, keys: set[str]) -> ArtefactField:
    flags: dict[str, Any] = {name: written.given[name] for name in FLAGS if name in written.given}
    usual = USUAL.get(written.key, {})
    others = {usual[name] for name in ("each", "after") if name in usual}
    if not flags and others <= keys:
        flags = dict(usual)
    return ArtefactField(
        key=written.key,
        label=written.label,
        max_chars=written.max_chars,
        repeat=written.repeat,
        **flags,
    )
