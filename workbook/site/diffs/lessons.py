"""The files of a diff as a lesson: in the order of the steps that make them, asides at the end."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from workbook.course.blocks import commands
from workbook.course.chapters import Step
from workbook.course.fences import Fence
from workbook.history.hunk_links import Explainer, Origin
from workbook.history.patches import FileChange
from workbook.site.diffs.sentences import repeats
from workbook.site.diffs.stories import Story, story

LOOKS = (".css", ".svg")  # stylesheets and icons
PINS = "requirements"  # files of this name say which packages, and which version of each


@dataclass(frozen=True)
class Lesson:
    """A file of a diff, and where the chapter brings it."""

    file: FileChange
    step: Step  # the first one that does something of the diff to it
    line: int  # of the step's page, where it does so
    aside: bool  # given, generated, looks or pins: nothing that a reader has to follow
    story: Story


def lessons(explainer: Explainer, files: list[FileChange]) -> list[Lesson]:
    """Return the files of a diff in the order in which the chapter brings them, asides at the end.

    Args:
        explainer: knows the steps between the two sides.
        files: the diff.
    """
    found = [_lesson(explainer, file) for file in files]
    found.sort(key=lambda each: (each.aside, *order(each.step), each.line, each.file.new))
    return list(_each_said_once(found))


def order(step: Step) -> tuple[str, int]:
    """Return what steps are ordered by; as words, 02.10 would come before 02.9.

    Args:
        step: any step.
    """
    return step.stage.number, step.number


def _each_said_once(found: list[Lesson]) -> Iterator[Lesson]:
    """Yield lessons, each without the sentence that one above it in the same step has."""
    said = defaultdict[Step, list[str]](list)
    for each in found:
        says = each.story.says
        if any(repeats(says, other) for other in said[each.step]):
            says = ""
        said[each.step].append(says)
        yield replace(each, story=replace(each.story, says=says))


def _lesson(explainer: Explainer, file: FileChange) -> Lesson:
    origins = [*_whole(explainer, file), *_lines(explainer, file)]
    first = min((origin.step for origin in origins), key=order)
    paths = {origin.path for origin in origins if origin.step == first}
    blocks = _blocks(first, paths, by_command=file.kind in ("moved", "gone"))
    return Lesson(
        file,
        first,
        (blocks or first.blocks)[0].line,
        _is_aside(file, origins),
        story(first, blocks[0] if blocks else None),
    )


def _whole(explainer: Explainer, file: FileChange) -> list[Origin]:
    """Return what made, moved or removed a file."""
    trails = (explainer.after.get(file.new), explainer.before.get(file.old))
    return [origin for trail in trails if trail for origin in trail.whole]


def _lines(explainer: Explainer, file: FileChange) -> Iterator[Origin]:
    """Yield where each line of a file that comes or goes was written, or taken away."""
    before, after = explainer.before.get(file.old), explainer.after.get(file.new)
    for line in (line for hunk in file.hunks for line in hunk.changes if line.text.strip()):
        origin: Origin | int | None = None
        if line.mark == "-" and before:
            origin = before.gone.get(line.old)
        elif line.mark == "+" and after:
            origin = after.lines[line.new - 1]
        if isinstance(origin, Origin):
            yield origin


def _blocks(step: Step, paths: set[str], *, by_command: bool) -> list[Fence]:
    """Return the blocks of a step that write some files, or else those whose commands name them."""
    written = [fence for fence in step.blocks if fence.title in paths]
    named = [fence for fence in step.blocks if _names(fence, paths)]
    return (named or written) if by_command else (written or named)


def _names(fence: Fence, paths: set[str]) -> bool:
    """Tell whether a command of a block names one of some files, or a folder that it is in."""
    if fence.language != "console":
        return False
    words = {word.strip("/") for command in commands(fence) for word in command.text.split()}
    folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    return bool(words & (paths | folders - {"."}))


def _block_of(origin: Origin) -> Fence | None:
    """Return the block that writes a line; none: a command does."""
    for fence in origin.step.blocks:
        text = origin.text if fence.language == "diff" else origin.text.removeprefix("+")
        if origin.text and fence.title == origin.path and text in fence.lines:
            return fence
    return None


def _is_aside(file: FileChange, origins: list[Origin]) -> bool:
    """Tell whether learners type less than half of what comes, or it is of a kind to pass over."""
    path = PurePosixPath(file.new)
    if path.suffix in LOOKS or path.name.startswith(PINS):
        return True
    come = [_block_of(origin) for origin in origins if origin.text.startswith("+")]
    typed = sum(fence is not None and not fence.given for fence in come)
    return 2 * typed < len(come)
