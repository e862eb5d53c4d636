"""The glossary leads to where a word is first met, and a row that leads elsewhere is refused."""

import os

import pytest

from tests.support.tiny import BEGIN, PAGE, Tiny
from workbook.course.computed import hold_computed

GLOSSARY = "docs/reference/glossary.md"
TOP = "# Glossary\n\n| Word | Meaning | First met in |\n|---|---|---|\n"
FIRST, SECOND = "[01.1](../01-tiny/1-begin.md)", "[01.2](../01-tiny/2-more.md)"
WORDS = "A **view**, `**kept`, and a **long\nword**, `**off` and **CI**."


@pytest.mark.pages
def test_the_glossary_of_the_workbook_is_right() -> None:
    assert hold_computed() == []


@pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
@pytest.mark.parametrize(
    ("word", "where", "right"),
    [
        ("view", SECOND, FIRST),
        ("view", f"{SECOND}, {FIRST}", f"{FIRST}, {SECOND}"),  # it has two meanings
        ("view", "[01.3](../01-tiny/1-begin.md)", FIRST),
        ("long word", SECOND, FIRST),
        ("CI, continuous integration", SECOND, FIRST),
        ("route", SECOND, SECOND),
        ("route", f"{FIRST}, {SECOND}", SECOND),
        ("kept", FIRST, "in no step"),
        ("Begin", FIRST, "in no step"),
    ],
)
def test_a_row_that_leads_elsewhere_is_refused_and_written(
    tiny: Tiny, word: str, where: str, right: str
) -> None:
    tiny.page(BEGIN.replace("# Begin\n", f"# Begin\n\n{WORDS}\n"), PAGE)
    tiny.step("**Views** and **routes**.")
    tiny.page(f"{TOP}| {word} | it | {where} |\n", GLOSSARY)

    ran = tiny.replay()
    tiny.replay("--write")

    refused = f"{GLOSSARY}:5: this word is first met elsewhere" in ran.said
    assert refused == (where != right), ran.said
    assert (tiny.root / GLOSSARY).read_text("utf-8") == f"{TOP}| {word} | it | {right} |\n"
