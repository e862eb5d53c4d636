"""Have a check judged: in a process that the code of the copy cannot speak for."""

import json
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from workbook.apps.sandbox import around, within
from workbook.core.deadlines import Limits
from workbook.core.processes import Begun

VARIABLE = "VIRTUAL_ENV"  # names the environment of the copy


@dataclass(frozen=True)
class Judge:
    """What judges a copy, and where."""

    place: Path  # has the check, the copy, and a folder for databases and the like
    python: str
    told: dict[str, str]  # the variables that it gets
    limits: Limits
    sandboxed: bool  # whether the copy's code is to be kept in

    def run(self, *, inside: bool) -> list[dict[str, Any]]:
        """Run the check.

        A line of what it says counts if it has a word that was told to it alone. What the copy's
        code prints goes nowhere: its process begins without that pipe.

        Args:
            inside: whether all of the check runs beside the copy's code, which then can say what
                is found.

        Returns:
            What it says, line by line, up to where it ended.
        """
        words = [self.place / name for name in ("check/check.py", "copy", "scratch")]
        word = token_hex()
        watched = [*words, self.limits.part, self.limits.idle]
        process = Begun(
            [*self._sandbox(around), self.python, "-P", "-m", "kit.watch", *map(str, watched)],
            cwd=self.place / "copy",
            env=self.told,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        )
        try:
            first = {"word": word, "inside": inside, "sandbox": self._sandbox(within)}
            text, _ = process.communicate(json.dumps(first) + "\n")
        finally:
            process.end()  # and all that it may have started
        return [fact for fact in map(_fact, text.splitlines()) if fact.get("word") == word]

    def _sandbox(self, kind: Callable[[list[Path], list[Path]], list[str]]) -> list[str]:
        if not self.sandboxed:
            return []
        seen = [Path(self.told[VARIABLE]), self.place / "check"]
        return kind([self.place / "copy", self.place / "scratch"], seen)


def _fact(line: str) -> dict[str, Any]:
    with suppress(ValueError):
        fact = json.loads(line)
        return fact if isinstance(fact, dict) else {}
    return {}
