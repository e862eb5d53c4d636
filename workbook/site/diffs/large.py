"""A large layer in parts: what each sitting of its chapter changes."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook.course.chapters import Step, all_steps, read_page
from workbook.course.sittings import sittings
from workbook.course.stages import Stage


@dataclass(frozen=True)
class Part:
    """What a sitting changes: all between the step before it and its last one."""

    title: str  # Sitting 3: tasks that you can change
    before: Step
    first: Step
    last: Step


def parts(stage: Stage) -> Iterator[Part]:
    """Yield the sittings of a stage's chapter, in their order.

    Args:
        stage: any but the first one.
    """
    index, every = stage.chapter / "index.md", all_steps()
    lines = read_page(index).split("\n")
    for sitting in sittings(index):
        own = [at for at, step in enumerate(every) if step.path in sitting.pages]
        title = lines[sitting.line - 1].removeprefix("### ")
        yield Part(title, every[own[0] - 1], every[own[0]], every[own[-1]])
