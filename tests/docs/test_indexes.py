"""Each index lists every page that it is an index of, by its title and with its minutes."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

import pytest

from tests.docs.prose import Page, page, settings
from workbook.core.paths import DOCS, ROOT, relative
from workbook.course.bugs import bugs
from workbook.course.chapters import all_steps, heading, steps
from workbook.course.exercises import Exercise, exercises
from workbook.course.sittings import sittings
from workbook.course.stages import Stage, stages

MINUTES = re.compile(r"(\d+ minutes|\d+ to \d+ hours)")
IN_CLASS = re.compile(r"^\| (\d+) \| (.+) \| [^|]+ \| \d+ \|$", re.MULTILINE)
MUSEUM = DOCS / "bugs"


def minutes(name: str) -> str:
    """Return what a page says that it takes; nothing if it does not say."""
    found = MINUTES.search(page(ROOT / name).text.partition("\n\n")[2].partition("\n")[0])
    return found[1] if found else ""


def title(name: str) -> str:
    """Return the heading of a page; an exercise is told without the word."""
    words = re.sub(r"^(Exercise|Capstone): ", "", heading(page(ROOT / name).text))
    return words[:1].upper() + words[1:]


def wrong_entries(index: Page, expected: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Yield each page that an index does not list as it should.

    Args:
        index: lists pages in a table or in items.
        expected: of each page, how it is called there, and how the entry ends.
    """
    here = posixpath.dirname(index.name)
    found: dict[str, tuple[str, str]] = {}
    for label, target, whole in index.entries:
        name = posixpath.normpath(posixpath.join(here, target.partition("#")[0]))
        found.setdefault(name, (label, whole))
    for name, (label, said) in expected.items():
        listed, whole = found.get(name, ("nothing", ""))
        if listed != label or not re.search(rf"\b{said}\b", whole):
            yield f"{index.name}: lists {name} as {listed}, {whole!r}: not {label}, {said}"


def in_minutes(said: str) -> str:
    """Return how many minutes a page says, as a bare number; hours are made minutes."""
    *numbers, unit = said.replace(" to ", " ").split()
    return " to ".join(str(int(each) * (60 if unit == "hours" else 1)) for each in numbers)


def of(stage: Stage) -> list[Exercise]:
    return [each for each in exercises() if each.stage == stage]


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.number)
def test_a_chapter_lists_its_steps(stage: Stage) -> None:
    expected = {s.page: (f"{s.number}. {title(s.page)}", "") for s in steps(stage)}

    assert list(wrong_entries(page(stage.chapter / "index.md"), expected)) == []


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.number)
def test_a_chapter_ends_with_its_exercises(stage: Stage) -> None:
    names = [relative(each.page) for each in of(stage)]
    expected = {each: (title(each), minutes(each)) for each in names}
    last = page(steps(stage)[-1].path)
    short = sorted(int(said.split()[0]) for said in map(minutes, names) if "hours" not in said)

    assert list(wrong_entries(last, expected)) == []
    said = re.findall(r"in (\d+) to (\d+) minutes each", page(stage.chapter / "index.md").words)
    assert said == [(str(short[0]), str(short[-1]))]


ROW = re.compile(r"^\| \d+ \| \*\*(.+?)\*\* \| (.+?) \| (.+?) \|$", re.MULTILINE)
PRACTISED = re.compile(r"^- \*(.+?)\*, in (all of it|\[.+\)): (.+)$", re.MULTILINE)


def practised(workflow: str, chapter: str) -> list[tuple[str, list[str], str]]:
    """Return the principles of a chapter: each with the pages that practise it, and its questions.

    Args:
        workflow: the page of the principles.
        chapter: the name of the chapter's folder.
    """
    found = []
    for name, questions, places in ROW.findall(workflow):
        pages = re.findall(rf"\]\({chapter}/([^)#]+)", places)
        if pages:
            found.append((name, [each for each in pages if each != "index.md"], questions))
    return found


def told_as_practised(index: str) -> list[tuple[str, list[str], str]]:
    """Return the principles that the index of a chapter tells, in the same form."""
    return [
        (name, re.findall(r"\]\(([^)#]+)", places), questions)
        for name, places, questions in PRACTISED.findall(index)
    ]


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.number)
def test_a_chapter_tells_the_principles_that_it_practises(stage: Stage) -> None:
    workflow = page(DOCS / "workflow.md").text

    told = told_as_practised(page(stage.chapter / "index.md").text)

    assert told == practised(workflow, stage.chapter.name)
    assert told


def test_the_index_of_exercises_lists_all_of_them() -> None:
    names = {relative(each.page): each.name for each in exercises()}
    expected = {name: (label, in_minutes(minutes(name))) for name, label in names.items()}

    assert list(wrong_entries(page(DOCS / "exercises" / "index.md"), expected)) == []


def test_the_museum_lists_all_bugs() -> None:
    names = [relative(MUSEUM / f"{bug.name}.md") for bug in bugs()]

    assert list(wrong_entries(page(MUSEUM / "index.md"), {n: (title(n), "") for n in names})) == []


def test_the_page_for_teachers_has_the_sittings_of_the_chapters() -> None:
    rows = IN_CLASS.findall(page(DOCS / "teach.md").text)
    told = [(int(number), re.findall(r"\]\(([^)]+)\)", links)) for number, links in rows]

    assert told == [
        (number, [path.relative_to(DOCS).as_posix() for path in each.pages])
        for stage in stages()
        for number, each in enumerate(sittings(stage.chapter / "index.md"), start=1)
    ]


def navigation(entries: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Yield each page of the site's navigation, with what it is called there."""
    for entry in entries:
        for label, inside in entry.items() if isinstance(entry, dict) else ():
            if isinstance(inside, list):
                yield from navigation(inside)
            else:
                yield inside, label


def test_the_navigation_calls_each_step_exercise_and_bug_as_its_page_does() -> None:
    called = dict(navigation(settings()["nav"]))
    expected = {step.page: f"{step.number}. {title(step.page)}" for step in all_steps()}
    expected |= {n: heading(page(ROOT / n).text) for n in (relative(e.page) for e in exercises())}
    expected |= {n: title(n) for n in (relative(MUSEUM / f"{bug.name}.md") for bug in bugs())}

    assert {name: called.get(name.removeprefix("docs/")) for name in expected} == expected


@pytest.mark.parametrize(
    "planted", ["[B](a.md) | 10", "[A](b.md) | 10", "[A](a.md) | 15", "A | 10"]
)
def test_an_entry_that_is_missing_or_wrong_is_told(planted: str) -> None:
    def table(row: str) -> Page:
        return Page("docs/index.md", f"| Page | Minutes |\n|---|---|\n| {row} |\n")

    assert list(wrong_entries(table("[A](a.md) | 10"), {"docs/a.md": ("A", "10")})) == []
    assert len(list(wrong_entries(table(planted), {"docs/a.md": ("A", "10")}))) == 1
