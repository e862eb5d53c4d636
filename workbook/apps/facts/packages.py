"""The packages of an app: those that it asks for, and those that these bring with them."""

import re
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from workbook.apps.environments import scripts
from workbook.core.errors import WorkbookError

EXTRA = re.compile(r'extra == "([^"]+)"')


def packages(requirements: Path, environment: Path) -> list[dict[str, Any]]:
    """Return the packages that a file asks for, in its order, and who brings each of them.

    Args:
        requirements: the file: direct ones first and then, after an empty line, the others.
        environment: where they are installed; what each of them brings is read there.

    Returns:
        For each its name, its version, whether it is direct, where it is installed (nothing:
        everywhere), and which others need it.

    Raises:
        WorkbookError: if one is there that neither the app nor another package needs.
    """
    blocks = [_requirements(block) for block in requirements.read_text("utf-8").split("\n\n")]
    pinned = [each for block in blocks for each in block]
    brought = _brought(pinned, environment)
    direct = {each.name for each in blocks[0]}
    for each in pinned:
        if each.name not in direct and each.name not in brought:
            raise WorkbookError(
                f"{requirements.name} has {each.name}, and no other package there needs it. "
                "Take it out, or put it among those that the app uses."
            )
    return [
        {
            "name": each.name,
            "version": str(each.specifier).removeprefix("=="),
            "direct": each.name in direct,
            "where": str(each.marker or ""),
            "brought_by": sorted(brought.get(each.name, ())),
        }
        for each in pinned
    ]


def _requirements(block: str) -> list[Requirement]:
    lines = [line for line in block.splitlines() if line and line[0] not in "#-"]
    return [Requirement(line) for line in lines]


def _brought(pinned: list[Requirement], environment: Path) -> dict[str, set[str]]:
    """Return for each package those that need it, whatever the system that they run on."""
    extras = {canonicalize_name(each.name): each.extras for each in pinned}
    names: dict[str, str] = {canonicalize_name(each.name): each.name for each in pinned}
    found: dict[str, set[str]] = {}
    for distribution in distributions(path=[str(_library(environment))]):
        name = canonicalize_name(distribution.metadata["Name"])
        for needed in _needs(distribution, extras.get(name, set())) & names.keys():
            if name in names:
                found.setdefault(names[needed], set()).add(names[name])
    return found


def _needs(distribution: Distribution, extras: set[str]) -> set[str]:
    """Return what a package needs, with these extras of it."""
    needs = map(Requirement, distribution.requires or [])
    wanted = {each: set(EXTRA.findall(str(each.marker or ""))) for each in needs}
    return {canonicalize_name(each.name) for each, of in wanted.items() if not of or of & extras}


def _library(environment: Path) -> Path:
    beside = scripts(environment).parent
    return next(iter(beside.glob("lib/python*/site-packages")), beside / "Lib" / "site-packages")
