"""A project of one's own: it has its name everywhere, and its own tests pass."""

import subprocess
from pathlib import Path

import pytest

from tests.support.copies import copy_of
from workbook.apps.suites import Suite
from workbook.commands.new import main
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.course.stages import find_stage


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project in a folder with a space and an accent."""
    folder = tmp_path_factory.mktemp("new") / "mein café"
    main([str(folder), "--name", "garden_book"])
    return folder


def test_a_new_project_has_its_own_name_wherever_the_old_one_stood(project: Path) -> None:
    texts = [
        path.read_text()
        for path in project.rglob("*")
        if path.is_file() and ".git" not in path.parts
    ]

    assert (project / "garden_book" / "settings.py").is_file()
    assert not [text for text in texts if "taskmaster" in text.lower() or "Task Master" in text]
    assert "· Garden Book</title>" in (project / "garden_book/templates/base.html").read_text()


def test_a_new_project_is_one_commit_without_anything_left_over(project: Path) -> None:
    assert git(project, "log", "--format=%s").splitlines() == ["Start Garden Book from a template"]
    assert git(project, "status", "--short") == ""


@pytest.mark.long
def test_the_own_tests_of_a_new_project_pass(project: Path) -> None:
    ran = Suite.of(project).run(project, "-n", "2", "-p", "no:cacheprovider")

    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("name", ["myapp", "stranger"])
def test_a_word_that_only_people_read_may_be_the_name(tmp_path: Path, name: str) -> None:
    main([str(tmp_path / "new"), "--name", name])

    assert (tmp_path / "new" / name / "settings.py").is_file()


def test_what_a_learner_has_improved_comes_along(project: Path, tmp_path: Path) -> None:
    better = tmp_path / "better"
    subprocess.run(["git", "clone", "--quiet", project, better], check=True)
    (better / "garden_book" / "better.py").write_text("# garden_book is better\n")
    (better / ".env").write_text("SECRET_KEY=mine\n")

    main([str(tmp_path / "next"), "--name", "shed", "--title", "The Shed", "--from", str(better)])

    assert (tmp_path / "next/shed/better.py").read_text() == "# shed is better\n"
    assert not (tmp_path / "next/.env").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--name", "My App"], "'My App' is no name for a package."),
        (["--name", "class"], "'class' is a word of Python's."),
        (["--name", "json"], "'json' is a word of Python's."),
        (["--name", "app"], "'app' means something in "),
        (["--name", "flask"], "'flask' means something in "),
        (["--name", "shed", "--title", "<b>"], "'<b>' is no title."),
        (["--name", "shed", "--from", "nowhere"], "nowhere is no folder."),
        (["--name", "shed", "--from", str(find_stage("01").folder)], "The template is no project"),
    ],
)
def test_what_makes_no_project_is_refused_and_leaves_nothing(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    with pytest.raises(WorkbookError) as caught:
        main([str(tmp_path / "new"), *arguments])

    assert says in str(caught.value)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["__init__.py", "templates/base.html", "tasks/routes.py"])
def test_a_file_in_another_encoding_is_refused_with_its_line(
    project: Path, tmp_path: Path, name: str
) -> None:
    theirs = copy_of(project, tmp_path / "theirs")
    with (theirs / "garden_book" / name).open("ab") as file:
        line = (theirs / "garden_book" / name).read_bytes().count(b"\n") + 1
        file.write(b"# caf\xe9\n")

    with pytest.raises(WorkbookError) as caught:
        main([str(tmp_path / "new"), "--name", "shed", "--from", str(theirs)])

    says = f"garden_book/{name}, line {line}: this is not saved as UTF-8. Let your editor save it "
    assert says in str(caught.value)
    assert not (tmp_path / "new").exists()


def test_nothing_is_overwritten(project: Path) -> None:
    with pytest.raises(WorkbookError, match="is not empty"):
        main([str(project), "--name", "shed"])
