"""The files of every step for the browser: one text a stage, from the history of the chapters."""

import json
import re
from typing import Any

from workbook.core.errors import WorkbookError
from workbook.course.chapters import Step, all_steps
from workbook.course.stages import Stage, stages
from workbook.history.history import History
from workbook.site.live.locked import lock
from workbook.site.pictures import SHOTS

PINNED = re.compile(r"([\w-]+)(?:\[\w+\])?==([\w.]+)")
# A browser has no use for them: servers, drivers of other databases, time zones of Windows, and
# what a Python lacks that is older than the one there.
LEFT_OUT = {
    *("gunicorn", "psycopg", "psycopg-binary", "tzdata", "async-timeout"),
    # Tests run there one after the other, in a fixed order, and no lines are counted. Hypothesis
    # has a compiled part, and uv knows no browser yet for which there would be one.
    *("colorama", "coverage", "execnet", "pytest-cov", "pytest-randomly", "pytest-xdist"),
    *("hypothesis", "sortedcontainers"),
}
TESTED, DEVELOPERS = "04", "requirements-dev.txt"  # the stage whose tests run in the page
STARTS = ("wsgi.py", "app.py")  # where `flask run` looks for an app


def packs(history: History) -> dict[str, str]:
    """Return a text for each stage by its name: its steps, and what their files hold.

    Args:
        history: of the chapters.

    Raises:
        WorkbookError: if a step pins a package that the lock does not have.
    """
    return {stage.name: _pack(history, stage) for stage in stages()}


def without_app(history: History) -> list[str]:
    """Return the paths of the steps that have no app yet.

    Args:
        history: of the chapters.
    """
    return [
        f"{step.stage.name}/{step.path.stem}/"
        for step in history.commits
        if not set(STARTS) & set(history.tree(step))
    ]


def _pack(history: History, stage: Stage) -> str:
    of = [step for step in history.commits if step.stage == stage]
    trees = {step: history.tree(step) for step in of}
    blobs = list(dict.fromkeys(blob for tree in trees.values() for blob in tree.values()))
    at = {blob: number for number, blob in enumerate(blobs)}
    pack = {
        "blobs": [history.content(blob).decode() for blob in blobs],
        "steps": {step.path.stem: _step(history, step, trees[step], at) for step in of},
        "last": of[-1].path.stem,
    }
    return json.dumps(pack, ensure_ascii=False, separators=(",", ":"))


def _step(history: History, step: Step, tree: dict[str, str], at: dict[str, int]) -> dict[str, Any]:
    return {
        "number": step.name,
        "title": step.heading,
        "files": {path: at[blob] for path, blob in tree.items()},
        "picture": _picture(step),
        "packages": needed(step.name, history.content(tree["requirements.txt"]).decode()),
        "tests": _tests(history, step, tree),
    }


def _tests(history: History, step: Step, tree: dict[str, str]) -> list[str]:
    """Return the names of the zips with which the tests of a step run, if they do in the page."""
    if step.stage.number != TESTED or DEVELOPERS not in tree:
        return []
    return needed(step.name, history.content(tree[DEVELOPERS]).decode())


def _picture(step: Step) -> str:
    """Return the last picture of the app up to a step, or nothing if there is none yet."""
    numbers = [each.name for each in all_steps()]
    before = set(numbers[: numbers.index(step.name) + 1])
    found = [path.name for path in SHOTS.glob("*-light.webp") if path.name.split("-")[0] in before]
    return max(found, key=lambda name: numbers.index(name.split("-")[0]), default="")


def needed(step: str, requirements: str) -> list[str]:
    """Return the names of the zips that a step needs.

    Args:
        step: its number.
        requirements: the text of its requirements.txt.

    Raises:
        WorkbookError: if the lock does not have one.
    """
    known = {(each.name, each.version): each.label for each in lock().pypi}
    pins = [pin for pin in PINNED.findall(requirements) if pin[0] not in LEFT_OUT]
    if missing := [f"{name}=={version}" for name, version in pins if (name, version) not in known]:
        raise WorkbookError(
            f"Step {step} pins {', '.join(missing)}, and workbook/site/live/lock.toml does not "
            "have it.\nTo mend: name it there, with the hash of its wheel"
        )
    return [known[pin] for pin in pins]
