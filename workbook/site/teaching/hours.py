"""The sittings of a chapter as a teacher plans them: steps, minutes, and what to ask at the end."""

import re
from dataclasses import dataclass
from functools import cache

from workbook.core.paths import DOCS
from workbook.course.chapters import Step, read_page, steps
from workbook.course.pace import pace
from workbook.course.sittings import sittings
from workbook.course.stages import Stage

TEACH = DOCS / "teach.md"
HEADING = re.compile(r"### Sitting (?P<number>\d+): (?P<ends_with>.+)")
ROW = re.compile(r"\| \d+ \| (?P<steps>.+) \| (?P<asks>[^|]+) \| \d+ \|")
LAST_LINK = re.compile(r".*\]\((?P<page>[^)]+)\)")


@dataclass(frozen=True)
class Hour:
    """A sitting of a chapter."""

    stage: Stage
    number: int
    ends_with: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long it takes somebody who follows alone."""
        return sum(pace(step).minutes for step in self.steps)

    @property
    def slides(self) -> str:
        """Its slides, below docs/."""
        return f"teach/{self.stage.name}/slides-{self.number}.html"

    @property
    def asks(self) -> str:
        """What the page for teachers asks at its end."""
        return _last_questions()[self.steps[-1].below_docs]


def hours(stage: Stage) -> list[Hour]:
    """Return the sittings of a chapter.

    Args:
        stage: its stage.
    """
    index = stage.chapter / "index.md"
    lines, of = read_page(index).split("\n"), {step.path: step for step in steps(stage)}
    found = []
    for each in sittings(index):
        heading = HEADING.fullmatch(lines[each.line - 1])
        assert heading, "that is how sittings are found"
        pages = tuple(of[page] for page in each.pages)
        found.append(Hour(stage, int(heading["number"]), heading["ends_with"], pages))
    return found


@cache
def _last_questions() -> dict[str, str]:
    """Return what to ask at the end of each sitting, by the page of its last step."""
    rows = (ROW.fullmatch(line) for line in read_page(TEACH).splitlines())
    pairs = ((LAST_LINK.match(row["steps"]), row["asks"]) for row in rows if row)
    return {link["page"]: asks for link, asks in pairs if link}
