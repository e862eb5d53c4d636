"""The story of an app that brings tests of its own: they hold, in whatever order.

In their own order, replay runs them: a bug of the museum turns red what its page says, and no more.
"""

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import NewDatabase
from workbook.apps.databases import POSTGRESQL_DRIVER
from workbook.apps.suites import Suite

pytestmark = pytest.mark.since("04")

QUIET = ("-p", "no:cacheprovider", "--tb=short")


@pytest.fixture(scope="module")
def suite(app: App, new_database: NewDatabase) -> Suite:
    """The app's own tests, on a server of databases if there is one."""
    database = new_database()
    if database.kind == "sqlite":
        return Suite.of(app.folder)
    return Suite.of(app.folder, POSTGRESQL_DRIVER, server=database.url)


def test_the_suite_of_the_app_holds_in_any_order_and_two_at_a_time(app: App, suite: Suite) -> None:
    ran = suite.run(app.folder, *QUIET, "-p", "randomly", "-n", "2")

    assert ran.returncode == 0, ran.stdout
