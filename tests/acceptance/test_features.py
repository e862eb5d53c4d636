"""The stories of a feature that leaves: its folder and its one line go, and all else holds."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.acceptance import test_api, test_editing, test_login, test_tasks
from tests.acceptance.apps import App
from tests.acceptance.databases import NewDatabase
from tests.acceptance.program import Program
from tests.acceptance.visitor import Visitor
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("02")

Story = Callable[[Visitor], None]
STORIES: list[Story] = [
    test_tasks.test_the_newest_task_comes_first,
    test_tasks.test_a_title_of_121_characters_is_refused_and_kept_in_the_field,
    test_tasks.test_a_task_can_be_completed_and_opened_again,
    test_tasks.test_a_deleted_task_is_gone_and_the_others_stay,
    test_editing.test_a_task_keeps_its_notes_its_due_date_and_its_tags,
    test_editing.test_a_title_that_is_edited_changes_on_the_list,
    test_login.test_a_look_at_the_address_to_log_out_signs_nobody_out,
]


def remove(feature: str, app: Path) -> None:
    """Remove a feature as a developer does."""
    shutil.rmtree(app / "taskmaster" / feature)
    factory = app / "taskmaster" / "__init__.py"
    text, count = re.subn(rf'^ *"{feature}",\n', "", factory.read_text(), flags=re.MULTILINE)
    assert count == 1, f"{feature!r} has {count} lines in the list of features"
    factory.write_text(text)


@pytest.fixture(scope="module", params=["analytics", "api"])
def removed(request: pytest.FixtureRequest) -> str:
    """Each feature that can leave, in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def left_over(
    removed: str,
    app: App,
    new_database: NewDatabase,
    stage: Stage,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visitor]:
    """A visitor to the app that the feature has left."""
    rest = app.copy(tmp_path_factory.mktemp("left") / "taskmaster")
    remove(removed, rest.folder)
    with (
        rest.served(rest.folder.with_name("app.log"), new_database()) as address,
        Visitor(address, stage.number).arrive() as visitor,
    ):
        yield visitor


def links_of(visitor: Visitor) -> set[str]:
    """Return where the navigation leads."""
    links = visitor.tasks().soup.select("nav a[href]")
    return {str(link["href"]) for link in links}


def test_the_navigation_loses_the_entry_of_a_removed_feature_and_no_other(
    left_over: Visitor, removed: str, visitor: Visitor
) -> None:
    gone = {"/analytics/"} if removed == "analytics" else set()

    assert links_of(left_over) == links_of(visitor) - gone
    assert {"/tasks/", "/analytics/"} <= links_of(visitor)


def test_a_removed_feature_is_not_found(left_over: Visitor, removed: str) -> None:
    path = {"analytics": "/analytics/", "api": "/api/tasks"}[removed]

    assert left_over.open(path).status == 404


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_story_holds_without_a_feature(left_over: Visitor, story: Story) -> None:
    story(left_over)


def test_the_other_feature_works_without_it(left_over: Visitor, removed: str) -> None:
    if removed == "api":
        left_over.add("Counted", tags="counted")
        assert left_over.open("/analytics/").figure("counted") == "1"
    else:
        program = Program(left_over).sign_in()
        test_api.test_a_program_completes_a_task_and_opens_it_again(program, left_over)
        program.close()


def test_a_guest_gets_in_without_a_feature(left_over: Visitor) -> None:
    left_over.post("/auth/logout")

    assert left_over.tasks().path == "/auth/login"
    assert left_over.log_in().status_code == 303
    assert left_over.tasks().path == "/tasks/"
