"""The packages that a class works with, as wheels for other systems and other Pythons."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nox import project

from workbook.__main__ import BROKEN, NEEDS
from workbook.apps.environments import python_of, tools
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
MISSING = re.compile(r"No matching distribution found for (\S+)")


@dataclass(frozen=True)
class System:
    """A kind of machine."""

    name: str
    title: str
    platform: str  # as uv calls it
    tags: tuple[str, ...]  # of the wheels that it takes


def _of_linux(machine: str) -> tuple[str, ...]:
    names = [*(f"manylinux_{each}" for each in GLIBC), "manylinux2014"]
    return tuple(f"{name}_{machine}" for name in names)


SYSTEMS = (
    System("linux", "Linux on x86_64", "x86_64-manylinux_2_28", _of_linux("x86_64")),
    System("linux-arm", "Linux on ARM", "aarch64-manylinux_2_28", _of_linux("aarch64")),
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
    pins, problems = _pins(system, python)
    done = folder / f"{system.name}-{python}.txt"  # written when all of them are there
    text = "".join(f"{pin}\n" for pin in pins)
    if not problems and done.is_file() and done.read_text(encoding="utf-8") == text:
        return len(pins)
    for some in _batches(pins):
        problems += [
            f"there is no wheel of {pin}" for pin in _download(folder, system, python, some)
        ]
    if problems:
        raise WorkbookError(
            "\n".join(f"{system.title}, Python {python}: {why}" for why in problems)
        )
    done.write_text(text, encoding="utf-8")
    return len(pins)


def _pins(system: System, python: str) -> tuple[list[str], list[str]]:
    """Return the packages that all environments there hold, and why some cannot be made."""
    pins: set[str] = set()
    problems = []
    for lines in wanted():
        try:
            pins.update(_resolved(lines, system, python))
        except WorkbookError as error:
            problems.append(f"{lines[0]} and what goes with it: {str(error).splitlines()[0]}")
    return sorted(pins), problems


def wanted() -> Iterator[list[str]]:
    """Yield what each environment asks for, as the lines of a requirements file."""
    yield [*NEEDS, *SEED]
    yield from map(_group, GROUPS)
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


def _batches(pins: list[str]) -> list[list[str]]:
    """Return the pins in as few lists as it takes: to pip, a package has one version."""
    found: list[dict[str, str]] = []
    for pin in pins:
        name = pin.partition("==")[0]
        batch = next((each for each in found if name not in each), None)
        if batch is None:
            found.append(batch := {})
        batch[name] = pin
    return [list(batch.values()) for batch in found]


def _download(folder: Path, system: System, python: str, pins: list[str]) -> list[str]:
    """Download what there is, and return the pins of which there is no wheel."""
    missing: list[str] = []
    while said := _pip_says(folder, system, python, [pin for pin in pins if pin not in missing]):
        found = [match[1] for line in said if (match := MISSING.search(line))]
        if broken := BROKEN.findall("\n".join(said)):
            raise WorkbookError(f"{system.title}, Python {python}: {broken[-1]}")
        if not set(found) & set(pins):
            raise WorkbookError(f"{system.title}, Python {python}: {said[-1]}")
        missing += found
    return missing


def _pip() -> tuple[str, ...]:
    return str(python_of(tools(*_group("kit")))), "-m", "pip"


def _group(name: str) -> list[str]:
    """Return the packages of a group of pyproject.toml, and of those that it takes in."""
    return list(project.dependency_groups(project.load_toml(ROOT / "pyproject.toml"), name))


def _pip_says(folder: Path, system: System, python: str, pins: list[str]) -> list[str]:
    """Download wheels by pip, and return why that fails; nothing if it doesn't."""
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "pins.txt"
        listed.write_text("\n".join(pins), encoding="utf-8")
        words = [*_pip(), "download", "--quiet", "--disable-pip-version-check"]
        words += ["--no-deps", "--only-binary=:all:", "--implementation=cp"]
        words += [f"--python-version={python}", *(f"--platform={tag}" for tag in system.tags)]
        words += [f"--find-links={folder}", f"--dest={folder}", f"--requirement={listed}"]
        done = subprocess.run(words, env=let_in(), capture_output=True, encoding="utf-8")
    said = done.stderr.strip().splitlines() or ["pip gives no reason"]
    return said if done.returncode else []
