"""The Python of a submission that is its own, and what the course gives of it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook.classroom.fingerprints import runs
from workbook.core.errors import ChapterError
from workbook.core.git import git, git_bytes
from workbook.core.paths import relative
from workbook.core.repos import is_repo
from workbook.course.apply_blocks import change, rewrite, write_new
from workbook.course.chapters import all_steps, read_page
from workbook.course.exercises import exercises
from workbook.course.fences import Fence, fences
from workbook.course.written import tasks_of
from workbook.history.history import history
from workbook.learner.copies import is_left_out

SUFFIX = ".py"
BY_PROGRAM = "migrations"  # a folder of what a program writes, alike for everybody
LARGEST = 100_000  # bytes of a file that somebody has written
MOST = 200  # such files


def own_code(app: Path) -> dict[str, str]:
    """Return the texts of a copy that no step has, by their paths; those of branches, too.

    Args:
        app: the copy, which is only read.
    """
    known = _known_texts()
    found: dict[str, str] = {}
    for name, content in [*_files(app), *_on_branches(app)]:
        text = _plain(content)
        if len(found) < MOST and text not in known and text not in found.values():
            found[name] = text
    return found


def _files(app: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(app.rglob(f"*{SUFFIX}")):
        name = path.relative_to(app)
        above = [app / each for each in name.parents]
        if any(is_left_out(each) for each in [path, *above]) or BY_PROGRAM in name.parts:
            continue
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
            yield name.as_posix(), path.read_bytes()


def _on_branches(app: Path) -> Iterator[tuple[str, bytes]]:
    if not is_repo(app):
        return
    for branch in git(app, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split():
        listed = git(app, "ls-tree", "-r", "-z", "--long", f"refs/heads/{branch}").split("\0")
        blobs = {}
        for entry in listed[:-1]:
            words, _, name = entry.partition("\t")
            _, kind, blob, size = words.split()
            own = name.endswith(SUFFIX) and BY_PROGRAM not in Path(name).parts
            if kind == "blob" and own and int(size) <= LARGEST:
                blobs[f"{name} on {branch}"] = blob
        yield from zip(blobs, _contents(app, list(blobs.values())), strict=True)


def _contents(repo: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """Yield what some blobs hold, asked for at once."""
    whole = git_bytes(repo, "cat-file", "--batch", given="\n".join(blobs).encode())
    at = 0
    for _ in blobs:
        end = whole.index(b"\n", at)
        size = int(whole[at:end].split()[2])
        yield whole[end + 1 : end + 1 + size]
        at = end + size + 2


def _plain(content: bytes) -> str:
    lines = content.decode("utf-8", errors="replace").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


@cache
def _known_texts() -> frozenset[str]:
    """Return each text of Python that a step has."""
    repo = history().repo
    listed = git(repo, "rev-list", "--objects", "--all").splitlines()
    blobs = [line.partition(" ") for line in listed]
    every = [blob for blob, _, name in blobs if name.endswith(SUFFIX)]
    return frozenset(map(_plain, _contents(repo, every)))


@cache
def given_prints() -> frozenset[int]:
    """Return the fingerprints of what the course gives: of each step, and of each stored answer."""
    texts = _known_texts().union(_answers(), _other_ways())
    return frozenset(run.print for text in texts for run in runs(text))


def _answers() -> Iterator[str]:
    """Yield the files of each stored answer, right and wrong, on top of its stage."""
    for exercise in exercises():
        begin = {
            path.relative_to(exercise.stage.folder).as_posix(): path.read_text("utf-8")
            for path in exercise.stage.folder.rglob(f"*{SUFFIX}")
        }
        answers = [*exercise.answers("right"), *exercise.answers("wrong"), exercise.solution]
        for page in answers:
            blocks = [*fences(relative(exercise.page), read_page(exercise.page))]
            yield from _applied([*blocks, *fences(relative(page), read_page(page))], begin)


def _other_ways() -> Iterator[str]:
    """Yield the files of each way that a step gives to what learners write in it."""
    made, every = history(), all_steps()
    for before, step in zip(every, every[1:], strict=False):
        for task in tasks_of(step):
            tree = {n: blob for n, blob in made.tree(before).items() if n.endswith(SUFFIX)}
            texts = map(bytes.decode, _contents(made.repo, list(tree.values())))
            begin = dict(zip(tree, texts, strict=True))
            earlier = [each for each in fences(step.page, step.text) if not each.task]
            line = task.blocks[0].line
            for way in (task.way, task.other):
                yield from _applied([*(e for e in earlier if e.line < line), *way], begin)


def _applied(blocks: Sequence[Fence], begin: dict[str, str]) -> Iterator[str]:
    """Yield the files that blocks make of others. What a command would do is left out."""
    with TemporaryDirectory(prefix="given-") as name:
        folder = Path(name)
        for path, text in begin.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        for block in blocks:
            if block.title and block.title.endswith(SUFFIX):
                with suppress(ChapterError):  # one that builds on what a command does
                    _apply(block, folder)
        for file in folder.rglob(f"*{SUFFIX}"):
            text = file.read_text("utf-8")
            if begin.get(file.relative_to(folder).as_posix()) != text:
                yield _plain(text.encode())


def _apply(block: Fence, folder: Path) -> None:
    if block.language == "diff":
        change(block, folder)
    elif "rewrite" in block.options:
        rewrite(block, folder)
    else:
        write_new(block, folder)
