"""What the commits of a history say: as they are typed, or with the reason of each step, too.

A chapter is played with the subjects that learners type, so that a reason, which is prose, proves
no step again. Whoever gets the history reads the reasons.
"""

import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.git import git, git_bytes
from workbook.course.chapters import Step, steps
from workbook.course.reasons import reason
from workbook.course.stages import stages
from workbook.history.history import History

WIDTH = 72  # columns of a body
PARTS = ("%T", "%an <%ae> %ad", "%cn <%ce> %cd", "%s")


def tell(repo: Path, commits: Mapping[Step, str]) -> History:
    """Make the history of commits that were typed: each says why its step is taken, and its name.

    Args:
        repo: a git repo that has the commits; gets a branch main, and a tag for each stage.
        commits: of the steps in their order, each the parent of the next.

    Raises:
        WorkbookError: if one is not the parent of the next.
    """
    told = _reworded(repo, commits, "refs/heads/main", _told)
    for stage in stages():
        if (last := steps(stage)[-1]) in told:
            git(repo, "tag", stage.name, told[last])
    return History(repo, told)


def as_typed(repo: Path, commits: Mapping[Step, str], branch: str) -> dict[Step, str]:
    """Make the commits of steps anew, as learners make them: with their subjects alone.

    Args:
        repo: a git repo that has the commits.
        commits: of the steps in their order, each the parent of the next.
        branch: the ref that is to have them.

    Returns:
        The new commit of each step.

    Raises:
        WorkbookError: if one is not the parent of the next.
    """
    return _reworded(repo, commits, branch, lambda _, subject: f"{subject}\n")


def _told(step: Step, subject: str) -> str:
    name = f"Step: {step.name} {step.heading}"  # a trailer, which git can look for
    body = [_wrapped(why)] if (why := reason(step)) else []
    return "\n\n".join([subject, *body, name]) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _reworded(
    repo: Path, commits: Mapping[Step, str], branch: str, say: Callable[[Step, str], str]
) -> dict[Step, str]:
    stream = "".join(_stream(repo, commits, branch, say))
    git_bytes(repo, "fast-import", "--quiet", "--force", given=stream.encode())
    made = git(repo, "rev-list", "--reverse", branch).split()
    return dict(zip(commits, made, strict=True))


def _stream(
    repo: Path, commits: Mapping[Step, str], branch: str, say: Callable[[Step, str], str]
) -> Iterator[str]:
    """Yield what git makes the commits of: each has the files, people and moments it had."""
    last = list(commits.values())[-1]
    words = ("log", "--reverse", "--date=raw", f"--format={'%x00'.join(PARTS)}", last)
    lines = git(repo, *words).splitlines()
    if len(lines) != len(commits):
        raise WorkbookError(
            f"{len(commits)} steps end with a line of {len(lines)} commits. Each step commits on "
            "the branch that the one before it has left."
        )
    yield f"reset {branch}\n"  # or the first commit would get what is there as its parent
    for step, line in zip(commits, lines, strict=True):
        tree, author, committer, subject = line.split("\0")
        message = say(step, subject)
        yield f"commit {branch}\nauthor {author}\ncommitter {committer}\n"
        yield f'data {len(message.encode())}\n{message}M 040000 {tree} ""\n\n'
