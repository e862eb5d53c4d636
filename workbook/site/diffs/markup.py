"""The HTML of a diff: readable as it is, and the data from which a script draws a richer one."""

import re
from html import escape

from workbook.history.hunk_links import Reason
from workbook.history.patches import FileChange, Hunk
from workbook.site.addresses import address

ANY_PAGE = "diffs/01-02/index.md"  # they all stand at the same depth
LONG = 80  # changed lines from which a file is folded
MARKS = {"+": "ins", "-": "del"}


def file_id(path: str) -> str:
    """Return the anchor of a file on its page.

    Args:
        path: the file's path after the change.
    """
    return "file-" + re.sub(r"[^\w]+", "-", path.lower()).strip("-")


def counts(file: FileChange) -> str:
    """Return how many lines come and go in a file, as HTML.

    Args:
        file: a file of a diff.
    """
    return (
        f'<span class="count"><span class="come">+{file.count("+")}</span> '
        f'<span class="go">−{file.count("-")}</span></span>'
    )


def file_block(file: FileChange, whole: list[Reason], hunks: list[list[Reason]]) -> str:
    """Return a file of a diff as HTML, folded if it is long.

    Args:
        file: the file.
        whole: the steps that made, moved or removed it.
        hunks: the steps that explain each of its hunks.
    """
    is_open = "" if file.count("+") + file.count("-") > LONG else " open"
    parts = [_hunk(hunk, reasons) for hunk, reasons in zip(file.hunks, hunks, strict=True)]
    if not file.hunks:
        parts.append(f'<p class="hunk-head">No line of it changes: {_links(whole)}</p>')
    elif file.kind == "moved":
        parts.insert(0, f'<p class="hunk-head">Moved in {_links(whole)}</p>')
    return (
        f'<details class="change" id="{file_id(file.new)}" '
        f'data-header="{_attribute(file.header)}"{is_open}>\n'
        f"<summary>{_kind(file.kind)} {_name(file)} {counts(file)}</summary>\n"
        + "\n".join(parts)
        + "\n</details>"
    )


def _kind(kind: str) -> str:
    return f'<span class="kind {kind}">{kind}</span>'


def _name(file: FileChange) -> str:
    if file.kind != "moved":
        return f"<code>{escape(file.new)}</code>"
    return f"<code>{escape(file.old)}</code> → <code>{escape(file.new)}</code>"


def _hunk(hunk: Hunk, reasons: list[Reason]) -> str:
    return (
        f'<div class="hunk"><p class="hunk-head"><code>{escape(hunk.header)}</code> '
        f"{_links(reasons)}</p>\n"
        f'<pre class="lines" tabindex="0"><code>{_lines(hunk.text)}</code></pre></div>'
    )


def _lines(text: str) -> str:
    return "".join(_line(line) for line in text.splitlines(keepends=True))


def _line(line: str) -> str:
    tag = MARKS.get(line[0])
    if tag:
        return f"<{tag}>{escape(line)}</{tag}>"
    # Markdown empties a line of spaces, and one without a mark is no line of a diff.
    return line.replace(" ", "&#32;") if line.isspace() else escape(line)


def _links(reasons: list[Reason]) -> str:
    return ", ".join(
        f'<a href="{address(ANY_PAGE, reason.address)}">{reason.step.name} '
        f"{escape(reason.step.heading)}</a>"
        for reason in reasons
    )


def _attribute(text: str) -> str:
    return escape(text).replace("\n", "&#10;")
