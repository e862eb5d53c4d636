"""A site without solutions: a copy of the pages in which none stands, for both builders to read.

Withheld are the solutions of exercises, the answers to questions, and of the pages for teachers
those that hold answers. What a chapter goes on with stays: a way to do what learners write alone.
"""

import re
import shutil
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.paths import CACHE, DOCS, MADE, ROOT, relative
from workbook.course.chapters import read_page

PLACE = CACHE / "without-solutions"
PAGES = (
    "exercises/solutions/*.md",
    *(f"teach/*/{name}.md" for name in ("plan", "questions", "mistakes")),
)
ANSWER = re.compile(r'^( *)\?\?\? success "An answer"\n(?:\1 +.*\n?|[ ]*\n)*', re.MULTILINE)
LINK = re.compile(r"\[((?:`[^`]*`|[^]`])*)\]\(([^)#\s]+\.md)(?:#[^)\s]*)?\)")
THEME = Path("workbook") / "site" / "theme"
PLAIN = re.compile(r"[A-Za-z][A-Za-z ,.]{30,}")  # words that look alike in Markdown and in HTML
READ = {".html", ".json", ".js", ".xml", ".txt"}  # what a built site may say something in


def copy_without_solutions(place: Path = PLACE) -> Path:
    """Copy what a site is built from, and leave out what is withheld.

    Args:
        place: a folder of the workbook's own; what is in it is removed.

    Returns:
        The folder, in which a builder finds mkdocs.yml.
    """
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(DOCS, place / "docs")
    shutil.copytree(ROOT / THEME, place / THEME)
    for path in [path for pattern in PAGES for path in (place / "docs").glob(pattern)]:
        path.unlink()
    for path in (place / "docs").rglob("*.md"):
        path.write_text(_kept(path), encoding="utf-8", newline="\n")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    told = [line for line in settings if not _is_withheld(Path(line.rpartition(": ")[2].strip()))]
    (place / "mkdocs.yml").write_text("".join(told), encoding="utf-8", newline="\n")
    return place


def _is_withheld(path: Path) -> bool:
    """Say whether a page is withheld, by its name: a page that is made may not be there yet."""
    return any(path.match(pattern) for pattern in PAGES)


def _kept(path: Path) -> str:
    """Return a page without answers; a link to a page that is withheld becomes its words."""

    def link(found: re.Match[str]) -> str:
        return found[1] if _is_withheld((path.parent / found[2]).resolve()) else found[0]

    return LINK.sub(link, ANSWER.sub("", read_page(path)))


def check_withheld(site: Path, docs: Path = DOCS) -> int:
    """Require that no part of a built site says what is withheld: no page, and not the search.

    Args:
        site: a built site.
        docs: the pages, with what is withheld.

    Returns:
        How many solutions and answers were looked for.

    Raises:
        WorkbookError: with each file that has the words of one.
    """
    secrets = _secrets(docs)
    wrong = []
    for path in sorted(path for path in site.rglob("*") if path.suffix in READ):
        text = path.read_text(encoding="utf-8").replace("\\n", " ")  # as JSON ends lines
        text = " ".join(text.split())
        wrong += [f"{relative(path)}: says {words!r}" for words in secrets if words in text]
    if wrong:
        raise WorkbookError("\n".join(wrong) + "\nThis is withheld from a site without solutions.")
    return len(secrets)


def _secrets(docs: Path) -> list[str]:
    """Return of each solution and answer the longest words that stand in no other text."""
    written = [path for path in docs.rglob("*.md") if path.relative_to(docs).parts[0] not in MADE]
    solved = set(docs.glob(PAGES[0]))
    hidden = [read_page(path) for path in solved]
    hidden += [found[0] for path in written for found in ANSWER.finditer(read_page(path))]
    kept = (ANSWER.sub("", read_page(path)) for path in written if path not in solved)
    said = " ".join(" ".join(kept).split())
    longest = (max(PLAIN.findall(" ".join(text.split())), key=len, default="") for text in hidden)
    return [words.strip() for words in longest if words and words.strip() not in said]
