"""The stages of the app, and what people may call them."""

import re
from dataclasses import dataclass
from pathlib import Path

from workbook.core.errors import Unknown, WorkbookError
from workbook.core.paths import DOCS, STAGES, relative

FOLDER = re.compile(r"^\d{2}-[a-z][a-z0-9-]*$")


@dataclass(frozen=True)
class Stage:
    """One stage: the folder that a chapter builds."""

    name: str  # 03-models: the name of its folder, its chapter and its tag

    @property
    def number(self) -> str:
        """Its two digits."""
        return self.name[:2]

    @property
    def title(self) -> str:
        """Its name without the digits."""
        return self.name[3:]

    @property
    def folder(self) -> Path:
        """Its snapshot."""
        return STAGES / self.name

    @property
    def chapter(self) -> Path:
        """The folder of the pages that build it."""
        return DOCS / self.name


def stages() -> list[Stage]:
    """Return the stages that have a chapter, the first one first.

    Raises:
        WorkbookError: if there is none, or a folder's name begins like a chapter's and is none.
    """
    folders = sorted(path for path in DOCS.glob("[0-9]*") if path.is_dir())
    for folder in folders:
        if not FOLDER.match(folder.name):
            raise WorkbookError(
                f"{relative(folder)} is no chapter. Name it with two digits, a hyphen and "
                "lower-case letters: 03-models, say."
            )
    if not folders:
        raise WorkbookError("docs/ has no chapter. Make the folder docs/01-minimal, say.")
    return [Stage(folder.name) for folder in folders]


def find_stage(word: str) -> Stage:
    """Return the stage that somebody calls ``3``, ``03`` or ``03-models``.

    Args:
        word: what they typed.

    Raises:
        Unknown: if there is none of that name.
    """
    for stage in stages():
        if word in (stage.name, stage.number, stage.number.lstrip("0")):
            return stage
    known = ", ".join(stage.name for stage in stages())
    raise Unknown(f"There is no stage {word!r}. The stages are: {known}.")
