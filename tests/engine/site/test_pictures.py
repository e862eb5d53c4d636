"""A picture of the site that is not what its recipe says is refused."""

from pathlib import Path

import pytest

from workbook.core.errors import WorkbookError
from workbook.site import pictures

pytestmark = pytest.mark.pages


def test_a_figure_that_differs_from_its_description_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "FIGURES", tmp_path)
    for path, svg in pictures.drawings().items():
        path.write_text(svg, encoding="utf-8")
    pictures.require_drawn()
    drawn = next(iter(pictures.drawings()))
    drawn.write_text(drawn.read_text(encoding="utf-8").replace("POST", "PUT"), encoding="utf-8")

    with pytest.raises(WorkbookError, match="nox -s shots"):
        pictures.require_drawn()
