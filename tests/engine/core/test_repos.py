"""Whether a folder has a git repo: yes, no, or *that cannot be known*, which is no *no*."""

import shutil
from pathlib import Path

import pytest

from tests.support.others import give_away, trust
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.repos import is_repo, make_beside

COMMIT = ("commit", "--quiet", "--allow-empty", "-m", "Begin")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repo with one commit, in a folder that has a name as people give them."""
    folder = tmp_path / 'mein "Übungs" ordner'
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, *COMMIT)
    return folder


def test_a_folder_has_a_repo_of_its_own_or_none(repo: Path) -> None:
    for name in ("inside", "empty"):
        (repo / name).mkdir()
    (repo / "empty" / ".git").mkdir()
    git(repo, "worktree", "add", "--quiet", "--detach", str(repo / "another"))

    found = [is_repo(folder) for folder in (repo, repo / "another", repo / "inside")]

    assert found == [True, True, False]
    assert not is_repo(repo / "empty")
    assert not is_repo(repo / "nowhere")


def test_a_repo_that_is_damaged_is_not_none(repo: Path) -> None:
    (repo / ".git" / "HEAD").unlink()

    with pytest.raises(WorkbookError, match="not a git repository"):
        is_repo(repo)


def test_a_repo_of_another_user_is_not_none_and_one_line_says_what_to_do(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_away(repo, tmp_path, monkeypatch)

    with pytest.raises(WorkbookError) as refused:
        is_repo(repo)

    assert str(refused.value) == (
        f"git rev-parse failed in {repo}: {repo} belongs to another user, so git does not look "
        "into it. Make it yours; or, if you trust whoever it belongs to: "
        f"git config --global --add safe.directory '{repo}'"
    )


def test_a_repo_of_another_user_that_a_person_trusts_is_looked_into_and_borrowed_from(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = git(repo, "rev-parse", "HEAD").strip()
    give_away(repo, tmp_path, monkeypatch)
    trust(repo, tmp_path, monkeypatch)

    make_beside(repo, tmp_path / "beside")

    assert is_repo(repo)
    assert git(tmp_path / "beside", "log", "-1", "--format=%s", commit) == "Begin\n"


def test_a_repo_that_may_not_be_read_is_not_none(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)  # root may read everything

    with pytest.raises(WorkbookError, match=".git cannot be read: Permission denied. Make it y"):
        is_repo(repo)


def test_what_git_passes_over_is_not_none(repo: Path) -> None:
    (repo / ".git" / "refs" / "heads" / "damaged").touch()

    with pytest.raises(WorkbookError, match="ignoring broken ref refs/heads/damaged"):
        git(repo, "for-each-ref")


def test_nothing_of_a_persons_settings_counts_but_whom_they_trust(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(repo, tmp_path, monkeypatch)
    with (tmp_path / "settings of git").open("a") as settings:
        settings.write("[user]\n\tname = Somebody\n")
    asked = ("config", "--get-regexp", "safe.directory|user.name")

    assert git(repo, *asked) == f"safe.directory {repo}\n"


def test_a_repo_beside_another_one_leaves_that_as_it_is(repo: Path, tmp_path: Path) -> None:
    commit = git(repo, "rev-parse", "HEAD").strip()
    shutil.copytree(repo, tmp_path / "before")

    make_beside(repo, tmp_path / "beside")
    git(tmp_path / "beside", "switch", "--quiet", "--create", "mine", commit)
    git(tmp_path / "beside", *COMMIT)

    before, after = (
        {path.relative_to(folder) for path in folder.rglob("*")}
        for folder in (tmp_path / "before", repo)
    )
    assert after == before
