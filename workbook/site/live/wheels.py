"""Python packages for the browser: pure ones, installed by uv by their hashes, a zip of each."""

import tempfile
import zipfile
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

from workbook.apps.uv import run_uv
from workbook.site.live.locked import Fetched

# Of one package only a wheel with a part in C is named; it does without, as its Python part can.
PLATFORM = ("--python-version", "3.14", "--python-platform", "x86_64-manylinux_2_28")
HELD = ("--no-deps", "--require-hashes", "--no-build", "--no-config")
DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows: equal packages make equal files
UNUSED = (".so", ".c", ".pyi", ".pyc", ".pyx", ".exe")


def fetch(packages: tuple[Fetched, ...], folder: Path) -> str:
    """Put a zip of each package into a folder.

    Args:
        packages: what is fetched.
        folder: an empty one.

    Returns:
        The texts of their licences.

    Raises:
        WorkbookError: if one cannot be fetched, or is not what the lock says.
    """
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "requirements.txt"
        lines = [f"{each.name}=={each.version} --hash=sha256:{each.sha256}\n" for each in packages]
        wanted.write_text("".join(lines), encoding="utf-8")
        target = Path(scratch) / "target"
        words = ["--quiet", "--target", str(target), *HELD, *PLATFORM, "-r", str(wanted)]
        run_uv("pip", "install", *words)
        named = {_name(path): PathDistribution(path) for path in target.glob("*.dist-info")}
        return "".join(_packed(each, named[each.name], folder) for each in packages)


def _name(info: Path) -> str:
    return info.name.partition("-")[0].lower().replace("_", "-")


def _packed(package: Fetched, found: Distribution, folder: Path) -> str:
    """Write the zip of an installed package; return the texts of its licences."""
    licences = ""
    with zipfile.ZipFile(folder / f"{package.label}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(found.files or (), key=str):
            if ".." in path.parts or path.suffix in UNUSED or not Path(path.locate()).is_file():
                continue
            if package.files and not any(map(path.match, package.files)):
                continue
            raw = path.read_binary()
            packed.writestr(zipfile.ZipInfo(path.as_posix(), DAY_ONE), raw, zipfile.ZIP_DEFLATED)
            if "LICENSE" in path.name.upper():
                licences += f"\n\n---- {package.label}: {path.name}\n\n{raw.decode()}"
    return licences
