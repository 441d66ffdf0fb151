"""Slack's formatted text as harmless HTML, and the windows and messages made of it as pages that need no script."""
