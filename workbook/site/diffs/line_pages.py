"""The lines of a diff page, on some pages of their own: with all of them, it would be too heavy.

A script fetches one of these when a reader comes near a file that is on it, see diff-lines.js.
Where no script runs, a link leads there: so each can be read by itself, outside of the theme.
"""

from collections.abc import Iterable
from html import escape

from workbook.history.patches import FileChange
from workbook.site.bare_page import bare_page, sheet
from workbook.site.diffs.markup import counts, file_id, name_of

FULL = 30_000  # characters: a browser fetches about 5 kB at a time
STYLES = ("bare.css", "lines.css")
Lines = tuple[FileChange, str]  # a file, and its lines as HTML


def parted(found: Iterable[Lines]) -> list[list[Lines]]:
    """Return files in parts, each for a page of its own.

    Args:
        found: files, each with its lines as HTML.
    """
    parts: list[list[Lines]] = []
    room = 0
    for file, lines in found:
        if len(lines) > room:
            parts.append([])
            room = FULL
        parts[-1].append((file, lines))
        room -= len(lines)
    return parts


def name_of_part(at: int) -> str:
    """Return the name of a page of lines, in the folder of the page that they are of.

    Args:
        at: which one, from 0.
    """
    return f"lines-{at + 1}.html"


def pages_of_lines(title: str, parts: list[list[Lines]]) -> dict[str, str]:
    """Return the pages of lines, by their names.

    Args:
        title: that of the page that they are of.
        parts: what stands on each.
    """
    return {name_of_part(at): _page(title, parts, at) for at in range(len(parts))}


def _page(title: str, parts: list[list[Lines]], at: int) -> str:
    sides = ((at - 1, "The ones before"), (at + 1, "The next ones"))
    ways = [
        f'<a href="{name_of_part(to)}">{words}</a>' for to, words in sides if 0 <= to < len(parts)
    ]
    title = f"{title} · Lines, {at + 1} of {len(parts)}"
    ways = ['<a href="./">All files, and their stories</a>', *ways]
    inside = [f"<h1>{escape(title)}</h1>", f"<p>{' · '.join(ways)}</p>"]
    inside += [_file(*each) for each in parts[at]]
    return bare_page(title, [*map(sheet, STYLES)], "\n".join(inside))


def _file(file: FileChange, lines: str) -> str:
    """Return a part of a page; the script takes all of it but its heading."""
    head = f"<h2>{name_of(file)} {counts(file)}</h2>"
    return f'<section id="{file_id(file.new)}">\n{head}\n{lines}\n</section>'
