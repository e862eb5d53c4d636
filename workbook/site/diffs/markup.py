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


def lesson_block(explainer: Explainer, lesson: Lesson, sides: Sides, *, is_open: bool) -> str:
    """Return a file of a diff as HTML: its story, and its lines, which can be folded.

    Args:
        explainer: knows the steps between the two sides.
        lesson: the file.
        sides: the file before and after, in colours.
        is_open: whether it is not folded at first.

    Raises:
        WorkbookError: if no step made a hunk.
    """
    file = lesson.file
    parts = [_hunk(explainer, sides, hunk) for hunk in file.hunks]
    if not file.hunks:
        whole = _links(explainer.whole(file))
        parts.append(f'<p class="hunk-head">No line of it changes: {whole}</p>')
    elif file.kind == "moved":
        parts.insert(0, f'<p class="hunk-head">Moved in {_links(explainer.whole(file))}</p>')
    return (
        f"{_told(lesson.story)}\n"
        f'<details class="change" id="{file_id(file.new)}" '
        f'data-header="{_attribute(file.header)}"{" open" if is_open else ""}>\n'
        f"<summary>{_kind(file.kind)} {_name(file)} {counts(file)}</summary>\n"
        + "\n".join(parts)
        + "\n</details>"
    )


def _told(story: Story) -> str:
    link = link_to(story.step, place(story.step, story.line))
    says = f"{sentence(story.says)} " if story.says else ""
    return f'<p class="story">{says}{link}</p>'


def _kind(kind: str) -> str:
    return f'<span class="kind {kind}">{kind}</span>'


def _name(file: FileChange) -> str:
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
    if tag:
        return f"<{tag}>{html}\n</{tag}>"
    # Markdown empties a line of spaces, and one without a mark is no line of a diff.
    return f"{html.replace(' ', '&#32;') if html.isspace() else html}\n"


def _links(reasons: list[Reason]) -> str:
    ordered = sorted(reasons, key=lambda reason: order(reason.step))
    return ", ".join(link_to(reason.step, reason.address) for reason in ordered)


def _attribute(text: str) -> str:
    return escape(text).replace("\n", "&#10;")
