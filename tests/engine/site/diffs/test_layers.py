"""What is typed about a layer: three sentences, and where to look first."""

import re
from pathlib import Path

import pytest

from tests.support.diff_pages import PAIRS, Pair, soup_of
from workbook.core.errors import WorkbookError
from workbook.core.paths import DOCS
from workbook.history.history import history
from workbook.site.diffs import layers, pages

pytestmark = pytest.mark.pages

FIRST = 'first = [{ file = "README.md", says = "the map" }]'


def plant(monkeypatch: pytest.MonkeyPatch, folder: Path, says: str, first: str = FIRST) -> None:
    """Say something else of the layer from 01 to 02."""
    typed = folder / "diffs.toml"
    typed.write_text(f'[[layer]]\nold = "01"\nnew = "02"\nsays = {says}\n{first}\n')
    monkeypatch.setattr(layers, "TYPED", typed)


@pytest.mark.parametrize("says", ['["One."]', '["One.", "Two.", "Three.", "Four."]'])
def test_a_layer_is_said_in_three_sentences(
    says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, tmp_path, says)

    with pytest.raises(WorkbookError, match="does not say in three sentences what 02-blueprints"):
        layers.layer(*PAIRS[0])


def test_a_layer_says_where_to_look_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, tmp_path, '["One.", "Two.", "Three."]', first="")

    with pytest.raises(WorkbookError, match="and where to look first"):
        layers.layer(*PAIRS[0])


def test_a_look_that_leads_nowhere_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = FIRST.replace("README.md", "taskmaster/gone.py")
    plant(monkeypatch, tmp_path, '["One.", "Two.", "Three."]', nowhere)

    with pytest.raises(WorkbookError, match="to look first at taskmaster/gone.py, which its diff"):
        pages.pages_of_pair(history(), *PAIRS[0])


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_what_to_look_at_first_leads_to_files_of_the_page(pair: Pair) -> None:
    soup = soup_of(pair)
    links = soup.select(".look-first a")

    assert [link.get_text() for link in links] == [look.file for look in layers.layer(*pair).first]
    assert {str(link["href"])[1:] for link in links} <= {
        str(change["id"]) for change in soup.select("details.change")
    }


def test_the_read_page_says_the_same() -> None:
    rows = re.findall(
        r"^\| \[(\d\d) to (\d\d)\]\(diffs/\1-\2/index\.md\) \| (.+) \|$",
        (DOCS / "read.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    looks = [layers.layer(*pair).first[0] for pair in PAIRS]

    assert rows == [
        (old.number, new.number, f"`{look.file}`: {look.says}")
        for (old, new), look in zip(PAIRS, looks, strict=True)
    ]
