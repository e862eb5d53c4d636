"""Slides for a sitting: one or more for each heading of its steps, with the code and the picture.

reveal.js shows them, see docs/assets/slides.js. No answer stands on them, nor in what to say.
"""

import posixpath
from collections.abc import Iterator
from html import escape

from workbook.course.chapters import Step
from workbook.course.fences import WRITE
from workbook.course.pace import in_words, pace
from workbook.site.addresses import address
from workbook.site.bare_page import ASSETS, bare_page, sheet
from workbook.site.teaching.hours import Hour
from workbook.site.teaching.lessons import (
    QUESTION,
    Note,
    Section,
    Words,
    new_ideas,
    promise,
    sections,
)
from workbook.site.teaching.slide_pieces import in_html, slides_of

# As slides.js has it: on an upright phone, slides are read as a page.
ROOMY = "(min-width: 600px), (orientation: landscape)"
STYLES = (("vendor/reveal-6.0.2.css", ROOMY), ("bare.css", ""), ("slides.css", ""))
SCRIPTS = ("vendor/reveal-6.0.2.js", "vendor/reveal-notes-6.0.2.js", "slides.js")
REVEAL = """<div class="reveal">
<div class="slides">
{slides}
</div>
</div>"""


def slides(hour: Hour) -> str:
    """Return the slides of a sitting, as a page of HTML.

    Args:
        hour: the sitting.
    """
    title = f"Stage {hour.stage.number}, sitting {hour.number}: {hour.ends_with}"
    links = [sheet(*each) for each in STYLES]
    links += [f'<script src="{ASSETS}{name}" defer></script>' for name in SCRIPTS]
    every = [_first(hour), *(each for step in hour.steps for each in _of_step(step, hour.slides))]
    every.append(_slide("In the end", in_html(hour.asks), kind="asks"))
    return bare_page(title, links, REVEAL.format(slides="\n".join(every)))


def _first(hour: Hour) -> str:
    rows = "\n".join(
        f"<li>{escape(step.heading)}, {pace(step).minutes} minutes</li>" for step in hour.steps
    )
    where = f"<p>Stage {hour.stage.number}, sitting {hour.number}, {in_words(hour.minutes)}</p>"
    words = hour.ends_with[:1].upper() + hour.ends_with[1:]
    return _slide(words, f"{where}\n<ul>\n{rows}\n</ul>", level=1)


def _of_step(step: Step, page: str) -> Iterator[str]:
    # Slides are a file of their own folder, as its index is.
    link = address(f"{posixpath.dirname(page)}/index.md", step.below_docs)
    about = f'<p><a href="{link}">Step {step.name}</a>, {pace(step).minutes} minutes</p>'
    new = in_html(f"**New here:** {new_ideas(step)}")
    yield _slide(step.heading, f"{about}\n{in_html(promise(step))}\n{new}", level=1)
    above, *rest = sections(step)
    begun = Section(step.heading, above.parts[above.parts.index(Words(promise(step))) + 1 :])
    for section in rest if _is_told(begun) else [begun, *rest]:
        yield from _of_section(section, step, page)


def _of_section(section: Section, step: Step, page: str) -> Iterator[str]:
    """Yield the slides of a heading; what learners write or answer has its own, in its place."""
    said = _said(section)
    run = Section(section.heading)
    for part in section.parts:
        if not isinstance(part, Note) or part.kind not in (WRITE, QUESTION):
            run.parts.append(part)
            continue
        if run.parts:
            yield from _shown(run, said, step, page)
            said, run = "", Section(section.heading)
        kind = "asks" if part.kind == QUESTION else ""
        yield _slide(part.title, in_html(part.asks), kind=kind)
    if said or not _is_told(run):
        yield from _shown(run, said, step, page)


def _is_told(section: Section) -> bool:
    """Tell whether there are words alone under a heading, which are said and not shown."""
    return all(isinstance(part, Words) for part in section.parts)


def _shown(section: Section, said: str, step: Step, page: str) -> Iterator[str]:
    for content in slides_of(section, step, page):
        yield _slide(section.heading, content, said)
        said = ""


def _said(section: Section) -> str:
    """Return what a page says under a heading, to be said by who shows its slides."""
    return "\n\n".join(part.text for part in section.parts if isinstance(part, Words))


def _slide(heading: str, content: str, said: str = "", level: int = 2, kind: str = "") -> str:
    head = in_html(heading).removeprefix("<p>").removesuffix("</p>")
    aside = f'\n<aside class="notes">\n{in_html(said)}\n</aside>' if said else ""
    of_kind = f' class="{kind}"' if kind else ""
    return f"<section{of_kind}>\n<h{level}>{head}</h{level}>\n{content}{aside}\n</section>"
