"""The lines of a diff page: on pages that are fetched one by one, and can be read by themselves."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.support.diff_pages import PAIRS, Pair, pages_of
from workbook.history.patches import FileChange
from workbook.site.diffs.line_pages import FULL, parted

pytestmark = pytest.mark.pages


def file(name: str) -> FileChange:
    return FileChange("changed", name, name, "", ())


def test_a_page_is_full_before_it_is_too_long_and_no_file_is_torn_apart() -> None:
    sizes = [FULL // 2, FULL // 2, 1, 3 * FULL, 1]
    found = [(file(str(at)), "x" * size) for at, size in enumerate(sizes)]

    parts = parted(found)

    assert [each for part in parts for each in part] == found
    assert [[int(each.new) for each, _ in part] for part in parts] == [[0, 1], [2], [3], [4]]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_file_leads_to_its_lines_and_each_page_of_lines_to_the_next(pair: Pair) -> None:
    index, *others = pages_of(pair).items()
    pages = {path.rpartition("/")[2]: BeautifulSoup(text, "html.parser") for path, text in others}

    for later in BeautifulSoup(index[1], "html.parser").select(".later > a"):
        name, _, anchor = str(later["href"]).partition("#")
        section = pages[name].select_one(f"#{anchor}")
        assert section
        count = sum(pre.get_text().count("\n") for pre in section.select("pre"))
        assert later.get_text().startswith(f"{count} line")
        assert later.parent
        assert later.parent["style"] == f"--lines:{count}"
    links = [
        [str(link["href"]) for link in page.select("main > p a")[1:]] for page in pages.values()
    ]
    names = list(pages)
    assert links == [
        names[max(at - 1, 0) : at] + names[at + 1 : at + 2] for at in range(len(names))
    ]


def test_the_page_itself_has_no_line_of_any_file() -> None:
    for pair in PAIRS:
        index = next(iter(pages_of(pair).values()))

        assert not re.search(r"<(pre|ins|del)\b", index)
