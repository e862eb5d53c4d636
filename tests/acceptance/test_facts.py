"""The stories of the facts: what the site says of a stage is so, and a change is told."""

import os

import pytest

from tests.acceptance.apps import App
from workbook.apps.facts.collect import collect, require_kept
from workbook.core.errors import WorkbookError
from workbook.course.stages import Stage

pytestmark = [
    pytest.mark.since("01"),
    pytest.mark.skipif(os.name == "nt", reason="not all packages of a server are there"),
]
PLANTED = """
made = create_app


def create_app(*settings):
    app = made(*settings)
    app.add_url_rule("/planted", "planted", lambda: "Here I am.", methods=["POST"])
    return app
"""


@pytest.fixture(autouse=True)
def _only_of_the_stage(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--app") or pytestconfig.getoption("--database") != "sqlite":
        pytest.skip("the facts are of the stage as it is, on SQLite")


def test_the_facts_that_the_site_tells_of_the_stage_are_those_of_the_running_app(
    app: App, stage: Stage
) -> None:
    require_kept(stage, collect(app.folder))


@pytest.mark.until("02")  # later ones are asked the same, for seconds
def test_a_stage_that_has_changed_is_told_with_the_route_that_is_new(
    app: App, stage: Stage, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changed = app.copy(tmp_path_factory.mktemp("changed") / "app").folder
    factory = changed / ("taskmaster/__init__.py" if stage.number > "01" else "app.py")
    factory.write_text(factory.read_text() + PLANTED)

    with pytest.raises(WorkbookError, match="To mend: nox -s facts") as raised:
        require_kept(stage, collect(changed))

    assert '\n+   "path": "/planted",\n' in str(raised.value)
    assert '\n+   "who": "anybody",\n' in str(raised.value)
