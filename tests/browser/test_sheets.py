"""A page looks the same with one sheet as with all of those that it is made of."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.live_site import served
from tests.support.small_site import build
from workbook.site.build import BUILDERS
from workbook.site.sheets import join_sheets

# What pages of every kind are made of.
PAGE = """# Words

A [link](#table), `code` and **more**.

!!! write "Write it yourself"

    What must hold.

    ??? tip "Hint 1"

        Look there.

??? note "Note"

    Words.

=== "macOS / Linux"

    ```console
    $ flask run
    ```

=== "Windows"

    ```powershell
    flask run
    ```

```diff title="app.py"
 def index():
+    return 1
```

## Table

| One | Two |
|---|---|
| 1 | 2 |

1. First

<div class="source highlight"><a href="#table">01.1</a><code class="new">x = 1
</code></div>
<div class="tree"><ul><li>a <small class="new">new</small></li></ul></div>
"""
# All that each element is shown by, and what stands before and behind it.
LOOKS = """() => [...document.querySelectorAll("body, body *")].map((each) =>
    [each.tagName, each.className, ...["", "::before", "::after"].map((part) => {
        const style = getComputedStyle(each, part || null);
        return [...style].filter((name) => !name.startsWith("--"))
            .map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
    })].join("\\n"))"""


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("width", [390, 1280])
def test_one_sheet_shows_a_page_as_all_of_them_do(
    builder: str, width: int, page: Page, tmp_path: Path
) -> None:
    site = build(builder, PAGE, tmp_path)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / "index.html").as_uri())
    said = page.evaluate(LOOKS)

    join_sheets(site)
    page.reload()

    assert page.locator("link[data-whole]").count() == 1
    shown = page.evaluate(LOOKS)
    assert [pair for pair in zip(said, shown, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_whole_sheet_comes_with_the_search_below_our_own(
    builder: str, page: Page, tmp_path: Path
) -> None:
    site = build(builder, PAGE, tmp_path)
    join_sheets(site)
    with served(site) as place:
        page.goto(place.url)
        page.keyboard.press("/")

        expect(page.locator("link[href*='stylesheets/']")).to_have_count(1)
        sheets = page.locator("[rel=stylesheet]").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
    assert "stylesheets/" in sheets[0]
    assert sheets[1].endswith("assets/all.css")
