"""The stories of an app that brings tests of its own: they hold, and they miss what goes."""

import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import NewDatabase
from tests.acceptance.guards import GUARDS, Guard
from workbook.apps.databases import POSTGRESQL_DRIVER
from workbook.apps.suites import Suite

pytestmark = pytest.mark.since("04")

QUIET = ("-p", "no:cacheprovider", "--tb=short")
# Stages from 05 on keep the features and their tests, byte for byte, so stage 04 speaks for them:
# there, the suite of such a stage runs once, and no guard is taken away from it.
ONLY_HERE = pytest.mark.until("04")


@pytest.fixture(scope="module")
def suite(app: App, new_database: NewDatabase) -> Suite:
    """The app's own tests, on a server of databases if there is one."""
    database = new_database()
    if database.kind == "sqlite":
        return Suite.of(app.folder)
    return Suite.of(app.folder, POSTGRESQL_DRIVER, server=database.url)


@pytest.mark.parametrize(
    "options",
    [pytest.param(("-p", "no:randomly"), marks=ONLY_HERE), ("-p", "randomly", "-n", "2")],
    ids=["in their own order", "in any order and two at a time"],
)
def test_the_suite_of_the_app_holds(app: App, suite: Suite, options: tuple[str, ...]) -> None:
    ran = suite.run(app.folder, *QUIET, *options)

    assert ran.returncode == 0, ran.stdout


@pytest.fixture(scope="module")
def without(
    app: App, suite: Suite, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Guard], "subprocess.CompletedProcess[str]"]:
    """What the suite says when a guard is gone; they are tried two at a time."""
    if suite.server:
        pytest.skip("that the suite misses a guard does not depend on the database")

    def run(guard: Guard) -> "subprocess.CompletedProcess[str]":
        copy = app.copy(tmp_path_factory.mktemp("guard") / "app").folder
        guard.take_away(copy)
        return suite.run(copy, *QUIET, "--exitfirst", "-p", "no:randomly")

    with ThreadPoolExecutor(2) as pool:
        verdicts = {guard.name: pool.submit(run, guard) for guard in GUARDS}
    return lambda guard: verdicts[guard.name].result()


@ONLY_HERE
@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_that_is_taken_away_turns_a_test_of_the_suite_red(
    without: Callable[[Guard], "subprocess.CompletedProcess[str]"], guard: Guard
) -> None:
    ran = without(guard)

    assert ran.returncode == 1, ran.stdout
    assert "1 failed" in ran.stdout or "1 error" in ran.stdout
