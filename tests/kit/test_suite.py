"""A learner's tests see a bug only if they pass without it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.core.paths import ROOT

CHECK = '''"""A check."""

from kit import Suite


def caught(copy):
    """A test sees the bug."""
    bug = ("taskmaster/rules.py", "MOST = 5", "MOST = 6")
    Suite(copy, "test_*.py").need_red((bug, "No test sees it."))
'''
RIGHT = "from taskmaster.rules import MOST\n\n\ndef test_most():\n    assert MOST == 5\n"
RED = "def test_other():\n    raise OSError('away')\n"
RAISES = "def test_raises():\n    with pytest.raises(ZeroDivisionError):\n        1 / 0\n"
IDLE = "No test sees it.\ntest_other has no assert of its own."
ALREADY = "Without the bug, one of them fails already.\ntest_other: OSError: away"


@pytest.mark.parametrize(
    ("tests", "why"),
    [
        (RIGHT, None),
        (RED.replace("raise OSError('away')", "pass"), IDLE),
        (RED.replace("raise OSError('away')", "with open(__file__): pass"), IDLE),
        (f"import pytest\n\n\n{RAISES}", "No test sees it."),
        (RED, ALREADY),
        (f"{RIGHT}\n\n{RED}", ALREADY),
    ],
)
def test_a_test_that_fails_without_the_bug_too_does_not_see_it(
    tmp_path: Path, tests: str, why: str | None
) -> None:
    (tmp_path / "check.py").write_text(CHECK)
    files = {
        "rules.py": "MOST = 5\n",
        "__init__.py": "",
        "tasks/__init__.py": "",
        "tasks/forms.py": "class TagsField:\n    process_formdata = None\n",
        "../tests/test_rules.py": tests,
    }
    for name, text in files.items():
        file = tmp_path / "copy" / "taskmaster" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "scratch").mkdir()
    words = [str(tmp_path / name) for name in ("check.py", "copy", "scratch")]

    told = os.environ | {"PYTHONPATH": str(ROOT / "exercises")}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kit", *words],
        env=told,
        input=json.dumps({"word": "x", "inside": False, "sandbox": []}) + "\n",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )

    facts = map(json.loads, done.stdout.splitlines())
    assert [fact["why"] for fact in facts if "why" in fact] == [why]
