"""Archives, unpacked with care on every Python."""

import tarfile
from pathlib import Path


def unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Put all that is in an archive into a folder, and nothing beside it.

    Pythons before 3.11.4 know no filter of what is unpacked, Debian 12's for one. They take an
    attribute that they do not ask for, and refuse a word that they do not know: so says
    https://docs.python.org/3/library/tarfile.html#supporting-older-python-versions.

    Args:
        archive: an open one.
        folder: where it goes; it is made if it is not there.

    Raises:
        tarfile.FilterError: if something in it would be put elsewhere, where there is the filter.
    """
    if hasattr(tarfile, "data_filter"):
        archive.extraction_filter = tarfile.data_filter
    archive.extractall(folder)
