"""HTML in a fence of its own reaches a page as it is, with either builder."""

from pathlib import Path

import pytest

from tests.support.small_site import build
from workbook.site.as_is import FENCE, fenced
from workbook.site.build import BUILDERS

HTML = """<div class="tree"><a href="../02/#b">b.md</a>
<code>```python
print("*one*, _two_")

    # Three: [four](five.md) &amp; ~~~
</code>
<script src="x.js"></script></div>"""


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_leaves_it_alone(builder: str, tmp_path: Path) -> None:
    site = build(builder, f"# Home\n\n{fenced(HTML)}\n\nWords *behind* it.\n", tmp_path)

    page = (site / "index.html").read_text(encoding="utf-8")
    assert HTML in page
    assert "Words <em>behind</em> it." in page
    assert FENCE not in page
