"""Kept proofs: what was proven is not proven again until something that it depends on changes.

A proof is known by the digest of its ingredients: all that could make it come out otherwise. All
proofs stand in one file, which a CI may carry from one run to the next.
"""

import hashlib
import json
import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from workbook.core.deadlines import LIMITS
from workbook.core.errors import WorkbookError
from workbook.core.paths import CACHE, ROOT, make_folder, relative

FILE = CACHE / "proofs.sqlite"
ANEW = "WORKBOOK_ANEW"  # set: nothing that is kept counts, and what is proven is kept as ever
KEPT_OF_EACH = 8  # versions of a proof, so that a step back finds the one from before
# What neither git nor a proof cares for: machines and tools make it, wherever it stands.
PASSED_OVER = frozenset(
    {"__pycache__", ".git", ".nox", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
)
# From the first to the last: each imports only those before it, which a test holds.
PACKAGES = (
    "core",
    "course",
    "history",
    "apps",
    "replay",
    "learner",
    "classroom",
    "site",
    "bench",
    "commands",
)
TABLE = """CREATE TABLE IF NOT EXISTS proof
    (digest TEXT PRIMARY KEY, what TEXT NOT NULL, result TEXT NOT NULL)"""


@dataclass(frozen=True)
class Proof:
    """Something that can be proven, and all that it depends on."""

    what: str  # the bug commit-too-early, say
    ingredients: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What it is kept under; another one as soon as any ingredient is another."""
        parts = [part for pair in sorted(self.ingredients.items()) for part in pair]
        return digest(self.what, *parts)

    def kept(self) -> Any:
        """Return what it came out as, as ``keep`` was given it; nothing if that is not known."""
        if os.environ.get(ANEW):
            return None
        with _proofs() as proofs:
            row = proofs.execute(
                "SELECT result FROM proof WHERE digest = ?", (self.digest,)
            ).fetchone()
        return json.loads(row[0]) if row else None

    def keep(self, result: Any) -> None:
        """Keep what it came out as.

        Args:
            result: anything that JSON can hold, but None.
        """
        with _proofs() as proofs:
            row = (self.digest, self.what, json.dumps(result))
            proofs.execute("INSERT OR REPLACE INTO proof VALUES (?, ?, ?)", row)
            proofs.execute(
                "DELETE FROM proof WHERE what = ? AND rowid NOT IN "
                "(SELECT rowid FROM proof WHERE what = ? ORDER BY rowid DESC LIMIT ?)",
                (self.what, self.what, KEPT_OF_EACH),
            )


def prove_anew() -> None:
    """Have this process, and those that it starts, prove everything, whatever is kept."""
    os.environ[ANEW] = "1"


@contextmanager
def _proofs() -> Iterator[sqlite3.Connection]:
    """Lend the file of all proofs, and keep what is written into it."""
    try:
        with closing(_open()) as proofs, proofs:
            yield proofs
    except sqlite3.OperationalError as error:
        raise WorkbookError(
            f"{relative(FILE)}, where proofs are kept, cannot be used: {error}. Make it yours, or "
            "delete it."
        ) from None


def _open() -> sqlite3.Connection:
    """Open the file; one that is damaged holds no proof, and begins anew."""
    make_folder(FILE.parent)
    try:
        return _connected()
    except sqlite3.OperationalError:  # it is locked, or may not be written
        raise
    except sqlite3.DatabaseError:
        FILE.unlink()
        return _connected()


def _connected() -> sqlite3.Connection:
    proofs = sqlite3.connect(FILE, timeout=LIMITS.answer)
    try:
        proofs.execute(TABLE)
    except sqlite3.Error:
        proofs.close()
        raise
    return proofs


def digest(*parts: str) -> str:
    """Return the SHA-256 of texts; where one ends and the next begins counts, too.

    Args:
        parts: any texts.
    """
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode(errors="surrogateescape")
        whole.update(f"{len(content)} ".encode() + content)
    return whole.hexdigest()


def files(*paths: Path, root: Path = ROOT) -> str:
    """Return the digest of files, and of all files in folders: their names and what they hold.

    Args:
        paths: files and folders; one that is not there counts as that.
        root: the folder from which those in it are named, wherever it is.

    Raises:
        WorkbookError: if one of them cannot be read.
    """
    try:
        found = sorted({file for path in paths for file in _files(path)})
        return digest(*(part for file in found for part in (_name(file, root), _content(file))))
    except PermissionError as error:  # no proof depends on what cannot be known
        raise WorkbookError(f"{error.filename} cannot be read: {error.strerror}.") from None


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=_refuse):
        folders[:] = [name for name in folders if name not in PASSED_OVER]
        yield from (Path(folder, name) for name in names)


def _refuse(error: OSError) -> None:
    raise error


def _name(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def _content(file: Path) -> str:
    if file.is_symlink():
        return f"link {file.readlink()}"
    if not file.is_file():
        return "nothing"
    runs = os.access(file, os.X_OK) and os.name != "nt"
    return f"{runs} {hashlib.sha256(file.read_bytes()).hexdigest()}"


@cache
def engine(package: str) -> str:
    """Return the digest of the code that a package may run: its own, and that of those before it.

    Args:
        package: the one that does the proving: ``replay``, say.
    """
    before = PACKAGES[: PACKAGES.index(package) + 1]
    return files(*(ROOT / "workbook" / name for name in before))


@cache
def machine() -> str:
    """Return what of this machine decides how code runs: its Python, its system, its processor."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return " ".join([python, platform.system(), platform.machine(), *platform.libc_ver()])
