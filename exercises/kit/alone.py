"""Judge a copy where there are no processes and no threads, in a browser say: all of it in one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kit.beside import Inside, answer
from kit.judge import Judge
from kit.learner import Copy
from kit.remote import Host


class Here(Host):
    """The copy's code in this process. It is asked as one elsewhere is, and says as much."""

    def __init__(self, folder: Path, scratch: Path, check: Path) -> None:
        """Take a copy, where it may write, and the check."""
        super().__init__(folder, scratch, check, [])
        self.inside = Inside(Copy(folder, scratch), check)

    def _said(self, asked: dict[str, Any]) -> dict[str, Any]:
        words = json.loads(json.dumps(asked))
        number = words.pop("number")
        said: dict[str, Any] = json.loads(
            json.dumps({"number": number, **answer(self.inside, words)})
        )
        return said


def judge(check: Path, folder: Path, scratch: Path, say: Callable[..., None]) -> None:
    """Judge a copy in this process.

    Args:
        check: the file.
        folder: the copy.
        scratch: an empty folder for databases and the like.
        say: is told each fact, by its name.
    """
    host = Here(folder, scratch, check)
    Judge(check, Copy(folder, scratch, host), host, say, all_inside=False).run()
