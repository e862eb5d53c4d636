"""The HTML of a diff: readable as it is, and the data from which a script draws a richer one."""

import re
from html import escape

from workbook.course.anchors import place
from workbook.history.hunk_links import Explainer, Reason
from workbook.history.patches import FileChange, Hunk
from workbook.site.diffs.coloured_sides import Sides
from workbook.site.diffs.cuts import Piece, pieces
from workbook.site.diffs.lessons import Lesson, order
from workbook.site.diffs.stories import Story
from workbook.site.diffs.words import link_to, sentence

MARKS = {"+": "ins", "-": "del"}


def file_id(path: str) -> str:
    """Return the anchor of a file on its page.

    Args:
        path: the file's path after the change.
    """
    return "file-" + re.sub(r"[^\w]+", "-", path.lower()).strip("-")


def counts(*files: FileChange) -> str:
    """Return how many lines come and go in some files, as HTML.

    Args:
        files: of a diff.
    """
    come, go = (sum(file.count(mark) for file in files) for mark in "+-")
    return (
        f'<span class="count"><span class="come">+{come}</span> '
        f'<span class="go">−{go}</span></span>'
    )


def lesson_block(lesson: Lesson, lines: str, *, is_open: bool) -> str:
    """Return a file of a diff as HTML: its story, and what can be unfolded.

    Args:
        lesson: the file.
        lines: what is inside, as HTML.
        is_open: whether it is not folded at first.
    """
    file = lesson.file
    return (
        f"{_told(lesson.story)}\n"
        f'<details class="change" id="{file_id(file.new)}" '
        f'data-header="{_attribute(file.header)}"{" open" if is_open else ""}>\n'
        f"<summary>{_kind(file.kind)} {name_of(file)} {counts(file)}</summary>\n{lines}\n</details>"
    )


def link_to_lines(file: FileChange, page: str) -> str:
    """Return a link to the lines of a file as HTML; it takes as much room as they do.

    Args:
        file: of a diff.
        page: where its lines stand, in the folder of this page.
    """
    count = sum(hunk.text.count("\n") for hunk in file.hunks)
    return (
        f'<p class="later" style="--lines:{count}"><a href="{page}#{file_id(file.new)}">'
        f"{count} {'line' if count == 1 else 'lines'}, on a page of their own</a></p>"
    )


def lines_of(explainer: Explainer, file: FileChange, sides: Sides) -> str:
    """Return the lines of a file that change, and those around them, as HTML.

    Args:
        explainer: knows the steps between the two sides.
        file: of a diff.
        sides: the file before and after, in colours.

    Raises:
        WorkbookError: if no step made a hunk.
    """
    parts = [_hunk(explainer, sides, hunk) for hunk in file.hunks]
    if not file.hunks:
        whole = _links(explainer.whole(file))
        parts.append(f'<p class="hunk-head">No line of it changes: {whole}</p>')
    elif file.kind == "moved":
        parts.insert(0, f'<p class="hunk-head">Moved in {_links(explainer.whole(file))}</p>')
    return "\n".join(parts)


def _told(story: Story) -> str:
    link = link_to(story.step, place(story.step, story.line))
    says = f"{sentence(story.says)} " if story.says else ""
    return f'<p class="story">{says}{link}</p>'


def _kind(kind: str) -> str:
    return f'<span class="kind {kind}">{kind}</span>'


def name_of(file: FileChange) -> str:
    """Return the path of a file as HTML; of one that moved, both.

    Args:
        file: of a diff.
    """
    if file.kind != "moved":
        return f"<code>{escape(file.new)}</code>"
    return f"<code>{escape(file.old)}</code> → <code>{escape(file.new)}</code>"


def _hunk(explainer: Explainer, sides: Sides, hunk: Hunk) -> str:
    """Return a hunk as HTML: its links stand in its head, or in those of its pieces."""
    cut = pieces(sides.file, hunk)
    links = _links(explainer.reasons(sides.file, hunk)) if len(cut) == 1 else ""
    return (
        f'<div class="hunk"><p class="hunk-head"><code>{escape(hunk.header)}</code> {links}</p>\n'
        + "\n".join(_piece(explainer, sides, piece, len(cut)) for piece in cut)
        + "</div>"
    )


def _piece(explainer: Explainer, sides: Sides, piece: Piece, of: int) -> str:
    name = f"<code>{escape(piece.name)}</code> " if piece.name else ""
    links = _links(explainer.reasons(sides.file, piece.hunk))
    head = f'<p class="piece-head">{name}{links}</p>\n' if of > 1 else ""
    lines = "".join(map(_line, sides.lines(piece.hunk)))
    for tag in MARKS.values():  # lines that follow each other share one
        lines = lines.replace(f"</{tag}><{tag}>", "")
    return (
        f'<div class="piece highlight" data-at="{piece.hunk.header.partition(" @@")[0]} @@">{head}'
        f'<pre class="lines"><code>{lines}</code></pre></div>'
    )


def _line(html: str) -> str:
    tag = MARKS.get(html[0])
    return f"<{tag}>{html}\n</{tag}>" if tag else f"{html}\n"


def _links(reasons: list[Reason]) -> str:
    ordered = sorted(reasons, key=lambda reason: order(reason.step))
    return ", ".join(link_to(reason.step, reason.address) for reason in ordered)


def _attribute(text: str) -> str:
    return escape(text).replace("\n", "&#10;")
