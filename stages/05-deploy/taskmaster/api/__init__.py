"""The API: the same tasks, as JSON."""

from .routes import bp

navigation = []

__all__ = ["bp", "navigation"]
