"""Each colour of code can be read on each ground where it stands, by day and by night."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pygments.token import STANDARD_TYPES

from tests.support.small_site import build
from workbook.site.build import BUILDERS

STYLES = sorted(filter(None, STANDARD_TYPES.values()))
# A word in each style that Pygments has, as both builders mark them.
WORDS = "".join(f'<span class="{style}">{style} words</span>\n' for style in STYLES)
# What code stands on; in a change, lines come and go, and in a listing, what is new is tinted.
PAGE = f"""# Code

Words in a sentence, and `code` in it.

<div class="language-diff highlight"><span class="filename">app.py</span>
<pre><code>{WORDS}<span class="gi">+{WORDS}</span>
<span class="gd">-{WORDS}</span></code></pre></div>
<div class="highlight source"><a href="#">01.1</a><code>{WORDS}</code>
<a class="new" href="#">01.2</a><code class="new">{WORDS}</code></div>
<div class="change"><pre class="lines"><code><ins>words</ins><del>words</del></code></pre></div>
"""
ONLY = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture(params=BUILDERS)
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A site of one page, in the looks of the whole one, from each builder in turn."""
    return build(request.param, PAGE, tmp_path) / "index.html"


@pytest.fixture
def shown(small: Path, browser: Browser, scheme: str) -> Iterator[Page]:
    """The page in a window, by day and by night."""
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(small.as_uri())
        yield page


def too_faint(page: Page) -> list[str]:
    """Return what is too faint to be read, with its ratio, and what axe can't tell."""
    found = Axe().run(page, "article", ONLY).response
    told = [node for each in found["violations"] + found["incomplete"] for node in each["nodes"]]
    return [f"{node['target'][0]}: {node['any'][0]['data']['contrastRatio']}" for node in told]


def test_each_colour_of_code_can_be_read(shown: Page) -> None:
    assert shown.locator(".highlight span[class]").count() >= 5 * len(STYLES)
    assert too_faint(shown) == []


def test_a_colour_that_is_too_faint_is_told(shown: Page) -> None:
    shown.add_style_tag(
        content=".highlight .sd { color: var(--md-default-fg-color--lighter) !important }"
    )

    assert len(too_faint(shown)) == 5
