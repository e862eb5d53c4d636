"""Look at all submissions, several at a time; what was looked at before is not looked at again."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from workbook.classroom.standing import Asked, Standing, stand
from workbook.classroom.stories import STORIES
from workbook.classroom.submissions import Submission
from workbook.classroom.unpacking import LARGEST
from workbook.core.paths import ROOT, STREAM
from workbook.core.proofs import Proof, engine, files, machine

AT_ONCE = 2
TESTS = [ROOT / "tests" / name for name in ("support", "conftest.py")]
CHECKS = (ROOT / "exercises", STORIES, *TESTS, STREAM)


def gather(
    submissions: list[Submission],
    asked: Asked,
    hear: Callable[[Standing], None],
    at_once: int = AT_ONCE,
) -> list[Standing]:
    """Look at each submission.

    Args:
        submissions: what was handed in.
        asked: what is to be known.
        hear: told of each as soon as it is known.
        at_once: how many are looked at side by side.

    Returns:
        Where each one is, in the order of the submissions.
    """
    depends = {
        "asked": f"{asked.words} {asked.sandboxed}",
        "checks": files(*CHECKS),
        "engine": engine("classroom"),
        "machine": machine(),
    }
    found: dict[str, Standing] = {}
    with ThreadPoolExecutor(at_once) as pool:
        running = [pool.submit(_known, each, asked, depends) for each in submissions]
        for future in as_completed(running):
            standing = future.result()
            found[standing.name] = standing
            hear(standing)
    return [found[each.name] for each in submissions]


def _known(submission: Submission, asked: Asked, depends: dict[str, str]) -> Standing:
    """Return where a submission is, as it was found before if it has not changed."""
    holds = _digest(submission.source)
    proof = Proof(f"submission {submission.source.resolve()}", {**depends, "holds": holds})
    if holds and (kept := proof.kept()):
        return Standing.from_json(kept)
    standing = stand(submission, asked)
    if holds and not (standing.problem or standing.again):  # that may be the machine's fault
        proof.keep(standing.as_json())
    return standing


def _digest(source: Path) -> str:
    """Return the digest of all that was handed in; nothing of what is too large to be read."""
    whole, count = hashlib.sha256(), 0
    for path in _files(source):
        whole.update(f"{path.relative_to(source)}\0".encode(errors="surrogateescape"))
        if path.is_symlink():
            whole.update(os.fsencode(path.readlink()))
        elif path.is_file():
            count += path.stat().st_size
            if count > LARGEST:
                return ""
            whole.update(path.read_bytes())
    return whole.hexdigest()


def _files(source: Path) -> Iterator[Path]:
    if not source.is_dir() or source.is_symlink():
        yield source
        return
    for parent, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if name not in (".venv", "__pycache__"))
        yield from (Path(parent, name) for name in sorted(names))
