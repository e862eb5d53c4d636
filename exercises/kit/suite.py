"""The learner's own tests: run on their app as it is, or on a copy of it with something changed."""

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from kit.learner import Copy
from kit.words import Unmet, need, read_text, unreadable

AT_ONCE = 2
WIDTH = 160  # of what is shown of a test that failed
PYTEST = ("-m", "pytest", "-q", "-p", "kit.noting", "-p", "no:cacheprovider", "-p", "no:randomly")
Change = tuple[str, str, str]  # a file, what stands there, and what shall stand there


@dataclass(frozen=True)
class Run:
    """How tests went, and what they made the app do."""

    ends: dict[str, str]  # why each test failed, or nothing
    typed: int = 0  # how many different texts were typed as tags
    commits: int = 0
    hashes: int = 0

    @property
    def passed(self) -> list[str]:
        """The names of those that passed."""
        return [_name(test) for test, why in self.ends.items() if not why]

    @property
    def failed(self) -> list[str]:
        """The names of those that did not."""
        return [_name(test) for test, why in self.ends.items() if why]

    def why(self) -> str:
        """Return the name of the first that failed, and why."""
        test, why = next((test, why) for test, why in self.ends.items() if why)
        return shorten(f"{_name(test)}: {why}", WIDTH, placeholder=" ...")


class Suite:
    """Some of the learner's tests."""

    def __init__(self, copy: Copy, *files: str) -> None:
        """Take a copy, and which files of ``tests/`` are to be run."""
        self.copy, self.files = copy, files

    @property
    def usual(self) -> Run:
        """How they end on the app as it is."""
        if self.files not in self.copy.usual:
            self.copy.usual[self.files] = self.run()
        return self.copy.usual[self.files]

    def run(self, *changes: Change, backwards: bool = False, first: bool = False) -> Run:
        """Run the tests on a copy of the app with some changes.

        Args:
            changes: what is different there.
            backwards: the last test first.
            first: end with the first that fails.

        Raises:
            Unmet: if there are no such tests, or pytest cannot read them.
        """
        paths = [path for name in self.files for path in sorted(self._tests().glob(name))]
        need(paths, f"There is no tests/{self.files[0]} yet.")
        self.copy.runs = f"It was in your own tests: {', '.join(self.files)}."
        scratch = Path(tempfile.mkdtemp(prefix="suite-", dir=self.copy.scratch))
        shutil.copytree(self.copy.folder, scratch / "copy")
        for change in changes:
            _plant(scratch / "copy", *change)
        names = [path.relative_to(self.copy.folder).as_posix() for path in paths]
        words = ["--maxfail=1", *names] if first else names
        return _run(scratch, words, self.copy.sandbox, backwards=backwards)

    def need_green(self, *changes: Change, otherwise: str, backwards: bool = False) -> Run:
        """Run the tests, and go on if all pass; else say so, with the first that fails."""
        run = self.run(*changes, backwards=backwards) if changes or backwards else self.usual
        if run.failed:
            raise Unmet(f"{otherwise}\n{run.why()}")
        need(run.passed, f"In tests/{self.files[0]}, pytest finds no test.")
        return run

    def need_red(self, *bugs: tuple[Change, str]) -> None:
        """Run the tests on an app with a bug, for each of some; go on if a test fails each time.

        Args:
            bugs: what is different, and what to say if no test fails.

        Raises:
            Unmet: if none fails, or one does without the bug: then it is not the bug that it sees.
        """
        if self.usual.failed:
            raise Unmet(f"Without the bug, one of them fails already.\n{self.usual.why()}")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            runs = list(pool.map(lambda bug: self.run(bug[0], first=True), bugs))
        for run, (_, otherwise) in zip(runs, bugs, strict=True):
            need(run.failed, "\n".join([otherwise, *self._without_assert()]))

    def _without_assert(self) -> list[str]:
        """Say of each test that has no assert of its own that this is so."""
        files = [path for name in self.files for path in sorted(self._tests().glob(name))]
        return [
            f"{test.name} has no assert of its own."
            for file in files
            for test in ast.walk(ast.parse(read_text(file)))
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test_")
            if not any(map(_asserts, ast.walk(test)))
        ]

    def _tests(self) -> Path:
        return self.copy.folder / "tests"


def _name(test: str) -> str:
    return test.partition("::")[2]


def _asserts(node: ast.AST) -> bool:
    """Tell whether a piece of a test can make it fail: an assert, or a block of pytest's."""
    if isinstance(node, ast.With):
        return any(ast.unparse(each.context_expr).startswith("pytest.") for each in node.items)
    return isinstance(node, ast.Assert)


def _plant(folder: Path, name: str, old: str, new: str) -> None:
    """Change a place in a file, which has to be there as the chapter has left it."""
    file = folder / name
    text = read_text(file) if file.is_file() else ""
    need(
        text.count(old) == 1,
        f"{name} is not as the chapter leaves it, so no bug can be planted there. The line is:\n"
        f"{old.strip().splitlines()[0]}",
    )
    file.write_text(text.replace(old, new), encoding="utf-8")


def _run(scratch: Path, words: list[str], sandbox: list[str], *, backwards: bool) -> Run:
    report = scratch / "report"
    told = os.environ | {"KIT_REPORT": str(report)} | ({"KIT_BACKWARDS": "1"} if backwards else {})
    command = [*sandbox, sys.executable, *PYTEST, f"--basetemp={scratch / 'tmp'}", *words]
    done = subprocess.run(command, cwd=scratch / "copy", env=told, capture_output=True, text=True)
    if done.returncode not in (0, 1, 5) or not report.is_file():
        lines = [_complaint(done.stdout + done.stderr), *unreadable(scratch / "copy")]
        raise Unmet("\n".join(["pytest cannot run your tests:", *lines]))
    return Run(**json.loads(report.read_text(encoding="utf-8")))


def _complaint(said: str) -> str:
    """Return the lines in which pytest says what is wrong."""
    lines = [line[1:].strip() for line in said.splitlines() if line.startswith("E ")]
    return "\n".join(lines[:3] or said.strip().splitlines()[-3:])
