"""What a page may name: what is there at its step, in a stage, or in the workbook itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tests.docs.prose import Page, page, pages
from workbook.core.paths import DOCS, MADE, ROOT, STAGES, relative
from workbook.course.chapters import Step, all_steps, steps
from workbook.course.stages import find_stage, stages
from workbook.history.history import history

WORD = re.compile(r"[A-Za-z_]\w+")
# What the workbook itself is made of; a test that asks for names, and its list, are no answer.
ENGINE = (".devcontainer", "workbook", "tests", "exercises", "docs/assets", ".github", ".ci")
ASKED = {"tests/docs/allowed.toml", "tests/docs/test_names_in_prose.py"}


@dataclass(frozen=True)
class Known:
    """What may be named: the words of some files, and their paths."""

    words: frozenset[str]
    paths: frozenset[str]

    def __or__(self, other: "Known") -> "Known":
        """Return both."""
        return Known(self.words | other.words, self.paths | other.paths)


def known_of(files: Iterable[tuple[str, str]]) -> Known:
    """Return what some files make known, each a path and its text."""
    every = list(files)
    words = {word for pair in every for text in pair for word in WORD.findall(text)}
    return Known(frozenset(words), frozenset(path for path, _ in every))


@cache
def after(step: Step) -> Known:
    """Return what is known after a step."""
    return known_of((path, content(blob)) for path, blob in history().tree(step).items())


@cache
def content(blob: str) -> str:
    return history().content(blob).decode("utf-8", "replace")


@cache
def engine() -> Known:
    """Return what is known of the workbook itself."""
    inside = [path for folder in ENGINE for path in (ROOT / folder).rglob("*") if path.is_file()]
    others = [*DOCS.rglob("*.*"), *ROOT.glob("*.*"), *STAGES.glob("*.*")]
    paths = {relative(path): path for path in [*inside, *others]}
    # Slides show code of the app, libraries have names of their own, and neither is always there.
    made = [f"docs/{folder}/" for folder in (*MADE, "live")]
    others_say = (*made, "docs/assets/vendor/")
    code = (".py", ".toml", ".yml", ".js", ".css", ".html")
    found = known_of(
        (
            name,
            path.read_text("utf-8")
            if path.suffix in code and name not in ASKED and not name.startswith(others_say)
            else "",
        )
        for name, path in paths.items()
        if path.is_file()
    )
    return found | Known(frozenset(), frozenset(made))


def on_page(each: Page) -> Known:
    """Return what a page makes known by its blocks."""
    return known_of((block.title or "", block.text) for block in each.blocks)


def around(each: Page) -> Known:
    """Return what is known where a page stands: before and after its step, say."""
    if step := next((step for step in all_steps() if step.page == each.name), None):
        return after(step) | before(step)
    if chapter := re.match(r"docs/(\d\d)-\w+/index", each.name):
        last = steps(find_stage(chapter[1]))
        return after(last[-1]) | before(last[0])
    if re.match(r"docs/bugs/(?!index)", each.name):
        return after(steps(find_stage("04"))[-1])
    if exercise := re.match(r"docs/exercises/(?:solutions/)?((\d\d)-[\w-]+)", each.name):
        return of_exercise(exercise[1]) | after(steps(find_stage(exercise[2]))[-1])
    return engine() | everything()


def before(step: Step) -> Known:
    """Return what is known before a step."""
    at = all_steps().index(step)
    return after(all_steps()[at - 1]) if at else known_of([])


@cache
def somewhere() -> Known:
    """Return what is known at all: at any step, on any page, or in the workbook."""
    every = [engine(), *map(after, all_steps()), *map(on_page, pages())]
    return Known(frozenset().union(*(each.words for each in every)), frozenset())


@cache
def everything() -> Known:
    """Return what is known at the end of any stage; in stages/, too."""
    every = known_of([])
    for stage in stages():
        there = after(steps(stage)[-1])
        every |= there | Known(there.words, frozenset(f"{stage.name}/{p}" for p in there.paths))
    return every


def of_exercise(name: str) -> Known:
    """Return what an exercise brings: its check, and the files of its answers."""
    folder = ROOT / "exercises" / name
    answers = [DOCS / "exercises" / "solutions" / f"{name}.md", *folder.glob("*.md")]
    found = known_of((relative(p), p.read_text(encoding="utf-8")) for p in folder.rglob("*.py"))
    for path in [DOCS / "exercises" / f"{name}.md", *answers]:
        found |= on_page(page(path))
    return found
