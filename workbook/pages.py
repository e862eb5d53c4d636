"""Rewrite pages: put what commands really print under them."""

from pathlib import Path

from workbook.paths import ROOT
from workbook.player import Edit


def rewrite_outputs(edits: list[Edit]) -> list[str]:
    """Write the lines of each edit into its page, and return the pages that changed."""
    pages: dict[str, list[Edit]] = {}
    for edit in edits:
        pages.setdefault(edit.fence.page, []).append(edit)
    for page, of_page in pages.items():
        _rewrite(ROOT / page, of_page)
    return list(pages)


def _rewrite(path: Path, edits: list[Edit]) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    # From the last to the first, so that the lines above an edit keep their numbers.
    for edit in sorted(edits, key=lambda edit: edit.fence.line + edit.command.at, reverse=True):
        start = edit.fence.line + edit.command.at  # the line after the command, counted from 0
        margin = " " * edit.fence.indent
        shown = [f"{margin}{line}" if line else "" for line in edit.lines]
        lines[start : start + len(edit.command.output)] = shown
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
