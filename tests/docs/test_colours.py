"""Each colour of code can be read on each ground of code, by day and by night: computed."""

import re
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest

from tests.support.contrast import contrast
from workbook.core.paths import DOCS

SHEET = (DOCS / "assets" / "colours.css").read_text(encoding="utf-8")
SCHEMES = ("default", "slate")
GROUNDS = ("code-bg", "typeset-ins", "typeset-del")
LEAST = 4.5  # the contrast that WCAG 2 asks of text, level AA
# What the theme of either builder colours a word of code with.
USED = re.compile(r"\.highlight [^{}]*\{color:var\(--md-(code-[a-z-]+)-color\)")


def colours(sheet: str, scheme: str) -> dict[str, str]:
    """Return the colours that a style sheet gives to code and its grounds in a scheme."""
    found = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{([^}}]*)\}}', sheet)
    assert found, scheme
    return dict(re.findall(r"--md-((?:code|typeset-(?:ins|del))\S*)-color: (#\S{6});", found[1]))


def too_faint(sheet: str) -> list[str]:
    """Return each colour of code that can't be read on a ground."""
    wrong = []
    for scheme in SCHEMES:
        given = colours(sheet, scheme)
        words = [name for name in given if name not in GROUNDS]
        wrong += [
            f"{scheme}: {word} on {ground}"
            for word, ground in product(words, GROUNDS)
            if contrast(given[word], given[ground]) < LEAST
        ]
    return wrong


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ffffff", "#0000ff", 8.59)],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


def test_each_colour_of_code_can_be_read_on_each_ground() -> None:
    assert too_faint(SHEET) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("package", ["material", "zensical"])
def test_whatever_a_theme_colours_is_coloured_here(package: str, scheme: str) -> None:
    sheets = [
        path.read_text(encoding="utf-8")
        for path in Path(str(files(package))).rglob("main.*.min.css")
    ]
    used = {name for sheet in sheets for name in USED.findall(sheet)}

    assert len(used) >= 10
    assert used | {"code-fg", *GROUNDS} == set(colours(SHEET, scheme))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("string-color: #17693f", "string-color: #1c7d4d", "default: code-hl-string on typeset-"),
        ("keyword-color: #82a8f2", "keyword-color: #6791e0", "slate: code-hl-keyword on typeset-"),
        ("code-fg-color: #c9cfd8", "code-fg-color: #777777", "slate: code-fg on code-bg"),
        ("ins-color: #213a30", "ins-color: #2da44e", "slate: code-hl-comment on typeset-ins"),
    ],
)
def test_a_colour_that_is_too_faint_is_told(right: str, wrong: str, told: str) -> None:
    assert SHEET.count(right) == 1

    assert any(each.startswith(told) for each in too_faint(SHEET.replace(right, wrong)))
