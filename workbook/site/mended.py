"""Mend what a builder or its theme writes, and the standard of HTML refuses or advises against."""

import re
from functools import cache
from pathlib import Path

from PIL import Image

# The name of a part of the menu: the label that the theme names it by has no words.
TITLE = r'<label class="md-nav__title" '
MENDS = (
    (re.compile(r'(<input[^>]* type="checkbox"[^>]*) autocomplete="off"'), r"\1"),
    (re.compile(r'(<label[^>]*) tabindex=""'), r"\1"),
    (re.compile(r'(<label[^>]*) aria-hidden="true"'), r"\1"),
    (re.compile(rf'{TITLE}for="(__nav\w*)"'), rf'{TITLE}id="\1_title" for="\1"'),
    (re.compile(r'(<nav[^>]* aria-labelledby="__nav\w*)_label"'), r'\1_title"'),
    (re.compile(r"(<(?:br|hr|img|input)\b[^>]*?) ?/>"), r"\1>"),
)
# A picture without its size, which moves the words below it when it comes; there is one by night.
PICTURE = re.compile(r'<img (?![^>]* width=)(?=[^>]*src="([^"#]+\.webp)#only-(light|dark))')
OF_CONTENTS, CONTENTS = 'for="__toc"', 'id="__toc"'


def mend_pages(site: Path) -> None:
    """Mend each page of a built site.

    Args:
        site: a built site.
    """
    for page in site.rglob("*.html"):
        text = mended(page.read_text(encoding="utf-8"))
        page.write_text(_with_sizes(page.parent, text), encoding="utf-8", newline="\n")


def mended(text: str) -> str:
    """Return a page without what a builder does wrong.

    Args:
        text: in HTML.
    """
    for wrong, right in MENDS:
        text = wrong.sub(right, text)
    # A label of a checkbox that only some pages have.
    return text if CONTENTS in text else text.replace(f" {OF_CONTENTS}", "")


def _with_sizes(folder: Path, text: str) -> str:
    return PICTURE.sub(lambda found: _measured(folder / found[1], found[2]), text)


@cache
def _measured(picture: Path, scheme: str) -> str:
    """Return the beginning of a picture's element, with its width and its height.

    By day, the one for the night is not fetched.
    """
    with Image.open(picture) as opened:
        width, height = opened.size
    lazy = ' loading="lazy"' if scheme == "dark" else ""
    return f'<img width="{width}" height="{height}"{lazy} '
