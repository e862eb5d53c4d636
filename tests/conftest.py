"""What every test run of the workbook ends with: a line that says what was proven."""

import pytest

from workbook import proof


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Say what a green run has proven."""
    if exitstatus == 0 and not hasattr(config, "workerinput"):
        passed = len(terminalreporter.stats.get("passed", []))
        what = getattr(config, "proves", "promises of the workbook hold")
        terminalreporter.write_line("")
        proof.add(f"{passed} {what}")
