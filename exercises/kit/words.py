"""How a check says what does not hold, in words for a learner."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

UNREADABLE = "is not saved as UTF-8. Let your editor save it so."


Part = TypeVar("Part", bound=Callable[..., None])


class Unmet(Exception):
    """Something that an exercise asks for and the copy does not do; its text is shown."""


def inside(part: Part) -> Part:
    """Mark a part of a check that has to run beside the app, in its process.

    What such a part finds is what that process says, which the copy's code could say, too.
    """
    part.__dict__["inside"] = True
    return part


def runs_inside(part: Callable[..., None]) -> bool:
    """Tell whether a part was marked so."""
    return "inside" in part.__dict__


def need(holds: object, otherwise: str) -> None:
    """Go on if something holds, and else end this part of the check.

    Args:
        holds: what has to be true.
        otherwise: what the learner reads if it is not: what was done, and what was seen.

    Raises:
        Unmet: if it does not hold.
    """
    if not holds:
        raise Unmet(otherwise)


def need_equal(found: object, wanted: object, about: str) -> None:
    """Go on if two things are the same, and else say both.

    Args:
        found: what the copy gives.
        wanted: what it has to give.
        about: what they are, as the beginning of a sentence: ``The list shows``.

    Raises:
        Unmet: if they differ.
    """
    need(found == wanted, f"{about} {_shown(found)}.\nIt should show {_shown(wanted)}.")


def read_text(file: Path) -> str:
    """Return the text of a file of the copy.

    Args:
        file: any.

    Raises:
        Unmet: if it is not saved as UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Unmet(f"{file.name} {UNREADABLE}") from None


def unreadable(folder: Path) -> list[str]:
    """Name the pages and modules of the copy that are not saved as UTF-8, a line each.

    Args:
        folder: the copy.
    """
    found = []
    for file in sorted([*folder.rglob("*.py"), *folder.rglob("*.html")]):
        try:
            read_text(file)
        except Unmet:
            found.append(f"{file.relative_to(folder).as_posix()} {UNREADABLE}")
    return found


def _shown(thing: object) -> str:
    if isinstance(thing, list):
        return ", ".join(map(str, thing)) or "nothing"
    return str(thing)
