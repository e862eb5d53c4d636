"""Who may import whom: the features of the app lead one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.test_layers import copy_of
from workbook.core.paths import relative
from workbook.course.stages import Stage, stages

# Which other features a feature may import.
ONE_WAY: dict[str, set[str]] = {
    "auth": set(),
    "tasks": {"auth"},
    "analytics": {"auth", "tasks"},
    "api": {"auth", "tasks"},
}
# What is no feature but stands around them all: it knows none of them, and none knows it.
AROUND: dict[str, set[str]] = {"operations": set()}
PACKAGES = [stage for stage in stages() if stage.number >= "02"]


def wrong_imports(app: Path) -> list[str]:
    """Return what leads the wrong way in an app, a line for each."""
    package = app / "taskmaster"
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    features = folders - AROUND.keys()
    wrong = [
        f"{relative(package / name)}: the rules don't know this feature, or it is gone"
        for name in sorted(features ^ ONE_WAY.keys())
    ]
    rules = ONE_WAY | AROUND
    for name in sorted(folders & rules.keys()):
        barred = folders - rules[name] - {name}
        for file in sorted((package / name).rglob("*.py")):
            wrong += wrong_lines(file, app, barred)
    return wrong


def wrong_lines(file: Path, app: Path, barred: set[str]) -> list[str]:
    """Return the imports of a file that name a feature which is barred to it."""
    return [
        f"{relative(file)}:{line} imports {other}"
        for line, name in imports(file, app)
        for other in barred
        if f"{name}.".startswith(f"taskmaster.{other}.")
    ]


def imports(file: Path, app: Path) -> Iterator[tuple[int, str]]:
    """Yield what a file imports, by its whole name, each with its line."""
    around = file.relative_to(app).parent.parts
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            base = around[: len(around) + 1 - node.level] if node.level else ()
            module = [*base, *filter(None, [node.module])]
            yield from ((node.lineno, ".".join([*module, alias.name])) for alias in node.names)


@pytest.mark.parametrize("stage", PACKAGES, ids=lambda stage: stage.name)
def test_features_import_one_way(stage: Stage) -> None:
    wrong = wrong_imports(stage.folder)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("file", "line", "other"),
    [
        ("auth/services.py", "from ..tasks.services import Task", "tasks"),
        ("auth/session.py", "from .. import analytics", "analytics"),
        ("tasks/forms.py", "import taskmaster.api.forms", "api"),
        ("tasks/routes.py", "from taskmaster import analytics", "analytics"),
        ("api/more/deep.py", "from ...analytics import bp", "analytics"),
        ("analytics/routes.py", "def late() -> None: from ..api import bp", "api"),
        ("auth/routes.py", "from ..operations.limits import client", "operations"),
        ("operations/limits.py", "from ..auth.routes import bp", "auth"),
    ],
)
def test_an_import_that_leads_the_wrong_way_is_named_with_its_line(
    tmp_path: Path, file: str, line: str, other: str
) -> None:
    app = copy_of("05", tmp_path)
    planted = app / "taskmaster" / file
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a", encoding="utf-8") as module:
        module.write(f"{line}\n")
    last = planted.read_text(encoding="utf-8").count("\n")

    assert wrong_imports(app) == [f"{planted}:{last} imports {other}"]


def test_a_feature_that_the_rules_do_not_know_is_named(tmp_path: Path) -> None:
    app = copy_of("03", tmp_path)
    new = app / "taskmaster" / "more"
    new.mkdir()
    (new / "__init__.py").touch()

    assert wrong_imports(app) == [f"{new}: the rules don't know this feature, or it is gone"]
