"""Requirements files: what one says, with those that it takes in."""

import re
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.paths import read_text

# What takes another file into a requirements file, and that file.
TAKES_IN = re.compile(r"\s*(?:-r|--requirement|-c|--constraint)[\s=]*(\S+)")


def whole_text(requirements: Path, *around: Path) -> str:
    """Return the text of a requirements file, and of those that it takes in.

    Args:
        requirements: the file.
        around: those that take it in.

    Raises:
        WorkbookError: with the line, if it takes in one that is not there, or itself.
    """
    texts = [read_text(requirements)]
    for number, line in enumerate(texts[0].splitlines(), 1):
        if (named := TAKES_IN.match(line)) and "://" not in named[1]:
            file, why = requirements.parent / named[1], ""
            if not file.is_file():
                why = f"there is no file {named[1]}. Make it, or delete the line."
            elif any(file.samefile(each) for each in (requirements, *around)):
                why = f"{named[1]} takes in itself. Delete the line."
            if why:
                raise WorkbookError(f"{requirements}, line {number}: {why}")
            texts.append(whole_text(file, requirements, *around))
    return "\0".join(texts)
