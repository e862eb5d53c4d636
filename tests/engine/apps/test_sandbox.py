"""A sandbox keeps a stranger's code in: what it may read, write, use and reach."""

import subprocess
import sys
from pathlib import Path

import pytest

from workbook.apps import sandbox
from workbook.apps.limits import LIMITS
from workbook.core.errors import WorkbookError

here = pytest.mark.skipif(not sandbox.holds(), reason="no sandbox can be put up here")
PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")
WRITES = "from pathlib import Path; Path({!r}).write_text('x')"
FORKS = """
import os, time
for n in range(2000):
    try:
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
    except OSError:
        print(n)
        break
"""


def said(code: str, folder: Path, **told: str) -> str:
    """Run some Python in a sandbox; return what it says, on either stream."""
    words = [*sandbox.around([folder], []), *sandbox.within([folder], []), PYTHON, "-c", code]
    done = subprocess.run(
        words,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", **told},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


@here
def test_it_writes_to_its_own_folder_and_to_no_other(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()

    assert said(WRITES.format(str(own / "file")), own) == ""
    assert (own / "file").read_text() == "x"
    for place in (other, Path.home(), Path("/etc"), Path("/usr")):
        assert "Error" in said(WRITES.format(str(place / "forged")), own)
        assert not (place / "forged").exists()


@here
def test_it_sees_nothing_of_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://me:secret@example.com")
    (tmp_path / "own").mkdir()
    (tmp_path / "private").write_text("private")
    look = f"import os; print(os.environ); print(open({str(tmp_path / 'private')!r}).read())"

    found = said(look, tmp_path / "own", PIP_INDEX_URL="https://me:secret@example.com")

    assert "'HOME': '/tmp'" in found
    assert "secret" not in found
    assert "FileNotFoundError" in found


@here
def test_it_reaches_nobody_and_talks_to_itself(tmp_path: Path) -> None:
    talk = (
        "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen();"
        "socket.create_connection(s.getsockname()); print('itself');"
        "socket.create_connection(('192.0.2.1', 80), 5)"
    )

    found = said(talk, tmp_path)

    assert "itself" in found
    assert "Network is unreachable" in found


@here
def test_it_sees_no_other_process(tmp_path: Path) -> None:
    look = "from pathlib import Path; print(len([*Path('/proc').glob('[0-9]*')]))"

    assert int(said(look, tmp_path)) <= 3


@here
def test_it_begins_no_more_processes_than_it_may(tmp_path: Path) -> None:
    assert 0 < int(said(FORKS, tmp_path).split()[-1]) < LIMITS["RLIMIT_NPROC"]


@here
def test_it_gets_no_more_memory_than_it_may(tmp_path: Path) -> None:
    assert "MemoryError" in said(f"bytearray({LIMITS['RLIMIT_AS']})", tmp_path)


@here
def test_it_writes_no_larger_file_than_it_may(tmp_path: Path) -> None:
    code = f"open('large', 'wb').truncate({LIMITS['RLIMIT_FSIZE'] + 1})"

    assert "File too large" in said(code, tmp_path)


def test_where_nothing_keeps_it_in_strangers_code_is_refused_unless_it_is_trusted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "holds", lambda: False)

    with pytest.raises(WorkbookError, match="--trusted"):
        sandbox.require_sandbox(trusted=False)
    assert "trust" in sandbox.require_sandbox(trusted=True)


def test_a_folder_of_somebody_else_is_refused_where_nothing_keeps_its_code_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "holds", lambda: False)
    assert not sandbox.sandbox_for(tmp_path, trusted=False)
    monkeypatch.setattr("os.getuid", lambda: tmp_path.stat().st_uid + 1)

    with pytest.raises(WorkbookError, match="Install bubblewrap"):
        sandbox.sandbox_for(tmp_path, trusted=False)
    assert not sandbox.sandbox_for(tmp_path, trusted=True)
