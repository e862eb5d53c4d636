"""The pages for teachers have what is promised, and answers stand on two of them alone."""

import re
from functools import cache

import pytest

from workbook.core.paths import DOCS
from workbook.course.blocks import commands
from workbook.course.chapters import all_steps, steps
from workbook.course.exercises import exercises
from workbook.course.fences import Fence, fences
from workbook.course.pace import pace
from workbook.course.stages import Stage, stages
from workbook.course.troubles import troubles
from workbook.course.written import tasks_of
from workbook.site.teaching.handouts import MOST
from workbook.site.teaching.hours import hours
from workbook.site.teaching.lessons import QUESTION, notes
from workbook.site.teaching.links import without_links
from workbook.site.teaching.pages import teaching_pages

pytestmark = pytest.mark.pages

ENOUGH = 20  # words that occur together in one place alone
# Commands that a page shows, and replay does not play.
UNPLAYED = [
    ("mkdir taskmaster", "cd taskmaster"),
    ("git switch -c loans", "git switch main", "git merge loans"),
]
ASKED = re.compile(r"Ask at the end: (.+)")


@cache
def made() -> dict[str, str]:
    """Return the pages of the workbook."""
    return teaching_pages()


def of(stage: Stage, kind: str) -> str:
    """Return a page of a chapter."""
    return made()[f"teach/{stage.name}/{kind}.md"]


def handouts(stage: Stage) -> list[str]:
    """Return the pages of a chapter that have its sheets, in order."""
    return [page for path, page in made().items() if f"/{stage.name}/handouts" in path]


def sheets(stage: Stage) -> list[str]:
    """Return the sheets of a chapter, each without the marks of its heading."""
    return [sheet for page in handouts(stage) for sheet in page.split("\n## ")[1:]]


def in_words(text: str) -> list[str]:
    """Return the words of a text, in Markdown or in HTML, without what marks them."""
    plain = re.sub(r"<[^>]+>|&\w+;", " ", without_links(text))
    return re.findall(r"\w+", plain)


def says(page: str, text: str) -> bool:
    """Tell whether a page says a text, word by word."""
    return " ".join(in_words(text)) in " ".join(in_words(page))


def commands_of(block: Fence) -> list[str]:
    """Return the commands that a learner types of a block."""
    played = commands(block) if block.language == "console" else ()
    return [each.text for each in played] or list(block.lines if block.lines in UNPLAYED else ())


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.number)
def test_each_question_stands_on_one_page_with_its_answer(stage: Stage) -> None:
    page = of(stage, "questions")

    for step in steps(stage):
        for note in notes(step, QUESTION):
            assert says(page, note.asks), step.name
            assert says(page, note.answer), step.name


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.number)
def test_no_answer_stands_in_a_plan_on_a_handout_or_on_slides(stage: Stage) -> None:
    pages = [
        of(stage, "plan"),
        *handouts(stage),
        *(made()[each.slides] for each in hours(stage)),
    ]
    kept = [" ".join(in_words(page)) for page in pages]
    assert not any("copy: Copy" in page for page in pages)  # as each check has it

    for step in steps(stage):
        secrets = [note.answer for note in notes(step, QUESTION)]
        others = (block.text for task in tasks_of(step) for block in task.other)
        secrets += [text for text in others if len(in_words(text)) >= ENOUGH]
        for secret in secrets:
            assert not any(" ".join(in_words(secret)) in page for page in kept), step.name


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.number)
def test_a_plan_has_each_step_with_its_minutes_and_each_task_in_its_sitting(stage: Stage) -> None:
    parts = of(stage, "plan").split("\n## Sitting ")[1:]

    assert [len(hour.steps) for hour in hours(stage)] == [part.count(".md) | ") for part in parts]
    for hour, part in zip(hours(stage), parts, strict=True):
        assert f"*{hour.minutes} minutes*" in part
        passed = 0
        for step in hour.steps:
            minutes = pace(step).minutes
            row = re.escape(f"| {passed // 60}:{passed % 60:02} | [{step.number}. {step.heading}]")
            found = re.search(row + rf"\([^)]+\) \| {minutes} \| .+ \| (.+) \|", part)
            assert found, step.name
            assert all(task.name in found[1] for task in tasks_of(step))
            passed += minutes


def test_each_question_of_the_page_for_teachers_is_asked_in_one_sitting() -> None:
    asked = [hour.asks for stage in stages() for hour in hours(stage)]
    said = [line for stage in stages() for line in ASKED.findall(of(stage, "plan"))]

    assert len(asked) == len(set(asked))
    assert said == asked


def test_each_error_and_each_wrong_answer_is_among_what_goes_wrong_in_its_chapter() -> None:
    for trouble in troubles():
        assert f"[`{trouble.title}`]" in of(trouble.step.stage, "mistakes")
    for exercise in exercises():
        part = of(exercise.stage, "mistakes").partition(f"## Exercise [{exercise.name}]")[2]
        shown = part.partition("\n## ")[0]
        assert shown.count("```text\n") == len(exercise.answers("wrong")), exercise.name


def test_each_step_has_a_sheet_with_its_commands() -> None:
    every = [sheet for stage in stages() for sheet in sheets(stage)]

    assert [sheet.split("]")[0] for sheet in every] == [
        f"[{s.name} {s.heading}" for s in all_steps()
    ]
    typed = [
        f"$ {line}"
        for step in all_steps()
        for block in fences(step.page, step.text)
        if block.tab != "Windows" and not block.task
        for line in commands_of(block)
    ]
    shown = [re.findall(r"^ +(\$ .+)$", sheet, re.MULTILINE) for sheet in every]
    assert [line for lines in shown for line in lines] == typed
    assert all("$ git commit " in sheet for sheet in every)


def test_the_sheets_of_a_long_chapter_stand_on_pages_that_lead_to_one_another() -> None:
    for stage in stages():
        pages = handouts(stage)
        ends = [hour.steps[-1].name for hour in hours(stage)]

        assert len(pages) == (2 if len(steps(stage)) > MOST else 1)
        assert [page.count("](handouts") for page in pages] == [len(pages) - 1] * len(pages)
        for page in pages:  # no sitting is torn apart
            last = page.split("\n## [")[-1]
            assert last.split(" ")[0] in ends
            assert page.count("\n## [") < MOST


def test_a_sheet_has_the_picture_that_its_words_speak_of() -> None:
    (sheet,) = [sheet for sheet in sheets(stages()[0]) if sheet.startswith("[01.6 ")]

    (file,) = re.findall(r"!\[.+\]\((.+)#only-light\)", sheet)
    assert "the picture below" in " ".join(sheet.partition("![")[0].split())
    # Resolved, as the folder of the sheet is there only once pages are written.
    assert (DOCS / "teach" / stages()[0].name / file).resolve().is_file()
