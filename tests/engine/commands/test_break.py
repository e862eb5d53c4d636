"""How a bug is planted in a learner's copy, and where it is not."""

from pathlib import Path

import pytest

from tests.support.copies import copy_of
from tests.support.others import give_away, trust
from tests.support.tiny import Ran, Tiny, commits_of
from tests.support.tiny_museum import APP, BUG, RED, add_stage_04, bug_page
from workbook.core.git import git

HALF = "-    return 2 * number\n+    return number\n"


@pytest.fixture(scope="module")
def museum(template: Tiny, tmp_path_factory: pytest.TempPathFactory) -> tuple[Tiny, Path]:
    """A tiny stage 04 beside a museum of two bugs, and a learner's copy of it."""
    tiny = template.copy(tmp_path_factory.mktemp("museum") / "workbook")
    add_stage_04(tiny)
    tiny.page("# The bug museum\n", "docs/bugs/index.md")
    tiny.page(bug_page(*RED), BUG)
    tiny.page(bug_page("test_doubling", change=HALF), "docs/bugs/half.md")
    folder = tmp_path_factory.mktemp("copy") / "copy"
    assert tiny.replay("--write").status == 0
    assert tiny.command("start", "04", str(folder)).status == 0
    return tiny, folder


@pytest.fixture
def copy(tiny: Tiny, museum: tuple[Tiny, Path], tmp_path: Path) -> Path:
    """A learner's copy of a tiny stage 04, beside a museum of two bugs."""
    tiny.become(museum[0])
    return copy_of(museum[1], tmp_path / "mein Übungs ordner" / "copy")


def planted(tiny: Tiny, *arguments: str | Path, **variables: str) -> Ran:
    """Run the break command."""
    words = [str(argument) for argument in arguments]
    return tiny.command("break", *words, **variables)


def require_refused(ran: Ran, says: str) -> None:
    """Hold that a command refused something in one line."""
    assert ran.status == 1
    assert says in ran.said
    assert ran.said.strip().count("\n") == 0


def test_a_bug_is_planted_and_git_restore_takes_it_back(tiny: Tiny, copy: Path) -> None:
    ran = planted(tiny, "half", copy, GIT_DIR="elsewhere")

    assert ran.status == 0, ran.said
    assert (copy / "app.py").read_text() == APP.replace("2 * ", "")
    assert len(commits_of(copy)) == 2
    git(copy, "restore", ".")
    assert git(copy, "status", "--porcelain") == ""
    assert (copy / "app.py").read_text() == APP


@pytest.mark.parametrize("name", ["half", "random"])
def test_what_is_said_does_not_give_the_place_away(tiny: Tiny, copy: Path, name: str) -> None:
    said = planted(tiny, name, copy).said

    assert said == (
        f"Something in {copy} is broken now.\n"
        "Run the tests there, with its environment active: python -m pytest -q --tb=no\n"
        "To take it back: git restore .\n"
    )


def test_any_bug_that_fits_is_planted(tiny: Tiny, copy: Path) -> None:
    tiny.page(bug_page(change="-nowhere\n+x\n"), "docs/bugs/never.md")
    apps = {APP.replace("2 * ", ""), APP.replace("+ other", "+ other + 1")}

    for _ in range(4):
        assert planted(tiny, "random", copy).status == 0
        assert (copy / "app.py").read_text() in apps
        git(copy, "restore", ".")


def test_the_folder_is_work_unless_one_is_named(tiny: Tiny, copy: Path) -> None:
    copy.rename(tiny.root / "work")

    ran = planted(tiny, "half")

    assert ran.status == 0
    assert (tiny.root / "work" / "app.py").read_text() != APP


def test_no_name_lists_the_names_and_not_the_titles(tiny: Tiny, copy: Path) -> None:
    ran = planted(tiny)

    assert ran.status == 0
    assert ran.said == "Name one of these bugs, or random:\n  half\n  sum-off-by-one\n"


def test_help_is_given(tiny: Tiny) -> None:
    ran = planted(tiny, "--help")

    assert ran.status == 0
    assert ran.said.startswith("usage: nox -s break -- ")


def test_an_unknown_bug_is_answered_with_the_names(tiny: Tiny, copy: Path) -> None:
    says = "There is no bug 'nonsense'. The bugs are: half, sum-off-by-one."
    require_refused(planted(tiny, "nonsense", copy), says)


def test_without_a_museum_one_line_says_so(tiny: Tiny) -> None:
    for arguments in ((), ("random",)):
        require_refused(planted(tiny, *arguments), "There is no bug in docs/bugs yet.")


def test_without_git_one_line_says_so(tiny: Tiny, copy: Path, tmp_path: Path) -> None:
    require_refused(planted(tiny, "half", copy, PATH=str(tmp_path)), "git is not installed")


def test_a_folder_that_is_not_there_is_refused(tiny: Tiny, copy: Path) -> None:
    require_refused(planted(tiny, "half", "none"), "none does not exist. nox -s start -- 04 DIR")
    require_refused(planted(tiny, "half", copy / "app.py"), "app.py is a file. nox -s start")


@pytest.mark.parametrize("git_folder", ["gone", "empty", "around"])
def test_a_folder_that_is_no_repo_is_refused(tiny: Tiny, copy: Path, git_folder: str) -> None:
    if git_folder == "gone":
        (copy / ".git").rename(copy.parent / "aside")
    else:
        (copy / ".git").rename(copy.parent / ".git")
    if git_folder == "empty":
        (copy / ".git").mkdir()

    ran = planted(tiny, "half", copy)

    require_refused(ran, f"{copy} is no git repo, so git could not take a bug back. ")
    assert (copy / "app.py").read_text() == APP


def test_a_repo_that_git_may_not_look_into_is_not_taken_for_none(
    tiny: Tiny, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_away(copy, tmp_path, monkeypatch)

    require_refused(planted(tiny, "half", copy), f"{copy} belongs to another user, so git does not")

    trust(copy, tmp_path, monkeypatch)
    assert planted(tiny, "half", copy).status == 0


@pytest.mark.parametrize("staged", [False, True])
def test_work_that_is_not_committed_is_never_put_at_risk(
    tiny: Tiny, copy: Path, staged: bool
) -> None:
    (copy / "greeting.txt").write_text("mine\n")
    if staged:
        git(copy, "add", ".")

    ran = planted(tiny, "random", copy)

    require_refused(ran, f"{copy} has changes that are not committed, and 'git restore .' would")
    assert (copy / "app.py").read_text() == APP


def test_a_file_that_git_does_not_know_gets_no_bug(tiny: Tiny, copy: Path) -> None:
    git(copy, "rm", "--quiet", "--cached", "app.py")
    (copy / ".gitignore").write_text(".venv/\napp.py\n")
    git(copy, "commit", "--quiet", "--all", "-m", "Keep the app out")

    require_refused(planted(tiny, "half", copy), "has changes that are not committed")


def test_files_that_git_does_not_know_are_no_obstacle(tiny: Tiny, copy: Path) -> None:
    (copy / ".DS_Store").write_text("x")

    assert planted(tiny, "half", copy).status == 0
    assert (copy / ".DS_Store").exists()


def test_a_second_bug_is_refused_until_the_first_is_taken_back(tiny: Tiny, copy: Path) -> None:
    planted(tiny, "half", copy)

    require_refused(planted(tiny, "sum-off-by-one", copy), "has changes that are not committed")
    git(copy, "restore", ".")
    assert planted(tiny, "sum-off-by-one", copy).status == 0


@pytest.mark.parametrize("name", ["half", "random"])
def test_where_the_bug_does_not_fit_it_is_not_planted(tiny: Tiny, copy: Path, name: str) -> None:
    (copy / "app.py").write_text("something else\n")
    git(copy, "commit", "--quiet", "--all", "-m", "Write another app")

    ran = planted(tiny, name, copy)

    require_refused(ran, f"No such bug fits in {copy}: it is not stage 04 any more, or has a bug")
    assert git(copy, "status", "--porcelain") == ""


def test_files_with_the_line_ends_of_windows_are_no_obstacle(tiny: Tiny, copy: Path) -> None:
    (copy / "app.py").unlink()
    git(copy, "-c", "core.autocrlf=true", "restore", "app.py")
    (copy / "app.py").touch()

    ran = planted(tiny, "half", copy)

    assert ran.status == 0, ran.said
    assert b"return number\r\n" in (copy / "app.py").read_bytes()
