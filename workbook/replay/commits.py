"""The commit that ends each step: one, of all that the step did, with a short subject."""

from pathlib import Path

from workbook.core.errors import ChapterError
from workbook.core.git import git
from workbook.course.blocks import commands
from workbook.course.chapters import Step
from workbook.course.reasons import COMMIT

SUBJECT_LENGTH = 50


def commits(repo: Path) -> list[str]:
    """Return the ids of all commits of a folder, which need not be a repo yet."""
    return git(repo, "rev-list", "--all").split() if (repo / ".git").exists() else []


def require_commit(step: Step, repo: Path, before: int) -> str:
    """Refuse a step that did not end with one commit of all that it did.

    Args:
        step: a step that has been played.
        repo: the learner's folder.
        before: how many commits there were before the step.

    Returns:
        The id of the commit.

    Raises:
        ChapterError: if there is no commit or more than one, work is left, its subject is long, or
            it has a body.
    """
    made = len(commits(repo)) - before
    if made != 1:
        count = {0: "no commit", 2: "two commits"}.get(made, f"{made} commits")
        raise _error(step, f"step {step.name} makes {count}; a step ends with exactly one")
    left = git(repo, "status", "--porcelain", "--untracked-files=all")
    if left:
        raise _error(
            step,
            f"step {step.name} leaves work that is not committed",
            detail=left,
            mend="add it before the commit, or name it in .gitignore",
        )
    subject, _, body = git(repo, "log", "-1", "--format=%B").strip().partition("\n")
    if len(subject) > SUBJECT_LENGTH:
        raise _error(
            step, f"the subject {subject!r} has {len(subject)} characters; {SUBJECT_LENGTH} at most"
        )
    if body:
        raise _error(step, "this commit has a body; the reason of a step stands at its page's top")
    return git(repo, "rev-parse", "HEAD").strip()


def _error(step: Step, problem: str, *, detail: str = "", mend: str = "") -> ChapterError:
    """Make an error that names the line of the step's last commit, or its last block."""
    typed = [
        (fence, command)
        for fence in step.blocks
        if fence.language == "console"
        for command in commands(fence)
        if COMMIT.match(command.text)
    ]
    if not typed:
        return step.blocks[-1].error(problem, detail=detail, mend=mend)
    fence, command = typed[-1]
    return fence.error(problem, at=command.at, detail=detail, mend=mend)
