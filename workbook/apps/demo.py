"""The database behind ``nox -s run``: made once, filled with demo data, and kept."""

import shutil
from pathlib import Path
from secrets import token_hex

from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.programs import Programs
from workbook.apps.serving import prepare
from workbook.apps.settings import SECRET, example
from workbook.core.paths import CACHE, INSTANCE, make_folder, relative
from workbook.course.stages import Stage

NAME, PASSWORD = "demo", "demo-password"
FILE, STAMP = "taskmaster.db", "seeded"
SEED = ["flask", "seed", "--username", NAME, "--password", PASSWORD]


def keeps_data(stage: Stage) -> bool:
    """Tell whether a stage has a database; those before it forget all when they stop.

    Args:
        stage: any of them.
    """
    return (stage.folder / "migrations").is_dir()


def home(stage: Stage) -> Path:
    """Return the folder of a stage's database: not in stages/, which is never written to.

    Args:
        stage: one that has a database.
    """
    return INSTANCE / stage.name


def kept_secret(stage: Stage) -> dict[str, str]:
    """Return the secret of a stage that takes one: the same each time, so that sessions last.

    Args:
        stage: one that has a database.
    """
    if SECRET not in example(stage.folder):
        return {}
    file = home(stage) / "secret"
    if not file.is_file():
        make_folder(file.parent)
        file.touch(mode=0o600)
        file.write_text(token_hex(), encoding="utf-8")
    return {SECRET: file.read_text(encoding="utf-8")}


def log_of(stage: Stage) -> Path | None:
    """Return where the log of a stage goes: to a file, if it is one for programs to read.

    Args:
        stage: any of them.
    """
    return home(stage) / "app.log" if example(stage.folder) else None


def is_made(stage: Stage) -> bool:
    """Tell whether a stage's database is there, and filled.

    Args:
        stage: one that has a database.
    """
    return all((home(stage) / name).is_file() for name in (FILE, STAMP))


def demo_database(stage: Stage, environment: Path) -> dict[str, str]:
    """Return what a stage is told of its database; a new one is migrated and filled.

    Args:
        stage: one that has a database.
        environment: the environment that its packages are installed in.

    Raises:
        WorkbookError: if the database cannot be made.
    """
    folder = home(stage)
    file = folder / FILE
    variables = {VARIABLE: sqlite_url(file)} | kept_secret(stage)
    if not is_made(stage):
        print(f"Making {relative(file)} with an account to try things with, once ...", flush=True)
        make_folder(folder)
        programs = Programs(stage.folder, environment, variables)
        prepare(programs)
        programs.run(SEED)
        (folder / STAMP).touch()
    return variables


def bring_over(stage: Stage) -> None:
    """Move the data of a stage from where it was once kept: in the cache, which people delete.

    Args:
        stage: one that has a database.
    """
    old, new = CACHE / "run" / stage.name, home(stage)
    if old.is_dir() and not new.exists():
        make_folder(new.parent)
        shutil.move(old, new)
        print(f"Your data of {stage.name} is in {relative(new)} now, and was in {relative(old)}.")
