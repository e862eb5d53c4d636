"""Why each step is taken: one sentence at the top of its page, and in the body of its commit."""

import re
import shlex

from workbook.core.errors import ChapterError
from workbook.course.blocks import commands
from workbook.course.chapters import Step, steps
from workbook.course.front_matter import field
from workbook.course.pace_rules import put_off
from workbook.course.stages import stages

FIELD = "reason"
LENGTH = 120  # characters
NEW_WORDS = 4  # that a reason has at least beside those of the subject
COMMIT = re.compile(r"git (?:-\S+ )*commit\b")
MORE_SENTENCES = re.compile(r"[.?!] ")
OF_YAML = re.compile(r"^[^\w]|: | #")  # builders would read something else, or nothing
WORD = re.compile(r"\w+")
MEND = (
    f"begin the page with three lines, ---, {FIELD}: and one sentence that says why the step is "
    f"taken, and ---; the sentence has {LENGTH} characters at most"
)


def hold_reasons() -> None:
    """Hold the reason of each step against what a reader of the history needs.

    Raises:
        ChapterError: at the first step that gives none, or none that helps.
    """
    given: dict[str, Step] = {}
    for stage in stages():
        for step in steps(stage) if stage.number not in put_off() else []:
            line, why = field(step.text, FIELD)
            problem = _problem(why, subject(step))
            if other := given.get(why.lower()):
                problem = f"this is the reason of step {other.name}, too"
            if problem:
                raise ChapterError(step.page, line, problem, mend=MEND)
            given[why.lower()] = step


def reason(step: Step) -> str:
    """Return the sentence that says why a step is taken; blank if its page has none.

    Args:
        step: the step.
    """
    return field(step.text, FIELD)[1]


def subject(step: Step) -> str:
    """Return the subject that a page gives the commit of its step; blank if it makes none.

    Args:
        step: the step.
    """
    consoles = [block for block in step.blocks if block.language == "console"]
    typed = [each.text for block in consoles for each in commands(block)]
    words = shlex.split(next((each for each in reversed(typed) if COMMIT.match(each)), ""))
    return words[words.index("-m") + 1] if "-m" in words[:-1] else ""


def _problem(why: str, subject: str) -> str:
    """Return what is wrong with a reason; blank if nothing is."""
    if not why:
        return "the top of this page does not say why the step is taken"
    if len(why) > LENGTH:
        return f"this reason has {len(why)} characters; {LENGTH} at most"
    if not why.endswith(".") or MORE_SENTENCES.search(why):
        return "this reason is not one sentence with a full stop"
    if OF_YAML.search(why):
        return "this reason begins with a mark, or has a colon or # in it, which YAML reads"
    if len(_words(why) - _words(subject)) < NEW_WORDS:
        return f"this reason only repeats the subject of the commit, {subject!r}"
    return ""


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower()))
