"""Judge a copy in a process of its own, and say in a line of JSON how each part of a check went.

Each line begins with a word that the copy's code does not know: it runs in another process,
to which, on Linux, this one's memory and pipes are closed.
"""

import ctypes
import json
import os
import sys
import threading
import time
from pathlib import Path

from kit.beside import ASKED, LOOK, WHERE
from kit.judge import Judge
from kit.learner import Copy
from kit.remote import Host

NOT_DUMPABLE = 4, 0  # PR_SET_DUMPABLE, 0
LOOKS = 5  # in which the copy's process may say where it is


def close_to_others() -> None:
    """Close the memory and the pipes of this process to others of the same user, on Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(*NOT_DUMPABLE, 0, 0, 0)


def main(check: Path, folder: Path, scratch: Path) -> None:
    """Judge a copy as the first line of the standard input says."""
    told = json.loads(sys.stdin.readline())

    def say(**fact: object) -> None:
        print(json.dumps({"word": told["word"], **fact}), flush=True)

    def give_up() -> None:
        """Say where the check is, if that is asked, and end it."""
        while not (scratch / ASKED).exists():
            time.sleep(LOOK)
        place = scratch / WHERE
        for _ in range(LOOKS):
            if place.exists():
                break
            time.sleep(LOOK)
        said = place.read_text(encoding="utf-8") if place.exists() else ""
        say(stopped=said[:500] or copy.runs)
        os._exit(3)

    host = Host(folder, scratch, check, told["sandbox"])
    copy = Copy(folder, scratch, host)
    threading.Thread(target=give_up, daemon=True).start()
    Judge(check, copy, host, say, all_inside=told["inside"]).run()


if __name__ == "__main__":
    close_to_others()
    main(*map(Path, sys.argv[1:4]))
    os._exit(0)
