"""What somebody may ask of ``nox -s bench``."""

import argparse
from dataclasses import dataclass
from typing import NoReturn

from workbook.demo import keeps_data
from workbook.errors import WorkbookError
from workbook.stages import Stage, find_stage, stages

FEW, MANY, MOST = 100, 10_000, 1_000_000


@dataclass(frozen=True)
class Options:
    """The stage to measure, and how much its largest account holds."""

    stage: Stage
    tasks: int

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many tasks each account has, the smallest first."""
        return (*(size for size in (FEW, MANY) if size < self.tasks), self.tasks)


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what it does not understand."""

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed.

        Args:
            message: what is wrong with it.

        Raises:
            WorkbookError: always.
        """
        raise WorkbookError(f"bench: {message}. {self.prog} --help says what it takes.")


def parse(arguments: list[str]) -> Options:
    """Read what stands after ``nox -s bench --``.

    Args:
        arguments: its words.

    Returns:
        What they ask for.

    Raises:
        WorkbookError: for a stage that is unknown or has no database, and any other mistake.
    """
    parser = Parser(prog="nox -s bench --", description="Measure the app; nothing is asserted.")
    parser.add_argument("stage", nargs="?", help="3, 03 or 03-models, say; none: the last stage")
    parser.add_argument(
        "--tasks", type=_size, default=MOST, help=f"of the largest account; default: {MOST}"
    )
    options = parser.parse_args(arguments)
    stage = find_stage(options.stage) if options.stage else stages()[-1]
    if not keeps_data(stage):
        raise WorkbookError(f"Stage {stage.name} has no database that could be measured.")
    return Options(stage, options.tasks)


def _size(word: str) -> int:
    if not (word.isdecimal() and int(word) > FEW):
        raise WorkbookError(f"--tasks {word}: give a whole number above {FEW}, {MANY} say.")
    return int(word)
