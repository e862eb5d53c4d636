"""The bench of live: from a press to the first page of the app, and then to that of another step.

By turns, in the same browser, a bare page loads the same Python and packages, and asks the same app
once: what our own page adds to that is the ratio.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import track
from rich.table import Table

from workbook.core.deadlines import LIMITS
from workbook.course.chapters import steps
from workbook.course.stages import Stage, find_stage

ROUNDS = 3
STAGES = ("01", "03")  # the fewest packages, and the first with a database
BARE = Path(__file__).with_name("bare_live.html")
COLUMNS = ("Stage", "Bare page", "Press to page", "Ratio", "Other step", "Again", "Part")
HOW = (
    f"Each is the median of {ROUNDS} rounds, in s; a round begins with an empty profile.\n"
    "The bare page loads the same Python and packages, and asks the same app once.\n"
    "Other step: from choosing the step before to its first page. Again: and back.\n"
    "Part: how much of the time after a press the other step takes, in percent."
)


@dataclass(frozen=True)
class Round:
    """The seconds of one round."""

    bare: float
    press: float
    other: float
    again: float


def prepare(folder: Path) -> None:
    """Put the bare page beside live.

    Args:
        folder: with live in it.
    """
    shutil.copy(BARE, folder / BARE.name)


def bench(browser: Browser, address: str, console: Console, rounds: int = ROUNDS) -> None:
    """Measure both pages by turns, and print what they take.

    Args:
        browser: any that can run live.
        address: where live is served, with the bare page beside it.
        console: where to print.
        rounds: how often.
    """
    every = [find_stage(number) for number in STAGES for _ in range(rounds)]
    found = [
        (stage.number, measured(browser, address, stage))
        for stage in track(every, "Starting", console=console)
    ]
    table = Table(*COLUMNS, box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number in STAGES:
        table.add_row(number, *cells([each for stage, each in found if stage == number]))
    console.print(table)
    console.print(HOW)


def cells(rounds: list[Round]) -> list[str]:
    """Return the numbers of a row.

    Args:
        rounds: of one step.
    """
    middle = [median(getattr(each, name) for each in rounds) for name in Round.__annotations__]
    ratio = median(each.press / each.bare for each in rounds)
    part = median(each.other / each.press for each in rounds)
    bare, press, *turned = (f"{seconds:.2f}" for seconds in middle)
    return [bare, press, f"{ratio:.2f}", *turned, f"{100 * part:.1f}"]


def measured(browser: Browser, address: str, stage: Stage) -> Round:
    """Return what one round takes for the last two steps of a stage, with profiles of its own.

    Args:
        browser: any that can run live.
        address: where live is served.
        stage: whose steps.
    """
    other, last = (step.path.stem for step in steps(stage)[-2:])
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}{BARE.name}")
        bare = page.evaluate("(step) => measure(...step)", [stage.name, last])
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(LIMITS.server * 1000)
        page.goto(f"{address}?step={stage.name}/{last}")
        page.locator("#start").click()
        press, before = _shown(page), _turned(page, other)
        return Round(bare / 1000, press, before, _turned(page, last))


def _turned(page: Page, step: str) -> float:
    page.evaluate("delete document.body.dataset.phases")
    page.locator("#step").select_option(step)
    return _shown(page)


def _shown(page: Page) -> float:
    """Return how long the page says it took, when it says so."""
    page.wait_for_function("document.body.dataset.phases")
    return float(page.evaluate("JSON.parse(document.body.dataset.phases).page")) / 1000
