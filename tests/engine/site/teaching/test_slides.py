"""Slides show what a page has, in its order and in the site's colours, and cut it well."""

import re
from functools import cache

import pytest

from tests.engine.site.teaching.test_pages import says
from workbook.core.paths import DOCS
from workbook.course.chapters import Step, all_steps, find_step
from workbook.course.fences import fences
from workbook.course.stages import Stage, stages
from workbook.site.teaching.hours import hours
from workbook.site.teaching.lessons import Section
from workbook.site.teaching.slide_pieces import FEW, LINES, SPARE, in_html, slides_of
from workbook.site.teaching.slides import ROOMY, slides

pytestmark = pytest.mark.pages

HEADING = re.compile(r"^## (?P<words>.+)$")
ASIDE = re.compile(r'^!!! (?:write|question) "(?P<words>.+)"$')
HEAD = re.compile(r"<h2>(.+)</h2>")


@cache
def deck_of(step: Step) -> str:
    """Return the slides on which a step is."""
    return slides(next(hour for hour in hours(step.stage) if step in hour.steps))


def plain(heading: str) -> str:
    """Return a heading in HTML, as it stands between its marks."""
    return in_html(heading).removeprefix("<p>").removesuffix("</p>")


def part_of(step: Step) -> str:
    """Return the slides of a step."""
    after = deck_of(step).partition(f"{plain(step.heading)}</h1>\n<p><a href=")[2]
    return after.partition("<h1>")[0].partition("<h2>In the end</h2>")[0]


def on_the_page(step: Step) -> list[str]:
    """Return what stands on a page, in order: headings, and what learners write and answer.

    A heading stands where something begins that is neither.
    """
    every = fences(step.page, step.text)
    inside = {n for each in every for n in range(each.line + 1, each.line + len(each.lines) + 1)}
    found, heading = [], ""
    for number, line in enumerate(step.text.splitlines(), start=1):
        if number in inside or not line.strip() or line.startswith(" "):
            continue
        if begins := HEADING.match(line):
            heading = begins["words"]
        elif aside := ASIDE.match(line):
            found.append(aside["words"])
        elif heading:
            found.append(heading)
            heading = ""
    return [plain(words) for words in found]


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.number)
def test_slides_have_the_order_of_the_page(stage: Stage) -> None:
    for step in (each for hour in hours(stage) for each in hour.steps):
        shown = list(dict.fromkeys(HEAD.findall(part_of(step))))
        above = plain(step.heading)  # names what stands above the first heading
        assert [each for each in shown if each != above] == on_the_page(step), step.name


def test_the_code_above_the_first_heading_of_a_page_is_shown() -> None:
    step = find_step("05.43")

    assert HEAD.findall(part_of(step))[0] == "Write it yourself: a Procfile"
    assert says(part_of(step), "gunicorn")


def test_each_heading_of_a_step_has_a_slide_with_its_code() -> None:
    part = part_of(all_steps()[3])

    assert list(dict.fromkeys(HEAD.findall(part))) == [
        *("A view that adds", "The form", "A title that makes no sense", "Try it"),
        "Before you read on",
    ]
    assert 'alt="The refused form' in part
    assert says(part, "ids = count(1)")


def test_a_block_that_a_slide_has_no_room_for_goes_on_on_the_next() -> None:
    assert part_of(all_steps()[3]).count("<h2>A view that adds</h2>") > 1


@pytest.mark.parametrize("lines", range(1, 3 * LINES))
def test_no_few_lines_stand_alone_on_a_slide(lines: int) -> None:
    text = "\n".join(f"line {number}" for number in range(lines))
    (block,) = fences("docs/a.md", f"```text\n{text}\n```\n")

    shown = slides_of(Section("", [block]), all_steps()[0], "teach/01-minimal/slides-1.html")

    parts = [re.findall(r"line \d+", slide) for slide in shown]
    assert [line for part in parts for line in part] == text.split("\n")
    assert all(len(part) <= LINES + SPARE for part in parts)
    assert len(parts) == 1 or len(parts[-1]) >= FEW


def test_slides_have_the_colours_of_the_site() -> None:
    site, own = (
        (DOCS / "assets" / name).read_text(encoding="utf-8") for name in ("colours.css", "bare.css")
    )

    shared = {"typeset-a": "link", "code-bg": "code", "typeset-ins": "new", "typeset-del": "old"}
    for name, here in shared.items():
        day, night = re.findall(rf"--md-{name}-color: (#\w+);", site)
        assert f"--{here}: light-dark({day}, {night});" in own


def test_slides_are_slides_where_their_style_sheet_is() -> None:
    script = (DOCS / "assets" / "slides.js").read_text(encoding="utf-8")

    assert f'matchMedia("{ROOMY}")' in script
