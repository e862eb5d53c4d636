"""What was handed in: a folder of folders, zips, bundles and clones, and who is not among them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from workbook.core.errors import WorkbookError

ROSTER = "roster.csv"
PACKED = (".zip", ".bundle")
NAMES = ("name", "full name")  # columns that a list may name people in


@dataclass(frozen=True)
class Submission:
    """One thing that was handed in."""

    name: str  # of whoever it is from: the file's or the folder's
    source: Path


def find_submissions(folder: Path) -> list[Submission]:
    """Return what was handed in, by name.

    Args:
        folder: has a folder, a zip or a bundle of each.

    Raises:
        WorkbookError: if there is none, or two have one name.
    """
    if not folder.is_dir():
        raise WorkbookError(f"{folder} is no folder. Name the one that has a folder of each.")
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir(), key=lambda path: (not _is_known(path), path)):
        if path.name.startswith(".") or path.name.lower() == ROSTER:
            continue
        name = path.name if path.is_dir() else path.stem
        if name in found:
            if not _is_known(path):
                continue  # a note on what was handed in, say
            raise WorkbookError(f"{found[name]} and {path} are both of {name}. Move one away.")
        found[name] = path
    if not found:
        raise WorkbookError(f"{folder} has nothing in it that was handed in.")
    return [Submission(name, path) for name, path in sorted(found.items())]


def _is_known(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() in PACKED


def not_handed_in(folder: Path, submissions: list[Submission]) -> list[str]:
    """Return who is on the list of a class, and has handed nothing in.

    Args:
        folder: may have a list, ``roster.csv``: with a column called name.
        submissions: what was handed in.

    Raises:
        WorkbookError: if the list is not saved as UTF-8, or has no such column.
    """
    file = folder / ROSTER
    if not file.is_file():
        return []
    try:
        rows = _rows(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise WorkbookError(f"{file} is not saved as UTF-8. Save it so.") from None
    heads = [word.strip().lower() for word in rows[0]] if rows else []
    column = next((heads.index(name) for name in NAMES if name in heads), None)
    if column is None:
        raise WorkbookError(
            f"{file} has no column called name; its first line is: {', '.join(heads) or 'empty'}. "
            "Call the column name that has what the folders and files are called."
        )
    there = {each.name.casefold() for each in submissions}
    names = [row[column].strip() for row in rows[1:] if len(row) > column]
    return [name for name in names if name and name.casefold() not in there]


def _rows(text: str) -> list[list[str]]:
    """Return the rows of a list that have anything in them, whatever stands between the cells."""
    lines = text.splitlines()
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff("\n".join(lines[:1]), ",;\t")
    except csv.Error:  # one column
        dialect = csv.excel
    return [row for row in csv.reader(lines, dialect) if any(row)]
