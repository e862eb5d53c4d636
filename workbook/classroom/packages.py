"""The packages of a submission: those that a step has, and no others, as installing runs code."""

from functools import cache
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.paths import read_text
from workbook.history.history import history

FILES = ("requirements.txt", "requirements-dev.txt")


def bring_known(app: Path) -> None:
    """Have a submission ask for its packages in the words of a step, so that they are shared.

    Args:
        app: its folder, which is written to.

    Raises:
        WorkbookError: if it asks for packages that no step has.
    """
    for name in FILES:
        file = app / name
        if file.is_symlink():
            raise WorkbookError(f"{name} is a link.")
        if file.is_file():
            lines = _lines(read_text(file))
            texts = _texts(name)
            if lines not in texts:
                known = {line for each in texts for line in each}
                others = sorted(lines - known) or ["fewer than any step"]
                raise WorkbookError(f"{name} asks for what no step has: {', '.join(others)[:80]}")
            file.write_text(texts[lines], encoding="utf-8", newline="\n")


@cache
def _texts(name: str) -> dict[frozenset[str], str]:
    """Return what each step has in a file, by its lines."""
    made = history()
    trees = (made.tree(step) for step in made.commits)
    blobs = dict.fromkeys(tree[name] for tree in trees if name in tree)
    texts = [made.content(blob).decode() for blob in blobs]
    return {_lines(text): text for text in texts}


def _lines(text: str) -> frozenset[str]:
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)
