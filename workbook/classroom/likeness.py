"""Which submissions are alike in what is their own: a hint for a talk, never a verdict.

What a step or a stored answer has is taken out first, and so is what many of the class have: two
who follow the chapter to the letter have nothing in common here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import combinations
from typing import Any

from workbook.classroom.fingerprints import Run, runs
from workbook.classroom.standing import Standing

FEWEST = 30  # runs that two have in common: about six lines
SHARE = 1 / 3  # of what is one's own, of the one of two who has less
MANY = 3  # have something that nobody asks them about, or a third of the class, if that is more


@dataclass(frozen=True)
class Passage:
    """Some lines of somebody's."""

    path: str
    first: int  # counted from 1
    text: str


@dataclass(frozen=True)
class Pair:
    """Two who are alike."""

    names: tuple[str, str]
    shares: tuple[int, int]  # of what is each one's own, in percent
    passages: tuple[tuple[Passage, Passage], ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it: where to look, without the code."""
        return {
            "names": self.names,
            "shares": self.shares,
            "places": [[f"{side.path}:{side.first}" for side in each] for each in self.passages],
        }


def pairs(class_: list[Standing], given: frozenset[int]) -> list[Pair]:
    """Return who are alike, the most alike first.

    Args:
        class_: everybody, with their own code.
        given: the fingerprints of what the course gives.
    """
    every = {each.name: {path: runs(text) for path, text in each.code.items()} for each in class_}
    prints = {name: _prints(files) - given for name, files in every.items()}
    having = Counter(each for found in prints.values() for each in found)
    many = max(MANY, len(class_) // 3)
    common = {each for each, count in having.items() if count > many}
    own = {name: found - common for name, found in prints.items()}
    texts = {each.name: each.code for each in class_}
    found = []
    for one, other in combinations(own, 2):
        both = own[one] & own[other]
        if len(both) >= FEWEST and len(both) >= SHARE * min(len(own[one]), len(own[other])):
            passages = _passages(every[one], every[other], both)
            shown = tuple(
                (_cut(texts[one], *here), _cut(texts[other], *there)) for here, there in passages
            )
            shares = (_percent(both, own[one]), _percent(both, own[other]))
            found.append(Pair((one, other), shares, shown))
    return sorted(found, key=lambda pair: (-max(pair.shares), pair.names))


def _prints(files: Mapping[str, list[Run]]) -> set[int]:
    return {run.print for every in files.values() for run in every}


def _percent(part: set[int], whole: set[int]) -> int:
    return round(100 * len(part) / len(whole))


Place = tuple[str, int, int]  # a file, and its first and last line


def _passages(
    one: Mapping[str, list[Run]], other: Mapping[str, list[Run]], both: set[int]
) -> Iterator[tuple[Place, Place]]:
    """Yield where two have the same, each passage once."""
    left = set(both)
    for here, runs_here in one.items():
        for there, runs_there in other.items():
            sides = [[run.print for run in side] for side in (runs_here, runs_there)]
            if not left.intersection(*sides):
                continue
            for at, to, size in _matches(*sides):
                shared = [n for n in range(size) if sides[0][at + n] in left]
                if shared:
                    a, b = shared[0], shared[-1]
                    left.difference_update(sides[0][at + a : at + b + 1])
                    yield (
                        (here, runs_here[at + a].first, runs_here[at + b].last),
                        (there, runs_there[to + a].first, runs_there[to + b].last),
                    )


def _matches(one: list[int], other: list[int]) -> list[Match]:
    return SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()


def _cut(texts: Mapping[str, str], path: str, first: int, last: int) -> Passage:
    lines = texts[path].splitlines(keepends=True)
    return Passage(path, first, "".join(lines[first - 1 : last]))
