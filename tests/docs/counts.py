"""Numbers as sentences say them, and what they count."""

import re
from collections.abc import Callable

from tests.docs.prose import page
from workbook.apps.facts.kept import kept
from workbook.core.paths import DOCS, ROOT
from workbook.course.chapters import find_step, steps
from workbook.course.sittings import sittings
from workbook.course.stages import find_stage
from workbook.history.followed_files import followed
from workbook.history.history import history
from workbook.history.hunk_links import Explainer

SMALL = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
]
NUMBER = rf"[1-9]\d*|(?i:{'|'.join(SMALL)})"


def value(word: str) -> int:
    """Return the number that a word says."""
    return int(word) if word.isdigit() else SMALL.index(word.lower()) + 1


def of_stage(number: str) -> Callable[[], int]:
    return lambda: len(steps(find_stage(number)))


def sittings_of(number: str) -> Callable[[], int]:
    return lambda: len(sittings(find_stage(number).chapter / "index.md"))


def under(name: str, heading: str) -> Callable[[], int]:
    """Count what is listed under a heading of a page."""
    return lambda: page(DOCS / name).listed(heading)


def suite_of(stage: str) -> int:
    return int(kept(find_stage(stage))["tests"])


def of_api(key: str) -> int:
    """Count the routes of the API of stage 02 by what tells them apart."""
    routes = kept(find_stage("02"))["routes"]
    return len({(each["path"], each[key]) for each in routes if each["path"].startswith("/api")})


def packages() -> int:
    return len([*(ROOT / "workbook").glob("*/__init__.py")])


def features() -> int:
    return len([*find_stage("02").folder.glob("taskmaster/*/__init__.py")])


def in_blocks(name: str) -> int:
    """Count the tests that a page has a learner copy."""
    blocks = page(DOCS / name).blocks
    return sum(line.startswith("def test_") for block in blocks for line in block.lines)


def told_of(name: str) -> int:
    """Count the bugs that a check plants, and tells of if the tests of a learner pass."""
    check = (ROOT / "exercises" / name / "check.py").read_text(encoding="utf-8")
    return check.count("and your tests pass.")


def printed(name: str, what: str) -> list[int]:
    """Return the numbers that commands of a page print before a word."""
    lines = (line for block in page(DOCS / name).blocks for line in block.lines)
    found = (re.fullmatch(rf"(\d+) {what}", line) for line in lines)
    return [int(match[1]) for match in found if match]


def moved(old: str, new: str) -> int:
    """Count the files that a stage moves."""
    made, before, now = history(), steps(find_stage(old))[-1], steps(find_stage(new))[-1]
    changes = followed(made, before, now, Explainer(made, before, now))
    return sum(change.kind == "moved" for change in changes)


def in_file(step: str, path: str, pattern: str) -> int:
    """Count what fits a pattern in a file after a step."""
    text = history().text(find_step(step), path)
    return len(re.findall(pattern, text, re.MULTILINE))


def pains(stage: str) -> Callable[[], int]:
    last = steps(find_stage(stage))[-1].page.removeprefix("docs/")
    return under(last, "What hurts next")


def after(step: str) -> dict[str, str]:
    return history().tree(find_step(step))


def most_queries() -> int:
    """Return how many queries the stories allow a list."""
    story = (ROOT / "tests" / "acceptance" / "test_cost.py").read_text(encoding="utf-8")
    return int(re.findall(r"assert 1 < costs\[0\] <= (\d+)", story)[0])
