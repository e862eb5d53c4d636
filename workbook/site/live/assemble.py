"""Put live together in docs/live, from where the builders take it: nothing of it is committed."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.locks import alone
from workbook.core.paths import CACHE, DOCS, make_folder
from workbook.course.exercises import exercises
from workbook.history.history import history
from workbook.learner import verdict
from workbook.site.live import npm, wheels
from workbook.site.live.checks import checks, is_checked
from workbook.site.live.locked import Fetched, Lock, lock
from workbook.site.live.steps import packs, without_app

HOME = DOCS / "live"
PAGE = Path(__file__).with_name("page")
VERDICT = Path(verdict.__file__)  # what a check says, in the words of the terminal
VARIABLE = "WORKBOOK_LIVE"  # tells the theme which steps can be run; mkdocs.yml reads it
CHECKED = "WORKBOOK_LIVE_CHECKS"  # and which exercises
BUILD = "BUILD-OF-LIVE"  # stands in the service worker for what all is
IMPORTS = "IMPORTS-OF-LIVE"  # stands in the page for where each package of its editor is
MOST = 20_000_000  # bytes that the first press may fetch; main.html and page/index.html say so
SOME_OF = {"steps": 2, "checks": 1}  # files that a press fetches of a folder; a diff page runs two
LICENCES = """Here runs software of others, each under its licence, whose texts stand below.
Pyodide is Python itself, SQLite and more, compiled for browsers; its source: github.com/pyodide

"""


def without_live() -> dict[str, str]:
    """Take live out of docs/, and return what a builder is told then: nothing."""
    shutil.rmtree(HOME, ignore_errors=True)
    return {}


def with_live() -> dict[str, str]:
    """Put live into docs/.

    Returns:
        The variables that a builder is told of it.

    Raises:
        WorkbookError: if something cannot be fetched, or there is no history of the chapters.
    """
    write_live(HOME)
    checked = (f"exercises/{each.page.stem}/" for each in exercises() if is_checked(each))
    return {
        VARIABLE: f"all but {' '.join(without_app(history()))}",
        CHECKED: f"all of {' '.join(checked)}",
    }


def live_or_not() -> dict[str, str]:
    """Put live into docs/; without a network say so and go on, for a site without it is whole.

    Raises:
        WorkbookError: if what is fetched is not what the lock says, or a step pins another version.
    """
    try:
        return with_live()
    except npm.Unreachable as error:
        print(f"Without live, the apps in the page: {error}", flush=True)
        return without_live()


def write_live(folder: Path) -> None:
    """Write all that live consists of.

    Args:
        folder: where to; whatever stands there is replaced.

    Raises:
        WorkbookError: if something cannot be fetched, there is no history of the chapters, or it
            is more than the pages say.
    """
    parts = fetched(lock())
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(parts, folder)
    shutil.copytree(PAGE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(VERDICT, folder)
    for kind, texts in zip(SOME_OF, (packs(history()), checks()), strict=True):
        (folder / kind).mkdir()
        for name, text in texts.items():
            (folder / kind / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    _require_as_said(folder)
    _fill(folder / "index.html", IMPORTS, imports(lock()))
    _fill(folder / "sw.js", BUILD, _digest(folder))


def imports(wanted: Lock) -> str:
    """Return what tells a browser where the package is that a module imports by its name.

    Args:
        wanted: what live consists of; the first file of a package is what others import.
    """
    parts = [package for package in wanted.npm if package.part]
    return json.dumps(
        {each.name: f"./{(each.folder / each.files[0]).as_posix()}" for each in parts}
    )


def _fill(path: Path, name: str, text: str) -> None:
    filled = path.read_text(encoding="utf-8").replace(name, text)
    path.write_text(filled, encoding="utf-8", newline="\n")


def _require_as_said(folder: Path) -> None:
    """Refuse more than the pages say: all of it, with the largest of what a press takes some of."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    sizes = {path: path.stat().st_size for path in paths if "editor" not in path.parts}
    most = sum(sizes.values())
    for kind, count in SOME_OF.items():
        most -= sum(sorted(n for path, n in sizes.items() if path.parent.name == kind)[:-count])
    if most > MOST:
        raise WorkbookError(
            f"To run an app in the page fetches {most / 1e6:.1f} MB, and {MOST / 1e6:.0f} are the "
            "most.\nTo mend: say another number beside the button (workbook/site/theme/main.html) "
            "and in workbook/site/live/page/index.html, and let MOST be that one"
        )


def fetched(wanted: Lock) -> Path:
    """Return the folder with all that the registries have of live; it is fetched once.

    Args:
        wanted: what it consists of.

    Raises:
        WorkbookError: if something cannot be fetched, or is not what the lock says.
    """
    home = CACHE / "live" / wanted.digest[:16]
    make_folder(home.parent)
    with alone(home.with_suffix(".lock"), "fetches what live is made of"):
        if not home.is_dir():
            print("Fetching what live is made of, once ...", flush=True)
            with tempfile.TemporaryDirectory(dir=home.parent) as scratch:
                _fetch(wanted, Path(scratch) / "all")
                (Path(scratch) / "all").rename(home)
    return home


def _fetch(wanted: Lock, folder: Path) -> None:
    texts = ""
    for package in wanted.npm:
        place = folder / package.folder
        for name in package.files:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
        npm.fetch(package, place)
        for path in place.glob("LICENSE*"):
            text = path.read_text(encoding="utf-8")
            texts += f"\n\n---- {package.label}: {path.name}\n\n{text}"
    (folder / "packages").mkdir()
    texts += wheels.fetch(wanted.pypi, folder / "packages")
    named = "".join(map(_line, (*wanted.npm, *wanted.pypi)))
    (folder / "licences.txt").write_text(LICENCES + named + texts, encoding="utf-8", newline="\n")


def _line(package: Fetched) -> str:
    return f"{package.name} {package.version}: {package.licence}\n"


def _digest(folder: Path) -> str:
    """Return what changes when any file does."""
    found = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]
