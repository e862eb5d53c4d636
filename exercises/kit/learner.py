"""The learner's copy: how a check comes to its app."""

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kit.browser import Browser
from kit.words import Unmet

if TYPE_CHECKING:
    from flask import Flask


class Copy:
    """A copy of the learner's folder, which a check may use as it likes."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        """Take a folder that holds an app, and an empty one for databases and the like."""
        self.folder, self.scratch = folder, scratch
        sys.path.insert(0, str(folder))

    def app(self, *arguments: object, **options: object) -> "Flask":
        """Make an app with the copy's factory; what a view raises comes through to the check."""
        name = "app" if (self.folder / "app.py").is_file() else "taskmaster"
        factory = getattr(import_module(name), "create_app", None)
        if factory is None:
            raise Unmet(f"{name} has no create_app any more.")
        app: Flask = factory(*arguments, **options)
        app.config["PROPAGATE_EXCEPTIONS"] = True
        return app

    def browser(self) -> Browser:
        """Open a browser on a new app."""
        return Browser(self.app())

    def member(self, name: str = "ada", app: "Flask | None" = None) -> Browser:
        """Open a browser in which somebody has just registered."""
        browser = Browser(app or self.app())
        browser.register(name)
        return browser
