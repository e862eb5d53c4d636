"""What a check has said, as a learner reads it.

It imports nothing of the workbook: the pages of live carry it to where a check runs in the browser.
"""

from dataclasses import dataclass
from typing import Any

PASSED, OPEN = "passed", "not yet"
CUT = "Stopped:"
SAME = "The same as above."
NOT_LOOKED_AT = "Not looked at: the check was stopped before it came here."


@dataclass(frozen=True)
class Part:
    """One thing that a check looks at, and why it does not hold, if so."""

    what: str
    why: str | None = None

    def lines(self) -> list[str]:
        """Return what a learner reads of it."""
        first = f"{PASSED if self.why is None else OPEN:<9}{self.what}"
        return [first, *(f"{'':9}{line}".rstrip() for line in (self.why or "").splitlines())]


def count(parts: tuple[Part, ...]) -> str:
    """Return how many parts hold, in words.

    Args:
        parts: all of a check.
    """
    return f"{sum(part.why is None for part in parts)} of {len(parts)} hold"


def read(facts: list[dict[str, Any]], most: float) -> tuple[Part, ...]:
    """Return the parts of a check, from what it has said.

    Args:
        facts: line by line, up to where it ended.
        most: how many seconds a part may compute.
    """
    if not facts:
        return (Part("The check begins.", "Your app ends the program before anything is checked."),)
    whys = [fact["why"] for fact in facts if "why" in fact]
    if "done" not in facts[-1]:
        whys.append(_cut(facts, most))
    whys = [SAME if _is_again(why, whys[:n]) else why for n, why in enumerate(whys)]
    rest = [NOT_LOOKED_AT] * len(facts[0]["parts"])
    return tuple(Part(*pair) for pair in zip(facts[0]["parts"], whys + rest, strict=False))


def _is_again(why: str | None, before: list[str | None]) -> bool:
    return why is not None and "\n" in why and why in before


def _cut(facts: list[dict[str, Any]], most: float) -> str:
    """Say why a check came to no end."""
    if "endless" not in facts[-1]:
        return "Your app ends the program here: the check came to no end."
    why = {
        "computes": f"no end after {most:g} s of computing. Is there an endless loop?",
        "hogs": "it takes more memory than any of these apps needs.",
        "waits": "it waits for something that does not come.",
    }[facts[-1]["endless"]]
    where = next((fact["stopped"] for fact in facts if "stopped" in fact), "")
    return f"{CUT} {why}\n{where}".rstrip()
