"""Each builder shows changes in the colours of their language, and other blocks as before."""

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.small_site import build
from workbook.site.build import BUILDERS

PAGE = """# Page

```diff title="app.py"
 def index():
-    return 1
+    return "<2>"
```

??? given "What it is"

    ```{.diff .other title="a&b.html"}
     <p>
    +{{ task }}
    ```

```diff
+return
```

```python title="new.py"
def index(): ...
```

```{.python .rewrite title="old.py"}
def index(): ...
```
"""


@pytest.fixture(scope="module", params=BUILDERS)
def blocks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Tag]:
    """The blocks of the page, from each builder in turn."""
    built = build(request.param, PAGE, tmp_path_factory.mktemp("small")) / "index.html"
    html = BeautifulSoup(built.read_text(encoding="utf-8"), "html.parser")
    return html.select("article .highlight")


def lines(block: Tag) -> list[str]:
    """Return the lines of a block as HTML."""
    code = block.select_one("pre > code")
    assert code
    return code.decode_contents().splitlines()


def test_a_change_is_in_the_colours_of_its_language(blocks: list[Tag]) -> None:
    assert lines(blocks[0]) == [
        ' <span class="k">def</span> <span class="nf">index</span>():',
        '<span class="gd">-    <span class="k">return</span> <span class="mi">1</span></span>',
        '<span class="gi">+    <span class="k">return</span> '
        '<span class="s2">"&lt;2&gt;"</span></span>',
    ]
    assert '<span class="nv">task</span>' in lines(blocks[1])[1]
    assert lines(blocks[2]) == ['<span class="gi">+return</span>']


def test_a_block_is_marked_as_its_fence_says(blocks: list[Tag]) -> None:
    assert [block["class"] for block in blocks] == [
        ["language-diff", "highlight"],
        ["language-diff", "other", "highlight"],
        ["language-diff", "highlight"],
        ["language-python", "highlight"],
        ["language-python", "rewrite", "highlight"],
    ]
    titles = [block.select_one(".filename") for block in blocks]
    names = [title.get_text() if title else "" for title in titles]
    assert names == ["app.py", "a&b.html", "", "new.py", "old.py"]


def test_what_is_no_change_is_left_to_pymdownx(blocks: list[Tag]) -> None:
    expected = '<span class="k">def</span><span class="w"> </span><span class="nf">index</span>'

    assert all(lines(block)[0].startswith(expected) for block in blocks[3:])
