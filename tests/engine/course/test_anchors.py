"""The anchor of a heading is the one that both builders give it."""

from pathlib import Path

import pytest

from workbook.core.paths import DOCS
from workbook.course.anchors import headings, place
from workbook.course.chapters import Step
from workbook.course.stages import Stage

PAGE = """# A `step` of Übung

```console
# no heading
```

## What, then?

## What, then?

### A [link](../x.md) too { #given }
"""


@pytest.fixture
def step(tmp_path: Path) -> Step:
    """A step whose page is the one above."""
    path = tmp_path / "1-a-step.md"
    path.write_text(PAGE, encoding="utf-8")
    return Step(Stage("01-tiny"), 1, path)


def test_headings_have_the_anchors_that_builders_give_them(step: Step) -> None:
    assert headings(step) == [
        (1, "a-step-of-ubung"),
        (7, "what-then"),
        (9, "what-then_1"),
        (11, "given"),
    ]


@pytest.mark.parametrize(
    ("line", "anchor"), [(1, "#a-step-of-ubung"), (6, "#a-step-of-ubung"), (8, "#what-then")]
)
def test_a_line_stands_below_the_heading_above_it(line: int, anchor: str) -> None:
    path = DOCS / "01-tiny" / "1-a-step.md"
    step = Step(Stage("01-tiny"), 1, path)
    step.__dict__["text"] = PAGE

    assert place(step, line) == f"01-tiny/1-a-step.md{anchor}"
