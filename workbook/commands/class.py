"""The class command: where everyone of a class is, with what was handed in kept in."""

import json
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.table import Table

from workbook.apps.sandbox import TRUSTED, holds, require_sandbox
from workbook.classroom.code import given_prints
from workbook.classroom.feedback import HTML, MARKDOWN, as_html, feedback, place_of
from workbook.classroom.gathering import AT_ONCE, gather
from workbook.classroom.helping import as_words
from workbook.classroom.likeness import Pair, pairs
from workbook.classroom.page import page
from workbook.classroom.standing import Asked, Standing
from workbook.classroom.submissions import Submission, find_submissions, not_handed_in
from workbook.classroom.tables import (
    HEADS,
    as_csv,
    as_csv_of_pairs,
    as_json,
    as_junit,
    as_text,
    row,
)
from workbook.core.arguments import Arguments, number
from workbook.core.errors import WorkbookError
from workbook.core.paths import make_folder
from workbook.course.exercises import find_exercise
from workbook.course.stages import find_stage


def main(arguments: list[str]) -> None:
    """Look at each submission of a class.

    Args:
        arguments: what stands after ``nox -s class --``.

    Raises:
        WorkbookError: if there is none, or nothing keeps strangers' code in.
    """
    options = _parser().parse_args(arguments)
    folder = Path(options.submissions)
    submissions = find_submissions(folder)
    absent = not_handed_in(folder, submissions)
    asked = Asked(
        find_stage(options.stage) if options.stage else None,
        find_exercise(options.exercise) if options.exercise else None,
        sandboxed=holds(),
    )
    print(require_sandbox(trusted=options.trusted), flush=True)
    found = _shown(submissions, asked, number("--at-once", options.at_once, 1, AT_ONCE))
    print(f"{as_words(found, absent)}\n\n{as_text(found, absent)}")
    only = f"-{asked.words}" if asked.exercise or asked.stage else ""
    to = Path(options.to or f"{folder.resolve()}-results{only}")
    alike = pairs(found, given_prints())
    if alike:
        print(f"\nAlike, a hint for a talk and no verdict: {_said(alike)}. class.html shows where.")
    _write(to, found, absent, alike, f"{folder.resolve().name}: {asked.words}")
    print(
        f"\nWritten to {to}: class.html, class.csv, class.json, class.xml, alike.csv, and feedback/"
    )


def _said(alike: list[Pair]) -> str:
    return "; ".join(" and ".join(pair.names) for pair in alike)


def _shown(submissions: list[Submission], asked: Asked, at_once: int) -> list[Standing]:
    """Look at each, and show a table of those that are known, where somebody looks."""
    console = Console(stderr=True)
    table = Table(*HEADS, title=f"{len(submissions)} handed in", title_justify="left")
    if not console.is_terminal:
        return gather(submissions, asked, lambda _: None, at_once)
    with Live(table, console=console, transient=True):
        return gather(
            submissions, asked, lambda each: table.add_row(*map(_plain, row(each))), at_once
        )


def _plain(word: str) -> str:
    """Return a word that rich takes for no markup."""
    return word.replace("[", r"\[")


def _write(
    to: Path, found: list[Standing], absent: list[str], alike: list[Pair], title: str
) -> None:
    make_folder(to / "feedback")
    before = _written_before(to)
    texts = {
        "class.html": page(found, absent, alike, title, f"{date.today():%Y-%m-%d}"),
        "class.csv": as_csv(found, absent),
        "class.json": as_json(found, absent, alike),
        "alike.csv": as_csv_of_pairs(alike),
        "class.xml": as_junit(found, absent),
        **{place_of(each.name, MARKDOWN): feedback(each) for each in found},
        **{place_of(each.name, HTML): as_html(each) for each in found},
    }
    for name, text in texts.items():
        try:
            (to / name).write_text(text, encoding="utf-8", errors="replace")
        except OSError as error:
            raise WorkbookError(f"{to / name} cannot be written: {error.strerror}.") from None
    for name in before - texts.keys():
        (to / name).unlink(missing_ok=True)


def _written_before(to: Path) -> set[str]:
    """Return the feedback that this command wrote the last time; none, if it can't tell."""
    try:
        known = json.loads((to / "class.json").read_text("utf-8"))["submissions"]
        return {place_of(each["name"], form) for each in known for form in (MARKDOWN, HTML)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _parser() -> Arguments:
    parser = Arguments(
        "class",
        "Say of everyone in a class where they are: the step by what is in their files, whether "
        "the app starts, which stories hold that are due there, and which exercises pass. What "
        "was handed in is only read, and their code is kept in.",
    )
    parser.add_argument("submissions", help="a folder with a folder, zip or bundle of each")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--stage", help="hold everyone against the end of a stage: 03, say")
    only.add_argument("--exercise", help="look at one exercise alone: 03.priority, say")
    parser.add_argument(
        "--to",
        metavar="DIR",
        help="where to write (default: SUBMISSIONS-results, and what was asked for)",
    )
    parser.add_argument("--at-once", default=str(AT_ONCE), metavar="N", help="side by side")
    parser.add_argument("--trusted", action="store_true", help=TRUSTED)
    return parser
