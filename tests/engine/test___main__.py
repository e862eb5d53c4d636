"""How ``python3 -m workbook`` comes to a nox, and to what nox needs."""

import os
import subprocess
import sys

import pytest

from tests.support.tiny import Ran, Tiny
from workbook.apps.environments import scripts

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


def test_what_cannot_be_installed_is_said_with_its_reason(tiny: Tiny) -> None:
    ran = started(tiny, PIP_NO_INDEX="1", PIP_FIND_LINKS="")

    assert ran.status == 1
    _, reason, advice = ran.said.strip().split("\n")
    assert reason.startswith("nox could not be installed into .venv: ERROR: ")
    assert advice.startswith("The first install needs the network, and on Debian")
