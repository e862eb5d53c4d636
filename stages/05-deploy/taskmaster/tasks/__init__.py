"""Tasks: what a user has to do."""

from ..navigation import NavItem
from .routes import bp

navigation = [NavItem("Tasks", "tasks.index")]

__all__ = ["bp", "navigation"]
