"""What a page shows as code is what replay plays: planted in pages that both builders build."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.course import fences
from workbook.site.build import BUILDERS, surroundings
from workbook.site.shown_blocks import check_blocks

GOOD = """# Page

```python title="a/app.py"
print("<hello>")

if True:
    pass
```

1. Item

    ```diff title="app.py"
     a
    -b
    +c
    @@
     d
    +e
    ```

=== "macOS / Linux"

    ```console exit=1
    $ ls  a
    one   two
    ```

=== "Windows"

    ```console
    > dir
    ```

````text
```console
$ shown
```
````
"""
Build = Callable[[str], Path]


@pytest.fixture(params=BUILDERS)
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    """How to build a page with each of the builders, as the site is built."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    extensions = settings[settings.index("markdown_extensions:") : settings.index("\nnav:")]
    head = "site_name: P\ntheme:\n  name: material\nplugins: []\n"
    (tmp_path / "mkdocs.yml").write_text(head + extensions)
    (tmp_path / "docs").mkdir()

    def built(text: str) -> Path:
        (tmp_path / "docs" / "index.md").write_text(text)
        program = str(Path(sys.executable).with_name(BUILDERS[request.param][0]))
        command = [program, "build", "--clean"]
        subprocess.run(command, cwd=tmp_path, env=surroundings(), check=True, capture_output=True)
        return tmp_path

    return built


def test_a_page_shows_its_blocks(build: Build) -> None:
    folder = build(GOOD)

    assert check_blocks(folder / "site", folder / "docs") == 5


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Page\n\n    ```console\n    $ ls\n    ```\n", 3),
        ("# Page\n\n- item\n\n        ```console\n        $ ls\n        ```\n", 5),
        ("# Page\n\n```text\nx\n````\n\n```text\ny\n```\n", 3),
        ('# Page\n\n```text title="a.txt"\n\nx\n```\n', 3),
        ('# Page\n\n```text title="a.txt"\na\tb\n```\n', 3),
        ("# Page\n\nwords\n\n    code without a fence\n", 1),
    ],
)
def test_a_block_that_a_builder_shows_otherwise_is_named(
    build: Build, monkeypatch: pytest.MonkeyPatch, text: str, line: int
) -> None:
    # The parser refuses some of these itself; the built page is asked all the same.
    monkeypatch.setattr(fences._Scanner, "_require_place", lambda *_: None)
    monkeypatch.setattr(fences._Scanner, "_require_closing", lambda *_: None)
    folder = build(text)

    with pytest.raises(WorkbookError, match=rf"index\.md:{line}: the built page") as raised:
        check_blocks(folder / "site", folder / "docs")

    assert "To mend: " in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<pre>", "<div>"),
        ('class="filename">a/app.py', 'class="filename">b/app.py'),
        ('<span class="filename">a/app.py</span>', ""),
        ("&lt;hello&gt;", "&lt;goodbye&gt;"),
    ],
)
def test_what_a_builder_drops_or_changes_is_named(build: Build, old: str, new: str) -> None:
    folder = build(GOOD)
    page = folder / "site" / "index.html"
    html = page.read_text(encoding="utf-8")
    assert old in html
    page.write_text(html.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(WorkbookError, match=r"index\.md:3: the built page does not show this"):
        check_blocks(folder / "site", folder / "docs")
