"""Strict stand-ins of Slack and Zoom on localhost, with a pretend community, one movable clock and one record."""
