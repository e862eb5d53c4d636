"""The database behind ``nox -s run``: made once, filled with demo data, and kept."""

from pathlib import Path

from workbook.databases import VARIABLE, sqlite_url
from workbook.paths import CACHE, make_folder, relative
from workbook.programs import Programs
from workbook.serving import prepare
from workbook.stages import Stage

NAME, PASSWORD = "demo", "demo-password"
SEED = ["flask", "seed", "--username", NAME, "--password", PASSWORD]


def keeps_data(stage: Stage) -> bool:
    """Tell whether a stage has a database; those before it forget all when they stop.

    Args:
        stage: any of them.
    """
    return (stage.folder / "migrations").is_dir()


def home(stage: Stage) -> Path:
    """Return the folder of a stage's database: in the cache, since stages/ is never written to.

    Args:
        stage: one that has a database.
    """
    return CACHE / "run" / stage.name


def demo_database(stage: Stage, environment: Path) -> dict[str, str]:
    """Return the variables that name a stage's database; a new one is migrated and filled.

    Args:
        stage: one that has a database.
        environment: the environment that its packages are installed in.

    Raises:
        WorkbookError: if the database cannot be made.
    """
    folder = home(stage)
    file, stamp = folder / "taskmaster.db", folder / "seeded"
    variables = {VARIABLE: sqlite_url(file)}
    if not (file.is_file() and stamp.is_file()):
        print(f"Making {relative(file)} with an account to try things with, once ...", flush=True)
        make_folder(folder)
        programs = Programs(stage.folder, environment, variables)
        prepare(programs)
        programs.run(SEED)
        stamp.touch()
    return variables
