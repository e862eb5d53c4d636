"""What is read off a step's page: headings, questions without answers, tasks without ways."""

from pathlib import Path

import pytest

from workbook.course.chapters import Step, all_steps, find_step
from workbook.course.fences import GIVEN, WRITE, Fence, fences
from workbook.course.stages import Stage
from workbook.site.teaching.lessons import (
    QUESTION,
    Note,
    Words,
    new_ideas,
    notes,
    promise,
    sections,
)

pytestmark = pytest.mark.pages

PAGE = """# A step

*5 minutes, 1 line to type*

**New here:** [a thing](https://example.org/)

What it is about.

## First

Words that lead on:

```python title="app.py"
## no heading
```

=== "macOS / Linux"

    ```console
    $ true
    ```

=== "Windows"

    ```text
    true
    ```

!!! question "Before you read on"

    Why?

    ??? success "An answer"

        Because.

        And so.
"""


def made(tmp_path: Path, text: str = PAGE) -> Step:
    """Return a step whose page says this."""
    page = tmp_path / "1-a-step.md"
    page.write_text(text, encoding="utf-8")
    return Step(Stage("01-minimal"), 1, page)


def test_a_page_is_read_heading_by_heading_and_the_windows_tab_is_left_out(tmp_path: Path) -> None:
    above, first = sections(made(tmp_path))

    assert (above.heading, first.heading) == ("", "First")
    assert [type(part) for part in first.parts] == [Words, Fence, Fence, Note]
    assert [part.language for part in first.parts if isinstance(part, Fence)] == [
        "python",
        "console",
    ]


def test_a_question_is_parted_from_its_answer(tmp_path: Path) -> None:
    (note,) = notes(made(tmp_path), QUESTION)

    assert (note.asks, note.answer) == ("Why?", "Because.\n\nAnd so.")


def test_what_a_step_is_about_is_neither_its_minutes_nor_what_is_new(tmp_path: Path) -> None:
    step = made(tmp_path)

    assert promise(step) == "What it is about."
    assert new_ideas(step) == "[a thing](https://example.org/)"


def test_no_block_of_any_step_is_lost() -> None:
    for step in all_steps():
        found = [part for section in sections(step) for part in section.parts]
        inside = [block for part in found if isinstance(part, Note) for block in part.blocks]
        shown = {part.line for part in found if isinstance(part, Fence)}
        every = {block.line for block in fences(step.page, step.text) if block.tab != "Windows"}
        assert shown | {block.line for block in inside} == every, step.name


def test_each_step_says_what_it_is_about_and_what_is_new_and_asks_a_question() -> None:
    for step in all_steps():
        assert promise(step), step.name
        assert new_ideas(step), step.name
        assert all(note.asks and note.answer for note in notes(step, QUESTION)), step.name


def test_a_task_is_told_without_its_check_and_the_ways_to_do_it() -> None:
    (note,) = notes(find_step("04.2"), WRITE)

    assert "Ada" in note.asks
    assert "BUG" in note.text
    assert "BUG" not in note.asks


def test_a_given_file_is_a_note_with_its_block() -> None:
    (note,) = notes(find_step("01.6"), GIVEN)

    assert [block.title for block in note.blocks] == ["static/style.css"]
