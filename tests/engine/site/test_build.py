"""What names the address of the site does so, or is not there."""

from pathlib import Path

import pytest

import noxfile
from tests.support.small_site import build
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.site.build import ADDRESS, BUILDERS, NEED_ADDRESS, leave_out
from workbook.site.built_pages import check_site

PAGE = "# Home\n\nWords.\n"


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_site_whose_address_is_known_has_a_sitemap_and_leads_home_from_anywhere(
    builder: str, tmp_path: Path
) -> None:
    address = "https://example.org/workbook/"
    site = build(builder, PAGE, tmp_path, address)

    leave_out(site, address)

    assert f"<loc>{address}</loc>" in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert check_site(site, "/workbook/") == 2
    with pytest.raises(WorkbookError, match="404.html: /workbook/"):
        check_site(site, "/elsewhere/")


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_site_that_may_stand_anywhere_has_no_page_that_leads_to_the_root(
    builder: str, tmp_path: Path
) -> None:
    site = build(builder, PAGE, tmp_path)
    assert 'href="/assets/' in (site / "404.html").read_text(encoding="utf-8")

    leave_out(site, "")

    assert [name for name in NEED_ADDRESS if (site / name).exists()] == []
    assert check_site(site) == 1


def test_where_the_site_is_to_stand_is_let_in_from_a_shell() -> None:
    assert ADDRESS.startswith(noxfile.OURS)
    assert f"!ENV {ADDRESS} " in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
