"""How ``python3 -m workbook`` comes to a nox, and to what nox needs."""

import ast
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.tiny import Ran, Tiny
from workbook import __main__
from workbook.apps.environments import scripts
from workbook.core.paths import ROOT

# Without those of an environment, this Python often has a pip, which a tool's has not.
BASE = getattr(sys, "_base_executable", sys.executable)


def started(tiny: Tiny, python: str = sys.executable, **variables: str) -> Ran:
    """Start nox as a person does who has none."""
    done = subprocess.run(
        [python, "-m", "workbook", "--version"],
        cwd=tiny.root,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return Ran(done.returncode, done.stdout)


def test_an_old_environment_without_uv_or_with_a_lost_one_is_mended(tiny: Tiny) -> None:
    venv = tiny.root / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    (venv / "own.txt").write_text("kept")

    bare, ready = started(tiny), started(tiny)
    for program in scripts(venv).glob("uv*"):
        program.unlink()
    lost = started(tiny)

    setting_up, version = bare.said.splitlines()
    assert setting_up == "Setting up nox in .venv, once ..."
    assert ready.said == f"{version}\n"
    assert lost.said == bare.said
    assert (venv / "own.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make a symbolic link there")
def test_an_environment_whose_python_is_gone_is_made_anew(tiny: Tiny) -> None:
    python = scripts(tiny.root / ".venv") / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(tiny.root / "gone")

    ran = started(tiny, BASE)

    assert ran.said.startswith("Setting up nox in .venv, once ...\n")
    assert ran.status == 0, ran.said


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make a symbolic link there")
@pytest.mark.parametrize("fault", ["old Python", "half a pip", "half a nox"])
def test_an_environment_that_is_not_what_it_seems_is_mended(tiny: Tiny, fault: str) -> None:
    venv = tiny.root / ".venv"
    if fault == "half a nox":
        started(tiny)
    else:
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    packages = next(venv.glob("lib/*/site-packages"))
    if fault == "old Python":  # it says of itself what it likes
        (packages / "old.pth").write_text("import sys; sys.version_info = (3, 10, 0)\n")
    if fault == "half a pip":
        shutil.rmtree(packages / "pip" / "_internal")
    if fault == "half a nox":
        (packages / "nox" / "command.py").unlink()

    ran = started(tiny)

    assert ran.status == 0, ran.said
    assert ran.said.startswith("Setting up nox in .venv, once ...\n")


def test_two_that_set_up_at_once_do_it_once(tiny: Tiny) -> None:
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(started, [tiny, tiny]))

    said = "".join(ran.said for ran in both)
    assert [ran.status for ran in both] == [0, 0], said
    assert said.count("Setting up nox") == said.count("Waiting for another process") == 1


def test_one_that_crashed_at_it_keeps_nobody_waiting(tiny: Tiny) -> None:
    crash = "import os; from workbook.__main__ import alone\nwith alone(): os._exit(1)"
    tiny.run("-c", crash)

    ran = started(tiny)

    assert ran.status == 0, ran.said
    assert "Waiting" not in ran.said


def test_an_old_python_gets_as_far_as_being_told_so() -> None:
    tree = ast.parse(Path(__main__.__file__).read_text(), feature_version=(3, 6))
    notes = [
        note
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for note in (node.returns, *(each.annotation for each in node.args.args))
    ]
    # What can be subscripted came later, and a note is read as the function is made.
    assert not [ast.unparse(note) for note in notes if isinstance(note, ast.Subscript | ast.BinOp)]


def test_what_is_set_for_other_installs_does_not_matter(tiny: Tiny) -> None:
    tiny.page("[install]\nuser = true\nrequire-hashes = true\n", "pip.conf")
    others = dict.fromkeys(["PIP_USER", "PIP_REQUIRE_HASHES", "UV_REQUIRE_HASHES"], "1")
    others |= dict.fromkeys(["PIP_TARGET", "UV_TARGET"], "elsewhere")

    for told in (others, {"PIP_CONFIG_FILE": "pip.conf"}):
        shutil.rmtree(tiny.root / ".venv", ignore_errors=True)
        ran = started(tiny, **told)

        assert ran.status == 0, ran.said
    assert not (tiny.root / "elsewhere").exists()


@pytest.mark.pages
@pytest.mark.parametrize("told", [{"NOX_DEFAULT_VENV_BACKEND": "uv"}, {"PYTHONPATH": "others"}])
def test_what_is_set_for_another_nox_does_not_matter(tmp_path: Path, told: dict[str, str]) -> None:
    for name in ("nox", "filelock"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('another')\n")
    others = {name: text.replace("others", str(tmp_path)) for name, text in told.items()}

    done = subprocess.run(
        [sys.executable, "-m", "workbook", "-s", "check", "--", "--help"],
        cwd=ROOT,
        env=os.environ | others,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )

    assert "usage: " in done.stdout, done.stdout
    assert "Creating virtual environment" not in done.stdout


@pytest.mark.pages
def test_how_many_sessions_run_side_by_side_is_passed_on() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbook", "-l"],
        cwd=ROOT,
        env=os.environ | {"NOX_PARALLEL": "many"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )

    assert "invalid parallel value 'many'" in done.stdout


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"PIP_NO_INDEX": "1"}, "for uv"),
        ({"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1"}, "Connection refused)"),
    ],
)
def test_what_cannot_be_fetched_is_said_with_its_reason(
    tiny: Tiny, told: dict[str, str], says: str
) -> None:
    ran = started(tiny, BASE, PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull, **told)

    assert ran.status == 1
    _, reason, advice = ran.said.strip().split("\n")
    assert reason.startswith("nox could not be installed into .venv: ERROR: No matching dist")
    assert reason.endswith(says)
    assert advice.startswith("Packages come from the network, or from the index that pip is ")


@pytest.mark.parametrize("name", [".venv", ".nox"])
def test_a_place_that_cannot_be_written_to_is_said_to_be(tiny: Tiny, name: str) -> None:
    (tiny.root / name).write_text("a file, where root may write everything")

    ran = started(tiny)

    assert ran.status == 1
    *_, reason, advice = ran.said.strip().split("\n")
    assert reason.startswith("nox could not be installed into .venv: ")
    assert (
        advice
        == f"{tiny.root} may not be written to, or the disk is full. Make it yours, then try again."
    )


def test_a_python_without_venv_is_told_what_brings_it(tiny: Tiny) -> None:
    tiny.page("raise SystemExit('ensurepip is not available')\n", "venv.py")

    ran = started(tiny)

    assert ran.status == 1
    *_, reason, advice = ran.said.strip().split("\n")
    assert reason == "nox could not be installed into .venv: ensurepip is not available"
    assert advice.endswith("the package python3-venv: sudo apt install python3-venv")
