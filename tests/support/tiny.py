"""A workbook in small: one stage of one step, played in a moment, to plant faults in."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.tiny_pages import HISTORY
from workbook.core import paths, summary
from workbook.core.deadlines import LIMITS
from workbook.core.git import git

PAGE = "docs/01-tiny/1-begin.md"
STEP = "docs/01-tiny/2-more.md"
SNAPSHOT = "stages/01-tiny/greeting.txt"
STREAM = "stages/history.txt"
BEGIN = """# Begin

```console
$ git init --quiet --initial-branch=main
```

```text title="greeting.txt"
hello
world
hello
```

```diff title="greeting.txt"
-world
+everybody
```

```console
$ echo one; echo two
one
two
$ git add .
$ git commit --quiet -m "Say hello"
```
"""
SERVED = """import http.server, os, sys

print(" * Running on http://127.0.0.1:" + os.environ["FLASK_RUN_PORT"], flush=True)


class Answer(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *words):
        print("127.0.0.1 - - [today] GET", file=sys.stderr, flush=True)


http.server.HTTPServer(("127.0.0.1", int(os.environ["FLASK_RUN_PORT"])), Answer).serve_forever()
"""


@dataclass(frozen=True)
class Ran:
    """What a command of the workbook said, and how it ended."""

    status: int
    said: str


@dataclass(frozen=True)
class Tiny:
    """A workbook in a folder of its own."""

    root: Path

    def page(self, text: str, name: str = PAGE) -> None:
        """Write a page."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def step(self, body: str, *, number: int = 2, commit: bool = True) -> None:
        """Write one more step; its body begins at line 3, and a commit ends it."""
        end = commit_block(f"Do step {number}") if commit else ""
        self.page(f"# Step {number}\n\n{body}\n{end}", f"docs/01-tiny/{number}-more.md")

    def edit(self, old: str, new: str, name: str = PAGE) -> None:
        """Change the one place in a file."""
        text = (self.root / name).read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        (self.root / name).write_bytes(text.replace(old, new).encode())

    def copy(self, root: Path) -> "Tiny":
        """Return the same workbook in another folder; its code is shared, so leave it alone."""
        shutil.copytree(self.root / "workbook", root / "workbook", copy_function=os.link)
        tiny = Tiny(root)
        tiny.become(self)
        return tiny

    def become(self, other: "Tiny") -> None:
        """Take the pages, the stages and the history of another one, whose code is the same."""
        for folder in other.root.iterdir():
            if folder.name != "workbook":
                shutil.copytree(folder, self.root / folder.name, dirs_exist_ok=True)

    def replay(self, *arguments: str, **variables: str) -> Ran:
        """Replay, as somebody types it."""
        return self.run("-m", "workbook.commands", "replay", *arguments, **variables)

    def command(self, name: str, *arguments: str, **variables: str) -> Ran:
        """Run a command of the workbook's, as a nox session does."""
        return self.run("-m", "workbook.commands", name, *arguments, **variables)

    def run(self, *arguments: str, **variables: str) -> Ran:
        """Run a Python in the workbook; what it says is the same on both streams."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": str(self.root), summary.VARIABLE: ""} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=LIMITS.command,
        )
        assert f'File "{self.root}/workbook' not in done.stdout, done.stdout  # no traceback
        return Ran(done.returncode, done.stdout)

    def begin(self, *arguments: str) -> "subprocess.Popen[str]":
        """Begin what ``run`` does, and leave it to be listened to."""
        return subprocess.Popen(
            [sys.executable, "-u", *arguments],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": str(self.root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def line_of(self, part: str, page: str = STEP) -> int:
        """Return the line of a page, the second step, that begins the last occurrence of a part."""
        text = (self.root / page).read_text(encoding="utf-8")
        return text[: text.rindex(part)].count("\n") + 1

    def still_running(self) -> list[str]:
        """Return the processes that have the folder of this workbook among their arguments."""
        lines = {
            each.pid: " ".join(each.info["cmdline"] or [])
            for each in psutil.process_iter(["cmdline"])
        }
        assert lines.get(os.getpid()), "this system does not show what runs"
        return [line for line in lines.values() if str(self.root) in line]


def line_of(text: str, part: str) -> int:
    """Return the line of a page that has a part."""
    return text[: text.index(part)].count("\n") + 1


def commit_block(subject: str) -> str:
    """Return the block that ends a step."""
    return f'```console\n$ git add .\n$ git commit --quiet --allow-empty -m "{subject}"\n```\n'


def console(*lines: str, options: str = "") -> str:
    """Return a console block."""
    return "\n".join([f"```console {options}".rstrip(), *lines, "```\n"])


def server_files(tiny: Tiny) -> str:
    """Return the blocks that give the learner's folder a ``flask`` which serves."""
    return (
        f'```python title="served.py"\n{SERVED}```\n\n'
        '```sh title="bin/flask"\n#!/bin/sh\nexec python3 served.py '
        f"'{tiny.root}'\n```\n\n" + console("$ chmod +x bin/flask", '$ PATH="$PWD/bin:$PATH"')
    )


def make(root: Path, *, snapshot: bool = True) -> Tiny:
    """Make a tiny workbook in a folder, by hand and not by its own replay."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(paths.ROOT / "workbook", root / "workbook", ignore=ignored)
    tiny = Tiny(root)
    tiny.page(BEGIN)
    tiny.page(
        '[later]\nchapters = ["01", "02", "03", "04"]\n', "docs/pace.toml"
    )  # its steps are no steps
    if snapshot:
        tiny.page("hello\neverybody\nhello\n", "stages/01-tiny/greeting.txt")
        tiny.page(HISTORY, STREAM)
    return tiny


def commits_of(repo: Path) -> list[str]:
    """Return the commits of a repo, the newest first."""
    return git(repo, "rev-list", "--all").split()


def assert_one_line_says_that_git_is_missing(ran: Ran) -> None:
    """See what a command says where no git is on the path."""
    assert ran.status == 1
    assert ran.said.startswith("git is not installed")
    assert ran.said.strip().count("\n") == 0
