"""Collect what a run of nox has proven, to be said in its last lines."""

import os
from pathlib import Path

VARIABLE = "WORKBOOK_SUMMARY"  # names the file that the sessions of one run add to


def add(line: str) -> None:
    """Print what has been proven, and keep it for the end of the run."""
    print(line)
    if path := os.environ.get(VARIABLE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
