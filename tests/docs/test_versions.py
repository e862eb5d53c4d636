"""A version that is said in several places is the same in each of them."""

import re
from collections.abc import Callable

import pytest

from workbook.core.paths import ROOT

MAIN, NOXFILE, PROJECT = "workbook/__main__.py", "noxfile.py", "pyproject.toml"
SETUP, README = "docs/setup.md", "README.md"
TWO = r"(\d+)\.(\d+)"
# Each place where a version is said: what it is of, the file, and how it stands there.
PLACES = [
    ("Python", MAIN, r"OLDEST = \((\d+), (\d+)\)"),
    ("Python", MAIN, r"version_info >= \((\d+), (\d+)\)"),
    ("Python", NOXFILE, r"version_info < \((\d+), (\d+)\)"),
    ("Python", NOXFILE, rf"older than {TWO}"),
    ("Python", PROJECT, rf'requires-python = ">={TWO}"'),
    ("Python", PROJECT, r'target-version = "py(\d)(\d+)"'),
    ("Python", ".github/workflows/prove.yml", rf'python: \["{TWO}"'),
    ("Python", README, rf"Python {TWO} or newer"),
    ("Python", SETUP, rf"Python {TWO} or newer"),
    ("Python", SETUP, rf"lower than {TWO}, install a newer Python"),
    ("git", SETUP, rf"git {TWO} or newer"),
    ("git", SETUP, rf"lower than {TWO}, install a newer git"),
    ("nox", MAIN, rf"nox\[uv\]>={TWO}"),
    ("nox", MAIN, r'version\("nox"\).* >= \[(\d+), (\d+)\]'),
    ("nox", NOXFILE, rf'needs_version = ">={TWO}"'),
    ("nox", PROJECT, rf"nox\[uv\]>={TWO}"),
    ("filelock", MAIN, rf"filelock>={TWO}"),
    ("filelock", PROJECT, rf"filelock>={TWO}"),
]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def apart(what: str, read: Callable[[str], str] = read) -> dict[str, list[str]]:
    """Return the places of each version of a thing, if there is more than one, or one says none."""
    found: dict[str, list[str]] = {}
    for _, name, pattern in (place for place in PLACES if place[0] == what):
        for version in re.findall(pattern, read(name)) or [("none",)]:
            found.setdefault(".".join(version), []).append(f"{name}: {pattern}")
    return found if len(found) > 1 or "none" in found else {}


@pytest.mark.parametrize("what", sorted({what for what, _, _ in PLACES}))
def test_a_version_is_the_same_wherever_it_is_said(what: str) -> None:
    assert apart(what) == {}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]} in {place[1]}")
def test_one_place_that_says_another_is_told(place: tuple[str, str, str]) -> None:
    what, file, pattern = place

    def planted(name: str) -> str:
        text = read(name)
        return re.sub(pattern, lambda m: m[0].replace(m[2], "99"), text) if name == file else text

    assert len(apart(what, planted)) == 2
