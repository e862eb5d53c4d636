"""What somebody may ask of ``nox -s bench``."""

from dataclasses import dataclass

from workbook.apps.demo import keeps_data
from workbook.core.arguments import Arguments, number
from workbook.core.errors import WorkbookError
from workbook.course.stages import Stage, find_stage, stages

FEW, MANY, MOST = 100, 10_000, 1_000_000
SECONDS, SHORTEST = 30, 3  # of load; the shortest still has a moment for each thing that happens
BENCHES = ("pages", "rates", "load", "cost", "live")


@dataclass(frozen=True)
class Options:
    """The stage to measure, how much its largest account holds, and how long the load lasts.

    What each stage costs is measured of all of them, and kept if that is wanted.
    """

    stage: Stage
    tasks: int
    seconds: int = SECONDS
    only: str | None = None
    write: bool = False

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many tasks each account has, the smallest first."""
        return (*(size for size in (FEW, MANY) if size < self.tasks), self.tasks)

    def has(self, bench: str) -> bool:
        """Tell whether a bench is asked for.

        Args:
            bench: its name.
        """
        return self.only in (None, bench)


def parse_options(arguments: list[str]) -> Options:
    """Read what stands after ``nox -s bench --``.

    Args:
        arguments: its words.

    Returns:
        What they ask for.

    Raises:
        WorkbookError: for a stage that is unknown or has no database, and any other mistake.
    """
    parser = Arguments("bench", "Measure the app; no time is asserted.")
    parser.add_argument("stage", nargs="?", help="3, 03 or 03-models, say; none: the last stage")
    parser.add_argument(
        "--tasks", type=_size, default=MOST, help=f"of the largest account; default: {MOST}"
    )
    parser.add_argument(
        "--seconds", type=_seconds, default=SECONDS, help=f"of load; default: {SECONDS}"
    )
    parser.add_argument("--only", choices=BENCHES, help="one bench; default: all")
    parser.add_argument(
        "--write", action="store_true", help="keep what cost has measured, for the page of it"
    )
    options = parser.parse_args(arguments)
    if options.write and options.only not in (None, "cost"):
        raise WorkbookError(f"--write keeps what cost measures, and {options.only} is asked for.")
    stage = find_stage(options.stage) if options.stage else stages()[-1]
    if not keeps_data(stage):
        raise WorkbookError(f"Stage {stage.name} has no database that could be measured.")
    return Options(stage, options.tasks, options.seconds, options.only, options.write)


def _size(word: str) -> int:
    return number("--tasks", word, FEW + 1, MANY)


def _seconds(word: str) -> int:
    return number("--seconds", word, SHORTEST, SECONDS)
