"""The run command."""

import subprocess

from workbook.apps.demo import (
    NAME,
    PASSWORD,
    bring_over,
    demo_database,
    home,
    is_made,
    keeps_data,
    log_of,
)
from workbook.apps.environments import environment
from workbook.apps.ports import HOST, choose_port
from workbook.apps.serving import start, wait_or_stop
from workbook.core.arguments import Arguments
from workbook.core.errors import WorkbookError
from workbook.core.locks import alone
from workbook.core.paths import CACHE, make_folder, relative
from workbook.course.stages import Stage, find_stage, stages

FIRST_PORT = 5000


def main(arguments: list[str]) -> None:
    """Serve a stage on the loopback address until Ctrl+C.

    Args:
        arguments: what stands after ``nox -s run --``.

    Raises:
        WorkbookError: for an unknown stage, a port that is taken, or an app that does not start.
    """
    parser = Arguments("run", "Serve a stage of Task Master on this machine.")
    parser.add_argument("stage", nargs="?", help="3, 03 or 03-models, say; none: the last stage")
    parser.add_argument("--port", type=int, help=f"default: {FIRST_PORT}, or the next free one")
    options = parser.parse_args(arguments)
    stage = find_stage(options.stage) if options.stage else stages()[-1]
    make_folder(CACHE)
    with alone(CACHE / "run.lock", "starts a stage"):  # or both would take the same port, and data
        port = choose_port(options.port, FIRST_PORT)
        process = _serve(stage, port)
    login = f"  Log in as {NAME}, with the password {PASSWORD}.\n" if keeps_data(stage) else ""
    log = log_of(stage)
    logged = f"  Its log, a line for each request, is {relative(log)}.\n" if log else ""
    print(f"\n  Task Master, stage {stage.name}: http://{HOST}:{port}/")
    print(f"{login}{logged}  Ctrl+C stops it.\n", flush=True)
    status = wait_or_stop(process)
    if status is not None:
        raise WorkbookError(f"The app stopped by itself, with status {status}.")


def _serve(stage: Stage, port: int) -> "subprocess.Popen[bytes]":
    """Start a stage; one with a database gets the one that is kept for it."""
    packages = environment(stage.folder / "requirements.txt")
    if not keeps_data(stage):
        return start(stage.folder, packages, port)
    bring_over(stage)
    new = not is_made(stage)  # and so it needs no other migration a moment later
    try:
        variables = demo_database(stage, packages)
        return start(stage.folder, packages, port, log_of(stage), variables, prepared=new)
    except WorkbookError as error:
        advice = f"To begin anew, delete {relative(home(stage))}, which keeps its data."
        raise WorkbookError(f"{error}\n{advice}") from None
