"""A program apart from those before it: in a browser, what elsewhere is a process of its own."""

import gc
import hashlib
import importlib
import linecache
import logging
import os
import runpy
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from contextvars import Context
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

PATHS = [path for path in sys.path if path]  # of Python itself, of packages, and of ours
HASHES = ("scrypt", "pbkdf2_hmac")  # tests count how often they are called
# What a terminal has and this has not: streams with numbers, and signals.
PYTEST = "--capture=sys -p no:faulthandler"


@contextmanager
def apart(*paths: Path) -> Iterator[None]:
    """Lend paths and an environment in which nothing but packages was imported.

    What a program does to modules, paths, logging and the environment is undone afterwards. What
    it does to packages stays, so a Python in which a check has run is good for no other one.

    Args:
        paths: where modules are looked for first.
    """
    gc.collect()  # what the program before has left open is no matter of this one
    place, environment, path = Path.cwd(), dict(os.environ), [*sys.path]
    hashes = {name: getattr(hashlib, name) for name in HASHES}
    modules = _unload()
    sys.path[:] = [*map(str, paths), *PATHS]
    try:
        yield
    finally:
        _unload()
        sys.modules.update(modules)
        sys.path[:] = path
        _forget_loggers()
        for name, function in hashes.items():
            setattr(hashlib, name, function)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(place)


def _unload() -> dict[str, ModuleType]:
    """Take out the modules that belong to a program, and return them."""
    own = {name: module for name, module in sys.modules.items() if _is_own(module)}
    for name in own:
        del sys.modules[name]
    importlib.invalidate_caches()
    linecache.clearcache()
    return own


def _is_own(module: ModuleType) -> bool:
    file = getattr(module, "__file__", None) or next(iter(getattr(module, "__path__", [])), "")
    return bool(file) and not any(file.startswith(f"{path}/") for path in PATHS)


def _forget_loggers() -> None:
    """Let each logger be as it is when nobody has set it up."""
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled, logger.propagate = False, True
            logger.setLevel(logging.NOTSET)
            logger.handlers.clear()
    logging.root.handlers.clear()
    logging.root.setLevel(logging.WARNING)


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    env: dict[str, str],
    stdout: TextIO | None = None,
    **_pipes: object,
) -> "subprocess.CompletedProcess[str]":
    """Run Python as ``subprocess.run`` does: ``-m`` a module, or ``-c`` some code.

    Args:
        command: the words; what stands before the option is not needed here.
        cwd: where it runs, and finds modules first.
        env: its environment.
        stdout: takes what it prints; without one, that is returned.
    """
    at = next(n for n, word in enumerate(command) if word in ("-m", "-c"))
    option, what, *words = command[at:]
    paths = [cwd, *map(Path, filter(None, env.get("PYTHONPATH", "").split(os.pathsep)))]
    out, err = StringIO(), StringIO()
    with apart(*paths), redirect_stdout(stdout or out), redirect_stderr(stdout or err):
        os.environ.clear()
        os.environ.update(env)
        os.chdir(cwd)
        status = Context().run(_status, option, what, words)
    return subprocess.CompletedProcess(command, status, out.getvalue(), err.getvalue())


def _status(option: str, what: str, words: list[str]) -> int:
    kept, sys.argv = sys.argv, [what if option == "-m" else option, *words]
    try:
        if option == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(what, {"__name__": "__main__"})
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
            return 1
        return int(ended.code or 0)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.argv = kept
    return 0


class Pool(futures.Executor):
    """Does at once what threads would do side by side, each as apart from the rest as a thread."""

    def __init__(self, max_workers: int | None = None) -> None:
        """Take how many there would be."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "futures.Future[Any]":
        """Call a function."""
        done: futures.Future[Any] = futures.Future()
        try:
            done.set_result(Context().run(fn, *args, **kwargs))
        except BaseException as error:
            done.set_exception(error)
        return done


def stand_in() -> None:
    """Have programs find these where they look for processes and threads."""
    subprocess.run = run  # type: ignore[assignment]
    futures.ThreadPoolExecutor = Pool  # type: ignore[misc, assignment]
    os.environ["PYTEST_ADDOPTS"] = PYTEST
