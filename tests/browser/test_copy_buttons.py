"""A copy button gives what replay plays, so who only copies and pastes builds each snapshot."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import steps_to_open
from workbook.course.apply_blocks import hunks
from workbook.course.blocks import READ_TABS, commands
from workbook.course.fences import Fence, fences

# Presses each button that is there to be pressed, in what is folded, too; blocks in the tab of
# another system are not there.
# A whole page in one call, since a chapter has hundreds of blocks.
COPY = """async () => {
  const copied = [];
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  for (const block of document.querySelectorAll("article .highlight")) {
    const title = block.querySelector(".filename");
    if (!block.checkVisibility() || !(title || block.matches(".language-console"))) continue;
    const button = block.querySelector("button");
    await navigator.clipboard.writeText("");
    if (button.checkVisibility()) button.click();
    copied.push([title && title.textContent, await navigator.clipboard.readText()]);
  }
  return copied;
}"""


def test_each_copy_button_gives_what_replay_plays(
    request: pytest.FixtureRequest, site: str, context: BrowserContext
) -> None:
    page = context.new_page()
    for step in steps_to_open(request):
        page.goto(f"{site}{step.stage.name}/{step.path.stem}/")
        expected = [
            [fence.title, pasted(fence)]
            for fence in fences(step.page, step.text)  # those of another way, too
            if (fence.title or fence.language == "console") and fence.tab not in READ_TABS
        ]
        assert page.evaluate(COPY) == expected, step.name


def pasted(fence: Fence) -> str:
    """Return what a learner pastes: commands, the new side of a change, or a whole file."""
    if fence.language == "console":
        typed = [line for each in commands(fence) for line in (each.text, *each.typed)]
        return "\n".join(typed)
    if fence.language == "diff":
        return "\n".join(line for hunk in hunks(fence) for line in hunk.new)
    return "\n".join(fence.lines)
