"""The table of bundles: which things to say stand together in one message."""

from sqlalchemy import Index, Table

from bot.store.table_parts import ids, key, metadata, number

bundled = Table("bundled", metadata, key("id"), ids("lead"), number("place"), Index(None, "lead"))
