"""What a diff page draws, read as a person sees it, and what git says of the same two stages."""

from collections.abc import Iterable, Iterator

from playwright.sync_api import Page, expect

from workbook.core.git import git
from workbook.course.chapters import steps
from workbook.course.stages import Stage
from workbook.history.history import history
from workbook.history.patches import Line, parse_patch

Row = list[str]  # the numbers, the mark and the text of a line, as they are shown
Hunk = tuple[str, list[list[Row]]]  # its first line, and the rows of each table
# Only what is visible counts; a place beside a line that has no other side is an empty row. What is
# cut into pieces is one hunk again: the tables of each piece go on in those of the next one.
READ = """() => [...document.querySelectorAll("details.change")].map(change => [
  change.id,
  [...change.querySelectorAll(":scope > summary code")].map(code => code.textContent),
  [...change.querySelectorAll(".hunk")].map(hunk => [
    hunk.querySelector(".hunk-head code").textContent,
    [...hunk.querySelectorAll(".piece")].map(piece =>
      [...piece.querySelectorAll(".drawn tbody")].map(table =>
        [...table.rows].filter(row => row.checkVisibility()).map(row => {
          const number = row.cells[0];
          const numbers = number.children.length ? [...number.children] : [number];
          const mark = row.querySelector(".d2h-code-line-prefix").textContent;
          const text = row.querySelector(".d2h-code-line-ctn").textContent;
          return row.querySelector(".d2h-code-side-emptyplaceholder")
            ? []
            : [...numbers.map(each => each.textContent.trim()), mark.replace("\\u00a0", " "), text];
        }))),
  ]),
])"""
# A piece is drawn when it comes near the window; before that, its lines have to be there.
DRAW = """async () => {
  for (const later of document.querySelectorAll(":not(details:not([open]) *).later")) {
    later.scrollIntoView({ block: "center" });
    while (later.isConnected) await new Promise(requestAnimationFrame);
  }
  for (const piece of document.querySelectorAll(":not(details:not([open]) *).piece")) {
    piece.scrollIntoView({ block: "center" });
    while (!piece.dataset.layout) await new Promise(requestAnimationFrame);
  }
}"""

# The characters of a line, each with the style that gives it its colour: those of the drawing, and
# those of the text. Of tables beside each other, each has the lines of its side.
OTHER_COLOURS = """() => {
  const styled = (place) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), all = [];
    while (walker.nextNode()) {
      const { data, parentNode } = walker.currentNode;
      const style = parentNode.closest(".piece span:not([class^=d2h])")?.className ?? "";
      all.push(...[...data].map(each => `${each}${style}`));
    }
    return all;
  };
  const linesOf = (text) => {
    const lines = [[]];
    for (const each of styled(text)) each[0] === "\\n" ? lines.push([]) : lines.at(-1).push(each);
    return lines.slice(0, -1);
  };
  const isOther = (piece) => {
    const lines = linesOf(piece.querySelector("pre")), tables = piece.querySelectorAll("tbody");
    return [...tables].some((table, at) => {
      const gone = tables.length === 1 ? "\\\\" : "+-"[at];
      const said = lines.filter(line => !["\\\\", gone].includes(line[0][0]));
      const shown = [...table.querySelectorAll("td:not(.d2h-emptyplaceholder) .d2h-code-line-ctn")];
      return JSON.stringify(said.map(line => line.slice(1)))
        !== JSON.stringify(shown.map(styled));
    });
  };
  return [...document.querySelectorAll(".piece[data-layout]")].filter(isOther)
    .map(piece => piece.closest(".change").id);
}"""


def draw_all(page: Page) -> None:
    """Go through a page from top to bottom, so that all of it is drawn.

    Args:
        page: a diff page; what is folded is passed over.
    """
    page.evaluate(DRAW)


def bring_all(page: Page) -> None:
    """Open the browser's own search, for which a diff page fetches all of its lines.

    Args:
        page: a diff page.
    """
    page.keyboard.press("Control+f")
    expect(page.locator(".later")).to_have_count(0)


def other_colours(page: Page) -> list[str]:
    """Return the anchor of each file of which a drawn piece is coloured otherwise than its text.

    Args:
        page: a diff page.
    """
    return [str(anchor) for anchor in page.evaluate(OTHER_COLOURS)]


def drawn(page: Page) -> Iterator[tuple[str, list[str], list[Hunk]]]:
    """Yield each file that a page draws: its anchor, its path or its two, and its hunks.

    Args:
        page: a diff page whose files are all open, and drawn.
    """
    for anchor, paths, hunks in page.evaluate(READ):
        yield anchor, paths, [(head, _joined(pieces)) for head, pieces in hunks]


def _joined(pieces: list[list[list[Row]]]) -> list[list[Row]]:
    return [[row for table in tables for row in table] for tables in zip(*pieces, strict=True)]


def by_git(old: Stage, new: Stage, paths: list[str]) -> list[tuple[str, list[Line]]]:
    """Return the hunks that git finds in a file between two stages.

    Args:
        old: the stage before.
        new: the stage after.
        paths: the file's path; two, if it moved.
    """
    made = history()
    ends = [made.commits[steps(stage)[-1]] for stage in (old, new)]
    if len(paths) == 2 or all(paths[0] in made.tree(steps(stage)[-1]) for stage in (old, new)):
        sides = [f"{end}:{path}" for end, path in zip(ends, (paths[0], paths[-1]), strict=True)]
        printed = git(made.repo, "diff", *sides)
    else:
        printed = git(made.repo, "diff", "--no-renames", *ends, "--", *paths)
    return [(hunk.header, list(hunk.lines)) for file in parse_patch(printed) for hunk in file.hunks]


def changed_by_git(old: Stage, new: Stage) -> set[str]:
    """Return the paths of all files that differ between two stages."""
    ends = [history().commits[steps(stage)[-1]] for stage in (old, new)]
    listed = git(history().repo, "diff", "--no-renames", "--name-only", "-z", *ends)
    return set(filter(None, listed.split("\0")))


def unified(lines: Iterable[Line]) -> list[list[Row]]:
    """Return the one table of lines below one another.

    Args:
        lines: a hunk, as git says it.
    """
    return [[[_old(line), _new(line), line.mark, line.text] for line in lines]]


def side(lines: Iterable[Line], gone: str) -> list[Row]:
    """Return the rows of one side of a hunk.

    Args:
        lines: a hunk, as git says it.
        gone: the mark of the lines that this side has not.
    """
    number = _old if gone == "+" else _new
    return [[number(line), line.mark, line.text] for line in lines if line.mark != gone]


def _old(line: Line) -> str:
    return "" if line.mark == "+" else str(line.old)


def _new(line: Line) -> str:
    return "" if line.mark == "-" else str(line.new)
