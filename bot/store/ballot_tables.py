"""The tables of anonymous answers: marks and locked boxes, with no row that stands for one person's answer.

An urn is one row, written anew with each answer, so that neither the order of rows, nor which transaction wrote them,
nor their size tells one answer from another.
"""

from sqlalchemy import Index, Table

from bot.store.table_parts import ids, key, metadata, words

# without row numbers of SQLite's own, which would keep the order of coming
seal = Table("seal", metadata, key("id"), sqlite_with_rowid=False)

urn = Table(
    "urn",
    metadata,
    key("id"),
    ids("session_id"),
    ids("prompt"),
    words("locked"),
    Index(None, "session_id"),
)
