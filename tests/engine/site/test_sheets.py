"""All pages ask for one sheet, which has the rules that they need."""

from pathlib import Path

import pytest

from tests.support.small_site import build
from workbook.core.errors import WorkbookError
from workbook.site.build import BUILDERS
from workbook.site.built_pages import read
from workbook.site.sheets import ONE, join_sheets, needed

KNOWN = {"a", "b", "md:c"}


@pytest.mark.parametrize(
    "rule",
    [
        ".a{color:red}",
        ".x,.a .b:hover{color:red}",
        ".a:not(.x){color:red}",
        ":is(.x,:not(.y:is(.z)))>.a{color:red}",
        '[href$=".pdf"]{color:red}',
        r".md\:c{color:red}",
        '.a:before{content:"{;}"}',
        '@charset "utf-8";',
        "@font-face{src:url(x.woff)}",
        "@media print{.a{color:red}}",
        "@media print{@supports (a:b){.a{color:red}}}",
    ],
)
def test_a_rule_that_may_be_needed_stays(rule: str) -> None:
    assert needed(f".x{{margin:0}}{rule}.y{{margin:0}}", KNOWN) == rule


@pytest.mark.parametrize(
    "rule", [".x{a:b}", ".a.x{a:b}", ".a .x:hover,.y{a:b}", "@media print{.x{a:b}.y{a:b}}"]
)
def test_a_rule_of_a_class_that_nothing_has_is_left_out(rule: str) -> None:
    assert needed(f".a{{color:red}}{rule}.b{{color:red}}", KNOWN) == ".a{color:red}.b{color:red}"


@pytest.mark.parametrize("builder", BUILDERS)
def test_each_page_asks_for_one_sheet_and_knows_the_themes_own(
    builder: str, tmp_path: Path
) -> None:
    site = build(builder, "# Home\n\nWords.\n", tmp_path, "https://example.org/workbook/")

    join_sheets(site)

    asked = {
        page.name: [link.attributes["href"] or "" for link in read(page).css("[rel=stylesheet]")]
        for page in site.glob("*.html")
    }
    assert [Path(name).as_posix() for name in asked["index.html"]] == [ONE, "assets/home.css"]
    assert asked["404.html"] == [f"/workbook/{ONE}"]
    (whole,) = read(site / "index.html").css("[data-whole]")
    sheet = (site / ONE).read_text(encoding="utf-8")
    assert (site / str(whole.attributes["data-whole"])).stat().st_size > len(sheet.encode())
    assert ".md-header" in sheet
    assert ".step-done" in sheet
    own = [path.read_text(encoding="utf-8") for path in (site / "assets").glob("*.css")]
    assert not any("/*" in text for text in own)


def test_a_theme_whose_sheet_is_called_otherwise_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<link rel="stylesheet" href="assets/x.css"></head>')

    with pytest.raises(WorkbookError, match="no page with a sheet like"):
        join_sheets(tmp_path)
