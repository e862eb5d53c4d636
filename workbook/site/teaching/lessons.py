"""What a step's page has for an hour with a class: its headings, and what stands under each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from workbook.course.chapters import Step
from workbook.course.fences import LEVEL, Fence, fences
from workbook.course.front_matter import front_lines

NOTE = re.compile(r'^(?:!!!|\?\?\?\+?) (?P<kind>[\w-]+)(?: "(?P<title>.+)")?$')
TAB = re.compile(r'^=== "(?P<label>.+)"$')
PICTURE = re.compile(r"^!\[(?P<words>[^]]+)\]\((?P<file>[^)#]+)#only-light\)$")
IN_THE_DARK = re.compile(r"^!\[[^]]+\]\([^)#]+#only-dark\)$")
QUESTION = "question"  # a kind of note, as GIVEN and WRITE are
SEEN = "**What you should see.**"  # how such a paragraph begins
ANSWER = '??? success "An answer"'


@dataclass(frozen=True)
class Words:
    """A paragraph, a list or a table, in Markdown."""

    text: str


@dataclass(frozen=True)
class Picture:
    """A picture for the light, beside which there is one for the dark."""

    words: str
    file: str  # as the page names it


@dataclass(frozen=True)
class Note:
    """A note of the page: something to write alone, a question, a given file."""

    kind: str
    title: str
    text: str  # in Markdown, without its indent
    blocks: tuple[Fence, ...]

    @property
    def asks(self) -> str:
        """A question without its answer, or a task without its check and the ways to do it."""
        return re.split(r"^\?\?\? ", self.text, maxsplit=1, flags=re.MULTILINE)[0].strip()

    @property
    def answer(self) -> str:
        """What stands folded below a question; nothing if it is left open."""
        body = self.text.partition(f"{ANSWER}\n")[2]
        return "\n".join(line[LEVEL:] for line in body.splitlines()).strip()


Part = Words | Picture | Note | Fence


@dataclass
class Section:
    """A heading of a step's page, and what stands under it; above the first one it has no words."""

    heading: str
    parts: list[Part] = field(default_factory=list)


@cache
def sections(step: Step) -> list[Section]:
    """Return what stands on a step's page; the first section is what stands above all headings.

    Args:
        step: the page. Of a command for two systems, that for macOS and Linux is taken.
    """
    found = [Section("")]
    for part in _parts(step):
        if isinstance(part, str):
            found.append(Section(part))
        else:
            found[-1].parts.append(part)
    return found


def notes(step: Step, kind: str) -> list[Note]:
    """Return the notes of a kind on a step's page.

    Args:
        step: the page.
        kind: question, write or given.
    """
    every = [part for section in sections(step) for part in section.parts]
    return [part for part in every if isinstance(part, Note) and part.kind == kind]


def new_ideas(step: Step) -> str:
    """Return what a step's page says under *New here*, in Markdown; nothing if it says nothing.

    Args:
        step: the page.
    """
    mark = "**New here:** "
    first = [part.text for part in sections(step)[0].parts if isinstance(part, Words)]
    return next((text.removeprefix(mark) for text in first if text.startswith(mark)), "")


def promise(step: Step) -> str:
    """Return the paragraph in which a step's page says what it is about.

    Args:
        step: the page.
    """
    first = [part.text for part in sections(step)[0].parts if isinstance(part, Words)]
    return next((text for text in first if not text.startswith(("# ", "*"))), "")


def link_to(step: Step) -> str:
    """Return a link from a page for teachers to the page of a step.

    Args:
        step: any step.
    """
    return f"[{step.number}. {step.heading}](../../{step.below_docs})"


def anchor(step: Step) -> str:
    """Return where a step is on each page for teachers.

    Args:
        step: any step.
    """
    return f"step-{step.number}"


def _parts(step: Step) -> Iterator[Part | str]:
    """Yield the parts of a page in order, and as a text each heading under which they stand."""
    lines = step.text.splitlines()
    blocks = {each.line: each for each in fences(step.page, step.text)}
    at = front_lines(step.text)
    while at < len(lines):
        line, end = lines[at], _end(lines, at, blocks)
        inside = tuple(block for number, block in blocks.items() if at < number <= end)
        if block := blocks.get(at + 1):
            yield block
        elif line.startswith("## "):
            yield line.removeprefix("## ")
        elif note := NOTE.match(line):
            yield Note(note["kind"], note["title"] or "", _body(lines[at + 1 : end]), inside)
        elif tab := TAB.match(line):
            yield from inside if tab["label"] != "Windows" else ()
        elif picture := PICTURE.match(line):
            yield Picture(picture["words"], picture["file"])
        elif line.strip() and not IN_THE_DARK.match(line):
            yield Words("\n".join(lines[at:end]))
        at = end


def _end(lines: list[str], at: int, blocks: dict[int, Fence]) -> int:
    """Return where the part ends that begins at a line, counted from 0."""
    if block := blocks.get(at + 1):
        return at + len(block.lines) + 2
    if NOTE.match(lines[at]) or TAB.match(lines[at]):
        rest = range(at + 1, len(lines))
        return next((n for n in rest if lines[n].strip() and lines[n][0] != " "), len(lines))
    if lines[at].startswith(("#", "![")) or not lines[at].strip():
        return at + 1
    rest = range(at + 1, len(lines))
    ends = (n for n in rest if not lines[n].strip() or n + 1 in blocks)
    return next(ends, len(lines))


def _body(lines: list[str]) -> str:
    return "\n".join(line[LEVEL:] for line in lines).strip("\n")
