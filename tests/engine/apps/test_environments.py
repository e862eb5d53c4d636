"""How packages are installed, once, and what is said when they cannot be."""

import os
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from tests.support.tiny import Tiny
from workbook.apps.environments import STAMP, make_learners, scripts
from workbook.apps.ports import free_port

NO_CACHE = {"UV_NO_CACHE": "1"}
OFFLINE = {"UV_OFFLINE": "1"} | NO_CACHE
ENVIRONMENT = (
    "import sys; from pathlib import Path; from workbook.apps.environments import environment\n"
    "from workbook.core.errors import WorkbookError\n"
    "try: print(environment(Path(sys.argv[1]), *sys.argv[2:]))\n"
    "except WorkbookError as error: sys.exit(str(error))"
)


NOWHERE = {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple", "UV_HTTP_RETRIES": "0"} | NO_CACHE
NO_SOLUTION = "No solution found when resolving dependencies: Because "
NETWORK = "The first install needs the network, or the index that UV_DEFAULT_INDEX names. "


@pytest.mark.parametrize(
    ("line", "told", "why", "cause", "advises"),
    [
        ("flask==3.1.3", OFFLINE, NO_SOLUTION, "not found in the cache", NETWORK),
        ("flask==3.1.3", NOWHERE, "Failed to fetch: ", ": Connection refused (os ", NETWORK),
        ("flask==0", {}, NO_SOLUTION, "there is no version of flask==0", "Check the name and the "),
        ("flask=3", {}, "parse requirement in ", "no such comparison", "Check the name and "),
        ("flask==3.1.3", {"UV_CACHE_DIR": os.devnull}, "Failed to initialize", "", "Something may"),
    ],
)
def test_what_cannot_be_installed_is_said_with_its_cause_and_what_fits_it(
    tiny: Tiny, line: str, told: dict[str, str], why: str, cause: str, advises: str
) -> None:
    tiny.page(f"{line}\n", "stages/01-tiny/requirements.txt")

    ran = tiny.command("run", "01", "--port", str(free_port()), **told)

    assert ran.status == 1
    installing, reason, advice = ran.said.strip().split("\n")
    assert installing.startswith("Installing packages into .nox/stage-")
    assert reason.startswith("The packages could not be installed: ")
    assert why in reason
    assert cause in reason
    assert advice.startswith(advises)


@pytest.mark.parametrize("name", ["UV_REQUIRE_HASHES", "UV_TARGET"])
def test_what_a_shell_says_of_other_installs_reaches_none(tiny: Tiny, name: str) -> None:
    tiny.page("# nothing\n", "requirements.txt")

    ran = tiny.run("-c", ENVIRONMENT, "requirements.txt", "click", **{name: "1"})

    assert ran.status == 0, ran.said


def test_an_environment_is_made_once_and_made_again_when_it_was_left_half_made(
    tiny: Tiny,
) -> None:
    tiny.page("# nothing\n", "requirements.txt")

    first, second = (tiny.run("-c", ENVIRONMENT, "requirements.txt") for _ in range(2))
    folder = Path(second.said.strip())
    (folder / STAMP).unlink()
    (scripts(folder) / "python").unlink()
    third = tiny.run("-c", ENVIRONMENT, "requirements.txt")

    assert "Installing packages" in first.said
    assert first.status == second.status == third.status == 0, third.said
    assert (scripts(folder) / "python").exists()


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make a symbolic link there")
@pytest.mark.parametrize("fault", ["moved", "dangling", "another Python", "does not run"])
def test_an_environment_that_is_not_whole_any_more_is_made_anew(tiny: Tiny, fault: str) -> None:
    tiny.page("# nothing\n", "requirements.txt")
    folder = Path(tiny.run("-c", ENVIRONMENT, "requirements.txt").said.splitlines()[-1])
    python = scripts(folder) / "python"
    if fault == "moved":
        tiny = Tiny(tiny.root.rename(tiny.root.with_name("elsewhere")))
    else:
        python.unlink()
    if fault == "dangling":
        python.symlink_to("gone")
    if fault in ("another Python", "does not run"):
        python.write_text(f"#!/bin/sh\nexit {2 if fault == 'another Python' else 127}\n")
        python.chmod(0o755 if fault == "another Python" else 0o644)

    ran = tiny.run("-c", ENVIRONMENT, "requirements.txt")

    assert ran.status == 0, ran.said
    installing, place = ran.said.splitlines()
    assert installing.startswith("Installing packages into ")
    assert subprocess.check_output([scripts(Path(place)) / "python", "-c", "print(1)"]) == b"1\n"
    assert place in (Path(place) / STAMP).read_text()


def test_more_packages_make_another_environment_and_leave_the_first_alone(tiny: Tiny) -> None:
    tiny.page("# nothing\n", "requirements.txt")

    first = tiny.run("-c", ENVIRONMENT, "requirements.txt", **OFFLINE)
    more = tiny.run("-c", ENVIRONMENT, "requirements.txt", "some-driver", **OFFLINE)
    again = tiny.run("-c", ENVIRONMENT, "requirements.txt", **OFFLINE)

    folders = [ran.said.split()[3].rstrip(",") for ran in (first, more)]
    assert folders[0] != folders[1]
    assert "The packages could not be installed: " in more.said
    assert again.said.strip().endswith(folders[0])
    assert "Installing" not in again.said


TOOLS = ENVIRONMENT.replace("import environment", "import tools").replace(
    "environment(Path(sys.argv[1]), *sys.argv[2:])", "tools(*sys.argv[1:])"
)


@pytest.fixture
def half_made(tiny: Tiny) -> Path:
    """An environment that was not made to its end."""
    tiny.page("# nothing\n", "requirements.txt")
    folder = Path(tiny.run("-c", ENVIRONMENT, "requirements.txt").said.splitlines()[-1])
    (folder / STAMP).unlink()
    return folder


def test_two_processes_that_ask_for_one_at_once_both_get_it_and_it_is_made_once(
    tiny: Tiny,
) -> None:
    tiny.page("# nothing\n", "requirements.txt")

    processes = [
        tiny.begin("-c", ENVIRONMENT, "requirements.txt"),
        tiny.begin("-c", ENVIRONMENT, "requirements.txt"),
    ]
    said = [process.communicate()[0] for process in processes]

    assert [process.returncode for process in processes] == [0, 0], said
    assert len({each.splitlines()[-1] for each in said}) == 1
    assert "".join(said).count("Installing packages") == 1


def test_who_has_to_wait_for_another_process_is_told_so_once(tiny: Tiny, half_made: Path) -> None:
    with FileLock(f"{half_made}.lock"):
        process = tiny.begin("-c", ENVIRONMENT, "requirements.txt")
        assert process.stdout
        first = process.stdout.readline()
    rest = process.communicate()[0]

    assert first == f"Waiting for another process, which makes .nox/{half_made.name} ...\n"
    assert rest.startswith("Installing packages ")
    assert "Waiting" not in rest
    assert process.returncode == 0


def test_a_process_that_crashed_at_it_keeps_nobody_waiting(tiny: Tiny, half_made: Path) -> None:
    crash = "import os, sys; from filelock import FileLock; FileLock(sys.argv[1]).acquire(); "
    tiny.run("-c", crash + "os._exit(1)", f"{half_made}.lock")

    after = tiny.run("-c", ENVIRONMENT, "requirements.txt")

    assert after.status == 0
    assert "Waiting" not in after.said


def test_tools_are_shared_by_all_who_need_the_same(tiny: Tiny) -> None:
    first, same, other = (tiny.run("-c", TOOLS, "blinker", *more) for more in ([], [], ["click"]))

    assert first.said.splitlines()[-1] == same.said.strip()
    assert other.said.splitlines()[-1] != same.said.strip()
    assert [ran.said.count("Installing packages") for ran in (first, same, other)] == [1, 0, 1]


def test_tools_of_another_python_stand_apart(tiny: Tiny) -> None:
    other = TOOLS.replace("tools(*sys.argv[1:])", "tools('blinker', python='no-such-python')")

    first, second = tiny.run("-c", TOOLS, "blinker"), tiny.run("-c", other)

    folders = [ran.said.split()[3].rstrip(",") for ran in (first, second)]
    assert folders[0] != folders[1]
    assert first.status == 0
    assert "no-such-python" in second.said


def test_what_a_learner_has_comes_with_bytecode_as_from_pip(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("blinker\n")

    make_learners(tmp_path)

    assert [*tmp_path.glob(".venv/**/blinker/__pycache__/base.*.pyc")]


def test_without_uv_one_line_says_what_brings_it(tiny: Tiny) -> None:
    tiny.page("# nothing\n", "requirements.txt")
    lost = f"import sys; sys.modules['uv'] = None; {ENVIRONMENT}"

    ran = tiny.run("-c", lost, "requirements.txt", PATH="")

    assert ran.status == 1
    assert ran.said.startswith("uv, which installs packages here, is not beside your nox. Write ")
    assert " -m workbook in place of nox, which brings it, or type: pip install" in ran.said


def test_a_stage_without_requirements_is_refused(tiny: Tiny) -> None:
    ran = tiny.command("run", "01")

    assert ran.status == 1
    assert "requirements.txt does not exist." in ran.said
