"""What is fetched for live, as the lock file names it: each with its version, hash and licence."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOCK = Path(__file__).with_name("lock.toml")


@dataclass(frozen=True)
class Fetched:
    """A package of a registry."""

    name: str
    version: str
    sha256: str
    licence: str
    files: tuple[str, ...] = ()  # those that are taken; none are named: all that a browser can use
    part: str = ""  # of live, whose folder it stands in

    @property
    def label(self) -> str:
        """What its file or folder is called."""
        return f"{self.name.rpartition('/')[2]}-{self.version}"

    @property
    def folder(self) -> Path:
        """Where a package of npm stands in live."""
        return Path(self.part, self.name.rpartition("/")[2])


@dataclass(frozen=True)
class Lock:
    """All that is fetched."""

    npm: tuple[Fetched, ...]
    pypi: tuple[Fetched, ...]
    digest: str


@cache
def lock() -> Lock:
    """Return what the lock file says."""
    text = LOCK.read_bytes()
    named = tomllib.loads(text.decode())
    npm, pypi = (tuple(_fetched(each) for each in named[kind]) for kind in ("npm", "pypi"))
    return Lock(npm, pypi, hashlib.sha256(text).hexdigest())


def _fetched(entry: dict[str, str | list[str]]) -> Fetched:
    words = {name: value for name, value in entry.items() if isinstance(value, str)}
    return Fetched(**words, files=tuple(entry.get("files", ())))
