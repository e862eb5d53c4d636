"""The facts of a stage as they are kept: a data file, which the site serves too."""

import json
from pathlib import Path
from typing import Any

from workbook.core.errors import WorkbookError
from workbook.core.paths import DOCS, relative
from workbook.course.stages import Stage

Facts = dict[str, Any]
HOME = DOCS / "assets" / "facts"
MEND = "To mend: nox -s facts"


def kept(stage: Stage) -> Facts:
    """Return the facts that are kept of a stage.

    Args:
        stage: any.

    Raises:
        WorkbookError: if there are none.
    """
    if not path_of(stage).is_file():
        raise WorkbookError(f"{relative(path_of(stage))} does not exist.\n{MEND}")
    facts: Facts = json.loads(path_of(stage).read_text(encoding="utf-8"))
    return facts


def path_of(stage: Stage) -> Path:
    """Return where the facts of a stage are kept.

    Args:
        stage: any.
    """
    return HOME / f"{stage.name}.json"


def as_text(facts: Facts) -> str:
    """Return facts as they are kept.

    Args:
        facts: of one stage.
    """
    return json.dumps(facts, indent=1) + "\n"
