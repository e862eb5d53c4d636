"""Of docs/, readers get pages and assets, and not what those are made from."""

from pathlib import Path

import pytest

from tests.support.small_site import build
from workbook.core.errors import WorkbookError
from workbook.core.paths import DOCS
from workbook.site.build import BUILDERS
from workbook.site.published import ASSETS, check_published

pytestmark = pytest.mark.pages

PAGE = "# Home\n\nWords.\n"


@pytest.mark.parametrize("builder", BUILDERS)
def test_what_pages_are_made_from_is_not_published(builder: str, tmp_path: Path) -> None:
    kept = sorted(DOCS.glob("*.toml"))
    assert len(kept) == 3
    (tmp_path / "docs").mkdir()
    for path in kept:
        (tmp_path / "docs" / path.name).write_bytes(path.read_bytes())

    site = build(builder, PAGE, tmp_path)

    check_published(site, tmp_path / "docs")
    assert [path for path in site.rglob("*") if path.suffix == ".toml"] == []
    assert not list(site.glob("assets/facts/*.json"))
    # And all the rest is there, licences too.
    assets = [path for path in (DOCS / "assets").rglob("*") if path.suffix in ASSETS]
    assert all((site / path.relative_to(DOCS)).is_file() for path in assets)


@pytest.mark.parametrize("builder", BUILDERS)
def test_each_file_that_is_neither_page_nor_asset_is_told(builder: str, tmp_path: Path) -> None:
    planted = ["notes", "notes.json", "notes.yaml"]
    (tmp_path / "docs").mkdir()
    for name in planted:
        (tmp_path / "docs" / name).write_text("Not for readers.")

    site = build(builder, PAGE, tmp_path)

    with pytest.raises(WorkbookError) as told:
        check_published(site, tmp_path / "docs")
    said = [line.partition(":")[0] for line in str(told.value).splitlines()]
    assert [Path(name).name for name in said[:-1]] == planted


def test_pages_that_no_builder_makes_are_slides_or_lines_or_are_told(tmp_path: Path) -> None:
    docs, site = tmp_path / "docs", tmp_path / "site"
    for name in ("teach/01/slides-1.html", "diffs/01-02/lines-1.html", "notes/slides-1.html"):
        for folder in (docs, site):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("Slides")

    with pytest.raises(WorkbookError) as told:
        check_published(site, docs)

    assert str(told.value).count("is no page") == 1
    assert "notes/slides-1.html: is no page" in str(told.value).replace("\\", "/")
