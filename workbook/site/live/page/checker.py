"""Checks in the browser: the kit of exercises as it is, on a copy of what stands in the editor.

The worker beside it calls these functions, and passes on what they say.
"""

import importlib.util
import io
import json
import os
import shutil
from collections.abc import Callable
from itertools import count
from math import inf
from pathlib import Path

from apart import apart, stand_in
from apart import run as apart_run
from verdict import count as counted
from verdict import read

HOME = Path("/checks")
# What apps and the kit import first; with it there, a check begins at once.
WARM = ("bs4", "flask", "flask_wtf", "flask_sqlalchemy", "flask_migrate")
numbers = count(1)
stand_in()
for name in filter(importlib.util.find_spec, WARM):
    importlib.import_module(name)


def check(
    project: dict[str, str], sources: dict[str, str], tell: Callable[[str, str], object]
) -> None:
    """Run a check.

    Args:
        project: the files that it is asked of.
        sources: the check and the kit.
        tell: takes each fact that it says, and what a learner reads of all so far; as JSON.
    """
    place = HOME / str(next(numbers))
    _lay_out(place / "copy", project)
    _lay_out(place / "check", sources)
    (place / "scratch").mkdir()
    try:
        with apart(place / "check"):
            os.environ["PYTHONPATH"] = str(place / "check")
            os.chdir(place / "copy")
            from kit.alone import judge

            facts: list[dict[str, object]] = []

            def say(**fact: object) -> None:
                facts.append(fact)
                tell(json.dumps(fact), told(json.dumps([*facts, {"done": True}]), inf))

            judge(place / "check" / "check.py", place / "copy", place / "scratch", say)
    finally:
        shutil.rmtree(place)


class Printed(io.StringIO):
    """What is printed, told as it comes."""

    def __init__(self, listener: Callable[[str], object]) -> None:
        """Take what is told of it."""
        super().__init__()
        self.listener = listener

    def write(self, text: str) -> int:
        """Tell a piece."""
        self.listener(text)
        return len(text)


def test(project: dict[str, str], paths: list[str], tell: Callable[[str], object]) -> None:
    """Run tests of a project by pytest.

    Args:
        project: its files.
        paths: those whose tests are run.
        tell: takes each piece of what pytest prints.
    """
    place = HOME / str(next(numbers))
    _lay_out(place, project)
    words = ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", *paths]
    apart_run(words, cwd=place, env=dict(os.environ), stdout=Printed(tell))


def told(facts: str, most: float) -> str:
    """Return what a check has said so far, as a learner reads it; as JSON.

    Args:
        facts: what it has said, as JSON.
        most: how many seconds a part may compute.
    """
    parts = read(json.loads(facts), most)
    return json.dumps(
        {
            "parts": [[part.what, part.why] for part in parts],
            "count": counted(parts),
            "passed": all(part.why is None for part in parts),
        }
    )


def _lay_out(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
