"""A site of one page, in the looks of the whole one: built in a second."""

import shutil
import subprocess
import sys
from pathlib import Path

from workbook.core.paths import DOCS, ROOT
from workbook.site.build import ADDRESS, BUILDERS, surroundings

THEME = "workbook/site/theme"


def build(builder: str, text: str, folder: Path, address: str = "") -> Path:
    """Build a site and return its folder.

    Args:
        builder: its name.
        text: the page, in Markdown.
        folder: an empty one.
        address: where the site is to stand, if that is known.
    """
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    shutil.copytree(ROOT / THEME, folder / THEME)
    shutil.copytree(DOCS / "assets", folder / "docs" / "assets")
    (folder / "docs" / "index.md").write_text(text, encoding="utf-8")
    program = Path(sys.executable).with_name(BUILDERS[builder][0])
    told = {name: value for name, value in surroundings().items() if name != ADDRESS}
    told |= {ADDRESS: address} if address else {}
    # Not strictly: what is not to stand in the navigation is told of pages that are not here.
    subprocess.run(
        [program, "build", "--clean"], cwd=folder, env=told, check=True, capture_output=True
    )
    return folder / "site"
