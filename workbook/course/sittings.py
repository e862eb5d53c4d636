"""The sittings of a chapter: how its index groups the steps, each ending with something to show."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from workbook.course.chapters import read_page

HEADING = re.compile(r"^### Sitting \d+: .+$")
LINK = re.compile(r"\]\(([^)#]+\.md)\)")


@dataclass
class Sitting:
    """Some steps that are done at one time."""

    line: int  # of its heading, counted from 1
    pages: list[Path] = field(default_factory=list)


def sittings(index: Path) -> list[Sitting]:
    """Return the sittings of a chapter, each with the pages that its table links to.

    Args:
        index: the chapter's index.
    """
    found: list[Sitting] = []
    for number, line in enumerate(read_page(index).split("\n"), start=1):
        if HEADING.match(line):
            found.append(Sitting(number))
        elif found and line.startswith("|"):
            targets = LINK.findall(line)
            found[-1].pages += [Path(os.path.normpath(index.parent / each)) for each in targets]
    return found
