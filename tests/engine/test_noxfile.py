"""How a session ends that has something to say."""

import os
import subprocess
import sys

import pytest

from workbook.core.paths import ROOT

TYPED = "py -m workbook" if os.name == "nt" else f"{sys.executable} -m workbook"


@pytest.mark.parametrize(
    ("session", "word", "says"),
    [
        ("check", "9", "There is no exercise '9'. The exercises are: 01."),
        ("progress", "nowhere", f"nowhere does not exist. {TYPED} -s start -- 01 DIR makes "),
    ],
)
def test_a_session_that_refuses_says_so_in_its_own_words(
    session: str, word: str, says: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbook", "-s", session, "--", word],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    *_, words, end = done.stderr.splitlines()
    assert done.returncode == 1
    assert words.startswith(says)
    assert end == f"nox > Session {session} aborted."
    assert "uv binary" not in done.stderr
