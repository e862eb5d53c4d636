"""The stages of the app, and what people may call them."""

import re
from dataclasses import dataclass
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.paths import DOCS, STAGES

FOLDER = re.compile(r"^\d{2}-[a-z]+$")


@dataclass(frozen=True)
class Stage:
    """One stage: the folder that a chapter builds."""

    name: str  # 03-models: the name of its folder, its chapter and its tag

    @property
    def number(self) -> str:
        """Its two digits."""
        return self.name[:2]

    @property
    def folder(self) -> Path:
        """Its snapshot."""
        return STAGES / self.name

    @property
    def chapter(self) -> Path:
        """The folder of the pages that build it."""
        return DOCS / self.name


def stages() -> list[Stage]:
    """Return the stages that have a chapter, the first one first."""
    return [Stage(path.name) for path in sorted(DOCS.iterdir()) if FOLDER.match(path.name)]


def find_stage(word: str) -> Stage:
    """Return the stage that somebody calls ``3``, ``03`` or ``03-models``.

    Raises:
        WorkbookError: if there is none of that name.
    """
    for stage in stages():
        if word in (stage.name, stage.number, stage.number.lstrip("0")):
            return stage
    known = ", ".join(stage.name for stage in stages())
    raise WorkbookError(f"There is no stage {word!r}. The stages are: {known}.")
