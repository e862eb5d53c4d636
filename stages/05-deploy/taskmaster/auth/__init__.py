"""Accounts: who is asking."""

from ..navigation import NavItem
from .routes import bp

navigation = [
    NavItem("Log in", "auth.login", signed_in=False),
    NavItem("Register", "auth.register", signed_in=False),
    NavItem("Log out", "auth.logout", method="post"),
]

__all__ = ["bp", "navigation"]
