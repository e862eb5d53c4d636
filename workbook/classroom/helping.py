"""Who of a class needs help first, in a few lines: for whoever teaches, and for nobody else."""

from dataclasses import dataclass
from statistics import median_low

from workbook.classroom.standing import Standing
from workbook.course.chapters import all_steps

TITLE = "Who needs help first"
NOBODY = "Nobody stands out: every app starts, and all that is due holds."
AGAIN = "Tried again in each run, as a limit has stopped it, or the machine has failed"
FEW = 5  # who are told of one kind; the table has the others
FURTHEST = 3  # who are told to be behind
FAR = 3  # steps behind the middle of the class: about a sitting


@dataclass(frozen=True)
class Need:
    """One kind of help, and who needs it."""

    what: str
    said: dict[str, str]  # of each by name, in a few words; the most urgent first
    is_long: bool = False  # what is said of each takes a line of its own
    more: int = 0  # how many others need it, too

    def words(self, name: str, said: str) -> str:
        """Return a name, and what is said of whose it is.

        Args:
            name: as it is to be shown.
            said: of that one.
        """
        if not said:
            return name
        return f"{name}: {said}" if self.is_long else f"{name} ({said})"


def needs(class_: list[Standing], absent: list[str]) -> list[Need]:
    """Return who needs help, the most urgent first; each is named once.

    Args:
        class_: where each one is.
        absent: who has handed nothing in.
    """
    problems = {each.name: each.problem for each in class_ if each.problem}
    whys = {each.name: each.why for each in class_ if _stops(each)}
    fallen = sorted((each for each in class_ if each.broken), key=lambda each: -len(each.broken))
    counts = {each.name: f"{len(each.broken)} of {len(each.due)}" for each in fallen}
    begun_none = {each.name: each.not_begun for each in class_ if each.not_begun}
    rest = {each.name for each in class_} - {*problems, *whys, *counts, *begun_none}
    found = [
        Need("Not handed in", dict.fromkeys(absent, "")),
        _few("Can't be looked at", problems, is_long=True),
        _few("The app doesn't start", whys, is_long=True),
        _few("Stories that are due don't hold", counts),
        _few("The exercise is not begun", dict.fromkeys(begun_none, "")),
        _behind(class_, rest),
    ]
    return [need for need in found if need.said]


def as_words(class_: list[Standing], absent: list[str]) -> str:
    """Return who needs help, as lines to print.

    Args:
        class_: where each one is.
        absent: who has handed nothing in.
    """
    lines = [TITLE]
    for need in needs(class_, absent):
        whose = [need.words(name, said) for name, said in need.said.items()]
        whose += [more(need)] if need.more else []
        if need.is_long:
            lines += [f"  {need.what}", *(f"    {words}" for words in whose)]
        else:
            lines.append(f"  {need.what}: {', '.join(whose)}")
    if tried := again(class_):
        lines.append(f"  {AGAIN}: {', '.join(tried)}")
    return "\n".join(lines if lines[1:] else [*lines, f"  {NOBODY}"])


def more(need: Need) -> str:
    """Return how many others are in the table only.

    Args:
        need: a kind of help that more than a few need.
    """
    return f"and {need.more} more in the table"


def again(class_: list[Standing]) -> list[str]:
    """Return the names of those whose result is not kept, though nothing of theirs may change.

    Args:
        class_: where each one is.
    """
    return [each.name for each in class_ if each.again]


def _few(what: str, said: dict[str, str], *, is_long: bool = False) -> Need:
    return Need(what, dict([*said.items()][:FEW]), is_long, max(len(said) - FEW, 0))


def _stops(standing: Standing) -> bool:
    """Tell whether an app does not start; in the first step of all, there is none to start."""
    return bool(standing.why) and standing.step != all_steps()[0].name


def _behind(class_: list[Standing], rest: set[str]) -> Need:
    """Return those of some who stand far behind the middle of the class."""
    order = [step.name for step in all_steps()]
    places = {each.name: order.index(each.step) for each in class_ if each.step}
    middle = median_low(places.values()) if places else 0
    far = sorted(name for name in rest & places.keys() if places[name] <= middle - FAR)
    furthest = sorted(far, key=lambda name: places[name])
    said = {name: f"at {order[places[name]]}" for name in furthest[:FURTHEST]}
    return Need(f"Furthest behind the middle of the class, {order[middle]}", said)
