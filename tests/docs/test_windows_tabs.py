"""A tab for Windows has the commands of the tab beside it, in the words of PowerShell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from tests.docs.prose import Page, pages
from workbook.course.blocks import PLAYED_TABS, READ_TABS, commands
from workbook.course.fences import Fence

SETS = re.compile(r"(?:export )?(\w+)=(\S+)(?: |$)|unset (\w+)$")
SETS_THERE = re.compile(r'\$env:(\w+) = "(.*)"$|Remove-Item Env:(\w+)$')
IN_QUOTES = re.compile(r'("[^"]*")')
# What a command is called there, and here; whole words at its beginning.
CALLED = {
    "py": "python3",
    "del": "rm",
    "type": "cat",
    "mkdir": "mkdir -p",
    ".venv/Scripts/Activate.ps1": ". .venv/bin/activate",
}
# What sed does here is done by hand there: PowerShell has no sed.
BY_HAND = {
    'sed "s/^SECRET_KEY=.*/SECRET_KEY=$(python -m taskmaster.settings)/" .env.example > .env': [
        "copy .env.example .env",
        "python -m taskmaster.settings",
        "notepad .env",
    ]
}


@dataclass
class Typed:
    """What is typed in a tab, in the words of the one for macOS and Linux."""

    commands: list[str] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)


def here(fence: Fence) -> Typed:
    """Return what the tab for macOS and Linux has."""
    found = Typed()
    console = fence.language == "console"
    lines = [each.text for each in commands(fence)] if console else fence.lines
    for line in filter(None, lines):
        if sets := SETS.match(line):
            found.variables |= {sets[1]: sets[2]} if sets[1] else {}
            line = line[sets.end() :]
        found.commands += BY_HAND.get(line, [line] * bool(line))
    return found


def there(fence: Fence) -> Typed:
    """Return what the tab for Windows has, translated."""
    found = Typed()
    for line in filter(None, fence.lines):
        if sets := SETS_THERE.match(line):
            value = (sets[2] or "").replace("///C:/", "////")
            found.variables |= {sets[1]: value} if sets[1] else {}
        else:
            found.commands.append(translated(line))
    return found


def translated(line: str) -> str:
    """Return a command of PowerShell as bash has it; what is quoted is the same in both."""
    parts = IN_QUOTES.split(line)
    slashes = "".join(part if part[:1] == '"' else part.replace("\\", "/") for part in parts)
    first, space, rest = slashes.partition(" ")
    if first == "del":  # it parts what it is given by commas
        rest = rest.replace(", ", " ")
    return f"{CALLED.get(first, first)}{space}{rest}"


def unlike(each: Page) -> Iterator[str]:
    """Yield each tab for Windows whose commands are others than those beside it."""
    for other, fence in pairwise([None, *each.blocks]):
        if other and fence and fence.tab in READ_TABS and other.tab in PLAYED_TABS:
            one, two = here(other), there(fence)
            if one != two:
                yield f"{each.name}:{fence.line}: {two} is not {one} of line {other.line}"


def test_each_tab_for_windows_has_the_commands_of_the_one_beside_it() -> None:
    wrong = [line for each in pages() for line in unlike(each)]

    assert not wrong, "\n".join(wrong)


def tabs(posix: str, windows: str) -> Page:
    """Make a page with two tabs."""
    left = "".join(f"    $ {line}\n" for line in posix.split("\n"))
    right = "".join(f"    {line}\n" for line in windows.split("\n"))
    return Page(
        "page.md",
        f'=== "macOS / Linux"\n\n    ```console\n{left}    ```\n\n'
        f'=== "Windows"\n\n    ```powershell\n{right}    ```\n',
    )


@pytest.mark.parametrize(
    ("posix", "windows"),
    [
        ("ls\nnox -s start -- 01", "ls\nnox -s start -- 02"),
        ("ls\nnox -s start -- 01", "nox -s start -- 01"),
        ("nox -s start -- 01", "ls\nnox -s start -- 01"),
        ("rm a/b", "del a\\c"),
        ('python3 -c "print(1)"', 'py -c "print(2)"'),
        ("A=1 flask run", "flask run"),
        ("A=1 flask run", '$env:A = "2"\nflask run\nRemove-Item Env:A'),
    ],
)
def test_a_tab_with_another_command_is_named(posix: str, windows: str) -> None:
    assert [line[:8] for line in unlike(tabs(posix, windows))] == ["page.md:"]


@pytest.mark.parametrize(
    ("posix", "windows"),
    [
        ("rm a/b\ncat c/d", "del a\\b\ntype c\\d"),
        ("python3 -c \"print('a/b')\"", "py -c \"print('a/b')\""),
        ("A=1 flask run", '$env:A = "1"\nflask run\nRemove-Item Env:A'),
        ("export A=sqlite:////no/x.db\nflask run", '$env:A = "sqlite:///C:/no/x.db"\nflask run'),
        ("python3 -m workbook -s run -- 01", "py -m workbook -s run -- 01"),
    ],
)
def test_a_tab_in_the_words_of_powershell_is_not(posix: str, windows: str) -> None:
    assert list(unlike(tabs(posix, windows))) == []
