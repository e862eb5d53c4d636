"""Rewrite pages: put what commands really print under them."""

from dataclasses import dataclass
from pathlib import Path

from workbook.core.paths import ROOT
from workbook.course.blocks import Command
from workbook.course.fences import Fence


@dataclass
class PageEdit:
    """New lines for a page, found while playing: what stands under a command is replaced."""

    fence: Fence
    command: Command
    lines: list[str]


def rewrite_outputs(edits: list[PageEdit]) -> list[str]:
    """Write the lines of each edit into its page.

    Args:
        edits: new lines for what stands under commands, in any order.

    Returns:
        The pages that changed, relative to the repo.
    """
    pages: dict[str, list[PageEdit]] = {}
    for edit in edits:
        pages.setdefault(edit.fence.page, []).append(edit)
    for page, of_page in pages.items():
        _rewrite(ROOT / page, of_page)
    return list(pages)


def _rewrite(path: Path, edits: list[PageEdit]) -> None:
    text = path.read_bytes().decode()
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    # From the last to the first, so that the lines above an edit keep their numbers.
    for edit in sorted(edits, key=lambda edit: edit.fence.line + edit.command.at, reverse=True):
        start = edit.fence.line + edit.command.at  # the line after the command, counted from 0
        margin = " " * edit.fence.indent
        shown = [f"{margin}{line}" if line else "" for line in edit.lines]
        lines[start : start + len(edit.command.output)] = shown
    path.write_bytes(end.join(lines).encode())
