"""Draw the stages as layers: a bar for each, which is the bar above it and a layer more."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template

from workbook.apps.facts import kept
from workbook.apps.facts.kept import Facts
from workbook.core.errors import WorkbookError
from workbook.core.paths import relative
from workbook.course.stages import Stage, stages
from workbook.site.figures import COLOURS

# What is told of each stage, and where its column ends.
COUNTS: dict[str, tuple[int, Callable[[Facts], int]]] = {
    "files": (238, lambda facts: _sum(facts, "files")),
    "lines": (318, lambda facts: _sum(facts, "lines")),
    "routes": (392, lambda facts: len(facts["routes"])),
    "tests": (460, lambda facts: int(facts["tests"])),
}
WIDTH, HEAD, ROW, BAR, LEAST = 460, 26, 52, 16, 6
TITLE = "The app in layers: one bar a stage, as long as it has lines"
# On a phone the drawing shrinks, and its words shrink less.
STYLE = Template("""text { font: 15px system-ui, sans-serif; fill: $ink }
.number { text-anchor: end; font-variant-numeric: tabular-nums }
.name { font-weight: 600 }
.head { font-size: 13px; fill: $faint }
.old { fill: $box; stroke: $accent }
.new { fill: $accent; stroke: $accent }
@media (max-width: 400px) { text { font-size: 17px } .head { font-size: 16px } }""")


def layers() -> dict[Path, str]:
    """Return the drawing of all stages by its path, once for each colour scheme.

    Raises:
        WorkbookError: if the facts of a stage are not kept.
    """
    every = {stage: kept.kept(stage) for stage in stages()}
    return {kept.HOME / f"layers-{scheme}.svg": drawing(every, scheme) for scheme in COLOURS}


def require_layers() -> None:
    """Refuse a drawing that differs from the facts.

    Raises:
        WorkbookError: at the first one.
    """
    for path, svg in layers().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != svg:
            raise WorkbookError(f"{relative(path)} is not drawn from the facts.\n{kept.MEND}")


def drawing(every: dict[Stage, Facts], scheme: str) -> str:
    """Return the drawing of some stages as SVG.

    Args:
        every: the facts of each stage, the first one first.
        scheme: ``light`` or ``dark``.
    """
    height = HEAD + ROW * len(every)
    return "\n".join(
        [
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' "
            f"width='{WIDTH}' height='{height}' role='img' aria-labelledby='title desc'>",
            f"<title id='title'>{escape(TITLE)}</title>",
            f"<desc id='desc'>{escape(description(every))}</desc>",
            f"<style>{STYLE.substitute(COLOURS[scheme])}</style>",
            *(_text("head number", end, HEAD - 10, name) for name, (end, _) in COUNTS.items()),
            *_rows(every),
            "</svg>\n",
        ]
    )


def description(every: dict[Stage, Facts]) -> str:
    """Return what the drawing shows, in words.

    Args:
        every: the facts of each stage, the first one first.
    """
    return " ".join(
        f"{_called(stage)}: "
        + ", ".join(f"{count(facts)} {name}" for name, (_, count) in COUNTS.items())
        + "."
        for stage, facts in every.items()
    )


def _rows(every: dict[Stage, Facts]) -> Iterator[str]:
    ends = _ends([_sum(facts, "lines") for facts in every.values()])
    for at, (stage, facts) in enumerate(every.items()):
        y = HEAD + ROW * at
        yield _text("name", 0, y + 14, _called(stage))
        for end, count in COUNTS.values():
            yield _text("number", end, y + 14, str(count(facts)))
        for start, stop in pairwise(ends[: at + 2]):
            kind = "new" if stop == ends[at + 1] else "old"
            yield (
                f"<rect class='{kind}' x='{start + 0.5:g}' y='{y + 22.5:g}' "
                f"width='{stop - start - 2:g}' height='{BAR}' rx='3'/>"
            )


def _ends(lines: list[int]) -> list[int]:
    """Return where the layers end, the first of which begins at 0; each is wide enough to be seen.

    Args:
        lines: how many each stage has.
    """
    ends = [0.0]
    for each in lines:
        ends.append(max(each * WIDTH / max(lines), ends[-1] + LEAST))
    return [round(end * WIDTH / ends[-1]) for end in ends]


def _called(stage: Stage) -> str:
    return f"{stage.number} {stage.title}"


def _sum(facts: Facts, what: str) -> int:
    return sum(each[what] for each in facts["lines"].values())


def _text(kind: str, x: int, y: int, words: str) -> str:
    return f"<text class='{kind}' x='{x}' y='{y}'>{escape(words)}</text>"
