"""What every test run of the workbook takes, and ends with: a line that says what was proven."""

import pytest

from workbook.core import processes, summary

processes.end_with_parent()

pytest_plugins = ["tests.support.page_readers"]
PROVES = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the option that a release gives."""
    parser.addoption("--long", action="store_true", help="run what takes long, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for."""
    if config.getoption("--long"):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Say what a green run has proven."""
    if exitstatus == 0 and not hasattr(config, "workerinput"):
        passed = len(terminalreporter.stats.get("passed", []))
        what = config.stash.get(PROVES, "promises of the workbook hold")
        terminalreporter.write_line("")
        summary.add(f"{passed} {what}")
