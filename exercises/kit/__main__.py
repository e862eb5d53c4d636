"""Judge a copy: run each part of a check, and say in a line of JSON how it went.

Each line begins with a word that the copy's code does not know: it runs in a process of its own,
to which, on Linux, this one's memory and pipes are closed.
"""

import ctypes
import inspect
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from kit.beside import ASKED, LOOK, WHERE
from kit.learner import Copy
from kit.parts import Part, load, parts
from kit.remote import Host, Raised
from kit.traces import explain
from kit.words import Unmet, runs_inside

NOT_DUMPABLE = 4, 0  # PR_SET_DUMPABLE, 0
LOOKS = 5  # in which the copy's process may say where it is


def close_to_others() -> None:
    """Close the memory and the pipes of this process to others of the same user, on Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(*NOT_DUMPABLE, 0, 0, 0)


class Judge:
    """A check, and what is said of its parts."""

    def __init__(self, check: Path, folder: Path, scratch: Path, told: dict[str, Any]) -> None:
        """Take a check, a copy, where it may write, and how it is to be judged."""
        self.check, self.folder, self.word = check, folder, told["word"]
        self.all_inside = told["inside"]
        self.host = Host(folder, scratch, check, told["sandbox"])
        self.copy = Copy(folder, scratch, self.host)

    def say(self, **fact: object) -> None:
        """Say something in a line."""
        print(json.dumps({"word": self.word, **fact}), flush=True)

    def run(self) -> None:
        """Run each part."""
        threading.Thread(target=self.give_up, daemon=True).start()
        every = parts(load(self.check))
        self.say(parts=[inspect.getdoc(part) for part in every])
        for part in every:
            self.copy.runs = self.copy.changed = ""
            self.say(why=self.why_not(part))
        self.say(done=True)

    def give_up(self) -> None:
        """Say where the check is, if that is asked, and end it."""
        while not (self.copy.scratch / ASKED).exists():
            time.sleep(LOOK)
        place = self.copy.scratch / WHERE
        for _ in range(LOOKS):
            if place.exists():
                break
            time.sleep(LOOK)
        said = place.read_text(encoding="utf-8") if place.exists() else ""
        self.say(stopped=said[:500] or self.copy.runs)
        os._exit(3)

    def why_not(self, part: Part) -> str | None:
        """Run a part of a check; return why it is not met, or nothing."""
        try:
            if self.all_inside or runs_inside(part):
                return self._inside(part)
            part(self.copy)
        except Unmet as unmet:
            return str(unmet)
        except KeyboardInterrupt:
            raise
        except Raised as raised:
            return _raises(raised.told, self.copy.changed)
        except BaseException as error:
            return _raises(explain(error, self.folder), self.copy.changed)
        return None

    def _inside(self, part: Part) -> str | None:
        """Run a part beside the app, which then can say what is found."""
        said = self.host.ask("part", name=part.__name__)
        if "raised" in said:
            return _raises(said["raised"], said["changed"])
        why: str | None = said.get("unmet")
        return why


def _raises(told: str, changed: str) -> str:
    app = f"{changed}, your app" if changed else "Your app"
    return f"{app} raises an error:\n{told}"


if __name__ == "__main__":
    close_to_others()
    words = [Path(word) for word in sys.argv[1:4]]
    Judge(words[0], words[1], words[2], json.loads(sys.stdin.readline())).run()
    os._exit(0)
