"""Slack's published rules as data: methods, arguments, scopes, tiers, errors and event names."""
