"""Which submissions are alike in what is their own: a hint for a talk, never a verdict.

What a step or a stored answer has is taken out first, and so is what many of the class have: two
who follow the chapter to the letter have nothing in common here.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import combinations, pairwise
from typing import Any

from workbook.classroom.fingerprints import Run, runs
from workbook.classroom.standing import Standing

FEWEST = 30  # runs that two have in common: about six lines
SHARE = 1 / 3  # of what is one's own, of the one of two who has less
AROUND = 3  # lines with words that are shown before what two share, and behind it
MANY = 3  # have something that nobody asks them about, or a third of the class, if that is more


@dataclass(frozen=True)
class Line:
    """A line of somebody's."""

    number: int  # in its file, counted from 1
    text: str
    is_shared: bool  # by two; the others only show where it stands


@dataclass(frozen=True)
class Passage:
    """What somebody shares with somebody else, and the lines near to it."""

    path: str
    lines: tuple[Line, ...]

    @property
    def first(self) -> int:
        """The number of the first line that is shared."""
        return next(line.number for line in self.lines if line.is_shared)


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
                (_shown(texts[one], here, both, given), _shown(texts[other], there, both, given))
                for here, there in passages
            )
            shares = (_percent(both, own[one]), _percent(both, own[other]))
            found.append(Pair((one, other), shares, shown))
    return sorted(found, key=lambda pair: (-max(pair.shares), pair.names))


def _prints(files: Mapping[str, list[Run]]) -> set[int]:
    return {run.print for every in files.values() for run in every}


def _percent(part: set[int], whole: set[int]) -> int:
    return round(100 * len(part) / len(whole))


@dataclass(frozen=True)
class _Place:
    """Where somebody has what somebody else has, too."""

    path: str
    runs: list[Run]  # of the whole file
    first: int  # of these
    last: int


def _passages(
    one: Mapping[str, list[Run]], other: Mapping[str, list[Run]], both: set[int]
) -> Iterator[tuple[_Place, _Place]]:
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
                        _Place(here, runs_here, at + a, at + b),
                        _Place(there, runs_there, to + a, to + b),
                    )


def _matches(one: list[int], other: list[int]) -> list[Match]:
    return SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()


def _shown(
    texts: Mapping[str, str], place: _Place, both: set[int], given: frozenset[int]
) -> Passage:
    shared = _shared(place, both, given)
    lines = texts[place.path].splitlines()
    near = _near(lines, shared)
    return Passage(place.path, tuple(Line(n, lines[n - 1], n in shared) for n in near))


def _near(lines: list[str], shared: set[int]) -> list[int]:
    """Return the numbers of lines that are shared, and of those near to them."""
    written = [n for n, line in enumerate(lines, 1) if line.strip() or n in shared]
    places = [place for place, n in enumerate(written) if n in shared]
    near = {n for at in places for n in written[max(at - AROUND, 0) : at + AROUND + 1]}
    found: list[int] = []
    for n in range(min(near), max(near) + 1):
        if n in near or (n not in written and found[-1] == n - 1):
            found.append(n)
    return found


def _shared(place: _Place, both: set[int], given: frozenset[int]) -> set[int]:
    """Return the lines of a place that two share, but those in it that the course gives."""
    ours = _words(place.runs, range(place.first, place.last + 1), both)
    from_course = _words(place.runs, range(len(place.runs)), given)
    lines = {line for word, line in ours.items() if word not in from_course} or {*ours.values()}
    with_words = {line for run in place.runs for line in run.lines}
    for above, below in pairwise(sorted(lines)):
        between = range(above + 1, below)  # a comment, say
        if with_words.isdisjoint(between):
            lines.update(between)
    return lines


def _words(every: Sequence[Run], at: range, having: Collection[int]) -> dict[int, int]:
    """Return the words of some runs, by their number in the file, and the line of each."""
    return {
        first + n: line
        for first in at
        if every[first].print in having
        for n, line in enumerate(every[first].lines)
    }
