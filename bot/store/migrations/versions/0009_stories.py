"""Stories have tables of their own, and their words are under lock: keys lie outside the database."""

import sqlalchemy as sa
from alembic import context, op

from bot.store.keys import KeyFolder
from bot.store.migrations.forms import (
    INSTANT,
    at,
    index,
    json,
    keys,
    maybe,
    numbers,
    one_of,
    table,
    words,
)
from bot.store.sealed import lock

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OF_STORIES = (
    "SELECT * FROM response WHERE id IN (SELECT response_id FROM consent) ORDER BY at, id"
)


def upgrade() -> None:
    table(
        "story",
        *keys("id", "person_id"),
        *at("told_at"),
        *keys("session_id", "asking"),
        *words("way"),
        *keys("noted_by"),
        *words("wish", "signed"),
        *numbers("version"),
        *words("state"),
        *json("let_in"),
        *maybe(INSTANT, "further_at", "outside_at", "gone_at"),
        one_of("story", "way", "text aloud link"),
        one_of("story", "state", "waiting told gone"),
    )
    for column in ("person_id", "session_id", "asking"):
        index("story", column)
    table("sealed", *keys("id"), *numbers("version"), *words("text"), *keys("key"))
    table(
        "carried",
        *keys("id", "story_id"),
        *words("kind"),
        *keys("ref"),
        *numbers("readers"),
        *at("at"),
    )
    index("carried", "story_id")
    index("carried", "ref")
    table("export", *keys("id"), *words("name"), *keys("by"), *at("at"))
    _take_over()
    _hide_heard()


def _take_over() -> None:
    """Answers to which somebody gave a teller's consent become stories; what they had been is removed."""
    here = op.get_bind()
    found = here.execute(sa.text(OF_STORIES)).mappings().all()
    for number, answer in enumerate(found, 1):
        id = f"y{number}"
        _hide(id, answer["version"], answer["text"])
        here.execute(_into("story", STORY), _row(id, answer))
        here.execute(sa.text("DELETE FROM response WHERE id = :id"), {"id": answer["id"]})
        moved = "UPDATE consent SET response_id = :new WHERE response_id = :old"
        here.execute(sa.text(moved), {"new": id, "old": answer["id"]})
    _count("story", len(found))


def _hide_heard() -> None:
    """Words somebody wrote to the bot, and has not said yet whether they are an answer, go under lock, too."""
    here = op.get_bind()
    found = here.execute(sa.text("SELECT id, text FROM note WHERE id LIKE 'heard:%' ORDER BY id")).all()
    for number, (id, said) in enumerate(found, 1):
        _hide(f"h{number}", 1, said)
        put = {"name": f"h{number}", "id": id}
        here.execute(sa.text("UPDATE note SET text = :name WHERE id = :id"), put)
    _count("heard", len(found))


def _hide(id: str, version: int, text: str) -> None:
    name, key = KeyFolder(context.config.attributes["story_keys"]).make(id)
    row = {"id": id, "version": version, "text": lock(key, id, version, text), "key": name}
    op.get_bind().execute(_into("sealed", "id version text key"), row)


def _count(name: str, value: int) -> None:
    """So that numbers go on from there."""
    if value:
        op.get_bind().execute(_into("count", "name value"), {"name": name, "value": value})


STORY = (
    "id person_id told_at session_id asking way noted_by wish signed version state let_in further_at"
)


def _into(name: str, columns: str) -> sa.TextClause:
    """An insertion whose words are put in by name."""
    several = columns.split()
    return sa.text(
        f"INSERT INTO {name} ({', '.join(several)}) VALUES ({', '.join(f':{c}' for c in several)})"  # noqa: S608
    )


def _row(id: str, answer: "sa.RowMapping") -> dict[str, object]:
    """A story told before there was a second question goes as far as its teller let it go."""
    far = answer["visibility"] in {"organisation", "community"}
    return {
        "id": id, "person_id": answer["person_id"], "told_at": answer["at"],
        "session_id": answer["session_id"], "asking": answer["id"], "way": "text", "noted_by": "",
        "wish": answer["visibility"], "signed": answer["signed"], "version": answer["version"],
        "state": "told", "let_in": "[]", "further_at": answer["at"] if far else None,
    }  # fmt: skip


def downgrade() -> None:
    for name in ("export", "carried", "sealed", "story"):
        op.drop_table(name)
