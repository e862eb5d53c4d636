"""Run one check in a process of its own: each part, and a line of JSON on how it went."""

import importlib.util
import inspect
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TextIO

from kit.learner import Copy
from kit.traces import explain, where
from kit.words import Unmet

LOOK = 0.2  # seconds from one look, whether it is asked, to the next
Part = Callable[[Copy], None]


def parts(check: ModuleType) -> list[Part]:
    """Return the parts of a check: its public functions, in the order in which they stand."""
    own = [part for _, part in inspect.getmembers(check, inspect.isfunction)]
    own = [
        part
        for part in own
        if part.__module__ == check.__name__ and not part.__name__.startswith("_")
    ]
    return sorted(own, key=lambda part: part.__code__.co_firstlineno)


def load(path: Path) -> ModuleType:
    """Load a check from its file."""
    spec = importlib.util.spec_from_file_location("check", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def why_not(part: Part, copy: Copy) -> str | None:
    """Run a part of a check; return why it is not met, or nothing."""
    try:
        part(copy)
    except Unmet as unmet:
        return str(unmet)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        app = f"{copy.changed}, your app" if copy.changed else "Your app"
        return f"{app} raises an error:\n{explain(error, copy.folder)}"
    return None


def main(check: Path, folder: Path, scratch: Path, report: TextIO, asked: Path) -> None:
    """Run a check, and write how each of its parts went; if it is asked, where it is."""

    def say(**fact: object) -> None:
        report.write(json.dumps(fact) + "\n")
        report.flush()

    def give_up() -> None:
        while not asked.exists():
            time.sleep(LOOK)
        frame = sys._current_frames().get(threading.main_thread().ident or 0)
        say(stopped=where(frame, folder) or copy.runs)
        os._exit(3)

    copy = Copy(folder, scratch)
    threading.Thread(target=give_up, daemon=True).start()
    every = parts(load(check))
    say(parts=[inspect.getdoc(part) for part in every])
    for part in every:
        copy.runs = ""
        say(why=why_not(part, copy))
    say(done=True)


if __name__ == "__main__":
    words = [Path(word) for word in sys.argv[1:]]
    with words[3].open("w", encoding="utf-8") as file:
        main(words[0], words[1], words[2], file, words[4])
    os._exit(0)  # threads that an app has left behind are not waited for
