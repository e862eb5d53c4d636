"""Requirements files: what one says, with those that it takes in."""

import re
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.paths import read_text

# What takes another file into a requirements file, and that file.
TAKES_IN = re.compile(
    r"""\s*(?:-r|--requirement|-c|--constraint)[\s=]*(['"]?)(?P<file>\S.*?)\1\s*(?:\s\#.*)?"""
)
ELSEWHERE = re.compile(r"\w+://|.*\$\{")  # it is uv that looks there


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
        named = TAKES_IN.fullmatch(line)
        if named and not ELSEWHERE.match(named["file"]):
            file, why = requirements.parent / named["file"], ""
            if not file.is_file():
                why = f"there is no file {named['file']}. Make it, or delete the line."
            elif any(file.samefile(each) for each in (requirements, *around)):
                why = f"{named['file']} takes in itself. Delete the line."
            if why:
                raise WorkbookError(f"{requirements}, line {number}: {why}")
            texts.append(whole_text(file, requirements, *around))
    return "\0".join(texts)
