"""The diff pages: one for each pair of neighbours, and one for each sitting of a large layer."""

from collections.abc import Sequence
from itertools import pairwise

from workbook.course.chapters import steps
from workbook.course.stages import Stage, stages
from workbook.history.history import History, history
from workbook.site.diffs.beside import run_both
from workbook.site.diffs.comparisons import Comparison
from workbook.site.diffs.large import Part, parts
from workbook.site.diffs.layers import Look, layer, require_there
from workbook.site.diffs.markup import file_id
from workbook.site.diffs.words import sentence

Sitting = tuple[Part, Comparison]
FOLDER = "diffs"
# Wide pages: a diff needs the room of the menus. The search knows the chapters, which say it all.
FRONT = "---\nhide:\n  - navigation\n  - toc\nsearch:\n  exclude: true\n---\n"
SCRIPTS = ("diffs.js", "diff-lines.js")
LATER = {  # what a script fetches itself: these, when there is something to draw
    "diffs.js": (
        "vendor/diff2html-3.4.56.min.css",
        "vendor/diff2html-3.4.56.min.js",
        "diff-colours.js",
    )
}


def diff_pages() -> dict[str, str]:
    """Return the diff pages by their paths in docs/.

    Raises:
        WorkbookError: if there is no history, a layer is not described, or no step made a hunk.
    """
    made = history()
    found: dict[str, str] = {}
    for old, new in pairwise(stages()):
        sittings = compared(made, new) if layer(old, new).by_sittings else []
        found |= pages_of_pair(made, old, new, sittings)
        found |= pages_of_sittings(old, new, sittings)
    return found


def compared(made: History, new: Stage) -> list[Sitting]:
    """Return the sittings of a stage's chapter, each with what it changes.

    Args:
        made: the history.
        new: any stage but the first one.
    """
    return [(part, Comparison(made, part.before, part.last)) for part in parts(new)]


def pages_of_pair(
    made: History, old: Stage, new: Stage, sittings: Sequence[Sitting] = ()
) -> dict[str, str]:
    """Return the page of a pair, and those that have its lines, by their paths in docs/.

    Args:
        made: the history.
        old: a stage.
        new: the one after it.
        sittings: those that have a page of their own, for a list of them.

    Raises:
        WorkbookError: if the layer is not described, or no step made a hunk.
    """
    typed = layer(old, new)
    whole = Comparison(made, steps(old)[-1], steps(new)[-1], folded=typed.by_sittings)
    require_there(typed.first, whole.files)
    return _pages(
        _name(old, new),
        whole,
        f"From {old.number} to {new.number}: {new.title}",
        " ".join(typed.says),
        run_both(whole.old, whole.new, stages=True),
        whole.numbers,
        "## Look here first",
        _looks(typed.first),
        *(_list_of_sittings(new, sittings) if sittings else ()),
        *whole.parts,
    )


def pages_of_sittings(old: Stage, new: Stage, sittings: Sequence[Sitting]) -> dict[str, str]:
    """Return the pages of each sitting of the chapter between two stages, by their paths in docs/.

    Args:
        old: a stage.
        new: the one after it.
        sittings: those of its chapter.

    Raises:
        WorkbookError: if no step made a hunk.
    """
    every = (_pages_of_part(old, new, sittings, at) for at in range(len(sittings)))
    return {path: page for pages in every for path, page in pages.items()}


def drawn_with(assets: str, scripts: tuple[str, ...]) -> str:
    """Return what makes a page richer where JavaScript runs, as HTML.

    Args:
        assets: where docs/assets/ is, as seen from the page.
        scripts: names of scripts in it, in their order.
    """
    return "\n".join(_script(assets, name) for name in scripts)


def _script(assets: str, name: str) -> str:
    later = " ".join(f"{assets}{each}" for each in LATER.get(name, ()))
    told = f' data-later="{later}"' if later else ""
    return f'<script src="{assets}{name}" defer{told}></script>'


def _pages(name: str, comparison: Comparison, title: str, *sections: str) -> dict[str, str]:
    """Return a page and those that have its lines, by their paths in docs/."""
    scripts = drawn_with("../../assets/", SCRIPTS)
    page = "\n\n".join([f"{FRONT}\n# {title}", *sections, scripts, ""])
    lines = comparison.pages_of_lines(title)
    return {f"{FOLDER}/{name}/{each}": text for each, text in {"index.md": page, **lines}.items()}


def _looks(looks: tuple[Look, ...]) -> str:
    items = (
        f'<li><a href="#{file_id(look.file)}"><code>{look.file}</code></a>: '
        f"{sentence(look.says)}</li>"
        for look in looks
    )
    return f'<ul class="look-first">{"".join(items)}</ul>'


def _list_of_sittings(new: Stage, sittings: Sequence[Sitting]) -> tuple[str, str, str]:
    """Return the list of the pages of a layer's sittings, with its heading."""
    items = [
        f"- [{part.title}](../{_name_of_part(new, at)}/index.md): "
        f"steps {part.first.name} to {part.last.name}, "
        f"{len(comparison.files)} files"
        for at, (part, comparison) in enumerate(sittings)
    ]
    says = "This layer is a large one. Each sitting of its chapter has a page of its own:"
    return "## By sittings", says, "\n".join(items)


def _pages_of_part(old: Stage, new: Stage, sittings: Sequence[Sitting], at: int) -> dict[str, str]:
    part, comparison = sittings[at]
    ways = [
        f"[{sittings[to][0].title}](../{_name_of_part(new, to)}/index.md)"
        for to in (at - 1, at + 1)
        if 0 <= to < len(sittings)
    ]
    whole = f"[All of {old.number} to {new.number}](../{_name(old, new)}/index.md)"
    return _pages(
        _name_of_part(new, at),
        comparison,
        f"{old.number} to {new.number}, {part.title[:1].lower()}{part.title[1:]}",
        f"What steps {part.first.name} to {part.last.name} change. " + " · ".join([*ways, whole]),
        run_both(part.before, part.last, stages=False),
        comparison.numbers,
        *comparison.parts,
    )


def _name(old: Stage, new: Stage) -> str:
    return f"{old.number}-{new.number}"


def _name_of_part(new: Stage, at: int) -> str:
    return f"{new.number}-sitting-{at + 1}"
