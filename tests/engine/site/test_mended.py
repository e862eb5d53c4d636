"""What a builder or its theme writes amiss is right in the pages that are published."""

from pathlib import Path

import pytest

from tests.support.small_site import build
from workbook.core.paths import DOCS
from workbook.site.build import BUILDERS
from workbook.site.built_pages import read
from workbook.site.mended import mend_pages, mended

# What vnu and axe found, in the words of CSS.
WRONG = (
    "[type=checkbox][autocomplete]",
    "[tabindex='']",
    "label[aria-hidden]",
    "nav[aria-labelledby$=_label]",
)
SECTION = """<nav class="md-nav" aria-labelledby="__nav_2_label" aria-expanded="true">
<label class="md-nav__title" for="__nav_2">Learn</label></nav>"""
CONTENTS = '<label class="md-nav__title" for="__toc">Contents</label>'


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_page_has_none_of_what_the_theme_does_wrong(builder: str, tmp_path: Path) -> None:
    site = build(builder, "# Home\n\n## Words\n\nA line,  \nand one.\n", tmp_path)
    assert read(site / "index.html").css(", ".join(WRONG))

    mend_pages(site)

    assert not read(site / "index.html").css(", ".join(WRONG))
    assert "/>" not in (site / "index.html").read_text(encoding="utf-8").partition("<article")[2]


def test_a_part_of_the_menu_has_the_name_that_is_shown_in_it() -> None:
    page = mended(SECTION)

    assert 'aria-labelledby="__nav_2_title"' in page
    assert '<label class="md-nav__title" id="__nav_2_title" for="__nav_2">' in page


def test_a_label_is_for_a_checkbox_that_the_page_has() -> None:
    box = '<input type="checkbox" id="__toc">'

    assert mended(CONTENTS) == '<label class="md-nav__title">Contents</label>'
    assert mended(box + CONTENTS) == box + CONTENTS


def test_what_is_right_stays_as_it_is() -> None:
    page = '<input type="text" autocomplete="off"><label tabindex="0"></label><a href="b/">c</a>'

    assert mended(page) == page


def test_a_picture_has_its_size_and_by_day_the_one_for_the_night_is_not_fetched(
    tmp_path: Path,
) -> None:
    shots = sorted((DOCS / "assets" / "shots").glob("01.6-*.webp"))
    for shot in shots:
        (tmp_path / shot.name).write_bytes(shot.read_bytes())
    page = tmp_path / "index.html"
    page.write_text(
        "".join(f'<img alt="" src="{shot.name}#only-{scheme(shot)}">' for shot in shots)
    )

    mend_pages(tmp_path)

    night, day = read(page).css("img")
    assert night.attributes.items() - day.attributes.items() >= {("loading", "lazy")}
    assert (day.attributes["width"], "loading" in day.attributes) == ("1440", False)
    assert int(day.attributes["height"] or 0) > 100


def scheme(shot: Path) -> str:
    return shot.stem.rpartition("-")[2]


def test_a_picture_that_says_its_size_keeps_it(tmp_path: Path) -> None:
    text = '<img alt="" width="720" src="a.png#only-light">'
    (tmp_path / "index.html").write_text(text)

    mend_pages(tmp_path)

    assert (tmp_path / "index.html").read_text() == text
