"""Which blocks of a page are played, and what is in them."""

import re
from codeop import compile_command
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbook.course.fences import Fence

PLAYED_TABS = ("macOS / Linux",)
READ_TABS = ("Windows",)
OPTIONS = {"console": {"exit", "terminal"}, "python": {"check"}}
REWRITE, OTHER = "rewrite", "other"  # words of a titled block
TREE = "tree"  # the language of a block that shows a folder, held against it
# The command after which learners type on, at Python's own prompts.
DIALOGUE = re.compile(r"flask shell$")
PROMPT, GOES_ON = ">>> ", "..."  # of Python; the second one where a statement is not over
FILE_TITLE = re.compile(r"^(?!/)(?!.*(?:^|/)\.\.?(?:/|$))(?!.*//)(?!\.git(?:/|$))[\w.@/-]+(?<!/)$")


@dataclass(frozen=True)
class Command:
    """One line that a learner types, and what the page shows under it."""

    text: str
    at: int  # its line within the block, counted from 1
    output: tuple[str, ...]

    @property
    def typed(self) -> list[str]:
        """The lines that a learner types at Python's prompts, where the command opens them.

        Three dots at the beginning of a line are a prompt only within a statement that is not over,
        as ``codeop`` of the standard library tells; elsewhere they stand for any output.
        """
        found, statement = [], ""
        for line in self.output if DIALOGUE.match(self.text) else ():
            if line.startswith(PROMPT):
                statement = line.removeprefix(PROMPT)
            elif statement and line.startswith(GOES_ON) and _goes_on(statement):
                statement += "\n" + line.removeprefix(GOES_ON).removeprefix(" ")
            else:
                continue
            found.append(statement.split("\n")[-1])
        return found


def _goes_on(statement: str) -> bool:
    """Tell whether Python asks for more of a statement before it runs it."""
    try:
        return compile_command(statement) is None
    except (SyntaxError, ValueError, OverflowError):
        return False


def is_played(fence: Fence) -> bool:
    """Tell whether replay plays a block; what is not played is only shown.

    Args:
        fence: any block of a page.

    Raises:
        ChapterError: for an unknown option, tab or title, and for a given block that is no file.
    """
    _require_known_options(fence)
    playable = fence.title is not None or fence.language in ("console", TREE)
    if fence.given and (fence.title is None or fence.language == "diff"):
        raise fence.error(
            "only a whole new file can be given",
            mend="give the block a title and no marks, or take it out of its note",
        )
    _require_words_that_fit(fence)
    if not playable or fence.tab in READ_TABS or OTHER in fence.options:
        return False
    if fence.tab and fence.tab not in PLAYED_TABS:
        labels = ", ".join(PLAYED_TABS + READ_TABS)
        raise fence.error(f"no tab is called {fence.tab!r}; a block may stand in: {labels}")
    if fence.title is not None:
        _require_file(fence, fence.title)
    return True


def _require_known_options(fence: Fence) -> None:
    known = OPTIONS.get(fence.language, set()) | {"title", REWRITE, OTHER}
    for option in fence.options:
        if option not in known:
            raise fence.error(f"a {fence.language or 'plain'} block has no option {option!r}")


def _require_words_that_fit(fence: Fence) -> None:
    if REWRITE in fence.options and (
        fence.title is None or fence.language == "diff" or fence.given
    ):
        raise fence.error("only a whole file that learners type can be a rewrite")
    if not fence.task and (OTHER in fence.options or "check" in fence.options):
        raise fence.error(
            "another way, or a check, belongs to something that learners write",
            mend='put it into a note !!! write "Write it yourself"',
        )


def _require_file(fence: Fence, title: str) -> None:
    if fence.language == "console":
        raise fence.error("a console block writes no file, so it has no title")
    if not FILE_TITLE.match(title):
        raise fence.error(
            f"{title!r} cannot be a file in the learner's folder",
            mend="write a relative path of letters, digits, . _ - @ and single slashes",
        )


def commands(fence: Fence) -> Iterator[Command]:
    """Yield the commands of a console block, each with the output shown under it.

    Args:
        fence: a console block.

    Raises:
        ChapterError: if the block does not start with a command.
    """
    if not fence.lines or not fence.lines[0].startswith("$ "):
        raise fence.error("a console block starts with a line that begins with '$ '", at=1)
    starts = [n for n, line in enumerate(fence.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(fence.lines)], strict=True):
        yield Command(fence.lines[start][2:], start + 1, fence.lines[start + 1 : end])


def typed(blocks: Iterable[Fence]) -> str:
    """Return all that is typed or written in some blocks, and what is expected to come back.

    Args:
        blocks: of a page. Where they stand on it does not matter.
    """
    return repr([(each.language, sorted(each.options.items()), each.lines) for each in blocks])
