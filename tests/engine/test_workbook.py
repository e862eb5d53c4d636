"""The packages of the workbook: each imports only those below it, and no import is a circle."""

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
