"""The layers: what the diff of two neighbours must leave alone."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.paths import relative
from workbook.course.stages import find_stage
from workbook.history.trees import snapshot


@dataclass(frozen=True)
class Layer:
    """A row of the rules: what stays as it is, byte for byte, and what alone may differ."""

    old: str
    new: str
    kept: tuple[str, ...]  # patterns of paths, in which * also stands for slashes
    may_gain: bool = False  # files that are new and match
    only: tuple[str, ...] = ("*",)  # what may come, go or differ at all

    def __str__(self) -> str:
        """Say the row."""
        limits = "" if self.only == ("*",) else f", and changes only {', '.join(self.only)}"
        return f"{self.old} -> {self.new} keeps {', '.join(self.kept)}{limits}"

    def allows(self, kind: str, file: str) -> bool:
        """Tell whether a file may be new (A), gone (D) or different (M)."""
        kept = any(fnmatchcase(file, pattern) for pattern in self.kept)
        listed = any(fnmatchcase(file, pattern) for pattern in self.only)
        return listed and (not kept or (kind == "A" and self.may_gain))


# From 01 to 02 a module becomes a package, and no file stays; its stories over HTTP hold in both.
PAPERS = ("README.md", ".gitignore")
LAYERS = [
    Layer(
        "02",
        "03",
        ("*/routes.py", "*/forms.py", "*/templates/*", "*/static/*"),
        # demo.py was for accounts that a restart forgets
        only=("taskmaster/*", "migrations/*", "requirements.txt", "demo.py", *PAPERS),
    ),
    Layer(
        "03",
        "04",
        ("taskmaster/*", "migrations/*", "requirements.txt"),
        only=("tests/*", "pyproject.toml", "requirements-dev.txt", ".github/*", *PAPERS),
    ),
    Layer(
        "04",
        "05",
        (
            "taskmaster/__init__.py",
            "taskmaster/*/routes.py",
            "taskmaster/*/forms.py",
            "taskmaster/*/services.py",
            "taskmaster/*/models.py",
            "taskmaster/*/templates/*",
            "migrations/*",
        ),
        only=(
            *("taskmaster/config.py", "taskmaster/settings.py", "taskmaster/probe.py"),
            *("taskmaster/operations/*", "tests/operations/*", "wsgi.py", "requirements.txt"),
            *("gunicorn.conf.py", "Procfile", "Dockerfile", ".dockerignore", "compose.yaml"),
            *("Caddyfile", "render.yaml", ".env.example", "WORKFLOW.md", *PAPERS),
            "taskmaster/static/robots.txt",
        ),
    ),
    Layer("04", "05", ("tests/*",), may_gain=True),
]
CHANGES = {"A": "is new", "D": "is gone"}


def broken_rows(layer: Layer, old: Path, new: Path, scratch: Path) -> list[str]:
    """Return how two stages break a row, a line for each file."""
    git(scratch, "init", "--quiet")
    before, after = (snapshot(scratch, folder) for folder in (old, new))
    files = git(scratch, "ls-tree", "-r", "-z", "--name-only", before).split("\0")
    broken = [
        f"{relative(old)}: nothing matches {pattern}: {layer}"
        for pattern in layer.kept
        if not any(fnmatchcase(file, pattern) for file in files)
    ]
    said = git(scratch, "diff", "--no-renames", "--name-status", "-z", before, after).split("\0")
    for kind, file in zip(said[::2], said[1::2], strict=False):
        if file and not layer.allows(kind, file):
            broken.append(f"{relative(new / file)} {CHANGES.get(kind, 'differs')}: {layer}")
    return broken


def copy_of(number: str, folder: Path) -> Path:
    """Copy a stage, to plant a fault in it."""
    ignored = shutil.ignore_patterns("__pycache__", "instance")
    return shutil.copytree(find_stage(number).folder, folder / number, ignore=ignored)


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Copies of stages 02 and 03."""
    return copy_of("02", tmp_path), copy_of("03", tmp_path)


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_a_layer_leaves_alone_what_its_row_keeps(layer: Layer, tmp_path: Path) -> None:
    try:
        old, new = find_stage(layer.old), find_stage(layer.new)
    except WorkbookError as error:
        pytest.skip(str(error))

    broken = broken_rows(layer, old.folder, new.folder, tmp_path)

    assert not broken, "\n".join(broken)


def add(path: Path) -> None:
    """Write a line at the end of a file, which need not be there."""
    with path.open("a") as file:
        file.write("\n")


@pytest.mark.parametrize(
    ("fault", "file", "says"),
    [
        (add, "taskmaster/tasks/routes.py", "differs"),
        (add, "taskmaster/tasks/templates/tasks/list.html", "differs"),
        (add, "taskmaster/templates/components/pager.html", "differs"),
        (add, "taskmaster/templates/more.html", "is new"),
        (add, "taskmaster/static/more.css", "is new"),
        (add, "taskmaster/analytics/forms.py", "is new"),
        (add, "wsgi.py", "differs"),
        (add, "Dockerfile", "is new"),
        (Path.unlink, "taskmaster/api/routes.py", "is gone"),
        (Path.unlink, "taskmaster/static/icon.svg", "is gone"),
        pytest.param(
            lambda path: path.chmod(0o755),
            "taskmaster/auth/forms.py",
            "differs",
            marks=pytest.mark.skipif(os.name == "nt", reason="no run bits there"),
        ),
    ],
)
def test_a_file_that_must_stay_and_did_not_is_named_with_its_row(
    copies: tuple[Path, Path],
    tmp_path: Path,
    fault: Callable[[Path], None],
    file: str,
    says: str,
) -> None:
    planted = copies[1] / file
    fault(planted)

    broken = broken_rows(LAYERS[0], *copies, tmp_path)

    row = (
        "02 -> 03 keeps */routes.py, */forms.py, */templates/*, */static/*, and changes only "
        "taskmaster/*, migrations/*, requirements.txt, demo.py, README.md, .gitignore"
    )
    assert broken == [f"{planted} {says}: {row}"]


def test_a_row_that_no_file_matches_is_broken(copies: tuple[Path, Path], tmp_path: Path) -> None:
    layer = Layer("02", "03", ("*/routes.py", "*/views.py"))

    broken = broken_rows(layer, *copies, tmp_path)

    assert broken == [f"{copies[0]}: nothing matches */views.py: {layer}"]


@pytest.mark.parametrize(("may_gain", "count"), [(True, 1), (False, 2)])
def test_a_row_may_let_files_come_but_lets_none_change(
    copies: tuple[Path, Path], tmp_path: Path, may_gain: bool, count: int
) -> None:
    static = copies[1] / "taskmaster" / "static"
    for name in ("more.css", "style.css"):
        add(static / name)

    broken = broken_rows(Layer("02", "03", ("*/static/*",), may_gain), *copies, tmp_path)

    assert len(broken) == count
    assert f"{static / 'style.css'} differs: " in broken[-1]
