"""The database's form over time: one line of versions, the newest last."""

HEAD = "0030"
