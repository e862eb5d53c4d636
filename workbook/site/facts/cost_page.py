"""The page of what each layer costs: its words, and the numbers and tables in them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from string import Template

from workbook.course.stages import stages
from workbook.site.facts.cost_drawing import drawing
from workbook.site.facts.cost_reading import readings
from workbook.site.facts.costs import (
    PAGES,
    Cost,
    changed,
    costs,
    installed,
    ratio,
    ratio_of,
    starts,
    took,
)
from workbook.site.facts.words import listed, megabytes, milliseconds, one, times, with_spread
from workbook.site.tables import table

WORDS = Template(Path(__file__).with_name("cost.md").read_text(encoding="utf-8"))
ASKED = {
    "list": "the list",
    "refused": "add a task without a title",
    "added": "add a task",
    "ticked": "tick it off",
    "deleted": "delete it",
}


def cost_pages() -> dict[str, str]:
    """Return the page by its path in docs/.

    Raises:
        WorkbookError: if nothing is kept, or not all that the page tells.
    """
    return {"facts/cost.md": page(costs())}


def page(found: Cost) -> str:
    """Return the page.

    Args:
        found: what was measured.
    """
    return WORDS.substitute(
        _conditions(found),
        warning=_warning(found),
        overview=_overview(found),
        drawing=drawing(found),
        cpu=_cpu(found),
        queries=_numbers(found, "queries"),
        bytes=_numbers(found, "bytes"),
        **readings(found),
    )


def _conditions(found: Cost) -> dict[str, str]:
    """Return how it was measured, and what the list of the last stage takes."""
    day, least = date.fromisoformat(found["machine"]["date"]), median(took(found, stages()[-1]))
    said = found["machine"] | {name: found[name] for name in ("rounds", "turns", "tasks")}
    return {name: str(value) for name, value in said.items()} | {
        "day": f"{day.day} {day:%B %Y}",
        "milliseconds": milliseconds(least),
        "a_second": f"{round(1e6 / least, -1):,.0f}",
    }


def _warning(found: Cost) -> str:
    """Say which stages have changed since they were measured."""
    names = [stage.number for stage in changed(found)]
    since = "Since it was measured, the code has changed of stage"
    return f'!!! warning "Not measured again"\n\n    {since} {listed(names)}.' if names else ""


def _overview(found: Cost) -> str:
    asked = found["stages"][stages()[0].name]["memory"]["requests"]
    rows = [
        _measured(found, "CPU of the list", took),
        _measured(found, "CPU to start", starts),
        _beside(found, "memory when it has started", lambda cost: cost["memory"]["started"]),
        _beside(found, f"memory after {asked:,} requests", lambda cost: cost["memory"]["worked"]),
        _beside(found, "packages on disk", installed),
        _counted(found, "queries of the list", lambda cost: cost["pages"]["list"]["queries"]),
        _counted(found, "packages that it asks for", lambda cost: cost["direct"]),
        _counted(found, "packages that are installed", lambda cost: len(cost["packages"])),
    ]
    return table(["What", *(f"[{each.number}]({each.name}.md)" for each in stages())], rows)


def _measured(found: Cost, label: str, of: Callable[..., list[int]]) -> list[object]:
    """Return a row of what was measured in each round."""
    first, *others = (of(found, stage) for stage in stages())
    ratios = (times(ratio(each, first).middle) for each in others)
    return [label, one(milliseconds(median(first))), *ratios]


def _beside(found: Cost, label: str, of: Callable[[Cost], int]) -> list[object]:
    """Return a row of what was measured once."""
    first, *others = (of(found["stages"][stage.name]) for stage in stages())
    return [label, one(megabytes(first)), *(times(each / first) for each in others)]


def _counted(found: Cost, label: str, of: Callable[[Cost], int]) -> list[object]:
    """Return a row of what is counted."""
    return [label, *(str(of(found["stages"][stage.name])) for stage in stages())]


def _cpu(found: Cost) -> str:
    first, *others = stages()
    rows = [
        [
            ASKED[name],
            one(milliseconds(median(took(found, first, name)))),
            *(with_spread(ratio_of(found, each, name)) for each in others),
        ]
        for name in PAGES
    ]
    return table(["CPU", *(stage.number for stage in stages())], rows)


def _numbers(found: Cost, what: str) -> str:
    """Return what is counted of each page as a table."""
    pages = [[found["stages"][s.name]["pages"][name][what] for s in stages()] for name in PAGES]
    rows = [[ASKED[name], *numbers] for name, numbers in zip(PAGES, pages, strict=True)]
    return table([what.capitalize(), *(stage.number for stage in stages())], rows)
