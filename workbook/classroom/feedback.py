"""What a learner can read about what they handed in: what holds, and what to look at next."""

import re
from pathlib import Path

from markdown import Markdown

from workbook.classroom.document import document
from workbook.classroom.links import link
from workbook.classroom.standing import Standing
from workbook.classroom.stories import first_due, place
from workbook.core.paths import DOCS
from workbook.course.chapters import find_step, following
from workbook.course.exercises import find_exercise

MARKDOWN, HTML = ".md", ".html"


def feedback(standing: Standing) -> str:
    """Return a page for one learner, which names nobody else.

    Args:
        standing: where they are.
    """
    lines = [f"# {standing.name}", ""]
    if standing.problem:
        lines += ["What you handed in can't be looked at:", "", f"> {standing.problem}", ""]
        return "\n".join([*lines, "Mend that, and hand it in again."]) + "\n"
    lines += [*_holds(standing), *_look_at(standing), *_next(standing)]
    return "\n".join(lines) + "\n"


def as_html(standing: Standing) -> str:
    """Return the same page for a browser, in one file. What looks like HTML is shown as it is.

    Args:
        standing: where they are.
    """
    reader = Markdown()
    reader.inlinePatterns.deregister("html")  # no line begins with what somebody handed in
    return document(standing.name, f"{reader.convert(feedback(standing))}\n")


def place_of(name: str, suffix: str) -> str:
    """Return where the page of a learner is, under a name that a file may have on any system.

    Args:
        name: whose it is.
        suffix: of the form that is asked for.
    """
    word = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", name)
    return f"feedback/{word}{suffix}"


def _holds(standing: Standing) -> list[str]:
    lines = ["## What holds", ""]
    where = "has all of" if standing.is_done else "is at"
    lines.append(f"- Your copy {where} step {standing.step}, {standing.heading}.")
    if not standing.why:
        lines.append("- Your app starts.")
    if standing.due:
        counts = f"{standing.held} of the {len(standing.due)} things"
        lines.append(f"- Your app does {counts} that were asked of it.")
    lines += [f"- The exercise {name} passes." for name in standing.passed]
    return [*lines, ""]


def _look_at(standing: Standing) -> list[str]:
    lines = []
    if standing.stops:
        lines.append(f"- Your app doesn't start: `{standing.why}`. Mend that first.")
    if standing.lacking and not standing.is_done:  # who is done may have done it otherwise
        lines.append("- Here your files are not as the chapter has them:")
        lines += [f"    - `{file}`: {link(place)}" for file, place in standing.lacking]
        lines.append("    - To see each line: `nox -s compare -- DIR`, where DIR is your folder.")
    for step, names in _by_step(standing.broken).items():
        page = link(_page(find_step(step).path))
        lines.append(f"- This doesn't hold yet; the chapter has it by {page}")
        lines += [f"    - {sentence(name)}" for name in names]
    if standing.not_begun:
        lines.append(f"- You have not begun {_exercise(standing.not_begun)}")
    for name, parts in standing.open.items():
        if standing.exercises[name].startswith("0 of "):
            lines.append(f"- Not begun, or nothing of it holds yet: {_exercise(name)}")
            continue
        lines.append(f"- Not all of it holds yet: {_exercise(name)}")
        lines += [f"    - {part}" for part in parts]
    return ["## What to look at", "", *lines, ""] if lines else []


def _next(standing: Standing) -> list[str]:
    if standing.stops:
        return ["## Next", "", "- Make your app start, and hand it in again."]
    step = find_step(standing.step)
    if not standing.whole:
        return ["## Next", "", f"- Go on with {link(_page(step.path))}"]
    if standing.broken:
        return ["## Next", "", "- Mend what stands above. After that, the chapter goes on."]
    after = following(step)
    if after is None:
        return ["## Next", "", "- You are at the end of the last step."]
    page = after.path if after.stage == step.stage else after.stage.chapter / "index.md"
    return ["## Next", "", f"- Go on with {link(_page(page))}"]


def _by_step(stories: list[str]) -> dict[str, list[str]]:
    """Return stories by the step from which on they are due, the first step first."""
    found: dict[str, list[str]] = {}
    for name in sorted(stories, key=lambda name: place(first_due(name))):
        found.setdefault(first_due(name), []).append(name)
    return found


def _page(path: Path) -> str:
    return path.relative_to(DOCS).as_posix()


def _exercise(name: str) -> str:
    return link(f"{_page(find_exercise(name).page)}#what-is-checked")


def sentence(story: str) -> str:
    """Return a story as a sentence.

    Args:
        story: its file and its function.
    """
    words = story.partition(".test_")[2].replace("_", " ")
    return words[:1].upper() + words[1:]
