"""The sandbox: what keeps the code of a stranger in, where this machine has the means.

The means is bubblewrap (https://github.com/containers/bubblewrap). Inside of a sandbox there is no
network but the loopback address, no home, none of a person's variables, no file but those of the
system and the app's; and there are limits on what it uses.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.outside import let_in

VARIABLE = "WORKBOOK_SANDBOX"  # what stands before each command of an app, as JSON
LIMITS = Path(__file__).with_name("limits.py")
KEPT = ("LANG", "LC_", "TZ", "TERM", "NO_COLOR")  # of what is let in
SYSTEM = ("/usr", "/etc", "/lib", "/lib64", "/bin", "/sbin")
ROOM = 200_000_000  # bytes that are free in the sandbox's own /tmp
HOLDS = (
    "Kept in by bubblewrap: no network but loopback, no home, none of your variables; limits on "
    "computing, memory, files and processes."
)
TRUSTED = "run code of somebody else's though nothing keeps it in"
NO_SANDBOX = (
    "Nothing on this machine keeps a stranger's code in: it could read and write what you can. "
    "Install bubblewrap, on Linux (sudo apt install bubblewrap, say), or add --trusted if you "
    "would run their code yourself."
)
MEANS = ("bwrap", "--die-with-parent", "--unshare-ipc", "--unshare-uts")


@cache
def holds() -> bool:
    """Tell whether a sandbox can be put up here: tried once, as some systems forbid it."""
    if sys.platform != "linux" or not shutil.which("bwrap"):
        return False
    words = [*around([], []), *within([], []), "true"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def require_sandbox(*, trusted: bool) -> str:
    """Say what keeps strangers' code in; refuse to go on with nothing.

    Args:
        trusted: go on all the same.

    Returns:
        A line to show.

    Raises:
        WorkbookError: if nothing does.
    """
    if holds():
        return HOLDS
    if trusted:
        return "Nothing keeps their code in, and you have said that you trust it."
    raise WorkbookError(NO_SANDBOX)


def sandbox_for(folder: Path, *, trusted: bool) -> bool:
    """Tell whether the code in a folder is to be kept in: wherever that can be done.

    Args:
        folder: somebody's.
        trusted: go on all the same where it cannot.

    Raises:
        WorkbookError: if it cannot, and the folder belongs to somebody else; on Windows
            that is not known.
    """
    if not holds() and sys.platform != "win32" and folder.stat().st_uid != os.getuid():
        require_sandbox(trusted=trusted)
    return holds()


def around(writable: Sequence[Path], readable: Sequence[Path]) -> list[str]:
    """Return what stands before a command of ours that works on a stranger's files.

    What it follows, a link say, leads to nothing of this person's. All in it stays in the session
    that ``processes.Begun`` made, by which it is found and ended, whatever happens to bubblewrap.

    Args:
        writable: folders that it may write to.
        readable: what else it sees.
    """
    user = [] if os.getuid() == 0 else ["--unshare-user"]  # a superuser can do without
    own = [
        "--unshare-net",
        *user,
        "--dev-bind",
        "/proc",
        "/proc",
    ]  # one in it needs all of it
    return [*MEANS, *own, *_sees(writable, readable)]


def within(writable: Sequence[Path], readable: Sequence[Path]) -> list[str]:
    """Return what stands before a command to keep a stranger's code in, where ``around`` stands.

    Args:
        writable: folders that it may write to.
        readable: what else it sees.
    """
    own = ["--new-session", "--unshare-user", "--unshare-pid", "--proc", "/proc"]
    return [*MEANS, *own, *_sees(writable, readable)]


def _sees(writable: Sequence[Path], readable: Sequence[Path]) -> list[str]:
    python = Path(sys.base_prefix)
    named = [python, LIMITS, *readable]
    both = list(dict.fromkeys([*named, *(path.resolve() for path in named)]))  # programs name both
    seen = [path for path in both if not set(path.parents) & set(both)]
    words = [word for name in _variables() for word in ("--unsetenv", name)]
    words += ["--setenv", "HOME", "/tmp", "--dev", "/dev", *_system()]
    words += ["--perms", "1777", "--size", str(ROOM), "--tmpfs", "/tmp"]
    words += [*_parents([*seen, *writable])]
    words += [word for path in seen for word in ("--ro-bind", str(path), str(path))]
    words += [word for path in writable for word in ("--bind", str(path), str(path))]
    end = [str(python / "bin" / "python3"), "-I", "-S", str(LIMITS)]
    words += ["--remount-ro", "/"]  # what is in it but those is not to be filled
    return [*words, "--", *end, *map(str, writable), "--"]


def set_around() -> list[str]:
    """Return what was set to stand before each command of an app; nothing if it is trusted."""
    return list(json.loads(os.environ.get(VARIABLE, "[]")))


def _variables() -> list[str]:
    return [name for name in let_in() if not name.startswith(KEPT)]


def _system() -> Iterator[str]:
    """Yield what shows the folders of the system; some are links into others."""
    for name in SYSTEM:
        path = Path(name)
        if path.is_symlink():
            yield from ("--symlink", str(path.readlink()), name)
        elif path.is_dir():
            yield from ("--ro-bind", name, name)


def _parents(paths: Sequence[Path]) -> Iterator[str]:
    """Yield what makes the folders around some paths, which others than their maker may enter."""
    made = {Path("/"), Path("/tmp"), *map(Path, SYSTEM)}
    for path in paths:
        for parent in reversed(path.parents):
            if parent not in made and not any(str(parent).startswith(f"{s}/") for s in SYSTEM):
                made.add(parent)
                yield from ("--perms", "0755", "--dir", str(parent))
