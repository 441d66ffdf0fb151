"""Drafts the database's next version from what tables.py says now: python -m bot.store.migrations "Words"."""

import sys

from bot.store.history import draft

if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]) or "The next form")
