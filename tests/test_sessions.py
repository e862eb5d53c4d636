"""How a session ends that has something to say."""

import os
import subprocess

import pytest

from workbook.__main__ import nox_program
from workbook.paths import ROOT


@pytest.mark.parametrize(
    ("session", "word", "says"),
    [
        ("check", "9", "There is no exercise '9'. The exercises are: 01."),
        ("progress", "nowhere", "nowhere does not exist. nox -s start -- 01 DIR makes a copy of "),
    ],
)
def test_a_session_that_refuses_says_so_in_its_own_words(
    session: str, word: str, says: str
) -> None:
    done = subprocess.run(
        [nox_program(), "-s", session, "--", word],
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
