"""How packages are installed, once, and what is said when they cannot be."""

from pathlib import Path

from tests.support.tiny import Tiny
from workbook.apps.environments import scripts

ENVIRONMENT = (
    "import sys; from pathlib import Path; from workbook.apps.environments import environment\n"
    "from workbook.core.errors import WorkbookError\n"
    "try: print(environment(Path(sys.argv[1]), *sys.argv[2:]))\n"
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
    assert "no name in requirements.txt is misspelt" in advice


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


def test_more_packages_make_another_environment_and_leave_the_first_alone(tiny: Tiny) -> None:
    tiny.page("# nothing\n", "requirements.txt")
    none = {"PIP_NO_INDEX": "1", "UV_NO_INDEX": "1", "UV_OFFLINE": "1"}

    first = tiny.run("-c", ENVIRONMENT, "requirements.txt", **none)
    more = tiny.run("-c", ENVIRONMENT, "requirements.txt", "some-driver", **none)
    again = tiny.run("-c", ENVIRONMENT, "requirements.txt", **none)

    folders = [ran.said.split()[3].rstrip(",") for ran in (first, more)]
    assert folders[0] != folders[1]
    assert "The packages could not be installed: " in more.said
    assert again.said.strip().endswith(folders[0])
    assert "Installing" not in again.said


def test_a_stage_without_requirements_is_refused(tiny: Tiny) -> None:
    ran = tiny.command("run", "01")

    assert ran.status == 1
    assert "requirements.txt does not exist." in ran.said
