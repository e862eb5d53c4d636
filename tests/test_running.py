"""What the run, start and diff commands do, and what they say of a mistake."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tiny import SERVED, Tiny, commits_of
from workbook.environments import activated, scripts
from workbook.errors import WorkbookError
from workbook.git import git
from workbook.serving import HOST, answers, port_is_free, start, start_commands, stop
from workbook.shell import free_port

README = "# App\n\n```console\n$ pip install -r requirements.txt\n$ {}\n```\n"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server((HOST, 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app whose README starts a server with ``serve``, and its environment beside it."""
    if os.name == "nt":
        pytest.skip("its programs are scripts for sh")
    folder = tmp_path / "mein Ordner é" / "app"
    folder.mkdir(parents=True)
    (folder / "served.py").write_text(SERVED)
    (folder / "README.md").write_text(README.format("prepare\n$ serve served.py"))
    program(folder, "prepare", 'echo "$FLASK_RUN_PORT" > prepared')
    program(folder, "serve", 'exec python3 "$@"')
    return folder


def program(app: Path, name: str, script: str) -> None:
    """Put a program into the environment of an app."""
    path = scripts(app.parent) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def second_stage(tiny: Tiny) -> None:
    """Give a tiny workbook a second stage, in which the greeting has moved."""
    tiny.page("# More\n", "docs/02-more/1-more.md")
    tiny.page("hello\neverybody\nhello\n", "stages/02-more/words/greeting.txt")


# Starting a copy


def test_a_copy_is_a_repo_with_one_clean_commit(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "mein Übungs ordner" / "copy"
    tiny.page("*.log\n", "stages/01-tiny/.gitignore")
    tiny.page("x", "stages/01-tiny/run.log")

    ran = tiny.command("start_copy", "1", str(folder))

    assert ran.status == 0, ran.said
    assert f"{folder} is your copy of stage 01-tiny, with one commit." in ran.said
    assert (folder / "greeting.txt").read_text() == "hello\neverybody\nhello\n"
    assert not (folder / "run.log").exists()
    assert git(folder, "status", "--porcelain") == ""
    assert len(commits_of(folder)) == 1


@pytest.mark.parametrize("folder", ["full", "full/mine.txt"])
def test_a_copy_never_overwrites(tiny: Tiny, folder: str) -> None:
    tiny.page("mine", "full/mine.txt")

    ran = tiny.command("start_copy", "01", folder)

    assert ran.status == 1
    assert "Name a new or an empty folder" in ran.said
    assert ran.said.strip().count("\n") == 0
    assert (tiny.root / "full/mine.txt").read_text() == "mine"
    assert [path.name for path in (tiny.root / "full").iterdir()] == ["mine.txt"]


def test_a_copy_that_cannot_be_made_is_refused(tiny: Tiny) -> None:
    tiny.page("mine", "mine.txt")

    ran = tiny.command("start_copy", "01", "mine.txt/copy")

    assert ran.status == 1
    assert ran.said.startswith("mine.txt/copy cannot be made: ")


@pytest.mark.parametrize(
    "arguments", [("start_copy", "7", "new"), ("run", "7"), ("show_diff", "01", "7")]
)
def test_an_unknown_stage_is_one_line_that_lists_the_stages(
    tiny: Tiny, arguments: tuple[str, ...]
) -> None:
    ran = tiny.command(*arguments)

    assert ran.status == 1
    assert ran.said == "There is no stage '7'. The stages are: 01-tiny.\n"
    assert not (tiny.root / "new").exists()


@pytest.mark.parametrize("code", [("start_copy", "01", "new"), ("show_diff", "01", "01")])
def test_without_git_one_line_says_so(tiny: Tiny, tmp_path: Path, code: tuple[str, ...]) -> None:
    ran = tiny.command(*code, PATH=str(tmp_path))

    assert ran.status == 1
    assert ran.said.startswith("git is not installed")
    assert ran.said.strip().count("\n") == 0


def test_a_chapter_without_a_snapshot_is_said_to_have_none(tiny: Tiny) -> None:
    tiny.page("# More\n", "docs/02-more/1-more.md")

    for arguments in (("start_copy", "02", "new"), ("show_diff", "01", "02")):
        ran = tiny.command(*arguments)

        assert ran.status == 1
        assert ran.said.startswith("stages/02-more does not exist.\nTo mend: ")


# The diff of two stages


def test_the_diff_of_two_stages_shows_a_rename(tiny: Tiny) -> None:
    second_stage(tiny)

    ran = tiny.command("show_diff", "1", "02-more", GIT_DIR="elsewhere", GIT_PAGER="cat")

    assert ran.status == 0
    assert "rename from greeting.txt\nrename to words/greeting.txt\n" in ran.said


def test_the_diff_of_two_stages_can_be_a_summary(tiny: Tiny) -> None:
    second_stage(tiny)

    ran = tiny.command("show_diff", "01", "02", "--stat", GIT_PAGER="cat")

    assert "greeting.txt => words/greeting.txt" in ran.said
    assert "1 file changed" in ran.said


def test_the_diff_of_a_stage_with_itself_says_so(tiny: Tiny) -> None:
    assert (
        tiny.command("show_diff", "01", "01").said == "Stages 01-tiny and 01-tiny are the same.\n"
    )


# Serving


@pytest.mark.parametrize(("port", "says"), [("0", "0 is no port."), ("65536", "65536 is no port.")])
def test_a_number_that_is_no_port_is_refused(tiny: Tiny, port: str, says: str) -> None:
    ran = tiny.command("run", "01", "--port", port)

    assert ran.status == 1
    assert ran.said.startswith(says)


def test_a_port_in_use_is_refused(tiny: Tiny, taken: int) -> None:
    ran = tiny.command("run", "01", "--port", str(taken))

    assert ran.status == 1
    assert ran.said == f"Port {taken} is in use. Leave --port out to get a free one.\n"


def test_a_port_is_free_until_something_listens_on_it(taken: int) -> None:
    assert port_is_free(free_port())
    assert not port_is_free(taken)


def test_an_app_is_prepared_and_served_as_its_readme_says(
    app: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    process = start(app, app.parent, port, app / "app.log")

    assert answers(f"http://{HOST}:{port}/")
    assert (app / "prepared").read_text() == f"{port}\n"
    stop(process)
    assert not answers(f"http://{HOST}:{port}/")


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("echo no luck; exit 1", "The app stopped before it answered.\nno luck"),
        ("exec python3 -c 'raise SystemExit(2)'", "The app stopped before it answered."),
    ],
)
def test_an_app_that_stops_is_refused_with_what_it_said(app: Path, script: str, says: str) -> None:
    program(app, "serve", script)

    with pytest.raises(WorkbookError) as error:
        start(app, app.parent, free_port(), app / "app.log")

    assert str(error.value) == says


def test_an_app_whose_preparation_fails_is_refused_with_what_it_said(app: Path) -> None:
    program(app, "prepare", "echo no table; exit 1")

    with pytest.raises(WorkbookError) as error:
        start(app, app.parent, free_port(), app / "app.log")

    assert "prepare' fails in " in str(error.value)
    assert str(error.value).endswith("\nno table")


@pytest.mark.parametrize(
    ("readme", "says"),
    [
        ("# App\n", "has no console block with a 'pip install' line"),
        ("```console\n$ flask run\n```\n", "has no console block with a 'pip install' line"),
        ("```console\n$ pip install x\n```\n", "has no console block with a 'pip install' line"),
        (README.format("serve 'x"), 'cannot read the command "serve \'x": No closing quotation.'),
        ("```console\n$ pip install x\n", "this block is never closed"),
        (README.format("nonsense"), "The README runs 'nonsense', which its requirements don't"),
    ],
)
def test_a_readme_that_starts_nothing_is_refused(app: Path, readme: str, says: str) -> None:
    (app / "README.md").write_text(readme)

    with pytest.raises(WorkbookError) as error:
        start(app, app.parent, free_port())

    assert says in str(error.value)


def test_an_app_without_a_readme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="has no README.md"):
        start_commands(tmp_path)


def test_what_a_person_has_set_for_flask_does_not_reach_an_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_APP", "other")
    monkeypatch.setenv("PYTHONPATH", "other")

    variables = activated(tmp_path)

    assert not {"FLASK_APP", "PYTHONPATH"} & variables.keys()
    assert variables["VIRTUAL_ENV"] == str(tmp_path)


# Environments

ENVIRONMENT = (
    "import sys; from pathlib import Path; from workbook.environments import environment\n"
    "from workbook.errors import WorkbookError\n"
    "try: print(environment(Path(sys.argv[1])))\n"
    "except WorkbookError as error: sys.exit(str(error))"
)


def test_without_the_network_the_first_install_says_so_in_two_lines(tiny: Tiny) -> None:
    tiny.page("flask==3.1.3\n", "stages/01-tiny/requirements.txt")

    ran = tiny.command("run", "01", PIP_NO_INDEX="1", UV_NO_INDEX="1", UV_OFFLINE="1")

    assert ran.status == 1
    installing, reason, advice = ran.said.strip().split("\n")
    assert installing.startswith("Installing packages into .nox/stage-")
    assert reason.startswith("The packages could not be installed: ")
    assert advice.startswith("The first install needs the network;")


def test_an_environment_is_made_once_and_made_again_when_it_was_left_half_made(
    tiny: Tiny,
) -> None:
    tiny.page("# nothing\n", "requirements.txt")

    first, second = (tiny.run("-c", ENVIRONMENT, "requirements.txt") for _ in range(2))
    folder = Path(second.said.strip())
    (folder / "installed.sha256").unlink()
    (scripts(folder) / "python").unlink()
    third = tiny.run("-c", ENVIRONMENT, "requirements.txt")

    assert "Installing packages" in first.said
    assert first.status == second.status == third.status == 0, third.said
    assert (scripts(folder) / "python").exists()


def test_a_stage_without_requirements_is_refused(tiny: Tiny) -> None:
    ran = tiny.command("run", "01")

    assert ran.status == 1
    assert "requirements.txt does not exist." in ran.said
