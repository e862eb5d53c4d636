"""Slides for a sitting: one or more for each heading of its steps, with the code and the picture.

reveal.js shows them, see docs/assets/slides.js. No answer stands on them, nor in what to say.
"""

import posixpath
from collections.abc import Iterator
from html import escape

from workbook.course.chapters import Step
from workbook.course.pace import in_words, pace
from workbook.course.written import tasks_of
from workbook.site.addresses import address
from workbook.site.teaching.hours import Hour
from workbook.site.teaching.lessons import (
    QUESTION,
    WRITE,
    Section,
    Words,
    new_ideas,
    notes,
    page_of_step,
    promise,
    sections,
)
from workbook.site.teaching.slide_pieces import in_html, slides_of

STYLES = ("vendor/reveal-6.0.2.css", "slides.css")
SCRIPTS = ("vendor/reveal-6.0.2.js", "vendor/reveal-notes-6.0.2.js", "slides.js")
ASSETS = "../../assets/"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
{links}
</head>
<body>
<div class="reveal">
<main class="slides">
{slides}
</main>
</div>
</body>
</html>
"""


def slides(hour: Hour) -> str:
    """Return the slides of a sitting, as a page of HTML.

    Args:
        hour: the sitting.
    """
    title = f"Stage {hour.stage.number}, sitting {hour.number}: {hour.ends_with}"
    links = [f'<link rel="stylesheet" href="{ASSETS}{name}">' for name in STYLES]
    links += [f'<script src="{ASSETS}{name}" defer></script>' for name in SCRIPTS]
    every = [_first(hour), *(each for step in hour.steps for each in _of_step(step, hour.slides))]
    every += [_slide("In the end", in_html(asks), kind="asks") for asks in hour.asks]
    return PAGE.format(title=escape(title), links="\n".join(links), slides="\n".join(every))


def _first(hour: Hour) -> str:
    rows = "\n".join(
        f"<li>{escape(step.heading)}, {pace(step).minutes} minutes</li>" for step in hour.steps
    )
    where = f"<p>Stage {hour.stage.number}, sitting {hour.number}, {in_words(hour.minutes)}</p>"
    words = hour.ends_with[:1].upper() + hour.ends_with[1:]
    return _slide(words, f"{where}\n<ul>\n{rows}\n</ul>", level=1)


def _of_step(step: Step, page: str) -> Iterator[str]:
    # Slides are a file of their own folder, as its index is.
    link = address(f"{posixpath.dirname(page)}/index.md", page_of_step(step))
    about = f'<p><a href="{link}">Step {step.name}</a>, {pace(step).minutes} minutes</p>'
    new = in_html(f"**New here:** {new_ideas(step)}")
    yield _slide(step.heading, f"{about}\n{in_html(promise(step))}\n{new}", level=1)
    for section in sections(step)[1:]:
        said = _said(section)
        for content in slides_of(section, step, page):
            yield _slide(section.heading, content, said)
            said = ""
    for note, task in zip(notes(step, WRITE), tasks_of(step), strict=True):
        yield _slide(f"Write it yourself: {task.title}", in_html(note.asks))
    for note in notes(step, QUESTION):
        yield _slide("Before you read on", in_html(note.asks), kind="asks")


def _said(section: Section) -> str:
    """Return what a page says under a heading, to be said by who shows its slides."""
    return "\n\n".join(part.text for part in section.parts if isinstance(part, Words))


def _slide(heading: str, content: str, said: str = "", level: int = 2, kind: str = "") -> str:
    head = in_html(heading).removeprefix("<p>").removesuffix("</p>")
    aside = f'\n<aside class="notes">\n{in_html(said)}\n</aside>' if said else ""
    of_kind = f' class="{kind}"' if kind else ""
    return f"<section{of_kind}>\n<h{level}>{head}</h{level}>\n{content}{aside}\n</section>"
