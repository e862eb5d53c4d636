"""The packages of the workbook: who imports whom, and that the tests stand as they do."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.core.paths import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def broken_imports(root: Path) -> str:
    """Return what breaks the contracts of a workbook's pyproject.toml; nothing if all is kept."""
    done = subprocess.run(
        [LINT_IMPORTS, "--no-cache", "--no-logo"],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the workbook's code, to plant an import in."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "workbook", tmp_path / "workbook", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_each_package_imports_only_those_below_it() -> None:
    assert broken_imports(ROOT) == ""


@pytest.mark.parametrize(
    ("file", "line", "says"),
    [
        ("course/bugs", "from workbook.site import tables", "course.bugs -> workbook.site.tables"),
        (
            "core/git",
            "def late():\n    import workbook.apps.ports",
            "core.git -> workbook.apps.port",
        ),
        ("bench/load", "from workbook.site import tables", "bench.load -> workbook.site.tables"),
        ("site/tables", "from workbook.bench import data", "site.tables -> workbook.bench.data"),
        ("learner/work", "import workbook.commands.run", "learner.work -> workbook.commands.run"),
        ("__main__", "from workbook.core import git", "__main__ -> workbook.core.git"),
        ("course/stages", "import workbook.course.chapters", ".stages -> .chapters"),
    ],
)
def test_an_import_against_the_direction_is_refused_and_its_module_is_named(
    house: Path, file: str, line: str, says: str
) -> None:
    with (house / "workbook" / f"{file}.py").open("a", encoding="utf-8") as module:
        module.write(f"\n\n{line}\n")

    assert says in broken_imports(house)


def test_a_package_that_has_no_place_in_the_order_is_refused(house: Path) -> None:
    (house / "workbook" / "more").mkdir()
    (house / "workbook" / "more" / "__init__.py").touch()

    assert "workbook.more" in broken_imports(house)


def named_for_nothing(root: Path) -> list[str]:
    """Return the test files of the engine that have no module or package of their name."""
    tests = root / "tests" / "engine"
    return [
        path.relative_to(root).as_posix()
        for path in sorted(tests.rglob("test_*.py"))
        if not any(map(_is_there, _places(path.relative_to(tests), root)))
    ]


def _places(test: Path, root: Path) -> list[Path]:
    """Return where a test's own thing may be: as deep in the workbook, or else at the top."""
    name = test.stem.removeprefix("test_")
    at_the_top = [] if len(test.parts) > 1 else [root / name]
    return [root / "workbook" / test.parent / name, *at_the_top]


def _is_there(thing: Path) -> bool:
    return (thing / "__init__.py").is_file() or thing.with_suffix(".py").is_file()


def test_each_test_file_of_the_engine_stands_where_what_it_is_named_for_stands() -> None:
    assert named_for_nothing(ROOT) == []


@pytest.mark.parametrize("name", ["test_more.py", "course/test_git.py", "site/diffs/test_build.py"])
def test_a_test_file_that_is_named_for_nothing_is_told(house: Path, name: str) -> None:
    for each in ("core/test_git.py", "site/test_diffs.py", "test_learner.py", name):
        file = house / "tests" / "engine" / each
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    assert named_for_nothing(house) == [f"tests/engine/{name}"]
