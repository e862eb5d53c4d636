"""What every test run of the workbook ends with: a line that says what was proven."""

import pytest

from workbook.core import processes, summary

processes.end_with_parent()

PROVES = pytest.StashKey[str]()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Say what a green run has proven."""
    if exitstatus == 0 and not hasattr(config, "workerinput"):
        passed = len(terminalreporter.stats.get("passed", []))
        what = config.stash.get(PROVES, "promises of the workbook hold")
        terminalreporter.write_line("")
        summary.add(f"{passed} {what}")
