"""What the checks of exercises are written with; it runs in the environment of a learner's copy."""

from kit.browser import Browser, password
from kit.database import Database
from kit.learner import Copy
from kit.page import Page
from kit.suite import Suite
from kit.words import Unmet, inside, need, need_equal, read_text

__all__ = [
    "Browser",
    "Copy",
    "Database",
    "Page",
    "Suite",
    "Unmet",
    "inside",
    "need",
    "need_equal",
    "password",
    "read_text",
]
