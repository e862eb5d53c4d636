"""Why a layer costs what it does: what is left when one thing is taken away from an app."""

from collections.abc import Sequence
from statistics import median

from workbook.apps.facts.kept import kept
from workbook.course.stages import find_stage, stages
from workbook.site.facts.costs import Cost, Spread, left, ratio_of, starts
from workbook.site.facts.words import listed, megabytes, percent, times, with_spread
from workbook.site.tables import table

NOTHING, APP = "nothing", "app"
# What is left out of the list of several stages: how the table calls it, and how sentences do.
SHARED = {
    NOTHING: ("nothing", ""),
    "tasks": ("the tasks: there are none", "the tasks"),
    "template": ("the template: the page is empty", "the template"),
    "fields": ("the fields of its forms, with their labels", "the fields of forms"),
    "tokens": ("the tokens of its forms", "the tokens of forms"),
    "links": ("all addresses: each is `#`", "the addresses"),
    "storage": ("storage: the user and the list are looked up once", "storage"),
}
WITHIN = "Of the whole, and within the template"
START_SHARE = 0.03  # of the last stage's start; what takes less is not named
LARGEST = 3  # packages that are named


def readings(found: Cost) -> dict[str, str]:
    """Return what there is to say of each layer, by the names that the page has for it.

    Args:
        found: what was measured.
    """
    costs = {stage.number: found["stages"][stage.name] for stage in stages()}
    return {
        **_lists(costs),
        "left_out": _left_out(costs),
        "ratio_02": _against(found, "02", "01"),
        "shares_02": shares("Of that", costs["02"], "template", "storage"),
        "template_02": shares(WITHIN, costs["02"], "fields", "links", "tokens"),
        "ratio_03": _against(found, "03", "02"),
        "shares_03": shares("Of that", costs["03"], "storage", "template"),
        "ratios_04": listed([_against(found, "04", "03", page) for page in costs["04"]["pages"]]),
        **_for_developers(costs["04"]["for developers"]),
        "tests": str(kept(find_stage("04"))["tests"]),
        "ratio_05": _against(found, "05", "04"),
        "parts": _parts(costs["05"]),
        "seen": _seen(costs["05"]),
        "start": _start(found),
        "largest": _largest(costs["05"]["packages"]),
    }


def is_seen(found: Spread, nothing: Spread) -> bool:
    """Tell whether the middle half of its rounds is below that of two equal apps, and below 1.

    Args:
        found: what is left without it.
        nothing: what is left when nothing is left out.
    """
    return found.high < min(1, nothing.low)


def shares(of: str, cost: Cost, *names: str) -> str:
    """Say how much of the list some things take, and which take too little to be seen.

    Args:
        of: what the sentence begins with.
        cost: of one stage.
        names: what was left out of it, one at a time.
    """
    seen = [name for name in names if is_seen(left(cost, name), left(cost, NOTHING))]
    words = [f"{percent(1 - left(cost, each).middle)} to {SHARED[each][1]}" for each in seen]
    unseen = [SHARED[each][1] for each in names if each not in seen]
    told = [f"{of}, {listed(words).replace(' to', ' go to', 1)}."] if words else []
    more = [f"What goes to {listed(unseen)} can't be seen."] if unseen else []
    return " ".join(told + more)


def _lists(costs: dict[str, Cost]) -> dict[str, str]:
    pages = {number: cost["pages"]["list"] for number, cost in costs.items()}
    numbers = ("queries", "bytes", "addresses")
    return {f"{n}_{number}": f"{page[n]:,}" for number, page in pages.items() for n in numbers}


def _for_developers(sizes: dict[str, int]) -> dict[str, str]:
    return {"more_packages": str(len(sizes)), "more_bytes": megabytes(sum(sizes.values()))}


def _left_out(costs: dict[str, Cost]) -> str:
    parted = {number: cost for number, cost in costs.items() if NOTHING in cost["without"]}
    rows = [
        [label, *(_cell(cost, name) for cost in parted.values())]
        for name, (label, _) in SHARED.items()
    ]
    return table(["Left out", *parted], rows)


def _cell(cost: Cost, name: str) -> str:
    return with_spread(left(cost, name)) if name in cost["without"] else ""


def _against(found: Cost, new: str, old: str, page: str = "list") -> str:
    return times(ratio_of(found, find_stage(new), page, find_stage(old)).middle)


def _parts(cost: Cost) -> str:
    return table(
        ["Left out", "CPU of the list"], [[_part(n), _cell(cost, n)] for n in _names(cost)]
    )


def _names(cost: Cost) -> list[str]:
    """Return the parts that were left out, the one that takes most first."""
    names = [name for name in cost["without"] if name not in SHARED]
    return sorted(names, key=lambda name: left(cost, name).middle)


def _part(name: str) -> str:
    return "the line of the log" if name == "line" else f"`{name}`"


def _seen(cost: Cost) -> str:
    nothing = left(cost, NOTHING)
    seen = [_part(name) for name in _names(cost) if is_seen(left(cost, name), nothing)]
    if not seen:
        return "What each of them costs can't be seen: two equal apps differ by as much."
    return f"What {listed(seen)} costs can be seen. What each of the others costs can't be."


def _start(found: Cost) -> str:
    base = median(starts(found, stages()[0]))
    pieces = [_pieces(found["stages"][stage.name], base) for stage in stages()]
    least = START_SHARE * sum(pieces[-1].values())
    named = [name for name, share in pieces[-1].items() if share >= least and name != APP]
    others = [sum(each[name] for name in each if name not in (*named, APP)) for each in pieces]
    rows = [[f"`{name}`", *(_two_digits(each.get(name)) for each in pieces)] for name in named]
    rows.append(["other packages", *map(_two_digits, others)])
    rows.append(["the app", *(_two_digits(each[APP]) for each in pieces)])
    return table(["CPU to start", *(stage.number for stage in stages())], rows)


def _pieces(cost: Cost, base: float) -> dict[str, float]:
    return {name: median(piece) / base for name, piece in cost["start"].items()}


def _two_digits(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"


def _largest(sizes: dict[str, int]) -> str:
    names: Sequence[str] = sorted(sizes, key=lambda name: -sizes[name])[:LARGEST]
    return listed([f"{name} with {megabytes(sizes[name])}" for name in names])
