"""What was handed in is taken in without what could do harm by lying there."""

import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from workbook.classroom import unpacking
from workbook.classroom.packages import bring_known
from workbook.classroom.standing import Asked, stand
from workbook.classroom.submissions import find_submissions, not_handed_in
from workbook.classroom.unpacking import take_in
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.course.exercises import find_exercise
from workbook.course.stages import find_stage
from workbook.learner.attempts import is_begun

pytestmark = pytest.mark.pages


def zip_of(file: Path, *names: str, link: bool = False) -> Path:
    """Make a zip that has some names in it."""
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK if link else stat.S_IFREG) << 16
            archive.writestr(info, "/etc/passwd")
    return file


@pytest.mark.parametrize("name", ["../app.py", "/app.py", "C:/app.py", "..\\app.py"])
def test_a_zip_that_would_land_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    source = zip_of(tmp_path / "ada.zip", name)

    with pytest.raises(WorkbookError, match="would land elsewhere"):
        take_in(source, tmp_path / "in" / "deep")
    assert not (tmp_path / "in" / "app.py").exists()


def test_a_link_in_a_zip_stays_behind(tmp_path: Path) -> None:
    source = zip_of(tmp_path / "ada.zip", "app.py", link=True)

    with pytest.raises(WorkbookError, match="shares no file with a step"):
        take_in(source, tmp_path / "in")


def test_a_link_that_leads_out_stays_behind_and_one_that_does_not_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "ada"
    shutil.copytree(find_stage("01").folder, source)
    (source / "out").symlink_to("/etc")
    (source / "up").symlink_to("../secret")
    (source / "same.py").symlink_to("app.py")

    app = take_in(source, tmp_path / "in")

    assert not (app / "out").is_symlink()
    assert not (app / "up").is_symlink()
    assert (app / "same.py").readlink() == Path("app.py")


def test_what_git_would_obey_stays_behind(tmp_path: Path) -> None:
    source = tmp_path / "ada"
    shutil.copytree(find_stage("01").folder, source)
    git(source, "init", "--quiet")
    git(source, "add", ".")
    git(source, "commit", "--quiet", "-m", "Begin")
    git(source, "config", "core.fsmonitor", f"touch {tmp_path / 'obeyed'}")
    (source / ".git" / "hooks" / "post-checkout").write_text("#!/bin/sh\n")
    (source / ".git" / "objects" / "info" / "alternates").write_text(f"{tmp_path}\n")

    app = take_in(source, tmp_path / "in")

    assert git(app, "log", "--format=%s").strip() == "Begin"
    assert not [*app.rglob("hooks"), *app.rglob("alternates"), *app.rglob("config")]
    assert not (tmp_path / "obeyed").exists()


def test_an_exercise_on_a_branch_is_found_in_a_bundle(tmp_path: Path) -> None:
    source, exercise = tmp_path / "ada", find_exercise("01.undo-delete")
    shutil.copytree(exercise.stage.folder, source)
    git(source, "init", "--quiet")
    git(source, "add", ".")
    git(source, "commit", "--quiet", "-m", "Begin")
    git(source, "branch", exercise.name)
    git(source, "bundle", "create", "--quiet", str(tmp_path / "ada.bundle"), "--all")

    app = take_in(tmp_path / "ada.bundle", tmp_path / "in")

    assert is_begun(exercise, app)


@pytest.mark.parametrize("limit", ["LARGEST", "MOST"])
def test_what_is_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(unpacking, limit, 3)

    with pytest.raises(WorkbookError, match="It holds more than "):
        take_in(find_stage("01").folder, tmp_path / "in")


def test_the_app_is_found_in_folders_and_in_a_zip_in_a_zip(tmp_path: Path) -> None:
    place = tmp_path / "x" / "my homework" / "final"
    shutil.copytree(find_stage("01").folder, place)
    shutil.make_archive(str(tmp_path / "y" / "inner"), "zip", tmp_path / "x")
    source = Path(shutil.make_archive(str(tmp_path / "ada"), "zip", tmp_path / "y"))

    assert (take_in(source, tmp_path / "in") / "app.py").is_file()


def test_packages_that_no_step_has_are_not_installed(tmp_path: Path) -> None:
    app = tmp_path / "app"
    shutil.copytree(find_stage("01").folder, app)
    file = app / "requirements.txt"
    text = file.read_text()
    file.write_bytes(text.replace("\n", "\r\n").encode())

    bring_known(app)
    assert file.read_text() == text
    file.write_text(f"{text}./evil\n")
    with pytest.raises(WorkbookError, match="asks for what no step has: ./evil"):
        bring_known(app)


def test_folders_and_packed_ones_are_found_and_who_handed_in_nothing(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("bob.zip", "eve.bundle", "eve.txt", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "roster.csv").write_text("email,name\nx,Ada\ny,Zoë\n", encoding="utf-8")

    found = find_submissions(tmp_path)

    assert [each.name for each in found] == ["ada", "bob", "eve", "notes"]
    assert not_handed_in(tmp_path, found) == ["Zoë"]
    (tmp_path / "ada.zip").touch()
    with pytest.raises(WorkbookError, match="are both of ada"):
        find_submissions(tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ada.rar", "It is neither a folder, nor a zip, nor a git bundle. Hand in one of these."),
        ("ada.zip", "It can't be opened: the zip is damaged. Pack it anew."),
        ("ada.bundle", "It can't be opened: the bundle is damaged. Pack it anew."),
        ("ada", "It is empty."),
    ],
)
def test_what_cannot_be_opened_has_its_row_and_no_path_of_this_machine(
    tmp_path: Path, name: str, said: str
) -> None:
    source = tmp_path / name
    source.write_bytes(b"PK\x03\x04 half") if source.suffix else source.mkdir()
    (submission,) = find_submissions(tmp_path)

    assert stand(submission, Asked()).problem == said


@pytest.mark.parametrize(
    "text", ["Name\nAda\n", "ID;Name\n7;Ada\n", "id\tFull name\n7\tAda\n", '"id","NAME"\n7,"Ada"\n']
)
def test_a_list_of_names_is_read_as_sheets_write_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "roster.csv").write_text(text)

    assert not_handed_in(tmp_path, []) == ["Ada"]


@pytest.mark.parametrize("text", ["ID,Login\n7,ada\n", "Ada\nBob\n", ""])
def test_a_list_without_a_column_of_names_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "roster.csv").write_text(text)

    with pytest.raises(WorkbookError, match="roster.csv has no column called name; its first line"):
        not_handed_in(tmp_path, [])
