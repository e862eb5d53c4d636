"""What a learner can read about what they handed in: what holds, and what to look at next."""

import re

from workbook.classroom.standing import Standing
from workbook.core.paths import relative
from workbook.course.chapters import find_step, next_page, page_of
from workbook.course.exercises import find_exercise


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


def place_of(name: str) -> str:
    """Return where the page of a learner is, under a name that a file may have on any system.

    Args:
        name: whose it is.
    """
    word = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", name)
    return f"feedback/{word}.md"


def _holds(standing: Standing) -> list[str]:
    lines = ["## What holds", ""]
    where = "has all of" if standing.whole and not standing.stops else "is nearest to"
    lines.append(f"- Your copy {where} step {standing.step}, {standing.heading}.")
    if not standing.why:
        lines.append("- Your app starts.")
    if standing.due:
        lines.append(f"- {standing.held} of {len(standing.due)} stories hold that are due there.")
    lines += [f"- The exercise {name} passes." for name in standing.passed]
    return [*lines, ""]


def _look_at(standing: Standing) -> list[str]:
    lines = []
    if standing.stops:
        lines.append(f"- Your app doesn't start: `{standing.why}`. Mend that first.")
    lines += [f"- This doesn't hold: {sentence(name)}." for name in standing.broken]
    if standing.not_begun:
        lines.append(f"- You have not begun the exercise {standing.not_begun}.")
    for name, parts in standing.open.items():
        lines.append(f"- The exercise {name}, {relative(find_exercise(name).page)}:")
        lines += [f"    - not yet: {part}" for part in parts]
    return ["## What to look at", "", *lines, ""] if lines else []


def _next(standing: Standing) -> list[str]:
    if standing.stops:
        return ["## Next", "", "- Make your app start, and hand it in again."]
    step = find_step(standing.step)
    page = next_page(step) if standing.whole else page_of(step)
    return ["## Next", "", f"- {page}" if page else "- You are at the end of the last step."]


def sentence(story: str) -> str:
    """Return a story as a sentence.

    Args:
        story: its file and its function.
    """
    words = story.partition(".test_")[2].replace("_", " ")
    return words[:1].upper() + words[1:]
