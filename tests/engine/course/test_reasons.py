"""A step says at the top of its page why it is taken, in one sentence that helps a reader."""

import os

import pytest

from tests.support.tiny import PAGE, STEP, Tiny, commit_block
from tests.support.tiny_pages import SECOND
from workbook.course.chapters import find_step
from workbook.course.front_matter import field, front_lines
from workbook.course.pace import pace
from workbook.course.reasons import LENGTH, reason, subject

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
TRUE = "Nobody comes back to a program that does not greet them."


def hold(tiny: Tiny, front: str) -> str:
    """Hold a page with other first lines, and say what came of it."""
    tiny.page("", "docs/pace.toml")
    tiny.edit("# Begin\n", f"{front}# Begin\n")
    code = (
        "from workbook.core.errors import WorkbookError\n"
        "from workbook.course.reasons import hold_reasons\n"
        "try: hold_reasons()\nexcept WorkbookError as error: print(error)"
    )
    return tiny.run("-c", code).said


def front(why: str) -> str:
    return f"---\nreason: {why}\n---\n\n"


def test_one_sentence_that_says_why_is_taken(tiny: Tiny) -> None:
    assert hold(tiny, front(TRUE)) == ""


def test_a_sentence_of_the_longest_kind_is_taken(tiny: Tiny) -> None:
    longest = TRUE[:-1].ljust(LENGTH - 1, "x") + "."

    assert hold(tiny, front(longest)) == ""


@pytest.mark.parametrize(
    ("top", "line", "says"),
    [
        ("", 1, "the top of this page does not say why the step is taken"),
        ("---\nhide: toc\n---\n\n", 1, "the top of this page does not say why"),
        (front(""), 2, "the top of this page does not say why"),
        (f"---\nreason: {TRUE}\n\n", 1, "the top of this page does not say why"),
        (front(TRUE + " They leave."), 2, "is not one sentence with a full stop"),
        (front("Nobody comes back without it"), 2, "is not one sentence with a full stop"),
        (front("Say hello."), 2, "only repeats the subject of the commit, 'Say hello'"),
        (front("Hello, I say hello to you."), 2, "only repeats the subject"),
        (front(TRUE[:-1].ljust(LENGTH, "x") + "."), 2, "has 121 characters; 120 at most"),
        (front("People ask one thing: who is it that greets them."), 2, "which YAML reads"),
        (front("`hello` is what nobody has ever said to the people here."), 2, "which YAML reads"),
    ],
)
def test_a_reason_that_helps_no_reader_is_refused(
    tiny: Tiny, top: str, line: int, says: str
) -> None:
    said = hold(tiny, top)

    assert said.startswith(f"{PAGE}:{line}: "), said
    assert says in said
    assert "\nTo mend: begin the page with three lines, ---, reason: and one sentence" in said


def test_two_steps_for_one_reason_are_refused(tiny: Tiny) -> None:
    tiny.page(f"{front(TRUE)}# More\n\n{commit_block('Say more')}", STEP)

    said = hold(tiny, front(TRUE))

    assert said.startswith(f"{STEP}:2: this is the reason of step 01.1, too\n")


def test_replay_refuses_a_step_without_a_reason(tiny: Tiny) -> None:
    tiny.page('[later]\nchapters = ["01"]\n', "docs/pace.toml")
    tiny.page(f"# More\n\n**New here:** nothing\n\n{commit_block('Say more')}", SECOND)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{SECOND}:1: the top of this page does not say why the step is taken" in ran.said


@pytest.mark.pages
def test_the_subject_of_a_step_is_what_its_page_types() -> None:
    assert subject(find_step("01.2")) == "Add an application factory"


@pytest.mark.pages
def test_a_reason_takes_nobody_a_minute() -> None:
    step = find_step("01.1")
    bare = type(step)(step.stage, step.number, step.path)
    vars(bare)["text"] = "\n".join(step.text.split("\n")[front_lines(step.text) :])

    assert reason(step)
    assert not reason(bare)
    assert pace(step) == pace(bare)


def test_a_field_is_found_among_others() -> None:
    assert field("---\nhide: toc\nreason: a: b\n---\n# Page\n", "reason") == (3, "a: b")
    assert field("# Page\n\n---\nreason: late\n---\n", "reason") == (1, "")
