"""A check, and its parts."""

import importlib.util
import inspect
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from kit.learner import Copy

Part = Callable[[Copy], None]


def parts(check: ModuleType) -> list[Part]:
    """Return the parts of a check: its public functions, in the order in which they stand."""
    own = [part for _, part in inspect.getmembers(check, inspect.isfunction)]
    own = [
        part
        for part in own
        if part.__module__ == check.__name__ and not part.__name__.startswith("_")
    ]
    return sorted(own, key=lambda part: part.__code__.co_firstlineno)


def load(path: Path) -> ModuleType:
    """Load a check from its file."""
    spec = importlib.util.spec_from_file_location("check", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
