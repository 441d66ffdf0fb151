"""What organisations, subgroups and the community made, field by field, as everyone may read it."""

from collections.abc import Iterator

from bot.domain.artefacts import COMMUNITY, SUBGROUP, Record
from bot.domain.learning import Row
from bot.facilitation.artefacts import Records, organisation
from bot.facilitation.setting import Setting
from bot.facilitation.thread_pages import organisations
from bot.voice import learning as words


def artefacts(setting: Setting) -> Iterator[Row]:
    """Those that are for everyone; one for its organisation alone stays there."""
    records = Records(setting)
    for owner, called in _owners(setting).items():
        for record in records.of(owner):
            if record.artefact.visibility == "community":
                yield from _fields(record, called)


def _owners(setting: Setting) -> dict[str, str]:
    """Whose artefacts there may be, and what they are called."""
    named = {organisation(name): name for name in organisations(setting)}
    groups = {f"{SUBGROUP}:{g.id}": g.name for g in setting.memory.subgroups.find()}
    return named | groups | {f"{COMMUNITY}:": words.EVERYONE}


def _fields(record: Record, called: str) -> Iterator[Row]:
    for standing in record.fields:
        if standing.text or standing.lost:
            yield {
                "of": called,
                "artefact": record.artefact.title,
                "number": record.key.number,
                "field": standing.field.label,
                "says": standing.text,
                "version": standing.version,
                "note": words.TAKEN_BACK if standing.lost else "",
            }
