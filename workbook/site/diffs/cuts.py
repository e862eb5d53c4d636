"""A new file is one hunk: cut at the definitions in it, each piece can be explained by itself."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbook.history.patches import FileChange, Hunk

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
MACRO = re.compile(r"\{%-? macro (?P<name>\w+)\(")
Start = tuple[int, str]  # the first line of a piece, counted from 1, and what it defines


@dataclass(frozen=True)
class Piece:
    """Some lines of a hunk."""

    name: str  # what it defines, if it defines something
    hunk: Hunk  # with these lines alone


def pieces(file: FileChange, hunk: Hunk) -> list[Piece]:
    """Return a hunk in pieces: one for each definition of a new file, and else one.

    Args:
        file: the file of a diff.
        hunk: one of its hunks.
    """
    lines = hunk.text.splitlines(keepends=True)
    text = "".join(line[1:] for line in lines)
    starts = list(_starts(file.new, text)) if file.kind == "added" else []
    if not starts:
        return [Piece("", hunk)]
    if starts[0][0] > 1:
        starts.insert(0, (1, ""))
    ends = [*(line for line, _ in starts[1:]), len(lines) + 1]
    return [
        Piece(name, Hunk(f"@@ -0,0 +{start},{end - start} @@", "".join(lines[start - 1 : end - 1])))
        for (start, name), end in zip(starts, ends, strict=True)
    ]


def _starts(path: str, text: str) -> Iterator[Start]:
    if path.endswith(".py"):
        yield from _of_python(text)
    elif path.endswith(".html"):
        for number, line in enumerate(text.split("\n"), start=1):
            if found := MACRO.match(line):
                yield number, found["name"]


def _of_python(text: str) -> Iterator[Start]:
    """Yield where each function and class begins, and what comes behind one and is neither."""
    lines = text.split("\n")
    in_definition = False
    for node in ast.parse(text).body:
        above, in_definition = in_definition, isinstance(node, Definition)
        if isinstance(node, Definition):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            yield _with_comment(first, lines), node.name
        elif above:
            yield _with_comment(node.lineno, lines), ""


def _with_comment(line: int, lines: list[str]) -> int:
    """Return the line at which the comment above a line begins, or the line."""
    while line > 1 and lines[line - 2].startswith("#"):
        line -= 1
    return line
