"""The diff pages: one for each pair of neighbours, computed but for three sentences."""

import tomllib
from itertools import pairwise

from workbook.core.errors import WorkbookError
from workbook.core.paths import DOCS, relative
from workbook.course.chapters import Step, steps
from workbook.course.stages import Stage, stages
from workbook.history.followed_files import followed
from workbook.history.history import History, history
from workbook.history.hunk_links import Explainer
from workbook.history.patches import FileChange
from workbook.site.diffs.markup import file_block
from workbook.site.diffs.tree import tree_of_changes

SENTENCES = DOCS / "diffs.toml"
FOLDER = "diffs"
KINDS = ("added", "moved", "changed", "gone")
# Wide pages: a diff needs the room of the menus. The search knows the chapters, which say it all.
FRONT = "---\nhide:\n  - navigation\n  - toc\nsearch:\n  exclude: true\n---\n"
HINT = """Each change names the step that explains it. A long file is folded: a click opens it, or
the Enter key. [Any two steps](../index.md) can be compared in the same way."""
STYLES = ("vendor/diff2html-3.4.56.min.css", "diffs.css")
SCRIPTS = ("vendor/diff2html-3.4.56.min.js", "diffs.js")


def diff_pages() -> dict[str, str]:
    """Return the diff pages by their paths in docs/.

    Raises:
        WorkbookError: if there is no history, no sentences for a pair, or a hunk no step made.
    """
    made = history()
    return {
        f"{FOLDER}/{old.number}-{new.number}/index.md": page_of_pair(made, old, new)
        for old, new in pairwise(stages())
    }


def page_of_pair(made: History, old: Stage, new: Stage) -> str:
    """Return the page of a pair.

    Args:
        made: the history.
        old: a stage.
        new: the one after it.

    Raises:
        WorkbookError: if nobody has said what the layer adds, or no step made a hunk.
    """
    before, after = steps(old)[-1], steps(new)[-1]
    explainer = Explainer(made, before, after)
    files = followed(made, before, after, explainer)
    paths = set(made.tree(before)) | set(made.tree(after))
    return "\n\n".join(
        [
            f"{FRONT}\n# From {old.number} to {new.number}: {new.title}",
            " ".join(sentences(old, new)),
            _numbers(files, _untouched(made, before, after)),
            "## Files",
            f'<div class="diff-tree">\n{tree_of_changes(files, paths)}\n</div>',
            "## Changes",
            HINT,
            '<div class="diff-switch"></div>',
            f'<div class="diffs">\n{changes_as_html(explainer, files)}\n</div>',
            drawn_with("../../assets/", STYLES, SCRIPTS),
            "",
        ]
    )


def sentences(old: Stage, new: Stage) -> list[str]:
    """Return what a layer adds, in the words of docs/diffs.toml.

    Args:
        old: a stage.
        new: the one after it.

    Raises:
        WorkbookError: if it is not said in three sentences.
    """
    typed = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["layer"]
    for layer in typed:
        if (layer["old"], layer["new"]) == (old.number, new.number) and len(layer["says"]) == 3:
            return list(layer["says"])
    raise WorkbookError(
        f"{relative(SENTENCES)} does not say in three sentences what {new.name} adds to {old.name}."
    )


def drawn_with(assets: str, styles: tuple[str, ...], scripts: tuple[str, ...]) -> str:
    """Return what makes a page richer where JavaScript runs, as HTML.

    Args:
        assets: where docs/assets/ is, as seen from the page.
        styles: names of stylesheets in it.
        scripts: names of scripts in it, in their order.
    """
    links = [f'<link rel="stylesheet" href="{assets}{name}">' for name in styles]
    return "\n".join(
        [*links, *(f'<script src="{assets}{name}" defer></script>' for name in scripts)]
    )


def changes_as_html(explainer: Explainer, files: list[FileChange]) -> str:
    """Return the files of a diff as HTML, each hunk with the steps that explain it.

    Args:
        explainer: knows the steps between the two sides.
        files: the diff.

    Raises:
        WorkbookError: if no step made a hunk.
    """
    return "\n".join(
        file_block(
            file, explainer.whole(file), [explainer.reasons(file, hunk) for hunk in file.hunks]
        )
        for file in files
    )


def _untouched(made: History, old: Step, new: Step) -> int:
    return len(made.tree(old).items() & made.tree(new).items())


def _numbers(files: list[FileChange], untouched: int) -> str:
    of_kind = [f"{sum(file.kind == kind for file in files)} {kind}" for kind in KINDS]
    come, go = (sum(file.count(mark) for file in files) for mark in "+-")
    return (
        f"**{len(files)} files**: {', '.join(of_kind)}; {untouched} untouched. "
        f"**{come:,} lines** come, {go:,} go."
    )
