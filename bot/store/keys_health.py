"""Whether the keys of stories can be made, read and destroyed, and whether each story has its own."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from bot.domain.errors import FacilitationError
from bot.ports import Finding
from bot.store.engines import disposed, reading_engine
from bot.store.keys import KeyFolder
from bot.store.places import place_of
from bot.store.plainly import opening
from bot.store.story_tables import sealed

OTHERS = 0o077
PATIENCE = 30.0
LOST = "Bring the folder back from wherever it was moved to; without their keys nobody can read them any more."


def check_keys(url: str, folder: Path) -> Iterator[Finding]:
    """Everything worth knowing about the folder; each fault with its cure."""
    keys = KeyFolder(folder)
    why = keys.usable()
    if why:
        cure = "Let the account of Convener write there, or name another folder: [database] story_keys."
        yield Finding(
            ok=False, what=f"The keys of stories cannot be kept in {folder}: {why}", cure=cure
        )
        return
    yield Finding(ok=True, what=f"The keys of stories are kept in {folder}.")
    if folder.stat().st_mode & OTHERS:
        what = "Other accounts on this computer may read the keys of stories."
        yield Finding(ok=False, warning=True, what=what, cure=f"Run `chmod 700 {folder}`.")
    missing = _missing(url, keys)
    if missing:
        what = f"{missing} texts are kept whose keys are not in {folder}."
        yield Finding(ok=False, what=what, cure=LOST)


def _missing(url: str, keys: KeyFolder) -> int:
    """How many words under lock have no key; none where the database cannot be asked, which is said elsewhere."""
    place = place_of(url)
    try:
        with (
            opening(PATIENCE),
            disposed(reading_engine(place, pool=1, patience=PATIENCE)) as engine,
            engine.connect() as here,
        ):
            known = set(here.execute(sa.select(sealed.c.key)).scalars())
    except (FacilitationError, sa.exc.DBAPIError):
        return 0
    return len(known - set(keys.names()))
