"""The pictures of the site: what docs/pictures.toml asks for, and whether they still hold."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.paths import DOCS, relative
from workbook.history.history import History
from workbook.site import figures

RECIPES = DOCS / "pictures.toml"
SHOTS = DOCS / "assets" / "shots"
FIGURES = DOCS / "assets" / "figures"
MADE_FROM = SHOTS / "made-from.json"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MEND = "To mend: nox -s shots"


@dataclass(frozen=True)
class Shot:
    """A picture of a page, and what somebody did before it was taken."""

    name: str
    step: str
    actions: tuple[tuple[str, ...], ...]

    def path(self, scheme: str) -> Path:
        """Return where the picture is."""
        return SHOTS / f"{self.name}-{scheme}.webp"

    def made_from(self, repo: Path, commit: str) -> str:
        """Return the digest of all that decides what the picture shows: the app and the actions."""
        files = git(repo, "ls-tree", "-r", commit).splitlines()
        app = [line for line in files if not line.endswith("\tREADME.md")]
        return hashlib.sha256(repr((app, self.actions)).encode()).hexdigest()[:16]


def recipes() -> dict[str, list[dict[str, Any]]]:
    """Read docs/pictures.toml.

    Raises:
        WorkbookError: if it is no TOML.
    """
    try:
        return tomllib.loads(RECIPES.read_text(encoding="utf-8")) if RECIPES.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise WorkbookError(f"{relative(RECIPES)}: {error}") from None


def shots() -> list[Shot]:
    """Return the pictures of pages that are asked for."""
    return [
        Shot(recipe["name"], recipe["step"], tuple(map(tuple, recipe["actions"])))
        for recipe in recipes().get("shot", [])
    ]


def require_fresh(made: History) -> None:
    """Refuse pictures that are missing, or were taken of an app that has changed since.

    Raises:
        WorkbookError: at the first one.
    """
    known = json.loads(MADE_FROM.read_text()) if MADE_FROM.exists() else {}
    commits = {step.name: commit for step, commit in made.commits.items()}
    for shot in shots():
        if shot.step not in commits:
            raise WorkbookError(f"{relative(RECIPES)}: {shot.name} is of step {shot.step}: no such")
        made_from = shot.made_from(made.repo, commits[shot.step])
        taken = {"app": made_from}
        taken |= {scheme: digest_of(shot.path(scheme)) for scheme in SCHEMES}
        if known.get(shot.name) != taken:
            raise WorkbookError(
                f"The picture {shot.name} is not of the app as it is at step {shot.step}.\n{MEND}"
            )


def require_drawn() -> None:
    """Refuse figures that differ from what docs/pictures.toml describes.

    Raises:
        WorkbookError: at the first one.
    """
    for path, svg in drawings().items():
        if not path.exists() or path.read_text(encoding="utf-8") != svg:
            raise WorkbookError(f"{relative(path)} is not what pictures.toml describes.\n{MEND}")


def drawings() -> dict[Path, str]:
    """Return the SVG of each figure by its path."""
    return {
        FIGURES / f"{recipe['name']}-{scheme}.svg": figures.sequence(
            recipe["title"], recipe["actors"], recipe["messages"], scheme
        )
        for recipe in recipes().get("figure", [])
        for scheme in SCHEMES
    }


def digest_of(path: Path) -> str:
    """Return the digest of a file, or nothing if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else ""
