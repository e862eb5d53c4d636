"""Somebody's own folder: where it is, what differs from a step, and which exercises pass."""
