"""Collect what a run of nox has proven, to be said in its last lines."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "WORKBOOK_SUMMARY"  # names the file that the sessions of one run add to


def add(line: str) -> None:
    """Print what has been proven, and keep it for the end of the run.

    Args:
        line: one sentence, without a full stop.
    """
    print(line, flush=True)
    _keep([line])


@contextmanager
def collected() -> Iterator[list[str]]:
    """Lend a list that has, afterwards, what was proven meanwhile, in other processes too."""
    lines: list[str] = []
    outer = os.environ.get(VARIABLE)
    with tempfile.TemporaryDirectory(prefix="summary-") as folder:
        file = Path(folder) / "lines"
        file.touch()
        os.environ[VARIABLE] = str(file)
        try:
            yield lines
        finally:
            lines += file.read_text(encoding="utf-8").splitlines()
            os.environ.pop(VARIABLE) if outer is None else os.environ.update({VARIABLE: outer})
            _keep(lines)


def _keep(lines: list[str]) -> None:
    if path := os.environ.get(VARIABLE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
