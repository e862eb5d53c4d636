"""What a step leaves in the learner's folder beside its commit: a database, settings, logs."""

import tarfile
from pathlib import Path

from workbook.core.archives import unpack
from workbook.core.git import git
from workbook.core.paths import make_folder
from workbook.course.chapters import Step
from workbook.replay.store import HOME

FOLDER = HOME / "leftovers"
# What is made again where it is missing, and knows the folder that it stands in.
MADE_AGAIN = frozenset({".venv", "__pycache__", ".pytest_cache"})


def keep_leftovers(folder: Path, step: Step, proof: str) -> None:
    """Keep what git does not keep of a learner's folder.

    Args:
        folder: the learner's folder after a step.
        step: the step; what was kept of it before goes.
        proof: the digest of the step's proof.
    """
    make_folder(FOLDER)
    for old in FOLDER.glob(f"{step.name}-*.tar"):
        old.unlink()
    names = git(folder, "ls-files", "--others", "-z").split("\0")
    kept = [name for name in names if name and not MADE_AGAIN & set(Path(name).parts)]
    written = _file(step, proof).with_suffix(".part")
    with tarfile.open(written, "w") as archive:
        for name in kept:
            archive.add(folder / name, name, recursive=False)
    written.rename(_file(step, proof))


def has_leftovers(step: Step, proof: str) -> bool:
    """Tell whether it is known what a step leaves.

    Args:
        step: the step.
        proof: the digest of its proof.
    """
    return _file(step, proof).is_file()


def bring_leftovers(folder: Path, step: Step, proof: str) -> None:
    """Put what a step leaves into a folder.

    Args:
        folder: the learner's folder, at the commit of the step.
        step: the step.
        proof: the digest of its proof.
    """
    with tarfile.open(_file(step, proof)) as archive:
        unpack(archive, folder)


def _file(step: Step, proof: str) -> Path:
    return FOLDER / f"{step.name}-{proof[:16]}.tar"
