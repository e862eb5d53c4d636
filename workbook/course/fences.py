"""Find the fenced code blocks of a Markdown page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from workbook.core.errors import ChapterError

LANGUAGE = re.compile(r"[\w+#.-]*")
FENCE = re.compile(r"^(?P<indent>[ ]*)(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
# What may hold a block: a content tab, an item of a list, a note.
HOLDER = re.compile(
    r'^(?P<indent>[ ]*)(?:===[!+]? "(?P<label>[^"]+)"\s*$|(?:[-*+]|\d+\.)[ ]|'
    r"(?:!!!|\?\?\?\+?)[ ](?P<kind>[\w-]*))"
)
GIVEN = "given"  # the kind of note whose files are given to a learner: read, and not typed
WRITE = "write"  # the kind of note that asks learners to write something alone
LEVEL = 4  # spaces, by which Python-Markdown tells what stands in a holder
# A mark that only some readers of Markdown take for a block: in a quotation, on a list's bullet,
# after a tab stop.
HIDDEN = re.compile(r"^(?:\s|>|[-*+]\s|\d+[.)]\s)+(?:`{3,}|~{3,})[^`]*$")
# With a title, builders pass over a word only in this form; elsewhere they would lose the title.
BRACES = re.compile(r"\{\.(?P<language>[\w+#-]+) \.(?P<word>[a-z]+)(?P<rest> .*)\}")
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
    given: bool = False  # it stands in a note of that kind
    task: int = 0  # the line of the note around it that asks learners to write something

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

    Args:
        page: the name that errors give the page.
        line: the line that errors name.
        info: what stands after the mark of the fence.

    Returns:
        The language, which may be empty, and each option with its value.

    Raises:
        ChapterError: for a word that is no language or option, or an option given twice.
    """
    options: dict[str, str] = {}
    language, _, rest = info.strip().partition(" ")
    if braces := BRACES.fullmatch(info.strip()):
        language, rest = braces["language"], braces["rest"]
        options[braces["word"]] = ""
    if not LANGUAGE.fullmatch(language):
        raise ChapterError(page, line, f"cannot read the language {language!r} of this block")
    while rest := rest.strip():
        match = OPTION.match(rest)
        if not match:
            raise ChapterError(page, line, f"cannot read the option {rest!r} of this block")
        name = match["quoted"] or match["bare"]
        _require_form(page, line, name, quoted=bool(match["quoted"]))
        if name in options:
            raise ChapterError(page, line, f"the option {name} is given twice")
        options[name] = match["text"] if match["quoted"] else match["value"]
        rest = rest[match.end() :]
    return language, options


def _require_form(page: str, line: int, name: str, *, quoted: bool) -> None:
    # The site builders read title="..." and pass over exit=1; the other way round they
    # would show the fence itself to the reader.
    if name == "title" and not quoted:
        raise ChapterError(page, line, 'write title="..." with quotes')
    if name == "check" and not quoted:
        raise ChapterError(page, line, 'write check="..." with quotes')
    if name in ("exit", "terminal") and quoted:
        raise ChapterError(page, line, f"write {name}=... without quotes")


def fences(page: str, text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a page in order.

    Args:
        page: the name that errors give the page.
        text: the page's Markdown.

    Raises:
        ChapterError: for a fence that is never closed, stands in a comment, or has a bad option.
    """
    yield from _all_of(page, text)


@cache  # the same page is read for its pace, for its pictures, for its sheet and more
def _all_of(page: str, text: str) -> tuple[Fence, ...]:
    return tuple(_Scanner(page, text).scan())


@dataclass(frozen=True)
class _Holder:
    """A tab, an item of a list or a note that is open."""

    line: int
    indent: int  # of its first line
    label: str | None  # of a tab
    kind: str | None  # of a note


class _Scanner:
    """Reads a page from top to bottom, and knows what each line stands in."""

    def __init__(self, page: str, text: str) -> None:
        self.page = page
        self.lines = text.split("\n")
        self.number = 0  # lines read so far, so the number of the line that was read last
        self.holders: list[_Holder] = []  # what is open here, the innermost last
        self.in_comment = False

    def scan(self) -> Iterator[Fence]:
        while self.number < len(self.lines):
            line = self._next()
            if opening := FENCE.match(line):
                self._leave_holders(line)
                yield self._fence(opening)
            else:
                self._prose(line)

    def _next(self) -> str:
        self.number += 1
        return self.lines[self.number - 1]

    def _prose(self, line: str) -> None:
        if line.strip():
            self._leave_holders(line)
        if HIDDEN.match(line):
            raise self._error("replay cannot play a block that starts within a quotation or a list")
        if holder := HOLDER.match(line):
            indent, label, kind = len(holder["indent"]), holder["label"], holder["kind"]
            self.holders.append(_Holder(self.number, indent, label, kind))
        opened, closed = line.rfind("<!--"), line.rfind("-->")
        self.in_comment = opened > closed or (self.in_comment and closed < 0)

    def _leave_holders(self, line: str) -> None:
        indent = len(line) - len(line.lstrip(" "))
        while self.holders and indent <= self.holders[-1].indent:
            self.holders.pop()

    def _fence(self, opening: re.Match[str]) -> Fence:
        if self.in_comment:
            raise self._error("this block stands in a comment: nobody reads it")
        start, margin = self.number, len(opening["indent"])
        self._require_place(margin)
        language, options = parse_info(self.page, start, opening["info"])
        content = tuple(self._content(opening, start))
        label = next((each.label for each in reversed(self.holders) if each.label), None)
        given = any(each.kind == GIVEN for each in self.holders)
        task = next((each.line for each in self.holders if each.kind == WRITE), 0)
        return Fence(self.page, start, language, options, content, label, margin, given, task)

    def _require_place(self, margin: int) -> None:
        """Refuse a fence that readers may see as text, or outside of what it belongs to."""
        expected = self.holders[-1].indent + LEVEL if self.holders else 0
        if margin != expected:
            where = "in this tab, list or note" if self.holders else "in no tab, list or note"
            raise self._error(
                f"this fence is indented by {margin}, so readers may see no block here",
                mend=f"it stands {where}: indent it by {expected} spaces, with its lines",
            )

    def _content(self, opening: re.Match[str], start: int) -> Iterator[str]:
        mark, margin = opening["mark"], len(opening["indent"])
        while self.number < len(self.lines):
            line = self._next()
            inner = FENCE.match(line)
            if inner and inner["mark"].startswith(mark):
                self._require_closing(inner, start, opening)
                return
            if line[:margin].strip():
                raise self._error("this line stands left of the fence around it")
            yield line[margin:]
        raise self._error("this block is never closed", start)

    def _require_closing(self, inner: re.Match[str], start: int, opening: re.Match[str]) -> None:
        """Refuse what only some readers of Markdown take for the end of a block."""
        if inner.string.rstrip() != opening["indent"] + opening["mark"]:
            raise self._error(
                f"this fence stands inside the block of line {start}, which is not closed yet",
                mend="close that one first, or give it a longer fence than the one it shows",
            )

    def _error(self, problem: str, line: int = 0, *, mend: str = "") -> ChapterError:
        return ChapterError(self.page, line or self.number, problem, mend=mend)


def lines_in(blocks: Iterable[Fence]) -> set[int]:
    """Return the numbers of all lines that blocks take, with their fences.

    Args:
        blocks: of one page.
    """
    return {n for each in blocks for n in range(each.line, each.line + len(each.lines) + 2)}
