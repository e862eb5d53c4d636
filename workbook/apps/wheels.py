"""Every package that the workbook installs, as wheels for other systems and other Pythons."""

import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nox import project

from workbook.__main__ import NEEDS
from workbook.apps.environments import scripts, tools
from workbook.apps.kit import TOOLS
from workbook.apps.uv import run_uv
from workbook.core.errors import WorkbookError
from workbook.core.outside import let_in
from workbook.core.paths import ROOT
from workbook.course.stages import stages

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GLIBC = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")
GROUPS = ("environments", "acceptance")  # what the sessions of a class work with
SEED = ("pip", "setuptools", "wheel")  # what a new environment may begin with
PIP = ("pip>=26.1",)
MISSING = re.compile(r"No matching distribution found for (\S+)")


@dataclass(frozen=True)
class System:
    """A kind of machine."""

    name: str
    title: str
    platform: str  # as uv calls it
    tags: tuple[str, ...]  # of the wheels that it takes


SYSTEMS = (
    System(
        "linux",
        "Linux on x86_64",
        "x86_64-manylinux_2_28",
        tuple(f"manylinux_{each}_x86_64" for each in GLIBC),
    ),
    System(
        "linux-arm",
        "Linux on ARM",
        "aarch64-manylinux_2_28",
        tuple(f"manylinux_{each}_aarch64" for each in GLIBC),
    ),
    System("macos", "macOS on Apple silicon", "aarch64-apple-darwin", ("macosx_14_0_arm64",)),
    System("macos-intel", "macOS on Intel", "x86_64-apple-darwin", ("macosx_14_0_x86_64",)),
    System("windows", "Windows", "x86_64-pc-windows-msvc", ("win_amd64",)),
)


def fetch(folder: Path, system: System, python: str) -> int:
    """Put all wheels for a system and a Python into a folder, unless they are there.

    Args:
        folder: where wheels are kept; those that are there stay.
        system: the system.
        python: its Python: 3.13, say.

    Returns:
        How many it takes.

    Raises:
        WorkbookError: if one does not exist, or cannot be fetched; those that were fetched stay.
    """
    pins = sorted({pin for each in wanted() for pin in _resolved(each, system, python)})
    done = folder / f"{system.name}-{python}.txt"  # written when all of them are there
    text = "".join(f"{pin}\n" for pin in pins)
    if not done.is_file() or done.read_text(encoding="utf-8") != text:
        _download(folder, system, python, text)
        done.write_text(text, encoding="utf-8")
    return len(pins)


def wanted() -> Iterator[list[str]]:
    """Yield what each environment asks for, as the lines of a requirements file."""
    yield [*NEEDS, *SEED]
    settings = project.load_toml(ROOT / "pyproject.toml")
    for group in GROUPS:
        yield list(project.dependency_groups(settings, group))
    for stage in stages():
        for name in ("requirements.txt", "requirements-dev.txt"):
            if (file := stage.folder / name).is_file():
                yield [f"-r {file.resolve().as_posix()}", *TOOLS]


def _resolved(lines: list[str], system: System, python: str) -> list[str]:
    """Return the packages that an environment there would hold, each with its version."""
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "requirements.txt"
        listed.write_text("\n".join(lines), encoding="utf-8")
        words = ["pip", "compile", "--quiet", "--no-header", "--no-annotate", "--only-binary=:all:"]
        words += [f"--python-platform={system.platform}", f"--python-version={python}"]
        return run_uv(*words, str(listed)).splitlines()


def _download(folder: Path, system: System, python: str, pins: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "pins.txt"
        listed.write_text(pins, encoding="utf-8")
        words = [*_pip(), "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        words += ["--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
        words += [f"--platform={tag}" for tag in system.tags]
        words += [f"--find-links={folder}", f"--dest={folder}", f"--requirement={listed}"]
        done = subprocess.run(words, env=let_in(), capture_output=True, encoding="utf-8")
    if done.returncode:
        raise WorkbookError(_reason(done.stderr.strip().splitlines(), system, python))


def _pip() -> Sequence[str]:
    return [str(next(scripts(tools(*PIP)).glob("python*"))), "-m", "pip"]


def _reason(said: list[str], system: System, python: str) -> str:
    missing = [found[1] for line in said if (found := MISSING.search(line))]
    where = f"{system.title}, Python {python}"
    if missing:
        return f"{where}: there is no wheel of {missing[0]}"
    return f"{where}: {said[-1] if said else 'no reason given'}"
