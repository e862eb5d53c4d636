"""The button that runs a step stands where there is an app to run, and nowhere else."""

import re
from pathlib import Path

import pytest

from tests.support.small_site import build
from workbook.site.build import BUILDERS

PAGES = (
    *("01-minimal/1-an-empty-project", "01-minimal/4-a-form", "01-minimal/index", "setup"),
    *("exercises/01-undo-delete", "exercises/05-contact", "exercises/solutions/01-undo-delete"),
)
TOLD = "all but 01-minimal/1-an-empty-project/"
CHECKED = "all of exercises/01-done-last/ exercises/01-undo-delete/"
BUTTON = re.compile(r'class="md-typeset live" data-page="([^"]+)"')


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("told", [TOLD, ""])
def test_a_page_leads_to_its_own_app(
    builder: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_LIVE", told)
    monkeypatch.setenv("WORKBOOK_LIVE_CHECKS", told and CHECKED)
    for page in PAGES:
        file = tmp_path / "docs" / f"{page}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# A page\n", encoding="utf-8")

    site = build(builder, "# Home\n", tmp_path)

    found = {
        path: BUTTON.findall(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }
    leads = {path.relative_to(site).parent.as_posix(): to for path, to in found.items() if to}
    stage, step = "../live/?step=01-minimal", "../../live/?step=01-minimal/4-a-form"
    exercise = "../../live/?exercise=01-undo-delete"
    expected = {
        "01-minimal": [stage],
        "01-minimal/4-a-form": [step],
        "exercises/01-undo-delete": [exercise],
    }
    assert leads == (expected if told else {})
    told_to_pages = (site / "setup" / "index.html").read_text(encoding="utf-8")
    assert ('<meta name="live"' in told_to_pages) == bool(told)
