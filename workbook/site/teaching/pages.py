"""All pages for teachers, by their paths in docs/."""

from workbook.course.stages import stages
from workbook.site.source.pages import UNSEARCHED
from workbook.site.teaching.handouts import handouts
from workbook.site.teaching.hours import hours
from workbook.site.teaching.mistakes import mistakes
from workbook.site.teaching.plans import plan
from workbook.site.teaching.questions import questions
from workbook.site.teaching.slides import slides

# The search knows the chapters, which say it all.
KINDS = {"plan": plan, "questions": questions, "mistakes": mistakes}


def teaching_pages() -> dict[str, str]:
    """Return the pages by their paths in docs/: some for each chapter, and slides for each sitting.

    Raises:
        ChapterError: for a page that cannot be read.
    """
    found = {
        f"teach/{stage.name}/{name}.md": UNSEARCHED + page(stage)
        for stage in stages()
        for name, page in KINDS.items()
    }
    sheets = {path: page for stage in stages() for path, page in handouts(stage).items()}
    found |= {path: UNSEARCHED + page for path, page in sheets.items()}
    decks = {hour.slides: slides(hour) for stage in stages() for hour in hours(stage)}
    return found | decks
