"""What copy.js gives the copy button is what replay types: it is run here on each block."""

import json

import pytest
from py_mini_racer import MiniRacer

from tests.docs.prose import pages
from workbook.core.paths import DOCS
from workbook.course.apply_blocks import hunks
from workbook.course.blocks import commands
from workbook.course.fences import Fence

SCRIPT = (DOCS / "assets" / "copy.js").read_text(encoding="utf-8")
# As much of a page as the script asks for: blocks by their class, the code in each, and a place
# for what is to be copied.
PAGE = """
const blocks = given.map(({ kind, textContent }) => ({
  kind, dataset: {}, classList: { toggle() {} },
  querySelector: (part) => (part === "code" ? { textContent } : null),
}));
const document = { querySelectorAll: (wanted) => blocks.filter(({ kind }) => wanted === kind) };
"""


def copied(script: str, blocks: list[Fence]) -> list[str | None]:
    """Return what each block of a page has for the copy button once a script has run."""
    given = [{"kind": f".language-{each.language}", "textContent": each.text} for each in blocks]
    read = "JSON.stringify(blocks.map(({ dataset }) => dataset.copy ?? null))"
    with MiniRacer() as browser:
        browser.eval(f"const given = {json.dumps(given)};{PAGE}{script}")
        found: list[str | None] = json.loads(str(browser.eval(read)))
    return found


def typed(block: Fence) -> str | None:
    """Return what replay types of a block; nothing of one that is copied as it is."""
    if block.language == "console":
        return "\n".join(line for each in commands(block) for line in (each.text, *each.typed))
    if block.language == "diff":
        return "\n".join(line for hunk in hunks(block) for line in hunk.new)
    return None


def unlike(script: str) -> list[str]:
    """Return the blocks of all pages of which a script copies something else than replay types."""
    blocks = [block for each in pages() for block in each.blocks]
    pairs = zip(blocks, copied(script, blocks), strict=True)
    return [f"{block.page}:{block.line}" for block, text in pairs if text != typed(block)]


def test_the_copy_button_gives_what_replay_types() -> None:
    assert unlike(SCRIPT) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("line.slice(1)", "line"),
        ('line === "$ flask shell"', "false"),
        ("COMPOUND.test(statement)", "false"),
        ("(\\$|>>>|", "(\\$|"),
        ("(-|@@)", "(-)"),
        ('return line.startsWith("$ ")', "return false"),
        (".language-console", ".language-shell"),
        ('join("\\n")', "join()"),
    ],
)
def test_a_script_that_copies_something_else_is_told(right: str, wrong: str) -> None:
    assert SCRIPT.count(right) == 1
    assert unlike(SCRIPT.replace(right, wrong))
