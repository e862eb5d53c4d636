"""Find the fenced code blocks of a Markdown page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbook.errors import ChapterError

FENCE = re.compile(r"^(?P<indent>[ ]*)(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
TAB = re.compile(r'^(?P<indent>[ ]*)===[!+]? "(?P<label>[^"]+)"\s*$')
OPTION = re.compile(r'\s*(?:(?P<quoted>\w+)="(?P<text>[^"]*)"|(?P<bare>\w+)=(?P<value>[^\s"]+))')


@dataclass(frozen=True)
class Fence:
    """One fenced code block, and where it stands."""

    page: str
    line: int  # of the opening fence, counted from 1
    language: str
    options: dict[str, str] = field(hash=False)
    lines: tuple[str, ...]
    tab: str | None = None  # the label of the content tab around it
    indent: int = 0

    @property
    def title(self) -> str | None:
        """The file that the block writes or changes, if it names one."""
        return self.options.get("title")

    @property
    def text(self) -> str:
        """The content as a file would hold it: each line ended."""
        return "".join(f"{line}\n" for line in self.lines)

    def error(self, problem: str, *, at: int = 0, detail: str = "", mend: str = "") -> ChapterError:
        """Make an error that names this block, or with ``at`` its n-th content line."""
        return ChapterError(self.page, self.line + at, problem, detail=detail, mend=mend)


def parse_info(page: str, line: int, info: str) -> tuple[str, dict[str, str]]:
    """Split the words after a fence into a language and its options.

    Raises:
        ChapterError: for a word that is not an option, or an option given twice.
    """
    language, _, rest = info.strip().partition(" ")
    options: dict[str, str] = {}
    while rest.strip():
        match = OPTION.match(rest)
        if not match:
            raise ChapterError(page, line, f"cannot read the option {rest.strip()!r} of this block")
        name = match["quoted"] or match["bare"]
        # The site builders read title="..." and pass over exit=1; the other way round they
        # would show the fence itself to the reader.
        if bool(match["quoted"]) != (name == "title"):
            form = 'title="..." with quotes' if name == "title" else f"{name}=... without quotes"
            raise ChapterError(page, line, f"write {form}")
        if name in options:
            raise ChapterError(page, line, f"the option {name} is given twice")
        options[name] = match["text"] if match["quoted"] else match["value"]
        rest = rest[match.end() :]
    return language, options


def fences(page: str, text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a page in order.

    Args:
        page: the name that errors give the page.
        text: the page's Markdown.

    Raises:
        ChapterError: for a fence that is never closed, stands in a comment, or has a bad option.
    """
    lines = text.splitlines()
    tabs: list[tuple[int, str]] = []  # (indent of the header, label), the innermost last
    in_comment = False
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.strip():
            indent = len(line) - len(line.lstrip(" "))
            while tabs and indent <= tabs[-1][0]:
                tabs.pop()
        if tab := TAB.match(line):
            tabs.append((len(tab["indent"]), tab["label"]))
            continue
        opening = FENCE.match(line)
        if not opening:
            in_comment = line.rfind("<!--") > line.rfind("-->") or (in_comment and "-->" not in line)
            continue
        if in_comment:
            raise ChapterError(page, number, "this block stands in a comment: nobody reads it")
        start, margin = number, len(opening["indent"])
        closing = re.compile(rf"^[ ]*{re.escape(opening['mark'])}+\s*$")
        while number < len(lines) and not closing.match(lines[number]):
            number += 1
        if number == len(lines):
            raise ChapterError(page, start, "this block is never closed")
        content = tuple(_dedent(page, n + 1, lines[n], margin) for n in range(start, number))
        number += 1
        language, options = parse_info(page, start, opening["info"])
        label = tabs[-1][1] if tabs else None
        yield Fence(page, start, language, options, content, label, margin)


def _dedent(page: str, number: int, line: str, margin: int) -> str:
    if line[:margin].strip():
        raise ChapterError(page, number, "this line stands left of the fence around it")
    return line[margin:]
