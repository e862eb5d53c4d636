"""Files of npm's registry, fetched by their hash; neither Node nor npm is needed."""

import hashlib
import io
import os
import tarfile
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from workbook.core.errors import WorkbookError
from workbook.site.live.locked import Fetched

REGISTRY = "https://registry.npmjs.org"
TIMEOUT = 60  # seconds without a byte


def fetch(package: Fetched, folder: Path) -> None:
    """Put the files of a package that the lock names into a folder.

    Args:
        package: what is fetched.
        folder: an empty one.

    Raises:
        WorkbookError: if it cannot be fetched, or is not what the lock says.
    """
    raw = _download(package)
    if hashlib.sha256(raw).hexdigest() != package.sha256:
        raise WorkbookError(f"{package.label} of npm is not what lock.toml says: another hash.")
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for name in package.files:
            member = archive.extractfile(f"package/{name}")
            assert member, f"{package.label}: {name} is no file"
            (folder / name).write_bytes(member.read())


def _download(package: Fetched) -> bytes:
    registry = os.environ.get("NPM_CONFIG_REGISTRY", REGISTRY).rstrip("/")
    address = f"{registry}/{package.name}/-/{package.label}.tgz"
    try:
        with urlopen(address, timeout=TIMEOUT) as answer:
            return bytes(answer.read())
    except (URLError, TimeoutError) as error:
        raise WorkbookError(f"{package.label} of npm cannot be fetched: {error}") from None
