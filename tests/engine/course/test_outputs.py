"""How shown output is held against what a command prints."""

import pytest

from workbook.course.outputs import accept, matches


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ([], []),
        (["one", "two"], ["one", "two"]),
        (["..."], []),
        (["..."], ["one", "two"]),
        (["...", "last"], ["one", "two", "last"]),
        (["first", "..."], ["first"]),
        (["first", "...", "last"], ["first", "last"]),
        (["...", "b", "...", "d", "..."], ["a", "b", "c", "d"]),
        (["[main ...] Say hello"], ["[main 1f2e3d4] Say hello"]),
        (["took ... s in ..."], ["took 0.1 s in total"]),
        (["a..."], ["a"]),
        (["trailing"], ["trailing   "]),
        (["plain"], ["\x1b[31m\x1b[1mplain\x1b[0m"]),
        (["(a+b)*[c]"], ["(a+b)*[c]"]),
    ],
)
def test_what_is_shown_holds(expected: list[str], found: list[str]) -> None:
    assert matches(expected, found)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ([], ["one"]),
        (["one"], []),
        (["one"], ["two"]),
        (["one"], ["one", "two"]),
        (["one", "two"], ["two", "one"]),
        (["a...c"], ["a", "c"]),
        (["...", "last"], ["last", "one more"]),
        (["  indented"], ["indented"]),
        (["a.c"], ["abc"]),
        (["ab"], ["abc"]),
    ],
)
def test_what_is_shown_does_not_hold(expected: list[str], found: list[str]) -> None:
    assert not matches(expected, found)


@pytest.mark.parametrize(
    ("expected", "found", "accepted"),
    [
        (["one", "2", "three"], ["one", "two", "three"], ["one", "two", "three"]),
        ([], ["one"], ["one"]),
        (["one"], [], []),
        (["...", "lost"], ["one", "two", "last"], ["...", "last"]),
        (["[main ...] a", "old"], ["[main 12] a", "new"], ["[main ...] a", "new"]),
        (["first", "...", "wrong"], ["first", "x", "y", "right"], ["first", "...", "right"]),
        (["a", "c"], ["a", "b", "c"], ["a", "b", "c"]),
        (["a", "b", "c"], ["a", "c"], ["a", "c"]),
        (["wrong"], ["\x1b[31mright\x1b[0m  "], ["right"]),
    ],
)
def test_accepting_changes_the_wrong_lines_only(
    expected: list[str], found: list[str], accepted: list[str]
) -> None:
    assert accept(expected, found) == accepted
    assert matches(accepted, found)


def test_long_output_with_many_gaps_is_no_burden() -> None:
    found = [f"line {number}" for number in range(1500)]

    assert not matches(["..."] * 12 + ["never"], found)
    assert accept(["...", "never"], found) == ["...", "line 1499"]
