"""Analytics: how a user's work is going."""

from ..navigation import NavItem
from .routes import bp

navigation = [NavItem("Analytics", "analytics.dashboard")]

__all__ = ["bp", "navigation"]
