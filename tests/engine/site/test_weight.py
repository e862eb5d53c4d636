"""A page that is too heavy is refused, with what is in it."""

import random
from pathlib import Path

import pytest

from tests.support.small_site import build
from workbook.core.errors import WorkbookError
from workbook.site.build import BUILDERS
from workbook.site.weight import check_weight

HEAD = "<link rel=stylesheet href=../a.css><script src=../a.js></script>"


def site(
    folder: Path,
    page: str = HEAD,
    *,
    name: str = "facts",
    css: int = 10,
    js: int = 10,
    font: int = 0,
) -> Path:
    """Make a built site of one page, with a sheet, a script and a font that can't be packed."""
    (folder / name).mkdir()
    (folder / name / "index.html").write_text(page)
    for suffix, size in {"css": css, "js": js, "woff2": font}.items():
        (folder / f"a.{suffix}").write_text(random.Random(1).randbytes(size).hex())
    return folder


def test_a_page_with_all_that_it_fetches_is_weighed_as_it_is_packed(tmp_path: Path) -> None:
    check_weight(site(tmp_path, HEAD + "x" * 400_000, css=25_000, js=25_000))


@pytest.mark.parametrize(("sizes", "named"), [((10, 60_000), "a.js"), ((60_000, 10), "a.css")])
def test_a_script_or_a_sheet_that_is_too_heavy_is_refused(
    tmp_path: Path, sizes: tuple[int, int], named: str
) -> None:
    with pytest.raises(WorkbookError, match=rf"facts/index.html: weighs 6\d.*: {named} 6"):
        check_weight(site(tmp_path, css=sizes[0], js=sizes[1]))


def test_a_page_that_is_too_heavy_by_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="60 is the most: index.html"):
        check_weight(site(tmp_path, random.Random(1).randbytes(60_000).hex()))


def test_a_font_is_weighed_with_its_sheet(tmp_path: Path) -> None:
    site(tmp_path, font=60_000)
    (tmp_path / "a.css").write_text("@font-face { src: url('a.woff2') }")

    with pytest.raises(WorkbookError, match="a.woff2"):
        check_weight(tmp_path)


def test_what_is_fetched_when_somebody_asks_for_it_is_not_weighed(tmp_path: Path) -> None:
    page = "<script type=text/plain data-search=../a.js></script><img src=../a.woff2 alt=x>"

    check_weight(site(tmp_path, page, js=60_000, font=60_000))


def test_the_page_of_a_folder_is_weighed_besides_those_in_it(tmp_path: Path) -> None:
    site(tmp_path, js=60_000)
    (tmp_path / "facts" / "larger").mkdir()
    (tmp_path / "facts" / "larger" / "index.html").write_text("x" * 100_000)

    with pytest.raises(WorkbookError, match="facts/index.html: weighs"):
        check_weight(tmp_path)


def test_what_another_builder_makes_in_the_same_place_is_weighed_anew(tmp_path: Path) -> None:
    check_weight(site(tmp_path))
    (tmp_path / "a.js").write_text(random.Random(1).randbytes(60_000).hex())

    with pytest.raises(WorkbookError, match="is the most: a.js"):
        check_weight(tmp_path)


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_script_of_a_theme_makes_any_page_too_heavy(builder: str, tmp_path: Path) -> None:
    built = build(builder, "# Home\n\nWords.\n", tmp_path)
    check_weight(built)
    page = built / "index.html"
    text = page.read_text(encoding="utf-8")
    assert text.count("data-search=") == 1
    page.write_text(text.replace("data-search=", "src="), encoding="utf-8")

    with pytest.raises(WorkbookError, match="is the most: bundle"):
        check_weight(built)
