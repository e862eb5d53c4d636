"""Each line of a diff page is in the colours that it has in its file, read as a whole."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from tests.support.diff_pages import PAIRS, Pair, soup_of
from workbook.course.chapters import steps
from workbook.history.history import history
from workbook.history.patches import FileChange, Hunk, parse_patch
from workbook.site.coloured import coloured
from workbook.site.diffs.coloured_sides import Sides

pytestmark = pytest.mark.pages

Line = list[tuple[str, str]]  # each character, and the style that gives it its colour
DOCSTRING = '"""Words.\n\nMore if words.\n"""\nreturn 1\n'
PATCH = """diff --git a/app.py b/app.py
--- a/app.py
+++ b/app.py
@@ -3,3 +3,3 @@
 More if words.
 \"""
-return 1
+return 2
\\ No newline at end of file
"""
FAULTS: dict[str, Callable[[Tag], object]] = {
    "a lost colour": Tag.unwrap,
    "another colour": lambda word: word.attrs.update({"class": "s2"}),
}


def read(html: Tag) -> list[Line]:
    """Return the lines of a text, each character with its style."""
    lines: list[Line] = [[]]
    for node in html.descendants:
        if isinstance(node, NavigableString) and node.parent:
            span = node.parent if node.parent.name == "span" else None
            style = " ".join(span.get_attribute_list("class")) if span else ""
            for at, part in enumerate(node.split("\n")):
                lines += [[]] if at else []
                lines[-1] += [(each, style) for each in part]
    return lines


def of_file(pair: Pair, side: int, path: str) -> list[Line]:
    """Return the lines of a file at the end of a stage, in the colours of its language."""
    step = steps(pair[side])[-1]
    if path not in history().tree(step):
        return []
    lines = coloured(path, history().text(step, path).split("\n"))
    return read(BeautifulSoup("<pre>" + "\n".join(lines) + "</pre>", "html.parser"))


def miscoloured(pair: Pair, soup: BeautifulSoup) -> Iterator[str]:
    """Yield each file of a page that has a line in other colours than the file itself."""
    for change in soup.select("details.change"):
        names = [code.get_text() for code in change.select(":scope > summary code")]
        sides = [of_file(pair, 0, names[0]), of_file(pair, 1, names[-1])]
        shown = chain.from_iterable(map(_numbered, change.select(".piece")))
        if any(sides[side][number - 1] != line for side, number, line in shown):
            yield names[-1]


def _numbered(piece: Tag) -> Iterator[tuple[int, int, Line]]:
    """Yield the lines of a piece: the side that it is on, 0 or 1, its number and its words."""
    numbers = [int(number) for number in re.findall(r"[-+](\d+)", str(piece["data-at"]))]
    for (mark, _), *words in filter(None, read(piece.select("pre")[0])):
        for side in [side for side in (0, 1) if mark in (" ", "-+"[side])]:
            yield side, numbers[side], words
            numbers[side] += 1


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_line_of_a_page_is_coloured_as_in_its_file(pair: Pair) -> None:
    assert list(miscoloured(pair, soup_of(pair))) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_line_in_other_colours_is_found(fault: str) -> None:
    soup = soup_of(PAIRS[1])
    FAULTS[fault](soup.select("#file-taskmaster-pages-py pre .k")[0])

    assert list(miscoloured(PAIRS[1], soup)) == ["taskmaster/pages.py"]


def test_a_hunk_that_begins_within_a_string_is_read_so() -> None:
    (file,) = parse_patch(PATCH)
    after = DOCSTRING.replace("1\n", "2")

    assert list(Sides(file, DOCSTRING, after).lines(file.hunks[0])) == [
        ' <span class="sd">More if words.</span>',
        ' <span class="sd">"""</span>',
        '-<span class="k">return</span> <span class="mi">1</span>',
        '+<span class="k">return</span> <span class="mi">2</span>',
        "\\ No newline at end of file",
    ]


def test_a_file_is_read_in_the_language_of_its_name_on_each_side() -> None:
    hunk = Hunk("@@ -1 +1 @@", "-def\n+def\n")
    file = FileChange("moved", "a.txt", "a.py", "", (hunk,))

    assert list(Sides(file, "def\n", "def\n").lines(hunk)) == [
        "-def",
        '+<span class="k">def</span>',
    ]
