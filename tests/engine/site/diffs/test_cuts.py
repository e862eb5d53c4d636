"""A new file in pieces: one for each definition, and nothing of it lost."""

import ast

import pytest

from tests.support.diff_pages import PAIRS, Pair, soup_of
from workbook.course.chapters import steps
from workbook.history.history import history
from workbook.history.patches import parse_patch
from workbook.site.diffs.cuts import Piece, pieces

pytestmark = pytest.mark.pages

MODULE = '''"""A module."""

import os

# Said of one.
# And more.
@cache
def one() -> int:
    return 1


class Two:
    def inner(self) -> None:
        pass


ONE = one()
THREE = 3

async def four(): ...
'''


def cut(text: str, path: str = "a.py") -> list[Piece]:
    lines = text.splitlines(keepends=True)
    header = f"diff --git a/{path} b/{path}\nnew file mode 100644\n--- /dev/null\n+++ b/{path}\n"
    body = "".join(f"+{line}" for line in lines)
    (file,) = parse_patch(f"{header}@@ -0,0 +1,{len(lines)} @@\n{body}")
    return pieces(file, file.hunks[0])


def test_a_module_is_cut_where_functions_and_classes_begin_and_end() -> None:
    found = cut(MODULE)

    assert [piece.name for piece in found] == ["", "one", "Two", "", "four"]
    begins = [piece.hunk.text.split("\n")[0] for piece in found]
    assert begins == [
        '+"""A module."""',
        "+# Said of one.",
        "+class Two:",
        "+ONE = one()",
        "+async def four(): ...",
    ]


def test_pieces_have_every_line_once_with_its_number() -> None:
    found = cut(MODULE)

    assert "".join(piece.hunk.text for piece in found) == "".join(
        f"+{line}" for line in MODULE.splitlines(keepends=True)
    )
    numbers = [line.new for piece in found for line in piece.hunk.lines]
    assert numbers == list(range(1, MODULE.count("\n") + 1))


def test_a_template_is_cut_at_its_macros_and_other_files_are_whole() -> None:
    macros = "{% macro one(a) %}\n{% endmacro %}\n\n{%- macro two() %}\n{% endmacro %}\n"

    assert [piece.name for piece in cut(macros, "a.html")] == ["one", "two"]
    assert [piece.name for piece in cut("<p>\n  {% block a %}\n", "a.html")] == [""]
    assert [piece.name for piece in cut("def one():\n", "a.txt")] == [""]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_definition_of_a_new_module_has_its_own_piece_and_links(
    pair: Pair,
) -> None:
    made = history()
    for change in soup_of(pair).select("details.change"):
        path = change.select("summary code")[-1].get_text()
        if path.endswith(".py") and change.select("summary > .added"):
            body = ast.parse(made.text(steps(pair[1])[-1], path)).body
            names = [code.get_text() for code in change.select(".piece-head code")]

            defined = [node.name for node in body if hasattr(node, "name")]
            assert names == defined or (len(change.select(".piece")) == 1 and not names)
            assert all(head.select("a") for head in change.select(".piece-head"))
