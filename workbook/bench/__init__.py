"""Measure an app, and load it."""
