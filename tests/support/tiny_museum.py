"""A tiny workbook with a stage 04, its tests, and a bug that they find."""

from importlib.metadata import version

from tests.support.tiny import Tiny, commit_block
from workbook.apps.environments import environment

BUG = "docs/bugs/sum-off-by-one.md"
APP = """def add(one, other):
    return one + other


def double(number):
    return 2 * number
"""
# The parameter of a test may hold anything that stands between names and reasons elsewhere.
TESTS = """import pytest

from app import add, double


@pytest.fixture
def three():
    assert add(1, 2) == 3
    return 3


@pytest.mark.parametrize(("why", "number"), [("a [zero] - none", 0), ("two", 2), ("five", 5)])
def test_adding_zero_changes_nothing(why, number):
    assert add(number, 0) == number, "a reason [with] - marks"


def test_doubling(three):
    assert double(three) == 6


def test_doubling_nothing():
    assert double(0) == 0
"""
RED = ("test_adding_zero_changes_nothing", "test_doubling")
FILES = {
    ".gitignore": ".venv/\n",
    "app.py": APP,
    "tests/__init__.py": "",
    "tests/test_app.py": TESTS,
    "requirements-dev.txt": f"pytest=={version('pytest')}\n",
}
CHANGE = "-    return one + other\n+    return one + other + 1\n"


def add_stage_04(tiny: Tiny) -> None:
    """Give a tiny workbook a stage 04 that has tests, and an environment to run them in."""
    blocks = [f'```text title="{name}"\n{text}```\n' for name, text in FILES.items()]
    page = "\n".join(["# Test it\n", *blocks, commit_block("Test it")])
    tiny.page(page, "docs/04-tests/1-test-it.md")
    tiny.page("hello\neverybody\nhello\n", "stages/04-tests/greeting.txt")
    for name, text in FILES.items():
        tiny.page(text, f"stages/04-tests/{name}")
    # All tiny museums share one environment.
    packages = environment(tiny.root / "stages/04-tests/requirements-dev.txt")
    (tiny.root / ".nox").mkdir(exist_ok=True)
    (tiny.root / ".nox" / packages.name).symlink_to(packages)


def bug_page(*red: str, change: str = CHANGE, more: str = "") -> str:
    """Return the page of a bug, with the tests of tests/test_app.py that turn red."""
    lines = "".join(f"tests/test_app.py::{name}\n" for name in red)
    return (
        f'# A sum off by one\n\n```diff title="app.py"\n{change}```\n\n'
        f"## What turns red\n\n```red-tests\n{lines}```\n{more}"
    )
