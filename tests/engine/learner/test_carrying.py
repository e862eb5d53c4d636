"""An improvement of one project becomes part of another, under its names."""

from pathlib import Path

import pytest

from workbook.commands.carry import main
from workbook.commands.new import main as new
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.identity import person


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template with a name of its own."""
    new([str(tmp_path / "quarry"), "--name", "quarry", "--title", "The Quarry"])
    return tmp_path / "quarry"


@pytest.fixture
def project(template: Path) -> Path:
    """A project that began from the template."""
    folder = template.parent / "a shed"
    new([str(folder), "--name", "shed", "--from", str(template)])
    return folder


def improve(project: Path, name: str, text: str, subject: str) -> None:
    """Commit a file in a project."""
    (project / name).write_text(text, encoding="utf-8")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "-m", subject, **person())


def test_an_improvement_is_carried_back_under_the_names_of_the_template(
    project: Path, template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    improve(project, "shed/better.py", '"""Shed: better shed."""\n', "Make Shed better")
    improve(project, "shed/best.py", "from shed import better\n", "Make shed best")

    main(["HEAD~2..HEAD", "--from", str(project), "--to", str(template)])

    assert (template / "quarry" / "better.py").read_text() == '"""The Quarry: better quarry."""\n'
    assert (template / "quarry" / "best.py").read_text() == "from quarry import better\n"
    subjects = git(template, "log", "--format=%s").splitlines()
    assert subjects == [
        "Make quarry best",
        "Make The Quarry better",
        "Start The Quarry from a template",
    ]
    assert git(template, "status", "--porcelain") == ""
    assert f"{template} has it now: Make quarry best" in capsys.readouterr().out


def test_the_next_project_begins_with_it(project: Path, template: Path) -> None:
    improve(project, "shed/better.py", "import shed\n", "Better")

    main(["HEAD", "--from", str(project), "--to", str(template)])
    new([str(template.parent / "next"), "--name", "hut", "--from", str(template)])

    assert (template.parent / "next" / "hut" / "better.py").read_text() == "import hut\n"


def test_a_change_that_does_not_fit_leaves_all_as_it_was(project: Path, template: Path) -> None:
    improve(project, "README.md", "Rewritten.\n", "Rewrite")
    improve(template, "README.md", "Otherwise.\n", "Other")
    head = git(template, "rev-parse", "HEAD")

    with pytest.raises(WorkbookError, match="does not fit into .*, which is as it was") as caught:
        main(["HEAD", "--from", str(project), "--to", str(template)])

    assert "README.md" in str(caught.value)
    assert git(template, "rev-parse", "HEAD") == head
    assert git(template, "status", "--porcelain") == ""
    assert (template / "README.md").read_text() == "Otherwise.\n"


@pytest.mark.parametrize(
    ("commits", "says"),
    [
        ("nowhere", "nowhere"),
        ("--output=x", "is no commit"),
        ("HEAD..HEAD", "There is no commit in HEAD..HEAD"),
    ],
)
def test_what_is_no_commit_is_refused(
    project: Path, template: Path, commits: str, says: str
) -> None:
    with pytest.raises(WorkbookError, match=says):
        main(["--from", str(project), "--to", str(template), "--", commits])


def test_changes_that_are_not_committed_are_not_mixed_with_it(
    project: Path, template: Path
) -> None:
    improve(project, "shed/better.py", "import shed\n", "Better")
    (template / "README.md").write_text("Half done.\n")

    with pytest.raises(WorkbookError, match="has changes that are not committed"):
        main(["HEAD", "--from", str(project), "--to", str(template)])

    assert (template / "README.md").read_text() == "Half done.\n"


def test_a_file_of_another_encoding_comes_over_to_the_byte(project: Path, template: Path) -> None:
    (project / "old.txt").write_bytes(b"caf\xe9\n")
    improve(project, "shed/better.py", "import shed\n", "Better")

    main(["HEAD", "--from", str(project), "--to", str(template)])

    assert (template / "old.txt").read_bytes() == b"caf\xe9\n"


def test_what_a_person_has_begun_there_is_left_alone(project: Path, template: Path) -> None:
    improve(project, "shed/better.py", "import shed\n", "Better")
    (template / ".git" / "rebase-apply").mkdir()

    with pytest.raises(WorkbookError, match="is under way in"):
        main(["HEAD", "--from", str(project), "--to", str(template)])

    assert (template / ".git" / "rebase-apply").is_dir()


def test_what_is_no_project_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(WorkbookError, match="no project like stage 05"):
        main(["HEAD", "--from", str(project), "--to", str(tmp_path / "empty")])
