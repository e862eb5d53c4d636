"""A step that asks too much is refused, with the rule that it breaks and what to do."""

import os

import pytest

from tests.support.tiny import PAGE, Tiny, commit_block, console
from tests.support.tiny_pages import REASON
from workbook.course.blocks import commands
from workbook.course.fences import fences
from workbook.course.pace_rules import is_checkpoint

IDEA = "[files](https://docs.python.org/3/)"
SEEN = console("$ echo seen", "seen")
INDEX = "docs/01-tiny/index.md"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


def file(name: str, lines: int) -> str:
    return f'```text title="{name}"\n' + "line\n" * lines + "```\n"


def step(tiny: Tiny, *parts: str, new: str = IDEA, exceptions: str = "") -> str:
    """Replay a chapter whose first step has some parts, and say what came of it."""
    begin = console("$ git init --quiet --initial-branch=main")
    top = f"{REASON}# Begin\n\n*5 minutes, 1 lines to type*\n\n**New here:** {new}\n"
    tiny.page("\n".join([top, begin, *parts, commit_block("Say hello")]))
    tiny.page(exceptions, "docs/pace.toml")
    return tiny.replay("--write").said


def test_a_step_of_twenty_minutes_and_eighty_lines_keeps_every_rule(tiny: Tiny) -> None:
    words = "word " * 1_500

    said = step(tiny, file("a", 45), SEEN, file("b", 35), SEEN, words)

    assert "1 steps played" in said
    assert "*20 minutes, 80 lines to type*" in (tiny.root / PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("parts", "new", "line", "says"),
    [
        (("word " * 3_000, file("a", 1), SEEN), IDEA, 1, "takes 25 minutes, and 20 are the most"),
        (
            (file("a", 40), SEEN, file("b", 41), SEEN),
            IDEA,
            1,
            "has 81 lines to type, and 80 are the most",
        ),
        ((file("a", 40), file("b", 6), SEEN), IDEA, 58, "46 new lines were typed since something"),
        ((SEEN, file("a", 1)), IDEA, 20, "after this block nothing is run and seen"),
        ((file("a", 1), SEEN), "files", 9, "'files' is new here, and leads to no documentation"),
        ((file("a", 1), SEEN), "; ".join([IDEA] * 4), 9, "has 4 new ideas, and 3 are the most"),
    ],
)
def test_a_step_that_breaks_a_rule_is_refused(
    tiny: Tiny, parts: tuple[str, ...], new: str, line: int, says: str
) -> None:
    said = step(tiny, *parts, new=new)

    assert f"{PAGE}:{line}: " in said
    assert says in said
    assert "To mend: " in said
    assert "docs/pace.toml" in said


def test_a_step_that_does_not_say_what_is_new_is_refused(tiny: Tiny) -> None:
    tiny.page("", "docs/pace.toml")

    assert "does not say at its top what is new" in tiny.replay().said


def test_an_exception_lets_a_step_pass_and_must_be_one(tiny: Tiny) -> None:
    line = '[[exception]]\nstep = "01.1"\nrule = "{}"\nwhy = "One file."\n'
    parts = (file("a", 46), SEEN)

    assert "1 steps played" in step(tiny, *parts, exceptions=line.format("checkpoint"))
    assert "excepts 01.1 from 'lines'" in step(
        tiny, *parts, exceptions=line.format("checkpoint") + line.format("lines")
    )
    many = "".join(line.replace("01.1", f"01.{n}").format("lines") for n in range(1, 7))
    assert "has 6 exceptions, and 5 are the most" in step(tiny, *parts, exceptions=many)


def test_a_chapter_is_not_put_off_that_keeps_every_rule(tiny: Tiny) -> None:
    later = '[later]\nchapters = ["01"]\n'

    assert "puts off chapter 01" in step(tiny, file("a", 1), SEEN, exceptions=later)


@pytest.mark.parametrize(
    ("sittings", "says"),
    [
        ("| Step | Minutes |\n|---|---|\n| [Begin](1-begin.md) | 5 |\n", "not cut into sittings"),
        (
            "### Sitting 1: all\n\n*5 minutes*\n\n| Step | Minutes |\n|---|---|\n"
            "| [Begin](1-begin.md) | 20 |\n| [2](2-more.md) [3](3-more.md) [4](4-more.md) | 60 |\n",
            f"{INDEX}:3: this sitting takes 80 minutes, and 60 minutes are the most",
        ),
    ],
)
def test_a_chapter_is_cut_into_sittings_of_an_hour(tiny: Tiny, sittings: str, says: str) -> None:
    words = f"\n*5 minutes, 1 lines to type*\n\n**New here:** {IDEA}\n\n" + "word " * 2_500
    for number in (2, 3, 4):
        tiny.step(words, number=number)
    tiny.page(f"# Tiny\n\n{sittings}", INDEX)

    said = step(tiny, file("a", 1), SEEN, "word " * 2_500)

    assert says in said


def test_the_line_of_a_sitting_says_its_minutes(tiny: Tiny) -> None:
    table = "| Step | Minutes |\n|---|---|\n| [Begin](1-begin.md) | 20 |\n"
    tiny.page(f"# Tiny\n\n### Sitting 1: all\n\n*an hour*\n\n{table}", INDEX)

    step(tiny, file("a", 1), SEEN)

    text = (tiny.root / INDEX).read_text(encoding="utf-8")
    assert "### Sitting 1: all\n\n*5 minutes*\n" in text


@pytest.mark.parametrize(
    ("block", "is_one"),
    [
        (console("$ flask run", " * Running on http://127.0.0.1:5000"), True),
        (console("$ git add .", "$ flask routes", "a map"), True),
        (console("$ git status --short", "A  app.py"), False),
        (console("$ python -m pip install flask", "..."), False),
        (console("$ flask --version"), False),
    ],
)
def test_a_checkpoint_is_a_command_of_the_app_whose_output_is_shown(
    block: str, is_one: bool
) -> None:
    (fence,) = fences("page.md", block)

    assert list(commands(fence))
    assert is_checkpoint(fence) == is_one
